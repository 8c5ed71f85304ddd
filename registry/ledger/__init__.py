"""What we were told, by whom, when: the write side. Everything goes through :class:`Ledger`."""

from registry.ledger.errors import LedgerError
from registry.ledger.ledger import Ledger

__all__ = ["Ledger", "LedgerError"]
