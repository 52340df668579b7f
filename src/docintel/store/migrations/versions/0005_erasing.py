"""Erasing asks whether any document still rests on a sidecar"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make its index: without one every erasure would read all documents."""
    op.create_index("ix_document_sidecar", "document", ["sidecar"], unique=False)


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_document_sidecar", table_name="document")
