"""The HTTP interface over the workflows and the store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from docintel import __version__
from docintel.errors import DocintelError
from docintel.store.opening import configured_store
from docintel_api import customers, documents, health, metrics, uploads
from docintel_api.access import find_caller
from docintel_api.pages import add_pages
from docintel_api.problems import (
    Problem,
    answer_failure,
    answer_http_problem,
    answer_invalid,
    answer_own_problem,
    answer_problem,
)
from docintel_api.tries import Tries


def create_app() -> FastAPI:
    """The application on the configured database, which is opened at start and closed at the end."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.store = configured_store()
        app.state.tries = Tries()
        yield
        app.state.store.close()

    # FastAPI's own pages for people load their scripts from the internet, where nothing here may go.
    app = FastAPI(
        title="docintel", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
    )
    _answer_errors(app)
    app.include_router(health.router)
    app.include_router(metrics.router)
    add_pages(app)
    for router in (customers.router, documents.router, uploads.router):
        app.include_router(router, prefix="/api/v1", dependencies=[Depends(find_caller)])
    return app


def _answer_errors(app: FastAPI) -> None:
    app.add_exception_handler(DocintelError, answer_problem)
    app.add_exception_handler(Problem, answer_own_problem)
    app.add_exception_handler(RequestValidationError, answer_invalid)
    app.add_exception_handler(HTTPException, answer_http_problem)
    app.add_exception_handler(Exception, answer_failure)
