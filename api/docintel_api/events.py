"""How far reading is, as server-sent events; asking again and again (GET /documents/{id}) tells the same."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from docintel.records import Customer
from docintel.workflows.documents import DocumentEntry, document_entry
from docintel.workflows.progress import Progress, ProgressBoard
from docintel_api.access import PortfolioDep

router = APIRouter(prefix="/api/v1", tags=["events"])


def find_entry(document_id: str, portfolio: PortfolioDep) -> DocumentEntry:
    """The document that is waited for; raises NotFound before the stream begins."""
    return document_entry(portfolio, document_id)


def find_customer(customer_id: str, portfolio: PortfolioDep) -> Customer:
    """The customer whose documents are waited for; raises NotFound before the stream begins."""
    return portfolio.customer(customer_id)


@router.get("/documents/{document_id}/events", response_class=EventSourceResponse)
async def follow_document(
    request: Request, entry: Annotated[DocumentEntry, Depends(find_entry)]
) -> AsyncIterator[ServerSentEvent]:
    """An event `state` now and at each change; the stream ends when the document is done or failed.

    Comments keep the connection open in between; after ten minutes it ends, and a browser asks again by itself.
    """
    if entry.by is None:  # filed by a batch or attached to another document: it is read already
        yield _event(Progress.of_entry(entry))
        return
    async for progress in _board(request).until_finished(entry.id, entry.customer):
        yield _event(progress)


@router.get("/customers/{customer_id}/events", response_class=EventSourceResponse)
async def follow_customer(
    request: Request, customer: Annotated[Customer, Depends(find_customer)]
) -> AsyncIterator[ServerSentEvent]:
    """An event `state` for each upload of the customer that is not finished, then at each change of any of them.

    `folded` becomes true when the profile knows of the document. After ten minutes the stream ends; ask again.
    """
    async for progress in _board(request).changes(customer.id):
        yield _event(progress)


def _board(request: Request) -> ProgressBoard:
    return cast("ProgressBoard", request.app.state.board)


def _event(progress: Progress) -> ServerSentEvent:
    return ServerSentEvent(event="state", data=progress)
