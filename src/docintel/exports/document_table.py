"""The documents behind a table of facts, each with what could not be read of it, and the files that were not read.

A table of facts looks complete whatever is missing from it; this one says what is missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from docintel.exports.lines import Column, Line
from docintel.records import Document, Failure, Filing

DOCUMENT_COLUMNS = (
    Column("customer", width=12), Column("doc", width=36), Column("state", width=12), Column("facts", "integer", 8),
    Column("notes", width=80), Column("code"), Column("pages", "integer", 8), Column("unread_pages", width=16),
    Column("language"), Column("media_type", width=24), Column("reader", width=24), Column("reason", width=28),
    Column("filing", width=24), Column("document", width=24),
)  # fmt: skip


def document_line(filing: Filing, document: Document, *, facts: int, lost: Sequence[str]) -> Line:
    """The line of a filed document; `lost` are sentences about files inside it that are not part of the result."""
    notes = [*_work(filing), *_reader_notes(document), *lost]
    unread = ", ".join(str(page.number) for page in document.unread_pages)
    return (
        filing.customer_id, filing.name, document_state(filing, document, lost), facts, "\n".join(notes) or None, None,
        len(document.pages) or None, unread or None, document.language, document.media_type, document.reader,
        filing.reason, filing.id, document.id,
    )  # fmt: skip


def document_state(filing: Filing, document: Document, lost: Sequence[str]) -> str:
    """How much of a document the facts are from.

    "in work" while it is read, "incomplete" where pages or files inside it are missing, "see notes" where the reader
    has something to say, else "complete".
    """
    if not filing.analysis:
        return "in work"
    if document.unread_pages or lost:
        return "incomplete"
    return "see notes" if any(_reader_notes(document)) else "complete"


def failure_line(failure: Failure) -> Line:
    """The line of a file that was not read, or not wholly, or not filed for anybody: its state is "failed"."""
    empty = (None,) * (len(DOCUMENT_COLUMNS) - 6)
    return (failure.customer_id, failure.name, "failed", None, failure.message, failure.code, *empty)


def no_document_line(customer_id: str) -> Line:
    """The line of a customer for whom nothing is filed: no line at all would look like an oversight."""
    empty = (None,) * (len(DOCUMENT_COLUMNS) - 5)
    return (customer_id, None, "no document", 0, "no document is filed for this customer.", *empty)


def lost_parts(document: Document, filed: Collection[str], failed: Collection[str]) -> Iterator[str]:
    """Sentences about the files inside a document that are not among the customer's.

    `filed` has the ids of the customer's documents, `failed` the names of all files that failed.
    """
    for part in document.parts:
        # a picture in a mail is mostly a logo without a word: only one that failed is a loss
        is_picture = part.media_type.startswith("image/")
        if part.note is not None:
            yield f"{part.name}: {part.note}"
        elif f"{document.name}/{part.name}" in failed or (part.document not in filed and not is_picture):
            yield f"{part.name}: not read, or not filed for this customer."


def _reader_notes(document: Document) -> Iterator[str]:
    yield from document.notes
    for page in document.pages:
        note = page.note or ("no word of it could be read." if page.source == "none" else None)
        # a reader may have said so among its notes on the document
        if note is not None and not any(note in said for said in document.notes):
            yield f"page {page.number}: {note}"


def _work(filing: Filing) -> Iterator[str]:
    if not filing.analysis:
        facts = "the facts are those read before" if filing.facts_by else "it has no facts yet"
        yield f"it is being read, or a batch was stopped; {facts}."
