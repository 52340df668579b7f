"""Erasing a customer takes their lost facts too, also those of a filing that was withdrawn"""

import json
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Say of each lost fact whose it is, by its filing or, where that was withdrawn, by what the filing's id is of."""
    op.add_column("lost_fact", sa.Column("customer_id", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_lost_fact_customer_id", "lost_fact", ["customer_id"], unique=False)
    op.execute(
        "UPDATE lost_fact SET customer_id = (SELECT customer_id FROM filing WHERE filing.id = lost_fact.filing_id) "
        "WHERE filing_id IN (SELECT id FROM filing)"
    )
    connection = op.get_bind()
    # a body without a document, or of a customer who is not there, is nobody's and stays so
    left = connection.execute(sa.text("SELECT filing_id, body FROM lost_fact WHERE customer_id = ''")).all()
    documents = {filing: json.loads(body).get("document") for filing, body in left}
    customers = connection.execute(sa.text("SELECT id FROM customer")).scalars().all() if documents else []
    name_owner = sa.text("UPDATE lost_fact SET customer_id = :customer WHERE filing_id = :filing")
    for filing, document in documents.items():
        for customer in customers:
            # the id as this revision makes it
            if filing == "D-" + sha256(f"{customer}\n{document}".encode()).hexdigest()[:20]:
                connection.execute(name_owner, {"customer": customer, "filing": filing})


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_lost_fact_customer_id", table_name="lost_fact")
    op.drop_column("lost_fact", "customer_id")
