"""Pages as pictures."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, cast

import anyio
from fastapi import APIRouter, Depends, Path, Query, Request, Response

from docintel.workflows.originals import page_wanted
from docintel.workflows.page_images import PageDrawer, PageWanted
from docintel_api.access import PortfolioDep

router = APIRouter(prefix="/api/v1", tags=["documents"])

#: Requests that may wait for a page at once without taking the threads of all others.
_WAITING = 8
_Number = Annotated[int, Path(ge=1, le=100_000, description="1-based.")]
_Resolution = Annotated[int, Query(ge=20, le=300, description="Pixels an inch; boxes are points, 72 an inch.")]
_PNG: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}},
    304: {"description": "The picture is the one the client has."},
}


def find_page(document_id: str, number: _Number, portfolio: PortfolioDep, dpi: _Resolution = 110) -> PageWanted:
    """The page that is asked for; raises NotFound."""
    return page_wanted(portfolio, document_id, number, dpi)


@router.get("/documents/{document_id}/pages/{number}.png", response_class=Response, responses=_PNG)
async def get_page(request: Request, wanted: Annotated[PageWanted, Depends(find_page)]) -> Response:
    """A page of a PDF or picture as it is shown, upright; formats without pages have none."""
    headers = {"ETag": wanted.etag, "Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
    if wanted.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    drawer, limiter = cast("PageDrawer", request.app.state.drawer), request.app.state.drawing
    png = await anyio.to_thread.run_sync(partial(drawer.draw, wanted), limiter=limiter)
    return Response(png, media_type="image/png", headers=headers)


def page_limiter() -> anyio.CapacityLimiter:
    """How many requests may wait for pages at once; made where the event loop runs."""
    return anyio.CapacityLimiter(_WAITING)
