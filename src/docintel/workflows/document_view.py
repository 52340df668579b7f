"""Opens a document's page for whoever asks: what was read of it, or how far reading it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docintel.errors import NotFound
from docintel.exports.spreads import Spread
from docintel.records import Upload
from docintel.store.store import Store
from docintel.workflows.document_page import DocumentPage, FactLine, PartView
from docintel.workflows.document_troubles import Enclosure, Trouble, find_enclosures, find_troubles
from docintel.workflows.portfolio import Portfolio, no_document
from docintel.workflows.spreading import document_spread

#: Up to so many facts are listed at once; of larger documents only those of the part that is shown.
_LISTED = 400


@dataclass(frozen=True, slots=True)
class DocumentView:
    """All that the page shows first: one part, the facts listed by part, and what to know before trusting it.

    `spread` are its statements in the standard form, which take the place of the list where they are asked for.
    """

    page: DocumentPage
    view: PartView
    listed: Mapping[int, Sequence[FactLine]]
    troubles: Sequence[Trouble]
    enclosures: Sequence[Enclosure]
    upload: Upload | None
    spread: Spread | None = None


def find_document(
    portfolio: Portfolio, wanted: str, part: int | None, *, figures: bool = False
) -> DocumentView | Upload:
    """The page of a document, or its upload while nothing of it is filed; raises NotFound.

    With `figures` its statements stand beside it in place of the list of all facts, where it has any; without a part
    it opens where the first of them stands, else at its first part.
    """
    upload = _upload(portfolio, wanted)
    try:
        page = DocumentPage(portfolio.filing(wanted), portfolio.store)
    except NotFound:
        if upload is None:
            raise
        return upload
    few = len(page.facts) <= _LISTED
    spread = _spread(page, portfolio.store) if figures else None
    if part is None:
        part = _first_part(spread) if spread else 1
    return DocumentView(
        page=page,
        view=page.part(part),
        listed={head.number: page.lines(head.number) for head in page.heads if few or head.number == part},
        troubles=find_troubles(page.filing, page.document, portfolio.failures(page.filing.customer_id)),
        enclosures=find_enclosures(page.filing, page.document, portfolio.store),
        upload=upload,
        spread=spread,
    )


def open_part(
    portfolio: Portfolio, wanted: str, number: int | None = None, *, fact: str = ""
) -> tuple[DocumentPage, PartView]:
    """One part of a document by its number, or the one in which a fact stands; raises NotFound."""
    page = DocumentPage(portfolio.filing(wanted), portfolio.store)
    return page, page.part(page.home(fact) if number is None else number)


def _spread(page: DocumentPage, store: Store) -> Spread | None:
    found = document_spread(page, store)
    return found if found.sheets or found.filed else None


def _first_part(spread: Spread) -> int:
    """Where the first figure of the first statement stands."""
    primary = (entry.part for sheet in spread.sheets for _, _, entry in sheet.entries() if entry.fact)
    filed = (line.sourced.part for sheet in spread.filed for table in sheet.tables for line in table.lines)
    return next(primary, 0) or next(filed, 1)


def _upload(portfolio: Portfolio, wanted: str) -> Upload | None:
    upload = _stored_upload(portfolio.store, wanted)
    if upload is not None and not portfolio.key.opens(upload.customer):
        raise no_document(wanted)
    return upload


def _stored_upload(store: Store, wanted: str) -> Upload | None:
    try:
        return store.uploads.get(wanted)
    except NotFound:
        # filed by a batch, or inside another file
        return None
