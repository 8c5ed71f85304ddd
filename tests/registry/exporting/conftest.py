"""Exports of ledgers on SQLite and on PostgreSQL."""

from tests.shared.ledgers import ledger, ledger_url, postgres_ledger_url, postgres_url

__all__ = ["ledger", "ledger_url", "postgres_ledger_url", "postgres_url"]
