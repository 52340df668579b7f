"""What reading a filed document again changed, and the reviews that lost the fact they were about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from docintel.records.fact import Fact
from docintel.records.profile import Review
from docintel.records.record import Record

ChangeStatus = Literal["changed", "moved", "gone", "new", "review_carried", "review_orphaned"]


class FactChange(Record):
    """One difference between two readings of a document, or what became of a review by it.

    `what` says of what the value is ("balance_sheet 资产总计 current 2025-12-31"), `doc` is the file's name, `versions`
    the step from the old readers to the new ("pdf@1 → pdf@2"). "moved" is the same claim at another place. `review`,
    `verdict` and `reviewer` are set where a person had judged the old fact; a review on an alert has the kind "alert"
    and no document.
    """

    customer: str
    document: str | None
    doc: str | None
    kind: str
    what: str
    status: ChangeStatus
    old_value: str | None = None
    new_value: str | None = None
    old_quote: str | None = None
    new_quote: str | None = None
    old_place: str | None = None
    new_place: str | None = None
    old_fact: str | None = None
    new_fact: str | None = None
    review: str | None = None
    verdict: str | None = None
    reviewer: str | None = None
    versions: str


@dataclass(frozen=True, slots=True)
class LostFact:
    """A fact that a later reading did not find again although a person had judged it; kept to look for it again."""

    fact: Fact
    versions: str


@dataclass(frozen=True, slots=True)
class FormerReading:
    """What a filing held before it was read again: `versions` is empty when it is read for the first time."""

    facts: tuple[Fact, ...] = ()
    lost: tuple[LostFact, ...] = ()
    reviews: tuple[Review, ...] = ()
    versions: str = ""


@dataclass(frozen=True, slots=True)
class Rereading:
    """What goes into the store with a new reading: its differences, the reviews carried over, all facts still lost."""

    changes: tuple[FactChange, ...] = ()
    carried: tuple[Review, ...] = ()
    lost: tuple[LostFact, ...] = ()
