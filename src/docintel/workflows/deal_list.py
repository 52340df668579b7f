"""A customer's documents in one list, whether they were uploaded or filed by a batch, read or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from docintel.exports.wording import Name
from docintel.records import Customer, Failure, Filing, Upload, UploadState
from docintel.store.store import Store
from docintel.workflows.document_troubles import Trouble, find_troubles
from docintel.workflows.pages import customer_address, document_address
from docintel.workflows.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document of a deal: how far it is, who handed it in and when, how well it was read and what it gave.

    `received` and `by` are None for what a batch filed or what lay inside another file; `quality` is that of the worst
    page, None without pages.
    """

    id: str
    name: str
    href: str
    state: UploadState
    reason: str
    received: datetime | None = None
    by: str | None = None
    attempts: int = 0
    reader: str | None = None
    pages: int = 0
    quality: float | None = None
    facts: int | None = None
    troubles: Sequence[Trouble] = ()


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer with the latest grade; `is_folded` tells "nothing fires" from "nobody looked yet"."""

    customer: Customer
    href: str
    is_folded: bool
    grade: int | None
    alerts: int
    as_of: date | None
    documents: int
    waiting: int
    failed: int


def document_rows(store: Store, customer_id: str) -> list[DocumentRow]:
    """Every document of a customer: what waits and what failed first, then by name."""
    uploads = {upload.id: upload for upload in store.uploads.of(customer_id)}
    filings = {filing.id: filing for filing in store.filings(customer_id)}
    counts = store.fact_counts(customer_id)
    rows = [_read(filing, uploads.get(filing.id), store, counts) for filing in filings.values()]
    rows += [_unread(upload) for upload in uploads.values() if upload.id not in filings]
    order: dict[UploadState, int] = {"failed": 0, "reading": 1, "accepted": 2, "done": 3}
    return sorted(rows, key=lambda row: (order[row.state], row.name, row.id))


def stray_failures(store: Store, customer_id: str, rows: Iterable[DocumentRow]) -> list[Failure]:
    """Files of a customer that could not be read and stand in none of the rows."""
    names = [row.name for row in rows]
    return [
        failure
        for failure in store.failures()
        if failure.customer_id == customer_id
        and not any(failure.name == name or failure.name.startswith(f"{name}/") for name in names)
    ]


def customer_rows(portfolio: Portfolio) -> list[CustomerRow]:
    """The customers of a portfolio, the gravest first, those that nobody could assess before those that are well."""
    store = portfolio.store
    filings = Counter(filing.customer_id for filing in portfolio.filings())
    uploads: dict[str, list[Upload]] = {}
    for upload in store.uploads.of():
        uploads.setdefault(upload.customer, []).append(upload)
    rows = [_customer(one, store, filings, uploads.get(one.id, [])) for one in portfolio.customers()]
    return sorted(rows, key=lambda row: (-(0.5 if row.grade is None else row.grade), row.customer.id))


def _customer(
    customer: Customer, store: Store, filings: Mapping[str, int], uploads: Sequence[Upload]
) -> CustomerRow:
    profiles = store.profiles(customer.id)
    latest = profiles[-1] if profiles else None
    failures = [one for one in store.failures() if one.customer_id == customer.id]
    return CustomerRow(
        customer=customer,
        href=customer_address(customer.id),
        is_folded=latest is not None,
        grade=None if latest is None else latest.grade,
        alerts=0 if latest is None else len(latest.alerts),
        as_of=None if latest is None else latest.as_of,
        documents=filings.get(customer.id, 0),
        waiting=sum(not upload.is_finished for upload in uploads),
        failed=len(failures) + sum(upload.state == "failed" for upload in uploads),
    )


def _read(filing: Filing, upload: Upload | None, store: Store, counts: Mapping[str, int]) -> DocumentRow:
    document = store.document(filing)
    is_under_way = not filing.analysis or (upload is not None and not upload.is_finished)
    return DocumentRow(
        id=filing.id,
        name=filing.name,
        href=document_address(filing.id),
        state="reading" if is_under_way else "done",
        reason=filing.reason,
        received=None if upload is None else upload.received,
        by=None if upload is None else upload.by,
        attempts=0 if upload is None else upload.attempts,
        reader=document.reader,
        pages=len(document.pages),
        quality=min((page.quality for page in document.pages), default=None),
        facts=counts.get(filing.id, 0),
        troubles=[*find_troubles(filing, document, store), *([] if upload is None else _failed(upload.failures))],
    )


def _unread(upload: Upload) -> DocumentRow:
    return DocumentRow(
        id=upload.id,
        name=upload.name,
        href=document_address(upload.id),
        state=upload.state,
        reason="",
        received=upload.received,
        by=upload.by,
        attempts=upload.attempts,
        facts=upload.facts if upload.is_finished else None,
        troubles=_failed(upload.failures),
    )


def _failed(failures: Iterable[Failure]) -> list[Trouble]:
    return [Trouble(Name(one.name, f"{one.message} [{one.code}]"), "wrong") for one in failures]
