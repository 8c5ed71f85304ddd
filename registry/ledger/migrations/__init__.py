"""Alembic migrations of the ledger; they run when a ledger is opened (``registry.ledger.schema``)."""
