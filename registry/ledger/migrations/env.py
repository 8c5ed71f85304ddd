"""Alembic's entry point: runs inside the transaction that ``registry.ledger.schema`` opened."""

from alembic import context

import registry.ledger.cases.models
import registry.ledger.desk.models
import registry.ledger.editing.models  # noqa: F401  (their tables belong to the metadata)
from registry.ledger.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
