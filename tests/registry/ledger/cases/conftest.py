"""Casework runs on SQLite and on PostgreSQL; no address in its tests exists."""

from tests.shared.ledgers import ledger, ledger_url, postgres_ledger_url, postgres_url

__all__ = ["ledger", "ledger_url", "postgres_ledger_url", "postgres_url"]
