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
from docintel.workflows.page_images import PageDrawer
from docintel.workflows.progress import ProgressBoard
from docintel_api import customers, documents, events, health, metrics, page_images, reviews, uploads
from docintel_api.access import find_caller
from docintel_api.body_limit import BodyLimit
from docintel_api.dependencies import refuse_nul
from docintel_api.interface import DESCRIPTION, PROBLEM_RESPONSES, TAGS, operation_id
from docintel_api.logs import RequestLog
from docintel_api.page_images import page_limiter
from docintel_api.pages import add_pages
from docintel_api.problems import (
    Problem,
    answer_http_problem,
    answer_invalid,
    answer_own_problem,
    answer_problem,
)
from docintel_api.tries import Tries

#: All of /api/v1; each of them answers only a caller with a token.
_ROUTERS = (customers.router, uploads.router, documents.router, page_images.router, events.router, reviews.router)


def create_app() -> FastAPI:
    """The application on the configured database, which is opened at start and closed at the end."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.store = configured_store()
        app.state.tries = Tries()
        app.state.board = ProgressBoard(app.state.store)
        app.state.drawer = PageDrawer(app.state.store.blobs)
        app.state.drawing = page_limiter()
        yield
        app.state.drawer.close()
        app.state.store.close()

    # FastAPI's own pages for people load their scripts from the internet, where nothing here may go.
    app = FastAPI(
        title="docintel",
        version=__version__,
        description=DESCRIPTION,
        openapi_tags=TAGS,
        generate_unique_id_function=operation_id,
        lifespan=lifespan,
        dependencies=[Depends(refuse_nul)],
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    _answer_errors(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(RequestLog)
    app.include_router(health.router)
    app.include_router(metrics.router)
    add_pages(app)
    for router in _ROUTERS:
        app.include_router(router, dependencies=[Depends(find_caller)], responses=PROBLEM_RESPONSES)
    return app


def _answer_errors(app: FastAPI) -> None:
    app.add_exception_handler(DocintelError, answer_problem)
    app.add_exception_handler(Problem, answer_own_problem)
    app.add_exception_handler(RequestValidationError, answer_invalid)
    app.add_exception_handler(HTTPException, answer_http_problem)
