"""The pages for people, with the script and the style sheets they load."""

from __future__ import annotations

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from docintel_api import deal_pages, document_pages, login, start
from docintel_api.access import find_caller


def add_pages(app: FastAPI) -> None:
    """Every page behind a token, and the login form that takes one."""
    app.include_router(login.router)
    app.include_router(deal_pages.styles)
    for router in (start.router, deal_pages.router, document_pages.router):
        app.include_router(router, dependencies=[Depends(find_caller)])
    app.mount("/static", StaticFiles(packages=[("docintel_api", "static")]), name="static")
