"""What an earlier batch stored, for those who only look."""

from __future__ import annotations

from docintel.records import Alert, Profile
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
