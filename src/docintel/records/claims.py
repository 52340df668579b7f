"""The kinds of fact a deal's documents yield: who, how much, when, and what was agreed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from docintel.records.fact import Fact
from docintel.records.record import Record
from docintel.records.trace import Trace

DeonticType = Literal["OBL", "PRH", "PRM", "ENT", "REP", "CND", "NOB", "NEN"]
Strength = Literal["absolute", "best_efforts", "reasonable_efforts", "aspirational"]
DeadlineKind = Literal[
    "absolute", "relative", "periodic", "periodic_relative", "event", "immediate", "reasonable", "vague", "window"
]


class Identifier(Record):
    """A register's number for a company. `valid` is the check character's verdict on the form, not on existence."""

    scheme: Literal["uscc", "lei", "org_code", "reg_no", "tax_no", "other"]
    value: str
    valid: bool


class Party(Fact):
    """Who takes part: the name as written, the role (borrower, lender, guarantor …), the identifiers beside it."""

    kind: Literal["party"] = "party"
    claim_fields: ClassVar[tuple[str, ...]] = ("name", "role")
    value_fields: ClassVar[tuple[str, ...]] = ("name",)

    name: str
    role: str | None = None
    role_text: str | None = None
    alias: str | None = None
    identifiers: tuple[Identifier, ...] = ()


class Amount(Fact):
    """A sum of money in units of its currency; None with `low`/`high` where the text gives a range only.

    `conflict` says that the words and the figures of one amount disagree.
    """

    kind: Literal["amount"] = "amount"
    claim_fields: ClassVar[tuple[str, ...]] = ("value", "low", "high", "currency")
    value_fields: ClassVar[tuple[str, ...]] = claim_fields

    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    currency: str | None
    as_filed: str
    unit: str | None = None
    bound: str | None = None
    conflict: bool = False


class DatedMention(Fact):
    """A calendar day, month or year the text names; `year_inferred` where the year was not written."""

    kind: Literal["date"] = "date"
    claim_fields: ClassVar[tuple[str, ...]] = ("value", "precision")
    value_fields: ClassVar[tuple[str, ...]] = claim_fields

    value: date
    precision: Literal["day", "month", "year"] = "day"
    year_inferred: bool = False
    ambiguous: bool = False


class Term(Fact):
    """One agreed term of a contract under its standard name, such as loan.principal or loan.maturity_date.

    `value` is canonical: an exact decimal, an ISO date, an ISO 8601 duration (P36M) or a short text; `unit` is a
    currency, "fraction" (0.035 = 3.5 %), "basis_points" or None.
    """

    kind: Literal["term"] = "term"
    claim_fields: ClassVar[tuple[str, ...]] = ("name", "value", "unit")
    value_fields: ClassVar[tuple[str, ...]] = ("value", "unit")

    name: str
    value: str
    unit: str | None = None
    clause: str | None = None


class Covenant(Fact):
    """A financial covenant: the metric, which way it must hold, the line, how often it is tested.

    `indicator` is the key in models/indicators.toml that measures it, None where no indicator does.
    """

    kind: Literal["covenant"] = "covenant"
    claim_fields: ClassVar[tuple[str, ...]] = ("metric", "operator", "threshold", "level")
    value_fields: ClassVar[tuple[str, ...]] = ("operator", "threshold")

    metric: str
    indicator: str | None
    operator: Literal["<", "<=", ">", ">="]
    threshold: Decimal
    test_frequency: Literal["monthly", "quarterly", "half_yearly", "yearly"] | None = None
    level: Literal["default", "lock_up"] = "default"
    clause: str | None = None


class ClauseKey(Record):
    """A clause type of models/clauses.toml and how surely this clause is one.

    `rules` and `model` are what each of them said alone; None where it said nothing.
    """

    key: str
    confidence: float | None
    rules: float | None = None
    model: float | None = None


class Slot(Record):
    """A value filled from a clause's words; `start`/`end` are its place in the document's text."""

    name: str
    value: str
    text: str
    start: int
    end: int


class Flag(Record):
    """What a reviewer should look at in a clause, with the reason in both languages and the article of law."""

    rule: str
    severity: Literal["H", "M", "L"]
    flag_class: Literal["adverse", "defect", "void_part", "note"]
    article: str | None = None
    explanation_zh: str
    explanation_en: str


class Clause(Fact):
    """A numbered or headed clause, where it stands in the contract, and what types of clause it is."""

    kind: Literal["clause"] = "clause"
    claim_fields: ClassVar[tuple[str, ...]] = ("number", "heading")
    value_fields: ClassVar[tuple[str, ...]] = ("heading",)

    number: str | None
    heading: str | None
    path: tuple[str, ...] = ()
    keys: tuple[ClauseKey, ...] = ()
    slots: tuple[Slot, ...] = ()
    flags: tuple[Flag, ...] = ()


class Deadline(Record):
    """When an obligation falls due, as written: `offset_n` of `offset_unit` before or after `anchor`."""

    kind: DeadlineKind
    text: str
    anchor: str | None = None
    offset_n: int | None = None
    offset_unit: Literal["hour", "day", "business_day", "month", "year"] | None = None
    direction: Literal["before", "after"] | None = None
    due: date | None = None

    @property
    def offset(self) -> dict[str, int | str | None] | None:
        """The count as the interfaces print it; None for a deadline that counts nothing."""
        if self.offset_n is None:
            return None
        return {"n": self.offset_n, "unit": self.offset_unit, "direction": self.direction}


class Obligation(Fact):
    """One deontic unit: who must, must not, may, is entitled to, or states what (domain: obligations.md)."""

    kind: Literal["obligation"] = "obligation"
    claim_fields: ClassVar[tuple[str, ...]] = ("type", "bearer", "cue")
    value_fields: ClassVar[tuple[str, ...]] = claim_fields

    type: DeonticType
    bearer: str | None
    bearer_inferred: bool = False
    counterparty: str | None = None
    cue: str
    cue_start: int
    cue_end: int
    strength: Strength = "absolute"
    right_kind: Literal["claim", "power"] | None = None
    deadline: Deadline | None = None
    clause: str | None = None
    force: Literal["contract", "correspondence", "minutes"] = "contract"
    traces: tuple[Trace, ...] = ()
