"""What becomes of an upload: read, stored, folded into its customer's profile; each step may be done twice.

This runs in the recycled processes of the worker. A step that was cut off is done again from its beginning, and
gives the same: ids of facts are hashes of what they claim, and storing replaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from docintel.errors import NotFound
from docintel.records import Customer, Fact, Failure, Filing, Profile, Upload
from docintel.store.folds import FoldRequest
from docintel.store.opening import configured_store
from docintel.store.store import Store
from docintel.workflows.analysis import Analysed, analyse_bytes
from docintel.workflows.erasure import sweep_blobs
from docintel.workflows.extraction import analysis_version
from docintel.workflows.filing import figures_missing, own_facts
from docintel.workflows.folding import fold_customers
from docintel.workflows.logs import configure_logs
from docintel.workflows.rereading import save_reading
from docintel.workflows.versions import link_filing

#: An upload begun so often and never ended takes its worker down each time, or its original cannot be opened.
_MOST_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class ReadUpload:
    """Read an upload and store what it says."""

    upload: str


@dataclass(frozen=True, slots=True)
class FoldCustomer:
    """Fold a customer whose profile is behind."""

    customer: str


@dataclass(frozen=True, slots=True)
class SweepBlobs:
    """Delete bytes that nothing rests on: of uploads, batches and erasures cut off in the middle."""


Task = ReadUpload | FoldCustomer | SweepBlobs


def do(task: Task) -> None:
    """Do one task on the configured store; what the file holds raises nothing, what was erased is nothing to do."""
    store = _store()
    try:
        if isinstance(task, ReadUpload):
            read_upload(task.upload, store)
        elif isinstance(task, FoldCustomer):
            fold_customer(task.customer, store)
        else:
            sweep_blobs(store)
    except NotFound:
        # something else that is missing (a reading that a twin of this file just replaced) is to be tried again
        if is_there(task, store):
            raise


def is_there(task: Task, store: Store) -> bool:
    """Whether what the task is about is still in the store."""
    try:
        if isinstance(task, ReadUpload):
            return not store.uploads.get(task.upload).is_finished
        return isinstance(task, FoldCustomer) and bool(store.customer(task.customer))
    except NotFound:
        return False


@cache
def _store() -> Store:
    configure_logs()
    return configured_store()


def read_upload(wanted: str, store: Store) -> None:
    """Read an accepted upload, attachments included, store its facts, and finish it; nothing if it is finished.

    Raises NotFound when it is erased before or meanwhile, and whatever else stands in the way of the store or the blob
    store for now (no connection, no key, a twin being stored): it stays open and is begun again later.
    """
    upload = store.uploads.begin(wanted)
    if upload.is_finished:
        return
    if upload.attempts > _MOST_ATTEMPTS:
        message = f"{upload.name} was not read in {_MOST_ATTEMPTS} attempts; see the log for why, then upload it again."
        fail(upload, "crashed", message, store)
        return
    data = store.blobs.get(upload.document)
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
    before = store.latest_profile(customer_id)
    (after,) = fold_customers([store.customer(customer_id)], store, today)
    store.uploads.mark_folded(customer_id, began)
    # a profile a day that says nothing new would fill the database
    replaces = before.as_of if before and before.as_of < today and _gist(before) == _gist(after) else None
    store.folds.done(FoldRequest(*request), today, replaces=replaces)
    if before is None or before.own_grade != after.own_grade:
        store.folds.request(_dependent(customer_id, store.customers(), store))


def _dependent(customer_id: str, customers: list[Customer], store: Store) -> list[str]:
    """Subsidiaries, and those whose last fold names this customer among its bonds."""
    children = [one.id for one in customers if one.parent == customer_id]
    folded = [(one.id, store.latest_profile(one.id)) for one in customers if one.id != customer_id]
    bound = [
        one for one, profile in folded if profile and any(customer_id in bond.path for bond in profile.bonds)
    ]  # fmt: skip
    return [*children, *bound]


def _gist(profile: Profile) -> tuple[object, ...]:
    """What a profile says, apart from the day it says it."""
    found = [(one.indicator, one.period_end, one.scope, one.value, one.grade) for one in profile.assessments]
    alerts = [(one.id, one.grade, one.reason_zh, one.reason_en) for one in profile.alerts]
    standing = (profile.customer, profile.grade, profile.own_grade, profile.bonds, profile.score, profile.cooperation)
    return (*standing, found, alerts, profile.claims, profile.missing, profile.orphaned_reviews, profile.superseded)
