"""Changes in equity and notes as filed: each number with its table, caption, words over it and period, none added up.

Their layouts are the filer's own: what stands in them is listed in printed order and put into no standard row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from docintel.exports.names import Name, statement_name
from docintel.exports.spread_cells import Sourced
from docintel.exports.spread_columns import Period, period_name
from docintel.exports.spread_form import standard_form
from docintel.exports.spread_remarks import figure_remarks
from docintel.records import Figure

#: The order of the sheets; what else there is follows.
_STATEMENTS = ("balance_sheet", "income_statement", "cash_flow", "equity_changes", "notes_table")
_AS_FILED = ("equity_changes", "notes_table")
_SCOPES = ("consolidated", "single", "parent", "unknown")


@dataclass(frozen=True, slots=True)
class FiledLine:
    """One number as filed."""

    sourced: Sourced

    @property
    def period(self) -> Name:
        """The day or stretch the number is of."""
        one = self.sourced.figure
        return period_name(Period(one.period_end, one.period_start, one.months, one.period, one.restated, one.currency))

    @property
    def account(self) -> Name | None:
        """The account that the number is the whole of; None for most."""
        key = self.sourced.figure.key
        line = standard_form().lines.get(key or "")
        return line.name if line else Name(key, key) if key else None

    @property
    def remarks(self) -> tuple[Name, ...]:
        """What its status alone does not say."""
        return tuple(figure_remarks([self.sourced]))


@dataclass(frozen=True, slots=True)
class FiledTable:
    """Numbers that stand under one heading of one file, in printed order; the heading is "" where none was read."""

    file: str
    heading: str
    lines: Sequence[FiledLine]


@dataclass(frozen=True, slots=True)
class FiledSheet:
    """The changes in equity, or the notes, of one scope; of the company `entity` where a file holds several."""

    statement: str
    scope: str
    entity: str | None
    tables: Sequence[FiledTable]

    @property
    def name(self) -> Name:
        """What the sheet is called."""
        return statement_name(self.statement, self.scope, self.entity)


def is_as_filed(figure: Figure) -> bool:
    """Whether a figure is of a table without a standard form."""
    return figure.statement in _AS_FILED


def filed_sheets(figures: Sequence[Sourced]) -> list[FiledSheet]:
    """The sheets of tables as filed among these figures; none without."""
    ordered = sorted((one for one in figures if is_as_filed(one.figure)), key=sheet_order)
    groups = groupby(ordered, key=lambda one: (one.figure.statement, one.figure.scope, one.entity))
    return [FiledSheet(*place, _tables(list(found))) for place, found in groups]


def sheet_order(one: Sourced) -> tuple[str, int, int]:
    """Where the sheet of a figure stands among the others."""
    figure = one.figure
    return one.entity or "", _STATEMENTS.index(figure.statement), _SCOPES.index(figure.scope)


def _tables(figures: Sequence[Sourced]) -> list[FiledTable]:
    groups = groupby(figures, key=lambda one: (one.file, one.figure.document, one.figure.note or ""))
    return [FiledTable(file, note, [FiledLine(one) for one in found]) for (file, _, note), found in groups]
