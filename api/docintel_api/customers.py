"""Customers: their profile, facts and warnings."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from docintel.records import Alert, Customer, Failure, Profile
from docintel.workflows.exports import exported_file
from docintel.workflows.paging import Page, page_of
from docintel.workflows.spreading import spread_file
from docintel.workflows.stored import by_gravity, customer_fact_rows
from docintel_api.access import PortfolioDep, find_writer
from docintel_api.exports import TABLES, WORKBOOK, BaseUrlDep, FormatQuery, PartQuery, table, workbook
from docintel_api.lists import CursorQuery, LimitQuery, Text

router = APIRouter(prefix="/api/v1", tags=["customers"])

_NewId = Annotated[
    str, Path(max_length=100, pattern=r"^[^\s/\\\x00-\x1f\x7f](?:[^/\\\x00-\x1f\x7f]*[^\s/\\\x00-\x1f\x7f])?$")
]
_Short = Annotated[Text, Field(max_length=500)]


class CustomerBody(BaseModel):
    """A customer record as its bank keeps it; the id stands in the address."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    name: Annotated[Text, Field(min_length=1, max_length=500, examples=["澜川新能源有限公司"])]
    aliases: tuple[_Short, ...] = ()
    uscc: _Short | None = Field(default=None, description="Unified social credit code (GB 32100-2015).")
    lei: _Short | None = Field(default=None, description="Legal entity identifier (ISO 17442).")
    industry: _Short | None = Field(default=None, description="Section letter of GB/T 4754-2017.")
    email_domains: tuple[_Short, ...] = ()
    parent: _Short | None = Field(default=None, description="The customer id of the parent company.")
    extra: dict[Text, Text] = Field(default_factory=dict)


def found_customer(customer_id: str, portfolio: PortfolioDep) -> Customer:
    """The customer that the address names; raises NotFound."""
    return portfolio.customer(customer_id)


CustomerDep = Annotated[Customer, Depends(found_customer)]


@router.get("/customers")
def list_customers(portfolio: PortfolioDep, cursor: CursorQuery = None, limit: LimitQuery = 100) -> Page[Customer]:
    """Every customer that the token opens, by id."""
    return page_of(portfolio.customers(), lambda one: [one.id], (str,), cursor=cursor, limit=limit)


@router.get("/customers/{customer_id}")
def get_customer(customer: CustomerDep) -> Customer:
    """One customer record."""
    return customer


@router.put(
    "/customers/{customer_id}",
    dependencies=[Depends(find_writer)],
    responses={201: {"model": Customer, "description": "Added."}},
)
def put_customer(customer_id: _NewId, body: CustomerBody, portfolio: PortfolioDep, response: Response) -> Customer:
    """Add a customer, or replace their record; what was filed for them stays.

    `parent` is a customer that the token opens; one that it does not see is left out of every answer and stays.
    """
    customer, is_new = portfolio.save_customer(Customer(id=customer_id, **body.model_dump()))
    response.status_code = 201 if is_new else 200
    return customer


@router.get("/customers/{customer_id}/profile")
def get_profile(customer: CustomerDep, portfolio: PortfolioDep) -> Profile:
    """The latest fold of what is known; a bond to a company that the token does not open names nobody."""
    return portfolio.profile(customer.id)


@router.get("/customers/{customer_id}/facts", responses=TABLES)
def list_facts(
    customer: CustomerDep, portfolio: PortfolioDep, format: FormatQuery = "json", part: PartQuery = "facts"
) -> Any:
    """Every fact with its evidence, document by document; or as a table for analysts."""
    if format == "json":
        return customer_fact_rows(customer.id, portfolio.store)
    return table(portfolio, customer.id, exported_file(portfolio.store, format, customers=[customer.id], part=part))


@router.get("/customers/{customer_id}/spreading.xlsx", response_class=Response, responses=WORKBOOK)
def get_customer_spreading(customer: CustomerDep, portfolio: PortfolioDep, base_url: BaseUrlDep) -> Response:
    """All statements filed for the customer in the standard form, the newest period first."""
    return workbook(portfolio, customer.id, spread_file(portfolio.store, customer=customer.id, base_url=base_url))


@router.get("/customers/{customer_id}/failures")
def list_failures(customer: CustomerDep, portfolio: PortfolioDep) -> list[Failure]:
    """Files of the customer, or parts of them, that could not be read, with what to do: uploads and batches alike."""
    return portfolio.failures(customer.id)


@router.get("/customers/{customer_id}/warnings")
def list_customer_warnings(customer: CustomerDep, portfolio: PortfolioDep) -> list[Alert]:
    """What fires for one customer, the gravest first."""
    return by_gravity(portfolio.profile(customer.id).alerts)


@router.get("/warnings")
def list_warnings(portfolio: PortfolioDep, cursor: CursorQuery = None, limit: LimitQuery = 100) -> Page[Alert]:
    """What fires for any customer that the token opens, the gravest first."""
    return page_of(portfolio.alerts(), _gravity, (int, str, str, str), cursor=cursor, limit=limit)


def _gravity(alert: Alert) -> list[str | int]:
    return [-alert.grade, alert.customer, alert.indicator, alert.id]
