"""The start page, a customer's page and the list of a customer's documents."""

from __future__ import annotations

from fastapi import APIRouter, Response

from docintel.exports.page import page_style
from docintel.workflows.deal_list import customer_rows, deal_list
from docintel.workflows.pages import customer_address, portfolio_body
from docintel_api.access import PortfolioDep
from docintel_api.lists import CursorQuery
from docintel_api.rendering import render

router = APIRouter(include_in_schema=False)
#: The style sheets hold nothing of anyone's, and the login form needs one.
styles = APIRouter(include_in_schema=False)


@router.get("/")
def show_start(portfolio: PortfolioDep) -> Response:
    """Every customer the token opens, the gravest first."""
    return render("start", rows=customer_rows(portfolio))


@router.get("/customers/{customer_id}")
def show_customer(customer_id: str, portfolio: PortfolioDep) -> Response:
    """A customer with signals, alerts and the words behind them; before the first fold it says what to do."""
    customer = portfolio.customer(customer_id)
    body = portfolio_body(portfolio, customer.id)
    return render("customer", customer=customer, body=body, href=customer_address(customer.id))


@router.get("/customers/{customer_id}/documents")
def list_deal(customer_id: str, portfolio: PortfolioDep, cursor: CursorQuery = None) -> Response:
    """A customer's documents, read or not, with the form that takes more."""
    customer = portfolio.customer(customer_id)
    deal = deal_list(portfolio, customer.id, cursor)
    href, may_write = customer_address(customer.id), portfolio.key.may_write
    return render("documents", customer=customer, deal=deal, rows=deal.rows, href=href, may_write=may_write)


@router.get("/customers/{customer_id}/documents/rows")
def list_rows(customer_id: str, portfolio: PortfolioDep, cursor: CursorQuery = None) -> Response:
    """The rows of the list alone, for a page that keeps itself fresh."""
    return render("rows", rows=deal_list(portfolio, customer_id, cursor).rows)


@styles.get("/static/customer.css")
def show_style() -> Response:
    """The style sheet of a customer's page, which is also that of the file `docintel demo` writes."""
    return Response(page_style(), media_type="text/css")
