"""What a new reading changed: the versions behind stored facts, lost facts, changes"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Say of each filing what read its facts, and make the tables for what a new reading lost and changed."""
    with op.batch_alter_table("filing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("facts_by", sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE filing SET facts_by = analysis")

    op.create_table(
        "lost_fact",
        sa.Column("filing_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("versions", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("filing_id", "id"),
    )
    op.create_table(
        "fact_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("found", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported", sa.Boolean(), nullable=False),
        sa.Column("review", sa.String(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customer.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("fact_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fact_change_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fact_change_reported"), ["reported"], unique=False)


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("fact_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fact_change_reported"))
        batch_op.drop_index(batch_op.f("ix_fact_change_customer_id"))

    op.drop_table("fact_change")
    op.drop_table("lost_fact")
    with op.batch_alter_table("filing", schema=None) as batch_op:
        batch_op.drop_column("facts_by")
