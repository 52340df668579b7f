"""What an earlier batch stored, for those who only look."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from docintel.exports.rows import fact_rows
from docintel.records import Alert, AnyFact, Profile, Reading
from docintel.settings import current_settings
from docintel.store.store import Store


def stored_profile(customer_id: str) -> Profile:
    """A customer's latest profile; raises NotFound."""
    store = Store.open(current_settings().database_url)
    try:
        return store.profile(customer_id)
    finally:
        store.close()


def stored_alerts(customer_id: str | None) -> list[Alert]:
    """Current alerts of one customer (NotFound for an unknown one) or all, the gravest first."""
    store = Store.open(current_settings().database_url)
    try:
        if customer_id is not None:
            store.customer(customer_id)
        return store.alerts(customer_id)
    finally:
        store.close()


def customer_fact_rows(customer_id: str, store: Store) -> list[dict[str, Any]]:
    """Every fact of a customer with its evidence, document by document; raises NotFound for an unknown customer."""
    store.customer(customer_id)
    by_document: dict[str, list[AnyFact]] = defaultdict(list)
    for fact in store.facts(customer_id):
        by_document[fact.document].append(fact)
    rows: list[dict[str, Any]] = []
    for document_id, facts in by_document.items():
        reading = Reading(store.document(document_id), store.layout(document_id))
        rows += fact_rows(facts, reading, doc=reading.document.name)
    return rows
