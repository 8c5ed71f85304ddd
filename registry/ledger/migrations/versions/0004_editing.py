"""People's edits of organizers, and their judgements of statements"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.add_column("sighting", sa.Column("correction", JSON, nullable=True))
    op.add_column("organizer", sa.Column("version", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "edit",
        sa.Column("id", BIG, nullable=False),
        sa.Column("organizer_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("run", BIG, nullable=True),
        sa.Column("before", JSON, nullable=True),
        sa.Column("after", JSON, nullable=True),
        sa.Column("moved", JSON, nullable=True),
        sa.Column("undone_by", BIG, nullable=True),
        sa.ForeignKeyConstraint(["organizer_id"], ["organizer.id"], name=op.f("fk_edit_organizer_id")),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_edit_run")),
        sa.ForeignKeyConstraint(["undone_by"], ["edit.id"], name=op.f("fk_edit_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edit")),
    )
    op.create_index("ix_edit_organizer_id_id", "edit", ["organizer_id", "id"], unique=False)
    op.create_table(
        "judgement",
        sa.Column("sighting_id", BIG, autoincrement=False, nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["sighting_id"], ["sighting.id"], name=op.f("fk_judgement_sighting_id")),
        sa.PrimaryKeyConstraint("sighting_id", name=op.f("pk_judgement")),
    )
