"""Documents as filings: the same bytes filed for another customer are another document here."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from docintel.records import Document, Filing
from docintel_api.access import PortfolioDep

router = APIRouter(tags=["documents"])


@router.get("/documents")
def list_documents(portfolio: PortfolioDep, customer: str | None = None) -> list[Filing]:
    """Filings of one customer, or all."""
    return portfolio.filings(customer)


@router.get("/documents/{filing_id}")
def get_document(filing_id: str, portfolio: PortfolioDep) -> Document:
    """One filed document: text, blocks, tables, page quality."""
    return portfolio.store.document(portfolio.filing(filing_id))


@router.get("/documents/{filing_id}/text", response_class=PlainTextResponse)
def get_text(filing_id: str, portfolio: PortfolioDep) -> str:
    """The document's one text; evidence offsets count its characters."""
    return portfolio.store.document(portfolio.filing(filing_id)).text
