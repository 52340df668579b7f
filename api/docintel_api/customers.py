"""Customers: their profile, facts and warnings, and a page a person can read."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from docintel.records import Alert, Customer, Profile
from docintel.workflows.pages import customer_page
from docintel.workflows.stored import customer_fact_rows, latest_alerts
from docintel_api.dependencies import StoreDep

router = APIRouter(tags=["customers"])
pages = APIRouter(tags=["pages"])


@router.get("/customers")
def list_customers(store: StoreDep) -> list[Customer]:
    """Every customer that was enriched."""
    return store.customers()


@router.get("/customers/{customer_id}")
def get_customer(customer_id: str, store: StoreDep) -> Customer:
    """One customer record."""
    return store.customer(customer_id)


@router.get("/customers/{customer_id}/profile")
def get_profile(customer_id: str, store: StoreDep) -> Profile:
    """The latest fold of what is known."""
    return store.profile(customer_id)


@router.get("/customers/{customer_id}/facts")
def list_facts(customer_id: str, store: StoreDep) -> list[dict[str, Any]]:
    """Every fact with its evidence, document by document."""
    return customer_fact_rows(customer_id, store)


@router.get("/customers/{customer_id}/warnings")
def list_customer_warnings(customer_id: str, store: StoreDep) -> list[Alert]:
    """What fires for one customer, the gravest first."""
    return latest_alerts(store, customer_id)


@router.get("/warnings")
def list_warnings(store: StoreDep) -> list[Alert]:
    """What fires for anyone, the gravest first."""
    return latest_alerts(store)


@pages.get("/customers/{customer_id}", response_class=HTMLResponse)
def show_customer(customer_id: str, store: StoreDep) -> str:
    """The customer's page."""
    return customer_page(customer_id, store)
