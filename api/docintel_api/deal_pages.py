"""The start page, a customer's page and the list of a customer's documents."""

from __future__ import annotations

from fastapi import APIRouter, Response

from docintel.exports.page import page_style
from docintel.workflows.deal_list import customer_rows, document_rows, stray_failures
from docintel.workflows.pages import customer_address, portfolio_body
from docintel_api.access import PortfolioDep
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
def list_deal(customer_id: str, portfolio: PortfolioDep) -> Response:
    """A customer's documents, read or not, with the form that takes more."""
    customer = portfolio.customer(customer_id)
    rows = document_rows(portfolio.store, customer.id)
    about = {"href": customer_address(customer.id), "may_write": portfolio.key.may_write}
    strays = stray_failures(portfolio.store, customer.id, rows)
    return render("documents", customer=customer, rows=rows, strays=strays, **about)


@router.get("/customers/{customer_id}/documents/rows")
def list_rows(customer_id: str, portfolio: PortfolioDep) -> Response:
    """The rows of the list alone, for a page that keeps itself fresh."""
    return render("rows", rows=document_rows(portfolio.store, portfolio.customer(customer_id).id))


@styles.get("/static/customer.css")
def show_style() -> Response:
    """The style sheet of a customer's page, which is also that of the file `docintel demo` writes."""
    return Response(page_style(), media_type="text/css")
