"""Casework: reports, cases, decisions, appeals, proposals"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
OPEN = sa.text("state = 'open'")
IN_FORCE = sa.text("state = 'in_force'")


def upgrade() -> None:
    op.create_table('proposal',
    sa.Column('id', BIG, nullable=False),
    sa.Column('number', sa.String(length=16), nullable=False),
    sa.Column('secret', sa.LargeBinary(length=32), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('region', sa.String(length=8), nullable=True),
    sa.Column('registration', sa.Text(), nullable=True),
    sa.Column('website', sa.Text(), nullable=True),
    sa.Column('aliases', JSON, nullable=True),
    sa.Column('evidence', JSON, nullable=True),
    sa.Column('host', sa.Text(), nullable=True),
    sa.Column('host_token', sa.Text(), nullable=False),
    sa.Column('host_proof', JSON, nullable=True),
    sa.Column('mail', sa.Text(), nullable=True),
    sa.Column('mail_proof', JSON, nullable=True),
    sa.Column('received', sa.DateTime(), nullable=False),
    sa.Column('decided_by', sa.Text(), nullable=True),
    sa.Column('decided', sa.DateTime(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('organizer_id', sa.Text(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal')),
    sa.UniqueConstraint('number', name=op.f('uq_proposal_number')),
    sa.UniqueConstraint('secret', name=op.f('uq_proposal_secret'))
    )
    op.create_index('ix_proposal_state_id', 'proposal', ['state', 'id'], unique=False)
    op.create_table('review_case',
    sa.Column('id', BIG, nullable=False),
    sa.Column('number', sa.String(length=16), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('origin', sa.String(length=16), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('opened', sa.DateTime(), nullable=False),
    sa.Column('updated', sa.DateTime(), nullable=False),
    sa.Column('due', sa.DateTime(), nullable=False),
    sa.Column('decided', sa.DateTime(), nullable=True),
    sa.Column('outcome', sa.String(length=16), nullable=True),
    sa.Column('severity', sa.Integer(), nullable=False),
    sa.Column('reports', sa.Integer(), nullable=False),
    sa.Column('harm', sa.Integer(), nullable=False),
    sa.Column('evidence', JSON, nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_case')),
    sa.UniqueConstraint('number', name=op.f('uq_review_case_number'))
    )
    op.create_index('ix_review_case_state_harm_id', 'review_case', ['state', 'harm', 'id'], unique=False)
    op.create_index('ix_review_case_subject', 'review_case', ['subject', 'id'], unique=False)
    op.create_index('uq_review_case_subject_open', 'review_case', ['subject'], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_table('appeal',
    sa.Column('id', BIG, nullable=False),
    sa.Column('case_id', BIG, nullable=False),
    sa.Column('secret', sa.LargeBinary(length=32), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('opened', sa.DateTime(), nullable=False),
    sa.Column('due', sa.DateTime(), nullable=False),
    sa.Column('answered', sa.DateTime(), nullable=True),
    sa.Column('granted', sa.Boolean(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['review_case.id'], name=op.f('fk_appeal_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appeal')),
    sa.UniqueConstraint('secret', name=op.f('uq_appeal_secret'))
    )
    op.create_index(op.f('ix_appeal_case_id'), 'appeal', ['case_id'], unique=False)
    op.create_table('decision',
    sa.Column('id', BIG, nullable=False),
    sa.Column('case_id', BIG, nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('action', sa.String(length=16), nullable=False),
    sa.Column('ground', sa.String(length=16), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('emergency', sa.Boolean(), nullable=False),
    sa.Column('proposed_by', sa.Text(), nullable=False),
    sa.Column('proposed_at', sa.DateTime(), nullable=False),
    sa.Column('seconded_by', sa.Text(), nullable=True),
    sa.Column('in_force_from', sa.DateTime(), nullable=True),
    sa.Column('expires', sa.DateTime(), nullable=True),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('ended_by', sa.Text(), nullable=True),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.Column('end_reason', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['review_case.id'], name=op.f('fk_decision_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision'))
    )
    op.create_index(op.f('ix_decision_case_id'), 'decision', ['case_id'], unique=False)
    op.create_index('ix_decision_state_id', 'decision', ['state', 'id'], unique=False)
    op.create_index('uq_decision_subject_in_force', 'decision', ['subject'], unique=True, sqlite_where=IN_FORCE, postgresql_where=IN_FORCE)
    op.create_table('report',
    sa.Column('id', BIG, nullable=False),
    sa.Column('case_id', BIG, nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('level', sa.String(length=16), nullable=True),
    sa.Column('snapshot', sa.Text(), nullable=True),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('received', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['review_case.id'], name=op.f('fk_report_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report'))
    )
    op.create_index(op.f('ix_report_case_id'), 'report', ['case_id'], unique=False)
    op.create_table('appeal_message',
    sa.Column('id', BIG, nullable=False),
    sa.Column('thread_id', BIG, nullable=False),
    sa.Column('author', sa.String(length=16), nullable=False),
    sa.Column('by', sa.Text(), nullable=True),
    sa.Column('template', sa.String(length=32), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['thread_id'], ['appeal.id'], name=op.f('fk_appeal_message_thread_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appeal_message'))
    )
    op.create_index(op.f('ix_appeal_message_thread_id'), 'appeal_message', ['thread_id'], unique=False)
