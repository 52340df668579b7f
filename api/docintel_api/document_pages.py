"""A document beside its facts, part by part."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from docintel.records import Upload
from docintel.workflows.document_view import find_document, open_part
from docintel.workflows.pages import customer_address, document_address
from docintel_api.access import PortfolioDep
from docintel_api.rendering import render

router = APIRouter(prefix="/documents", include_in_schema=False)
_FIELDS = ("page", "view", "listed", "troubles", "enclosures", "upload", "spread")


@router.get("/{filing_id}")
def show_document(
    filing_id: str, portfolio: PortfolioDep, part: int | None = None, view: Literal["facts", "figures"] = "facts"
) -> Response:
    """The document with one of its parts beside its facts or its statements; one that is not read yet says so."""
    shown = find_document(portfolio, filing_id, part, figures=view == "figures")
    if isinstance(shown, Upload):
        return render("waiting", upload=shown, href=customer_address(shown.customer))
    fields = {name: getattr(shown, name) for name in _FIELDS}
    return render("document", fragment=False, customer_href=customer_address(shown.page.filing.customer_id), **fields)


@router.get("/{filing_id}/parts/{number}")
def show_part(filing_id: str, number: int, portfolio: PortfolioDep) -> Response:
    """One part with the facts that begin in it, to be set into the page."""
    page, view = open_part(portfolio, filing_id, number)
    filing, found = page.filing, page.lines(number)
    pictured = page.has_pictures
    return render("part", fragment=True, view=view, found=found, id=filing.id, name=filing.name, pictured=pictured)


@router.get("/{filing_id}/facts/{fact_id}")
def find_fact(filing_id: str, fact_id: str, portfolio: PortfolioDep) -> Response:
    """Leads to the part in which a fact stands."""
    page, view = open_part(portfolio, filing_id, fact=fact_id)
    address = f"{document_address(page.filing.id)}?part={view.head.number}#{fact_id}"
    return RedirectResponse(address, status_code=303)
