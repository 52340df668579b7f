"""Documents as filings: the same bytes filed for another customer are another document here."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from docintel.records import Document, Filing
from docintel_api.dependencies import StoreDep

router = APIRouter(tags=["documents"])


@router.get("/documents")
def list_documents(store: StoreDep, customer: str | None = None) -> list[Filing]:
    """Filings of one customer, or all."""
    return store.filings(None if customer is None else store.customer(customer).id)


@router.get("/documents/{filing_id}")
def get_document(filing_id: str, store: StoreDep) -> Document:
    """One filed document: text, blocks, tables, page quality."""
    return store.document(store.filing(filing_id))


@router.get("/documents/{filing_id}/text", response_class=PlainTextResponse)
def get_text(filing_id: str, store: StoreDep) -> str:
    """The document's one text; evidence offsets count its characters."""
    return store.document(store.filing(filing_id)).text
