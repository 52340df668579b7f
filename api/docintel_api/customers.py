"""Customers: their profile, facts and warnings."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from docintel.records import Alert, Customer, Profile
from docintel.workflows.stored import customer_fact_rows, latest_alerts
from docintel_api.access import PortfolioDep

router = APIRouter(tags=["customers"])


@router.get("/customers")
def list_customers(portfolio: PortfolioDep) -> list[Customer]:
    """Every customer that the token opens."""
    return portfolio.customers()


@router.get("/customers/{customer_id}")
def get_customer(customer_id: str, portfolio: PortfolioDep) -> Customer:
    """One customer record."""
    return portfolio.customer(customer_id)


@router.get("/customers/{customer_id}/profile")
def get_profile(customer_id: str, portfolio: PortfolioDep) -> Profile:
    """The latest fold of what is known."""
    return portfolio.store.profile(portfolio.customer(customer_id).id)


@router.get("/customers/{customer_id}/facts")
def list_facts(customer_id: str, portfolio: PortfolioDep) -> list[dict[str, Any]]:
    """Every fact with its evidence, document by document."""
    return customer_fact_rows(portfolio.customer(customer_id).id, portfolio.store)


@router.get("/customers/{customer_id}/warnings")
def list_customer_warnings(customer_id: str, portfolio: PortfolioDep) -> list[Alert]:
    """What fires for one customer, the gravest first."""
    return latest_alerts(portfolio.store, portfolio.customer(customer_id).id)


@router.get("/warnings")
def list_warnings(portfolio: PortfolioDep) -> list[Alert]:
    """What fires for anyone, the gravest first."""
    return portfolio.alerts()
