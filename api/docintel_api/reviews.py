"""People's verdicts on facts and alerts: added, never edited, and read at the next fold."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from docintel.records import Review
from docintel.workflows.paging import Page
from docintel.workflows.reviewing import ReviewItem, give_verdict, review_queue
from docintel_api.access import PortfolioDep, find_writer
from docintel_api.lists import CursorQuery, LimitQuery, Text

router = APIRouter(prefix="/api/v1/review", tags=["review"])
_WRITES = [Depends(find_writer)]
_Reason = Annotated[Text, Field(max_length=2_000, examples=["核对原件第12页 Checked against page 12"])]


class VerdictBody(BaseModel):
    """Why, in the reviewer's words."""

    model_config = ConfigDict(extra="forbid")
    reason: _Reason = ""


class CorrectionBody(BaseModel):
    """What the document says in truth, and why."""

    model_config = ConfigDict(extra="forbid")
    value: Text = Field(min_length=1, max_length=500, examples=["8125000.00"])
    reason: _Reason = ""


@router.get("/queue")
def get_queue(
    portfolio: PortfolioDep, customer: str | None = None, cursor: CursorQuery = None, limit: LimitQuery = 50
) -> Page[ReviewItem]:
    """What waits for a person: facts read less surely than DOCINTEL_REVIEW_CONFIDENCE, alerts, orphaned reviews."""
    return review_queue(portfolio, customer, cursor=cursor, limit=limit)


@router.post("/{item}/accept", dependencies=_WRITES)
def accept_item(item: str, body: VerdictBody, portfolio: PortfolioDep) -> Review:
    """Confirm a fact ("{document id}.{fact id}") or an alert (its id); the customer is folded again."""
    return give_verdict(portfolio, item, "accepted", reason=body.reason)


@router.post("/{item}/reject", dependencies=_WRITES)
def reject_item(item: str, body: VerdictBody, portfolio: PortfolioDep) -> Review:
    """Leave a fact or an alert out from now on; the customer is folded again."""
    return give_verdict(portfolio, item, "rejected", reason=body.reason)


@router.post("/{item}/correct", dependencies=_WRITES)
def correct_item(item: str, body: CorrectionBody, portfolio: PortfolioDep) -> Review:
    """Note what a fact says in truth. The value as read counts no more; the corrected one is kept with the review."""
    return give_verdict(portfolio, item, "corrected", reason=body.reason, value=body.value)
