"""What becomes of an upload: read, stored, folded into its customer's profile; each step may be done twice.

This runs in the recycled processes of the worker. A step that was cut off is done again from its beginning, and
gives the same: ids of facts are hashes of what they claim, and storing replaces.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from docintel.errors import DocintelError, NotFound
from docintel.records import Customer, Fact, Failure, Filing, Profile, Upload
from docintel.store.folds import FoldRequest
from docintel.store.opening import configured_store
from docintel.store.store import Store
from docintel.workflows.analysis import Analysed, analyse_bytes
from docintel.workflows.extraction import analysis_version
from docintel.workflows.filing import figures_missing, own_facts
from docintel.workflows.folding import fold_customers
from docintel.workflows.logs import configure_logs
from docintel.workflows.rereading import save_reading
from docintel.workflows.versions import link_filing

#: An upload that was begun so often and never ended takes whatever reads it down with it.
_MOST_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class ReadUpload:
    """Read an upload and store what it says."""

    upload: str


@dataclass(frozen=True, slots=True)
class FoldCustomer:
    """Fold a customer whose profile is behind."""

    customer: str


Task = ReadUpload | FoldCustomer


def do(task: Task) -> None:
    """Do one task on the configured store; what the file holds raises nothing, what was erased is nothing to do."""
    with suppress(NotFound):
        if isinstance(task, ReadUpload):
            read_upload(task.upload, _store())
        else:
            fold_customer(task.customer, _store())


@cache
def _store() -> Store:
    configure_logs()
    return configured_store()


def read_upload(wanted: str, store: Store) -> None:
    """Read an accepted upload, attachments included, store its facts, and finish it; nothing if it is finished.

    Raises NotFound when it is erased before or meanwhile, and Conflict when it must be read once more because what
    came in it was erased with another document.
    """
    upload = store.uploads.begin(wanted)
    if upload.is_finished:
        return
    if upload.attempts > _MOST_ATTEMPTS:
        fail(upload, "crashed", f"{upload.name} stopped its worker {_MOST_ATTEMPTS} times; take it apart.", store)
        return
    try:
        data = store.blobs.get(upload.document)
    except DocintelError as error:
        fail(upload, "unreadable", f"{upload.name}: {error}", store)
        return
    _store_family(upload, analyse_bytes(data, upload.name, store.blobs), store)


def fail(upload: Upload, code: str, message: str, store: Store) -> None:
    """Finish an upload of which nothing could be read."""
    failure = Failure(name=upload.name, code=code, message=message, customer_id=upload.customer)
    store.uploads.finish(upload.id, state="failed", facts=0, failures=[failure])


def _store_family(upload: Upload, family: list[Analysed], store: Store) -> None:
    customer = store.customer(upload.customer)
    failures = [analysed.failure for analysed in family if analysed.failure is not None]
    filings: list[tuple[Filing, list[Fact]]] = []
    for analysed in family:
        if analysed.reading is None:
            continue
        reason = f"uploaded by {upload.by}" if analysed.parent is None else f"attached to {upload.name}"
        # whoever uploads it says whose it is: a statement that names another company is still not this customer's
        mine = own_facts(customer, analysed.facts, alone=True)
        filings.append((store.file(analysed.reading, customer.id, reason=reason, upload=upload.id), mine))
        if len(mine) < len(analysed.facts):
            failures.append(figures_missing(analysed.name, "upload it for the customer it reports on"))
    # The file itself comes last: what was cut off before is done again.
    for filing, facts in reversed(filings):
        link_filing(store, filing, facts)
        save_reading(store, filing, facts, analysis=analysis_version())
    store.uploads.finish(
        upload.id,
        state="done" if family[0].reading is not None else "failed",
        facts=sum(len(facts) for _, facts in filings),
        failures=[failure.model_copy(update={"customer_id": customer.id}) for failure in failures],
    )


def fold_customer(customer_id: str, store: Store) -> None:
    """Fold a customer to today where something changed since, and ask for those whose grade hangs on theirs."""
    request = store.folds.of(customer_id)
    if request is None:
        return
    began, today = datetime.now(UTC), date.today()
    before = _latest(store, customer_id)
    (after,) = fold_customers([store.customer(customer_id)], store, today)
    store.uploads.mark_folded(customer_id, began)
    store.folds.done(FoldRequest(*request), today)
    if before is None or before.own_grade != after.own_grade:
        store.folds.request(_dependent(customer_id, store.customers(), store))


def _dependent(customer_id: str, customers: list[Customer], store: Store) -> list[str]:
    """Subsidiaries, and those whose last fold names this customer among its bonds."""
    children = [one.id for one in customers if one.parent == customer_id]
    folded = [(one.id, _latest(store, one.id)) for one in customers if one.id != customer_id]
    bound = [
        one for one, profile in folded if profile and any(customer_id in bond.path for bond in profile.bonds)
    ]  # fmt: skip
    return [*children, *bound]


def _latest(store: Store, customer_id: str) -> Profile | None:
    found = store.profiles(customer_id)
    return found[-1] if found else None
