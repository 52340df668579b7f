"""A number of a financial statement, with everything that makes it mean something."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from docintel.records.fact import Fact
from docintel.records.record import Record

StatementKind = Literal["balance_sheet", "income_statement", "cash_flow", "equity_changes", "notes_table"]
Scope = Literal["consolidated", "parent", "single", "unknown"]
Cause = Literal[
    "sign", "digit", "digits_swapped", "digit_lost", "digit_added", "decimal_point", "unit", "exchanged",
    "printed_twice", "other_period",
]  # fmt: skip


class Check(Record):
    """One accounting identity over the statement (statements.md §8) and by how much it failed to close."""

    id: str
    result: Literal["pass", "fail", "cannot_tell"]
    difference: Decimal | None = None


class Candidate(Record):
    """An account that a row's caption is like.

    `similarity` is 1 for the same words, 0 for none; `by` says what it was measured by: the words alone, or the words
    and the text model, which lifts what it finds alike.
    """

    key: str
    similarity: float
    by: Literal["words", "words+model"]


class OpenIdentity(Check):
    """An identity that fails and would hold with a proposal; `figures` are the ids of all it ran over."""

    figures: tuple[str, ...] = ()


class Figure(Fact):
    """One value of one row and period. `value` has the canonical sign, in units of currency; None when unit is unknown.

    `label` and `as_filed` keep what was printed; `key` is the account of models/accounts.toml, None for a row that
    maps to none (its value then has the sign as printed). `period` is the column's role; `period_start` is None for
    balances. `months` is a flow's length, None for balances. `status`: "proved" when an identity over it closes and
    none fails. In a statement of changes in equity and in a note a caption alone does not say what a number is:
    `column_label` has the words over it, `note` the heading the table stands under; both None in a primary statement.
    `entity` names the company where the document holds the statements of several, and is None where it holds one's.
    `mapped_by` says how a row of a primary statement came to its account: "label" by a name of the account,
    "similarity" by a caption much like one, where place and sums agree. `candidates` are the nearest accounts of a row
    that was not mapped by a name, best first, at most three: neither is part of the claim.
    """

    kind: Literal["figure"] = "figure"
    claim_fields: ClassVar[tuple[str, ...]] = (
        "statement", "scope", "entity", "note", "label", "column_label", "key", "period", "period_end", "value",
    )  # fmt: skip
    value_fields: ClassVar[tuple[str, ...]] = ("value",)
    later_fields: ClassVar[tuple[str, ...]] = ("entity", "note", "column_label")

    scope: Scope
    entity: str | None = None
    statement: StatementKind
    label: str
    column_label: str | None = None
    note: str | None = None
    key: str | None
    period: str
    period_end: date | None
    period_start: date | None = None
    months: int | None = None
    value: Decimal | None
    as_filed: str
    unit: str | None
    currency: str | None
    nil: bool = False
    restated: bool = False
    status: Literal["proved", "unproved", "conflict", "unit_unknown"] = "unproved"
    checks: tuple[Check, ...] = ()
    mapped_by: Literal["label", "similarity"] | None = None
    candidates: tuple[Candidate, ...] = ()


class Proposal(Fact):
    """A value that the identities of a statement ask for in place of a printed one, or where none is printed.

    Never a figure and never an input until a person accepts it. `value` is canonical, in units of currency, None when
    the unit is unknown; `as_proposed` is what the print would have to show, `printed` and `as_filed` what it shows.
    `figure` is the id of the figure it is about, None for a missing number (`repair` "missing"), whose evidence is the
    caption. `cause` is the slip that would explain the print, None where none is known. `identities` fail now and
    would hold. `alternatives` counts the other sets of as few corrections that would do as well: above 0 the
    identities cannot tell. `together` lists the proposals that have to be accepted with it, set by set; an empty set
    means that it is enough alone.
    """

    kind: Literal["proposal"] = "proposal"
    claim_fields: ClassVar[tuple[str, ...]] = (
        "statement", "scope", "entity", "label", "key", "period", "period_end", "value", "as_proposed",
    )  # fmt: skip
    value_fields: ClassVar[tuple[str, ...]] = ("value", "as_proposed")
    later_fields: ClassVar[tuple[str, ...]] = ("entity",)

    repair: Literal["correction", "missing"]
    figure: str | None
    scope: Scope
    entity: str | None = None
    statement: StatementKind
    label: str
    key: str | None
    period: str
    period_end: date | None
    period_start: date | None = None
    months: int | None = None
    value: Decimal | None
    as_proposed: str
    printed: Decimal | None
    as_filed: str
    unit: str | None
    currency: str | None
    cause: Cause | None = None
    identities: tuple[OpenIdentity, ...] = ()
    alternatives: int = 0
    together: tuple[tuple[str, ...], ...] = ((),)
