"""The HTTP interface, first version: read-only, what an earlier batch stored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.exceptions import HTTPException

from docintel import __version__
from docintel.errors import DocintelError
from docintel.store.opening import configured_store
from docintel_api import customers, documents, health, start
from docintel_api.problems import answer_http_problem, answer_problem


def create_app() -> FastAPI:
    """The application on the configured database, which is opened at start and closed at the end."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.store = configured_store()
        yield
        app.state.store.close()

    # FastAPI's own pages for people load their scripts from the internet, where nothing here may go.
    app = FastAPI(title="docintel", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None)
    app.add_exception_handler(DocintelError, answer_problem)
    app.add_exception_handler(HTTPException, answer_http_problem)
    app.include_router(start.router)
    app.include_router(health.router)
    app.include_router(customers.pages)
    app.include_router(customers.router, prefix="/api/v1")
    app.include_router(documents.router, prefix="/api/v1")
    return app
