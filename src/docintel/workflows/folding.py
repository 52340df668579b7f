"""A customer's facts become signals, assessments, alerts and a profile at a date."""

from __future__ import annotations

from datetime import date

from docintel.records import Customer, Profile
from docintel.store.store import Store


def fold_customer(customer: Customer, store: Store, as_of: date) -> Profile:
    """Fold everything filed for a customer up to a date, leaving out what reviewers rejected, and store it."""
    raise NotImplementedError
