"""What an earlier batch stored, for those who only look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from typing import Any

from docintel.errors import NotFound
from docintel.exports.rows import fact_rows
from docintel.records import Alert, AnyFact, Profile, Reading
from docintel.store.opening import configured_store
from docintel.store.store import Store


def stored_profile(customer_id: str) -> Profile:
    """A customer's latest profile; raises NotFound."""
    with closing(configured_store()) as store:
        return store.profile(customer_id)


def stored_alerts(customer_id: str | None) -> list[Alert]:
    """Alerts of one customer, or of all, as their profiles stand, the gravest first; NotFound before any profile.

    Nobody may take a database that holds nothing for one in which nothing fires.
    """
    with closing(configured_store()) as store:
        return latest_alerts(store, customer_id)


def latest_alerts(store: Store, customer_id: str | None = None) -> list[Alert]:
    """The alerts of the profiles that `profile` shows; raises NotFound for a customer, or a database, without one."""
    return by_gravity(alert for profile in _latest(store, customer_id) for alert in profile.alerts)


def by_gravity(alerts: Iterable[Alert]) -> list[Alert]:
    """The gravest first."""
    return sorted(alerts, key=lambda alert: (-alert.grade, alert.customer, alert.indicator, alert.id))


def anything_measured(customer_id: str | None) -> bool:
    """Whether any indicator of the customer, or of anyone, could be measured."""
    with closing(configured_store()) as store:
        return any(profile.grade is not None for profile in _latest(store, customer_id))


def _latest(store: Store, customer_id: str | None) -> list[Profile]:
    if customer_id is not None:
        return [store.profile(customer_id)]
    found = [profile for one in store.customers() if (profile := store.latest_profile(one.id))]
    if not found:
        raise NotFound("this database holds no enriched customer; run `docintel enrich`, or set DOCINTEL_DATABASE_URL.")
    return found


def customer_fact_rows(customer_id: str, store: Store) -> list[dict[str, Any]]:
    """Every fact of a customer with its evidence, document by document; raises NotFound for an unknown customer."""
    store.customer(customer_id)
    by_document: dict[str, list[AnyFact]] = defaultdict(list)
    for fact in store.facts(customer_id):
        by_document[fact.document].append(fact)
    filings = {filing.document_id: filing for filing in store.filings(customer_id)}
    rows: list[dict[str, Any]] = []
    # what was erased since the facts were read is not told any more
    for document_id in [one for one in by_document if one in filings]:
        filing, facts = filings[document_id], by_document[document_id]
        reading = Reading(store.document(filing), store.layout(filing))
        rows += fact_rows(facts, reading, doc=reading.document.name)
    return rows
