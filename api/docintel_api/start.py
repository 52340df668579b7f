"""The routes in words and for programs; nothing is loaded from elsewhere."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from docintel_api.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def show_routes(request: Request) -> Response:
    """Every route with what it answers."""
    rows = [
        (method.upper(), path, operation.get("description", ""))
        for path, methods in request.app.openapi()["paths"].items()
        for method, operation in methods.items()
    ]
    return render("routes", rows=rows)


@router.get("/openapi.json", response_class=JSONResponse)
def show_interface(request: Request) -> Any:
    """The description of the interface for programs."""
    return request.app.openapi()
