"""Where a person starts: the customers with their pages, and the routes in words; nothing is loaded from elsewhere."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse

from docintel_api.access import PortfolioDep

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_PAGE = (
    '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>docintel</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
    '<body style="font: 15px/1.6 system-ui, sans-serif; margin: 24px"><h1>{title}</h1><ul>{items}</ul>'
    '<p><a href="/">客户 Customers</a> · <a href="/docs">Routes</a> · <a href="/openapi.json">OpenAPI</a></p>'
    "</body></html>"
)


@router.get("/")
def show_customers(portfolio: PortfolioDep) -> str:
    """Every customer with a link to their page."""
    rows = (
        f'<li><a href="/customers/{quote(one.id, safe="")}">{escape(one.id)}</a> {escape(one.name)}</li>'
        for one in portfolio.customers()
    )
    return _PAGE.format(title="客户 Customers", items="".join(rows) or "<li>No customer yet: run docintel enrich.</li>")


@router.get("/docs")
def show_routes(request: Request) -> str:
    """Every route with what it answers."""
    rows = (
        f"<li><code>{method.upper()} {escape(path)}</code> {escape(operation.get('description', ''))}</li>"
        for path, methods in request.app.openapi()["paths"].items()
        for method, operation in methods.items()
    )
    return _PAGE.format(title="docintel over HTTP", items="".join(rows))


@router.get("/openapi.json", response_class=JSONResponse)
def show_interface(request: Request) -> Any:
    """The description of the interface for programs."""
    return request.app.openapi()
