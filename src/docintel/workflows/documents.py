"""What was handed in, from the moment it was accepted: the list a person looks at, and one document of it."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from docintel.errors import NotFound
from docintel.exports.rows import document_row, fact_rows
from docintel.records import Block, Change, Failure, Filing, MessageHeader, Part, Reading, Upload, UploadState
from docintel.records import Page as DocumentPage
from docintel.records.record import Record
from docintel.store.listing import Listed
from docintel.workflows.paging import Page, Place, cut, read_cursor, wrong_cursor
from docintel.workflows.portfolio import Portfolio, no_document


class DocumentEntry(Record):
    """One file handed in for a customer.

    `document` is the hash of its bytes, `size` their number; `by` is who uploaded it (null for a batch), `reason` why
    it is filed for this customer, `attached_to` the mail or archive it came in. What only reading tells (media type,
    pages, notes, facts) is null before. "failed" says that nothing of it could be read; `failures` of a "done" one say
    which parts could not. `folded` says whether the customer's profile knows of it yet.
    """

    id: str
    customer: str
    document: str
    name: str
    state: UploadState
    received: datetime
    finished: datetime | None = None
    by: str | None = None
    reason: str | None = None
    size: int | None = None
    attached_to: str | None = None
    media_type: str | None = None
    pages: int | None = None
    unread_pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    facts: int | None = None
    failures: tuple[Failure, ...] = ()
    folded: bool = False


class DocumentContents(Record):
    """What a document that was read holds besides its text; blocks and tables only where they were asked for."""

    language: str
    reader: str
    pages: tuple[DocumentPage, ...]
    messages: tuple[MessageHeader, ...]
    parts: tuple[Part, ...]
    changes: tuple[Change, ...]
    blocks: tuple[Block, ...] | None = None
    tables: tuple[dict[str, Any], ...] | None = None
    boxed_characters: int


class DocumentDetail(DocumentEntry):
    """A document of the list with its contents, which are null until it is read."""

    contents: DocumentContents | None


def list_documents(
    portfolio: Portfolio, customer: str | None, *, states: Collection[UploadState], cursor: str | None, limit: int
) -> Page[DocumentEntry]:
    """The newest documents first, of one customer or of all the caller may see; raises NotFound, InputError."""
    customers = portfolio.opened() if customer is None else [portfolio.customer(customer).id]
    after = None if cursor is None else _after(cursor)
    found = portfolio.store.listing.page(customers, states=states, after=after, limit=limit + 1)
    page = cut(found, _place, limit=limit)
    return Page(items=_entries(portfolio, page.items), next_cursor=page.next_cursor)


def document_entry(portfolio: Portfolio, wanted: str) -> DocumentEntry:
    """One document of the list; raises NotFound."""
    listed = portfolio.store.listing.find(wanted)
    if listed is None or not portfolio.key.opens(listed.customer):
        raise no_document(wanted)
    return _entries(portfolio, [listed])[0]


def read_filing(portfolio: Portfolio, wanted: str) -> Filing:
    """The filing of a document that was read; raises NotFound, saying so where it waits or could not be read."""
    entry = document_entry(portfolio, wanted)
    with suppress(NotFound):
        return portfolio.filing(wanted)
    if entry.state == "failed":
        raise NotFound(f"{wanted} could not be read; GET /api/v1/documents/{wanted} says why.")
    raise NotFound(f"{wanted} is not read yet; GET /api/v1/documents/{wanted}/events tells when it is.")


def document_detail(portfolio: Portfolio, wanted: str, *, include: Collection[str]) -> DocumentDetail:
    """One document with what it holds besides its text; `include` names "blocks" and "tables". Raises NotFound."""
    entry = document_entry(portfolio, wanted)
    contents = None
    with suppress(NotFound):
        filing = portfolio.filing(wanted)
        row = document_row(Reading(portfolio.store.document(filing), portfolio.store.layout(filing)))
        left_out = {"blocks", "tables"}.difference(include)
        contents = DocumentContents.model_validate(
            {name: row[name] for name in DocumentContents.model_fields if name not in left_out}
        )
    return DocumentDetail(**entry.model_dump(), contents=contents)


def document_fact_rows(portfolio: Portfolio, wanted: str) -> list[dict[str, Any]]:
    """The facts of one document with their evidence; raises NotFound."""
    filing = read_filing(portfolio, wanted)
    store = portfolio.store
    facts = store.former_reading(filing).facts
    reading = Reading(store.document(filing), store.layout(filing))
    return list(fact_rows(facts, reading, doc=filing.name))


def _entries(portfolio: Portfolio, places: Collection[Listed]) -> list[DocumentEntry]:
    listing = portfolio.store.listing
    ids = [listed.id for listed in places]
    uploads, filings, counts = listing.uploads(ids), listing.filings(ids), listing.fact_counts(ids)
    loose = {listed.customer for listed in places if listed.id not in uploads}
    around = {customer: _around(portfolio, customer) for customer in loose}
    entries = []
    for listed in places:
        upload, filing = uploads.get(listed.id), filings.get(listed.id)
        if upload is not None:
            entries.append(_uploaded(upload, filing, portfolio))
        elif filing is not None:
            entry = _filed(filing, around[listed.customer], portfolio, received=listed.received)
            entries.append(entry.model_copy(update={"facts": counts.get(filing.id, 0)}))
    return entries


@dataclass(frozen=True, slots=True)
class _Around:
    """What a filing without an upload takes from its customer: the mails documents came in, failures, a profile."""

    parents: dict[str, str]
    failures: dict[str, tuple[Failure, ...]]
    folded: bool


def _around(portfolio: Portfolio, customer: str) -> _Around:
    store = portfolio.store
    parents = {part: one.id for one in store.filings(customer) for part in store.listing.summary(one).parts}
    failures: dict[str, tuple[Failure, ...]] = {}
    for one in store.failures():
        if one.customer_id == customer:
            failures[one.name] = (*failures.get(one.name, ()), one)
    return _Around(parents, failures, store.latest_profile(customer) is not None)


def _uploaded(upload: Upload, filing: Filing | None, portfolio: Portfolio) -> DocumentEntry:
    known = upload.model_dump(exclude={"attempts"})
    return DocumentEntry(**known, **_read(filing, portfolio))


def _filed(filing: Filing, around: _Around, portfolio: Portfolio, *, received: datetime) -> DocumentEntry:
    return DocumentEntry(
        id=filing.id,
        customer=filing.customer_id,
        document=filing.document_id,
        name=filing.name,
        state="done" if filing.analysis else "reading",
        received=received,
        attached_to=around.parents.get(filing.document_id),
        failures=around.failures.get(filing.name, ()),
        folded=bool(filing.analysis) and around.folded,
        **_read(filing, portfolio),
    )


def _read(filing: Filing | None, portfolio: Portfolio) -> dict[str, Any]:
    if filing is None:
        return {}
    summary = portfolio.store.listing.summary(filing)
    return {
        "reason": filing.reason,
        "media_type": summary.media_type,
        "pages": summary.pages or None,
        "unread_pages": summary.unread_pages,
        "notes": summary.notes,
    }


def _place(listed: Listed) -> Place:
    return [listed.received.isoformat(), listed.id]


def _after(cursor: str) -> tuple[datetime, str]:
    moment, last = read_cursor(cursor, (str, str))
    try:
        return datetime.fromisoformat(str(moment)).astimezone(UTC), str(last)
    except (ValueError, OverflowError) as error:
        raise wrong_cursor() from error
