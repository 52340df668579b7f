"""What the auditor of a set of statements says of them, and that an auditor went."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from docintel.records.claims import Slot
from docintel.records.fact import Fact

Engagement = Literal["audit", "review", "internal_control"]
Opinion = Literal["unmodified", "qualified", "adverse", "disclaimer"]
AuditedScope = Literal["consolidated", "parent", "consolidated_and_parent"]
Departure = Literal["resigned", "dismissed", "changed"]


class AuditReport(Fact):
    """One report of an independent auditor, the report itself and not what others say of it.

    `engagement`: an audit of statements, their review, or an audit of internal control, which says nothing of the
    statements. `opinion` is the conclusion on them (of a review: in its negative form), None where it could not be
    read for sure. `emphasis` is an emphasis of matter, `going_concern` a material uncertainty about going concern
    (substantial doubt) that the auditor reports; both False only when the report was read to its signature. `entity`
    is whom it is addressed for, `period_end` the latest balance-sheet date audited. `slots` has the words of each.
    Sources: CAS 1501-1503 and 1324, ISA 570, 700, 705, 706, PCAOB AS 2415, 3101, 3105.
    """

    kind: Literal["audit_report"] = "audit_report"
    claim_fields: ClassVar[tuple[str, ...]] = (
        "engagement", "period_end", "opinion", "emphasis", "going_concern", "firm", "signed", "entity", "scope",
    )  # fmt: skip
    value_fields: ClassVar[tuple[str, ...]] = ("opinion", "emphasis", "going_concern", "firm", "signed")

    engagement: Engagement
    opinion: Opinion | None
    emphasis: bool | None
    going_concern: bool | None
    firm: str | None = None
    signed: date | None = None
    period_end: date | None = None
    entity: str | None = None
    scope: AuditedScope | None = None
    slots: tuple[Slot, ...] = ()


class AuditorChange(Fact):
    """A change of auditor that a document states as done: who went, how, who came, and the day named for it.

    A reappointment and a proposal are none. `departure` is "changed" where the text does not say who ended it.
    """

    kind: Literal["auditor_change"] = "auditor_change"
    claim_fields: ClassVar[tuple[str, ...]] = ("departure", "former", "successor", "day")
    value_fields: ClassVar[tuple[str, ...]] = claim_fields

    departure: Departure
    former: str | None = None
    successor: str | None = None
    day: date | None = None
