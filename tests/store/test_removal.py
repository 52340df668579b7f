"""Whose a row is, for every table: whoever adds one decides here what an erasure does to it."""

from docintel.store.removal import owner_columns


def test_every_table_says_whose_its_rows_are() -> None:
    assert owner_columns() == {
        "customer": [("id", "customer")],
        "filing": [("id", "filing"), ("customer_id", "customer")],
        "fact": [("filing_id", "filing")],
        "lost_fact": [("filing_id", "filing"), ("customer_id", "customer")],
        "fact_change": [("customer_id", "customer")],
        "failure": [("customer_id", "customer")],
        "profile": [("customer_id", "customer")],
        "review": [("customer_id", "customer")],
        "upload": [("customer", "customer")],
        "legal_hold": [("customer", "customer")],
        "fold": [("customer", "customer")],
        "fingerprint": [("filing_id", "filing"), ("customer_id", "customer")],
        "document_link": [("customer_id", "customer"), ("newer_id", "filing"), ("older_id", "filing")],
        # readings go when no filing rests on them; the others hold nothing of a customer but ids
        "document": [],
        "audit": [],
        "access_key": [],
        "worker": [],
    }
