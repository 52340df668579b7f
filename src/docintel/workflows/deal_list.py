"""What the start page and a deal's list show: customers with their grade, documents with what is to know of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from docintel.records import Customer, Failure, Profile, Upload, UploadState
from docintel.store.listing import Summary
from docintel.store.store import Store
from docintel.workflows.document_troubles import Trouble, failure_trouble, note_trouble, say_recognised, say_unread
from docintel.workflows.documents import DocumentEntry, list_documents
from docintel.workflows.pages import customer_address, document_address
from docintel.workflows.portfolio import Portfolio

#: Documents on one page of the list; what failed and what waits stands above them, as many of each.
_ROWS = 100
#: What stands above what is read: it wants somebody's attention, or will change.
_ABOVE: tuple[tuple[UploadState, ...], ...] = (("failed",), ("reading", "accepted"))
_READ: tuple[UploadState, ...] = ("done",)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document of a deal; `summary` is what reading it told, None before."""

    entry: DocumentEntry
    href: str
    parent: str
    summary: Summary | None
    troubles: Sequence[Trouble]


@dataclass(frozen=True, slots=True)
class DealList:
    """A page of a deal's documents: first what failed, then what waits, then what is read, the newest first.

    `strays` are files that could not be read and are no document of the list; `cursor` leads on to older documents.
    """

    rows: Sequence[DocumentRow]
    strays: Sequence[Failure]
    cursor: str | None


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


def deal_list(portfolio: Portfolio, customer_id: str, cursor: str | None = None) -> DealList:
    """A customer's documents, read or not; raises NotFound, and InputError for a cursor of no list."""
    done = list_documents(portfolio, customer_id, states=_READ, cursor=cursor, limit=_ROWS)
    entries = [] if cursor else [one for states in _ABOVE for one in _first(portfolio, customer_id, states)]
    rows = [_row(portfolio.store, entry) for entry in [*entries, *done.items]]
    return DealList(rows, _strays(portfolio.store, customer_id), done.next_cursor)


def customer_rows(portfolio: Portfolio) -> list[CustomerRow]:
    """The customers of a portfolio, the gravest first, those that nobody could assess before those that are well."""
    store = portfolio.store
    filings = Counter(filing.customer_id for filing in portfolio.filings())
    failures = Counter(failure.customer_id for failure in store.failures())
    uploads: dict[str, list[Upload]] = {}
    for upload in store.uploads.of():
        uploads.setdefault(upload.customer, []).append(upload)
    folded = {profile.customer.id: profile for profile in portfolio.latest_profiles()}
    rows = [
        _customer(one, folded.get(one.id), filings, failures, uploads.get(one.id, [])) for one in portfolio.customers()
    ]
    return sorted(rows, key=lambda row: (-(0.5 if row.grade is None else row.grade), row.customer.id))


def _first(portfolio: Portfolio, customer_id: str, states: Collection[UploadState]) -> list[DocumentEntry]:
    return list_documents(portfolio, customer_id, states=states, cursor=None, limit=_ROWS).items


def _strays(store: Store, customer_id: str) -> list[Failure]:
    names = {filing.name for filing in store.filings(customer_id)}
    names |= {upload.name for upload in store.uploads.of(customer_id)}
    return [one for one in store.failures() if one.customer_id == customer_id and one.name not in names]


def _customer(
    customer: Customer,
    latest: Profile | None,
    filings: Mapping[str, int],
    failures: Mapping[str | None, int],
    uploads: Sequence[Upload],
) -> CustomerRow:
    return CustomerRow(
        customer=customer,
        href=customer_address(customer.id),
        is_folded=latest is not None,
        grade=None if latest is None else latest.grade,
        alerts=0 if latest is None else len(latest.alerts),
        as_of=None if latest is None else latest.as_of,
        documents=filings.get(customer.id, 0),
        waiting=sum(not upload.is_finished for upload in uploads),
        failed=failures.get(customer.id, 0) + sum(len(upload.failures) for upload in uploads),
    )


def _row(store: Store, entry: DocumentEntry) -> DocumentRow:
    filing = store.listing.filings([entry.id]).get(entry.id)
    summary = None if filing is None else store.listing.summary(filing)
    parent = "" if entry.attached_to is None else document_address(entry.attached_to)
    return DocumentRow(entry, document_address(entry.id), parent, summary, list(_troubles(entry, summary)))


def _troubles(entry: DocumentEntry, summary: Summary | None) -> Iterator[Trouble]:
    yield from (failure_trouble(failure) for failure in entry.failures)
    if summary is not None:
        yield from say_unread(summary.unread_pages)
        yield from say_recognised(summary.recognised_pages, summary.quality)
        yield from (note_trouble(note) for note in summary.notes if not note.startswith("page "))
