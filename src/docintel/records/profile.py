"""A customer's signals folded to a date, and the indicators that crossed a line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Literal

from pydantic import Field, model_validator

from docintel.records.record import Record
from docintel.records.signal import Absence, Measured, Value, keep_kind
from docintel.records.version import DocumentLink, Superseded

Measure = Literal["R0", "R1", "R2", "R3", "R4"]
Grade = Literal[0, 1, 2, 3]


class Customer(Record):
    """Whom documents are about. `industry` is a GB/T 4754-2017 section letter, `parent` the customer id of the parent.

    Further columns of the customer table are kept in `extra`.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    uscc: str | None = None
    lei: str | None = None
    industry: str | None = None
    email_domains: tuple[str, ...] = ()
    parent: str | None = None
    extra: dict[str, str] = Field(default_factory=dict)


class DatedClaim(Record):
    """One profile field as a dated claim; several open claims for a field form a conflict that stays visible."""

    field: str
    value: str
    unit: str | None = None
    as_of: date
    facts: tuple[str, ...]
    conflict: bool = False


class Thresholds(Record):
    """The lines an indicator was held against and where they come from: contract > customer > industry > default."""

    watch: str | None
    alert: str | None
    critical: str | None
    source: Literal["contract", "customer", "industry", "default"]
    facts: tuple[str, ...] = ()


class Input(Record):
    """One input of an indicator as it was used, with the facts behind it."""

    key: str
    value: Measured
    is_text: bool = False
    period_end: date | None = None
    estimated: bool = False
    facts: tuple[str, ...] = ()

    _kept = model_validator(mode="before")(keep_kind)


class Assessment(Record):
    """One indicator measured at a date: a grade 0–3, or None with the reason ("missing:bs.inventories")."""

    indicator: str
    key: str
    period_end: date | None
    scope: str | None = None
    value: Decimal | None
    grade: Grade | None
    reason: str | None = None
    thresholds: Thresholds
    inputs: tuple[Input, ...] = ()
    caps: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    evidence_ok: bool = True


class Alert(Record):
    """An indicator that crossed its line, with the measure proposed; a named person decides."""

    id: str
    customer: str
    indicator: str
    key: str
    name_zh: str
    name_en: str
    grade: Literal[1, 2, 3]
    assessment: Assessment
    reason_zh: str
    reason_en: str
    measures: tuple[Measure, ...]
    raised: date
    expires: date
    needs_review: bool = False


class Bond(Record):
    """Another customer whose own trouble this one's grade may not lie under: its parent, or a guarantee-chain member.

    `path` leads from this customer to the other, `facts` are the parties of the guarantees on the way. `customer` and
    `path` are empty where whoever looks may not know the other.
    """

    customer: str
    relation: Literal["parent", "guarantee"]
    grade: Literal[1, 2]
    path: tuple[str, ...]
    facts: tuple[str, ...] = ()
    reason_zh: str
    reason_en: str


class Review(Record):
    """A person's verdict on a fact or alert; added, never edited, and read at the next fold.

    `carries` names the review this one carries over to the fact that stands for the same claim now, or answers.
    `value` is what the document says in truth, by the reviewer's reading, where the verdict is "corrected".
    """

    target: str
    verdict: Literal["accepted", "rejected", "corrected"]
    reviewer: str
    day: date
    reason: str = ""
    carries: str | None = None
    value: str | None = None

    @property
    def id(self) -> str:
        """The hash of what was said of what by whom and when."""
        parts = f"{self.target}\n{self.verdict}\n{self.reviewer}\n{self.day}\n{self.reason}\n{self.carries or ''}"
        parts += "" if self.value is None else f"\n{self.value}"
        return "R-" + sha256(parts.encode()).hexdigest()[:20]


class OrphanedReview(Record):
    """A verdict that waits for a new look: what it was about is read otherwise now, or is not found any more.

    `id` is the review's; the others say what was judged, in which file, and what is read there now. `attached` is
    True where the verdict still holds because only details of the claim changed.
    """

    id: str
    review: Review
    kind: str | None = None
    what: str | None = None
    doc: str | None = None
    old_value: str | None = None
    old_quote: str | None = None
    new_value: str | None = None
    new_quote: str | None = None
    attached: bool = False


class Profile(Record):
    """What is known of a customer at a date.

    `grade` is the customer-level grade 0–3: `own_grade` from its own indicators, raised by `bonds`. `score` ranks from
    0 to 100. All are None when nothing could be measured, which is no clean bill. `missing` names the gaps,
    `orphaned_reviews` the verdicts that a new reading of a document left without their fact, `superseded` the documents
    whose facts are left out because a better copy or a later version is filed, `possible_links` those that may be such.
    """

    customer: Customer
    as_of: date
    claims: tuple[DatedClaim, ...]
    assessments: tuple[Assessment, ...]
    alerts: tuple[Alert, ...]
    grade: Grade | None
    own_grade: Grade | None = None
    bonds: tuple[Bond, ...] = ()
    score: int | None
    cooperation: Decimal | None
    values: tuple[Value, ...] = ()
    absences: tuple[Absence, ...] = ()
    missing: tuple[str, ...] = ()
    orphaned_reviews: tuple[OrphanedReview, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    possible_links: tuple[DocumentLink, ...] = ()
