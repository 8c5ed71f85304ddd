"""The first schema"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "frontier_page",
        sa.Column("id", BIG, nullable=False),
        sa.Column("crawl", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("found_on", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("result", JSON, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frontier_page")),
        sa.UniqueConstraint("crawl", "url", name=op.f("uq_frontier_page_crawl_url")),
    )
    op.create_index(
        "ix_frontier_page_crawl_state_due_at",
        "frontier_page",
        ["crawl", "state", "due_at", "id"],
        unique=False,
    )

    op.create_table(
        "health",
        sa.Column("id", BIG, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("evidence", JSON, nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_health")),
    )
    op.create_index("ix_health_subject_at", "health", ["subject", "at"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("payload", JSON, nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("lease_until", sa.DateTime(), nullable=True),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.Column("finished", sa.DateTime(), nullable=True),
        sa.Column("result", JSON, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index("ix_job_kind_key_id", "job", ["kind", "key", "id"], unique=False)
    op.create_index("ix_job_state_due_at", "job", ["state", "due_at", "id"], unique=False)
    op.create_index(
        "uq_job_kind_key_open",
        "job",
        ["kind", "key"],
        unique=True,
        sqlite_where=sa.text("state IN ('waiting', 'leased')"),
        postgresql_where=sa.text("state IN ('waiting', 'leased')"),
    )

    op.create_table(
        "organizer",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("registration", sa.Text(), nullable=True),
        sa.Column("created", sa.Date(), nullable=False),
        sa.Column("redirect_to", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["redirect_to"], ["organizer.id"], name=op.f("fk_organizer_redirect_to")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizer")),
    )
    op.create_index("ix_organizer_redirect_to", "organizer", ["redirect_to"], unique=False)
    op.create_index("ix_organizer_registration_kind", "organizer", ["registration", "kind"], unique=False)

    op.create_table(
        "publication",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("accepted", sa.Text(), nullable=True),
        sa.Column("counts", JSON, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    op.create_index("ix_publication_version", "publication", ["version"], unique=False)

    op.create_table(
        "resolution",
        sa.Column("link_key", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("final_key", sa.Text(), nullable=True),
        sa.Column("hops", JSON, nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("link_key", name=op.f("pk_resolution")),
    )
    op.create_table(
        "source",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("trust", sa.Integer(), nullable=False),
        sa.Column("ends_after", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("name", name=op.f("uq_source_name")),
    )
    op.create_table(
        "validator",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_validator")),
    )
    op.create_table(
        "announcement",
        sa.Column("id", BIG, nullable=False),
        sa.Column("page_url", sa.Text(), nullable=False),
        sa.Column("organizer_id", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("page_hash", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("event_start", sa.Date(), nullable=True),
        sa.Column("event_end", sa.Date(), nullable=True),
        sa.Column("first_seen", sa.Date(), nullable=False),
        sa.Column("last_seen", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organizer_id"], ["organizer.id"], name=op.f("fk_announcement_organizer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
        sa.UniqueConstraint("page_url", "organizer_id", name=op.f("uq_announcement_page_url_organizer_id")),
    )
    op.create_index("ix_announcement_host", "announcement", ["host"], unique=False)
    op.create_index("ix_announcement_organizer_id", "announcement", ["organizer_id"], unique=False)

    op.create_table(
        "identity",
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("organizer_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["organizer_id"], ["organizer.id"], name=op.f("fk_identity_organizer_id")),
        sa.PrimaryKeyConstraint("key", "organizer_id", name=op.f("pk_identity")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "run",
        sa.Column("id", BIG, nullable=False),
        sa.Column("source_id", BIG, nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("started", sa.DateTime(), nullable=False),
        sa.Column("finished", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("stats", JSON, nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_run_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_index("ix_run_source_id_id", "run", ["source_id", "id"], unique=False)

    op.create_table(
        "sighting",
        sa.Column("id", BIG, nullable=False),
        sa.Column("source_id", BIG, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("organizer_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region", sa.String(length=8), nullable=True),
        sa.Column("registration", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("aliases", JSON, nullable=True),
        sa.Column("hosts", JSON, nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("citation", sa.Text(), nullable=True),
        sa.Column("original", JSON, nullable=True),
        sa.Column("first_seen", sa.Date(), nullable=False),
        sa.Column("last_seen", sa.Date(), nullable=False),
        sa.Column("last_run", BIG, nullable=False),
        sa.Column("prior_seen", sa.Date(), nullable=True),
        sa.Column("prior_run", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["last_run"], ["run.id"], name=op.f("fk_sighting_last_run")),
        sa.ForeignKeyConstraint(["organizer_id"], ["organizer.id"], name=op.f("fk_sighting_organizer_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_sighting_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
        sa.UniqueConstraint(
            "source_id", "key", "content_hash", name=op.f("uq_sighting_source_id_key_content_hash")
        ),
    )
    op.create_index("ix_sighting_last_run", "sighting", ["last_run"], unique=False)
    op.create_index("ix_sighting_organizer_id", "sighting", ["organizer_id"], unique=False)

    op.create_table(
        "vouched_link",
        sa.Column("id", BIG, nullable=False),
        sa.Column("announcement_id", BIG, nullable=False),
        sa.Column("link_key", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.Date(), nullable=False),
        sa.Column("last_seen", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcement.id"], name=op.f("fk_vouched_link_announcement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouched_link")),
        sa.UniqueConstraint(
            "announcement_id", "link_key", name=op.f("uq_vouched_link_announcement_id_link_key")
        ),
    )
    op.create_index("ix_vouched_link_link_key", "vouched_link", ["link_key"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("a ledger is never brought back to an older schema: restore a backup instead")
