"""The files as they were handed in; whoever fetches one is noted."""

from __future__ import annotations

from docintel.workflows.documents import DocumentEntry, document_entry
from docintel.workflows.page_images import PageWanted
from docintel.workflows.portfolio import Portfolio


def fetch_original(portfolio: Portfolio, wanted: str) -> tuple[str, bytes]:
    """The name and bytes of a document, read or not; raises NotFound, also where the bytes were not kept."""
    entry = document_entry(portfolio, wanted)
    data = portfolio.store.blobs.get(entry.document)
    note = {"actor": portfolio.key.holder, "customer": entry.customer, "key": portfolio.key.id}
    portfolio.store.audit.add("original_fetched", entry.id, **note)
    return _last_part(entry), data


def page_wanted(portfolio: Portfolio, wanted: str, number: int, dpi: int) -> PageWanted:
    """A page of a document, read or not; raises NotFound."""
    entry = document_entry(portfolio, wanted)
    return PageWanted(entry.document, entry.name, number, dpi)


def _last_part(entry: DocumentEntry) -> str:
    # a batch names files by their folder, an attachment by its mail
    return entry.name.rpartition("/")[2] or entry.name
