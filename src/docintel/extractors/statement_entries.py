"""One statement of one document, read: its rows, its columns bound to periods, and every printed number as an entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from docintel.extractors.statement_columns import Column, Layout
from docintel.extractors.statement_frame import Bound
from docintel.extractors.statement_grid import GridCell
from docintel.extractors.statement_numbers import is_amount, read_amount, read_misgrouped
from docintel.extractors.statement_rows import StatementRow
from docintel.extractors.statement_scales import in_currency
from docintel.extractors.statement_signs import prints_costs_negative, sign_of
from docintel.extractors.statement_units import Unit, find_row_unit, is_per_share, with_currency
from docintel.records import Span
from docintel.records.statement import Check, Scope, StatementKind

#: A number whose digits stand in groups as no number has them.
GROUPS = "GROUPS"


@dataclass(slots=True, eq=False)
class Entry:
    """One number of a statement. Amounts are in units of currency, or as printed where the unit is unknown.

    `reported` has the printed sign, `value` the canonical one, `sign` times as much; `step` is the smallest amount
    the print can show. `blank` is a cell without a number in a row that has one in another column: its words are
    the caption's, its value 0. `aside` is a number of a column that holds no period. `proved` says that an identity
    over it closes to the printed digit.
    """

    row: StatementRow
    column: int
    cell: GridCell
    unit: Unit | None
    reported: Decimal
    value: Decimal
    step: Decimal
    nil: bool
    sign: int = 1
    blank: bool = False
    aside: bool = False
    proved: bool = False
    checks: list[Check] = field(default_factory=list)

    def turn(self) -> None:
        """Give the canonical value the opposite sign: an identity showed that the print is signed the other way."""
        self.value, self.sign = -self.value, -self.sign

    @property
    def key(self) -> str | None:
        """The account's key, None for a row that names none."""
        return self.row.key


@dataclass(slots=True, eq=False)
class Statement:
    """A primary statement, or a part of one that stands in its own table.

    `unnamed`: rows of numbers without a caption are totals. `before` are the accounts of its pages before. `owner` is
    the company it is of, where the document holds statements of several.
    """

    kind: StatementKind
    scope: Scope
    scope_said: bool
    layout: Layout
    rows: tuple[StatementRow, ...]
    unit: Unit | None
    chinese: bool
    supplement: bool
    titled: bool
    end_section: str | None = None
    unnamed: bool = False
    before: frozenset[str] = frozenset()
    lines: tuple[str, ...] = ()
    unit_span: Span | None = None
    owner: str | None = None
    part_of: Statement | None = None
    bounds: tuple[Bound, ...] = ()
    entries: list[Entry] = field(default_factory=list)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of numbers, asides included."""
        return self.layout.columns

    def scope_of(self, column: int) -> Scope:
        """The scope of one column: its own header's, else the statement's.

        Where other columns of the statement name theirs, a silent one is nobody's.
        """
        own = self.columns[column].scope
        named = any(each.scope for each in self.columns if each.amounts)
        return own or ("unknown" if named else self.scope)

    def keys(self) -> set[str]:
        """The accounts the statement has a row for."""
        return {row.key for row in self.rows if row.key}


def read_entries(statement: Statement) -> Iterator[Entry]:
    """Every number of a statement's rows with unit and sign applied, in printed order.

    A part on a later page may print too few costs to tell how they are signed: those of the first part tell it too.
    """
    columns, unit = statement.columns, statement.unit
    before = statement.part_of.rows if statement.part_of else ()
    negative_costs = prints_costs_negative((*before, *statement.rows))
    for row in statement.rows:
        own = find_row_unit(row.label.printed)
        for at, cell in row.cells:
            amount = read_amount(cell) or read_misgrouped(cell)
            if amount is None:
                continue
            doubt = [] if is_amount(cell) else [Check(id=GROUPS, result="fail")]
            stated = _unit(row, own, columns[at].unit, unit)
            scaled = in_currency(cell, amount, stated)
            sign = sign_of(row, amount.value, negative_costs)
            value = sign * scaled.value
            yield Entry(row, at, cell, scaled.unit, scaled.value, value, scaled.step, amount.nil, sign, checks=doubt)


def _unit(row: StatementRow, own: Unit | None, column: Unit | None, statement: Unit | None) -> Unit | None:
    """The nearest stated unit; a per-share row takes none of the scale, a share count its own."""
    near = column or statement
    if row.share_count:
        if near is None or near.shares_exponent is None:
            return None
        return Unit("shares", near.shares_exponent)
    if row.per_share or is_per_share(row.label.printed):
        known = own or near
        return replace(known, name="per share", exponent=0) if known else None
    if own is not None:
        return with_currency(own, near.currency if near else None)
    if column is not None and statement is not None:
        return with_currency(column, statement.currency)
    return near
