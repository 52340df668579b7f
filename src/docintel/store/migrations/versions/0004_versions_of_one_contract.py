"""Versions of one contract: what tells documents apart, and which are the same thing"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of fingerprints and links; what is filed already is linked at its next fold."""
    op.create_table(
        "fingerprint",
        sa.Column("filing_id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("reading", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("linked", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["filing_id"], ["filing.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("filing_id"),
    )
    with op.batch_alter_table("fingerprint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fingerprint_customer_id"), ["customer_id"], unique=False)

    op.create_table(
        "document_link",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("newer_id", sa.String(), nullable=False),
        sa.Column("older_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["newer_id"], ["filing.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["older_id"], ["filing.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("document_link", schema=None) as batch_op:
        for column in ("customer_id", "newer_id", "older_id"):
            batch_op.create_index(batch_op.f(f"ix_document_link_{column}"), [column], unique=False)


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("document_link", schema=None) as batch_op:
        for column in ("older_id", "newer_id", "customer_id"):
            batch_op.drop_index(batch_op.f(f"ix_document_link_{column}"))

    op.drop_table("document_link")
    with op.batch_alter_table("fingerprint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fingerprint_customer_id"))

    op.drop_table("fingerprint")
