"""Erasing a customer or a document, with what must follow: the customer folded anew, bytes nobody needs swept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from docintel.records import Erasure, Profile
from docintel.settings import current_settings
from docintel.store.store import Store
from docintel.workflows.folding import fold_customers

#: What nothing rests on is left alone for so long: it may be an upload that is accepted in a moment.
_GRACE = timedelta(days=1)


def erase_customer(store: Store, customer: str, *, by: str, reason: str) -> tuple[Erasure, bool]:
    """Erase a customer with everything of theirs; returns what went, and whether SQLite's files are free of it too.

    Raises NotFound, and Conflict where a legal hold, the retention or a file being read forbids it.
    """
    kept = current_settings().retention_days
    return store.erasures.erase(customer=customer, by=by, reason=reason, retention_days=kept)


def erase_document(store: Store, document: str, *, by: str, reason: str) -> tuple[Erasure, bool, Profile]:
    """Erase a document with what came in it, and fold its customer to today without it.

    All earlier folds go: they hold values of the document. Raises as `erase_customer` does.
    """
    kept = current_settings().retention_days
    erased, is_out = store.erasures.erase(document=document, by=by, reason=reason, retention_days=kept)
    (profile,) = fold_customers([store.customer(erased.customer)], store, date.today())
    return erased, is_out, profile


def sweep_blobs(store: Store) -> int:
    """Delete bytes older than a day that nothing rests on: of erasures, uploads and batches cut off in the middle.

    Returns how many blobs went. It may run at any time, beside uploads and other sweeps.
    """
    before = datetime.now(UTC) - _GRACE
    store.erasures.drop_readings()
    return store.erasures.drop_blobs(store.erasures.unused(), before=before) + store.blobs.clear_incoming(before)
