"""Documents as filings: the same bytes filed for another customer are another document here."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import PlainTextResponse

from docintel.records import UploadState
from docintel.workflows.documents import (
    DocumentDetail,
    DocumentEntry,
    document_detail,
    document_fact_rows,
    list_documents,
    read_filing,
)
from docintel.workflows.exports import exported_file
from docintel.workflows.originals import fetch_original
from docintel.workflows.paging import Page
from docintel.workflows.spreading import spread_file
from docintel_api.access import PortfolioDep
from docintel_api.attachments import attachment
from docintel_api.exports import TABLES, WORKBOOK, BaseUrlDep, FormatQuery, PartQuery, table, workbook
from docintel_api.lists import CursorQuery, LimitQuery

router = APIRouter(prefix="/api/v1", tags=["documents"])


@router.get("/documents")
def get_documents(
    portfolio: PortfolioDep,
    customer: Annotated[str | None, Query(description="Only this customer's.")] = None,
    state: Annotated[list[UploadState], Query(description="Only those in one of these states.")] = [],  # noqa: B006
    cursor: CursorQuery = None,
    limit: LimitQuery = 50,
) -> Page[DocumentEntry]:
    """Everything handed in, the newest first: uploads, what a batch filed, and what was attached to either."""
    return list_documents(portfolio, customer, states=state, cursor=cursor, limit=limit)


@router.get("/documents/{document_id}")
def get_document(
    document_id: str,
    portfolio: PortfolioDep,
    include: Annotated[list[str], Query(description="`blocks` and `tables` can be many megabytes.")] = [],  # noqa: B006
) -> DocumentDetail:
    """One document: its state while it waits, and once it is read its pages, mails, attachments and tracked changes."""
    return document_detail(portfolio, document_id, include=include)


@router.get("/documents/{document_id}/text", response_class=PlainTextResponse)
def get_text(document_id: str, portfolio: PortfolioDep) -> str:
    """The document's one text; evidence offsets count its characters."""
    return portfolio.store.document(read_filing(portfolio, document_id)).text


@router.get("/documents/{document_id}/facts", responses=TABLES)
def get_facts(
    document_id: str, portfolio: PortfolioDep, format: FormatQuery = "json", part: PartQuery = "facts"
) -> Any:
    """Every fact of one document with its evidence, in reading order; or as a table for analysts."""
    if format == "json":
        return document_fact_rows(portfolio, document_id)
    filing = read_filing(portfolio, document_id)
    return table(portfolio, filing.id, exported_file(portfolio.store, format, document=filing.id, part=part))


@router.get("/documents/{document_id}/spreading.xlsx", response_class=Response, responses=WORKBOOK)
def get_document_spreading(document_id: str, portfolio: PortfolioDep, base_url: BaseUrlDep) -> Response:
    """The document's statements in the standard form: subtotals as formulas, the print beside, colours by proof."""
    filing = read_filing(portfolio, document_id)
    return workbook(portfolio, filing.id, spread_file(portfolio.store, document=filing.id, base_url=base_url))


@router.get("/documents/{document_id}/original", response_class=Response)
def get_original(document_id: str, portfolio: PortfolioDep) -> Response:
    """The file as it was handed in; the audit trail notes who fetched it."""
    name, data = fetch_original(portfolio, document_id)
    return attachment(data, name)
