"""Going through what a reading brought: which ones, and in order of recording"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "run_review",
        sa.Column("run_id", BIG, autoincrement=False, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_run_review_run_id")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_run_review")),
    )
    op.create_index("ix_sighting_last_run_id", "sighting", ["last_run", "id"], unique=False)
    op.drop_index("ix_sighting_last_run", table_name="sighting")
