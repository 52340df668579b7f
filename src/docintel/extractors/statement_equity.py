"""Finds the statements of changes in equity and reads them as filed: every cell with its caption and its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import ceil

from docintel.extractors.statement_accounts import Account
from docintel.extractors.statement_cells import (
    UNKNOWN,
    CellTable,
    Money,
    Sheet,
    captions,
    read_cells,
    read_sheet,
)
from docintel.extractors.statement_columns import Column
from docintel.extractors.statement_equity_parts import part_of_equity, printed_sign
from docintel.extractors.statement_equity_rows import Block, EquityRow, balance_role, read_blocks, read_row
from docintel.extractors.statement_frame import Bound, Frame, bind, heading_period
from docintel.extractors.statement_grid import Grid
from docintel.extractors.statement_labels import read_label
from docintel.extractors.statement_periods import a_year_before, read_period, start_of
from docintel.extractors.statement_titles import Heading, read_heading
from docintel.extractors.statement_units import find_unit, with_currency
from docintel.language.views import half_width
from docintel.records import Document, Span

_ROLES = ("current", "prior", "prior2", "prior3", "prior4", "prior5")
_LONGEST_GAP = 240
_FEWEST_ACCOUNTS = 3
#: A year of 52 or 53 weeks ends so many days from the same day a year before.
_WEEKS_APART = 10
_ONE_DAY = timedelta(days=1)
_SUM_NAME = re.compile(r"(?:小计|合计|总计)$|(?:sub)?total\b")


@dataclass(slots=True, eq=False)
class EquityStatement:
    """One print of changes in equity. `matrix`: the parts of equity stand side by side, not one below another."""

    cells: CellTable
    sheet: Sheet
    listed: list[tuple[str | None, EquityRow]]
    blocks: list[Block]
    matrix: bool
    titled: bool
    heading: Heading
    chinese: bool
    periods: list[tuple[date | None, int | None]] = field(default_factory=list)

    @property
    def rows(self) -> list[EquityRow]:
        """The rows in printed order."""
        return [row for _, row in self.listed]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of numbers."""
        return self.sheet.columns

    def account(self, column: int, block: Block | None = None) -> Account | None:
        """The account of a column, or of the heading where one part stands below another."""
        return part_of_equity(self._words(column, block))

    def sign(self, column: int, block: Block | None = None) -> int | None:
        """+1 when a column has its part's sign, −1 when it has the opposite one, None when nothing tells."""
        words = self._words(column, block)
        alike = [each for each in self.blocks if self._words(column, each) == words]
        rows = [row for each in alike for row in (each.carried, each.opening, each.closing) if row is not None]
        return printed_sign(words, (row.cells[column].reported for row in rows if column in row.cells))

    def _words(self, column: int, block: Block | None) -> tuple[str, ...]:
        if self.matrix:
            return self.sheet.headers[column]
        return (block.heading,) if block and block.heading else ()

    def is_sum(self, column: int) -> bool:
        """Whether a column prints the sum of columns left of it."""
        account, texts = self.account(column), self.sheet.headers[column]
        names = [read_label(text).name for text in (*texts[-1:], " ".join(texts))]
        return (account is not None and account.nature == "T") or any(_SUM_NAME.match(name) for name in names)


def read_equity_statements(
    document: Document, grids: Sequence[Grid], frame: Frame, known: frozenset[date]
) -> list[EquityStatement]:
    """Every statement of changes in equity, group and parent, both years, in reading order.

    `known` are the days the primary statements end on: from them the start of a 52-week period is told.
    """
    found: list[EquityStatement] = []
    printed = 0
    for grid in grids:
        before = found[-1] if found else None
        statement = _read(document, grid, printed, before)
        printed = max(printed, grid.span.end)
        if statement is not None and before is not None and _goes_on(statement, before):
            _join(before, statement)
        elif statement is not None:
            found.append(statement)
    for statement in found:
        statement.periods = _periods(statement, frame)
    ends = [end for each in found for end, _ in each.periods if end] + [
        row.day for each in found for row in each.rows if row.day
    ]
    known = known | frozenset(ends)
    closed = _closed(found)
    for statement in found:
        _date(statement, known, closed)
    return found


def _periods(statement: EquityStatement, frame: Frame) -> list[tuple[date | None, int | None]]:
    """Last day and months of every column; where headers say nothing of time the title does."""
    lines = statement.heading.lines
    title = heading_period(lines)
    nearest = next((period for line in lines if (period := read_period(line)).said), title)
    end = title.end
    if end is not None and nearest.role == "prior" and nearest.end is None:
        end = a_year_before(end)
    bound = bind(statement.columns, "equity_changes", lines, frame)
    return [
        found if column.period.said else (end, title.months)
        for column, found in zip(statement.columns, bound, strict=True)
    ]


def _read(document: Document, grid: Grid, printed: int, before: EquityStatement | None) -> EquityStatement | None:
    balances = any(row and balance_role(row[0].text) for row in grid.rows)
    if not balances and (before is None or before.blocks):
        return None
    sheet = read_sheet(grid)
    heading = read_heading(document, printed, grid.span.start, grid.title, *sheet.head[:1])
    matrix = sum(part_of_equity(texts) is not None for texts in sheet.headers) >= _FEWEST_ACCOUNTS
    title = heading.title
    titled = title is not None and title.kind == "equity_changes"
    follows = before is not None and title is None and _gap(document, before, grid) <= _LONGEST_GAP
    under = _under(sheet, before) if before is not None and follows else None
    if before is not None and under is not None and (not matrix or not before.blocks):
        sheet, matrix = under, before.matrix
    elif not balances or not (titled or matrix) or not any(column.amounts for column in sheet.columns):
        return None
    if before is not None and follows:
        # What stands over this table itself, such as 上期金额, goes before the title it shares.
        heading = replace(before.heading, lines=(*heading.lines, *before.heading.lines))
    return _made(document, grid, sheet, heading, matrix)


def _gap(document: Document, before: EquityStatement, grid: Grid) -> int:
    return len(document.text[before.cells.span.end : grid.span.start].strip())


def _under(sheet: Sheet, before: EquityStatement) -> Sheet | None:
    """A next page under the header of the page before, printed again or not; None where the headers differ.

    A column that had no number on the page before keeps the header it has here, or none.
    """
    columns, headers = list(before.columns), list(before.sheet.headers)
    known = {column.start: texts for column, texts in zip(columns, headers, strict=True)}
    for column, texts in zip(sheet.columns, sheet.headers, strict=True):
        if column.start not in known:
            columns.append(column)
            headers.append(texts)
        elif texts and texts != known[column.start]:
            return None
    shared = any(column.start in known for column in sheet.columns)
    return replace(sheet, columns=tuple(columns), headers=tuple(headers)) if shared else None


def _goes_on(statement: EquityStatement, before: EquityStatement) -> bool:
    """Whether a print has no closing balance yet and this one, under the same title and header, goes on with it."""
    shared = statement.sheet.headers[: len(before.sheet.headers)] == before.sheet.headers
    return not before.blocks and statement.heading.title is before.heading.title and shared


def _join(before: EquityStatement, rest: EquityStatement) -> None:
    before.sheet = rest.sheet
    before.listed += rest.listed
    before.blocks = read_blocks(before.listed)
    before.cells.entries += rest.cells.entries
    before.cells.span = Span(start=before.cells.span.start, end=rest.cells.span.end)


def _made(document: Document, grid: Grid, sheet: Sheet, heading: Heading, matrix: bool) -> EquityStatement:
    words = next((text for text in (*sheet.head, *reversed(heading.lines)) if find_unit(text)), None)
    unit, unit_span = find_unit(words) if words else None, _place(document, grid, words)
    if unit is not None and unit.currency is None and "$" in grid.signs:
        unit = with_currency(unit, "USD")
    listed = list(_listed(sheet, Money(unit, unit_span, per_share=not matrix), matrix))
    rows = [row for _, row in listed]
    for under, row in listed:
        for entry in row.cells.values():
            entry.note = under
    title = heading.title
    scope = title.scope if title is not None else None
    parts = [part_of_equity(texts) for texts in sheet.headers]
    minority = any(part is not None and part.key == "bs.minority_interest" for part in parts)
    table = CellTable(
        "equity_changes",
        title.words if title else None,
        scope or ("consolidated" if minority else "unknown"),
        [entry for row in rows for entry in row.cells.values()],
        grid.span,
    )
    chinese = sum(read_label(row.caption).chinese for row in rows) * 2 > len(rows)
    return EquityStatement(
        table,
        sheet,
        listed,
        read_blocks(listed),
        matrix,
        titled=title is not None,
        heading=heading,
        chinese=chinese,
    )


def _listed(sheet: Sheet, money: Money, matrix: bool) -> Iterator[tuple[str | None, EquityRow]]:
    """Every row under its heading; a row that names the part of equity itself stands under none."""
    above: str | None = None
    for printed, entries in read_cells(sheet, money):
        caption = " ".join(cell.text for cell in captions(printed, sheet.edge))
        if matrix:
            yield None, read_row(caption, entries)
        elif not entries:
            above = caption
        else:
            whole = part_of_equity((caption,)) if balance_role(caption) else None
            above = above if whole is None else None
            yield above, read_row(caption, entries)


def _place(document: Document, grid: Grid, words: str | None) -> Span | None:
    """Where the words that state the unit stand, above or in the table."""
    if words is None:
        return None
    start = max(0, grid.span.start - 3000)
    at = half_width(document.text[start : grid.span.end]).rfind(half_width(words).strip())
    return Span(start=start + at, end=start + at + len(words.strip())) if at >= 0 else None


def _closed(statements: Sequence[EquityStatement]) -> frozenset[date]:
    """The days that named balances close on."""
    closing = (block.closing for each in statements for block in each.blocks)
    return frozenset(row.day for row in closing if row is not None and row.day is not None)


def _date(statement: EquityStatement, known: frozenset[date], closed: frozenset[date]) -> None:
    """Give every cell its own period: balances a day, changes the stretch between two of them."""
    latest = max(known, default=None)
    for block in statement.blocks:
        first = block.opening.day if block.opening else None
        last = block.closing.day if block.closing else None
        for row in _rows_of(block):
            for entry in row.cells.values():
                end, months = statement.periods[entry.column]
                start = start_of(end, months, known) if end is not None and months else None
                if first is not None and last is not None:
                    start = first if _counts_in(first, closed) else first + _ONE_DAY
                end = last or end
                length = months if last is None or start is None else round((last - start).days / 30.4)
                entry.bound = _bound(row, (start, end), length, latest)


def _rows_of(block: Block) -> Iterator[EquityRow]:
    named = (block.carried, block.opening, block.change, block.closing)
    yield from (row for row in named if row is not None)
    yield from block.adjustments
    yield from block.movements


def _counts_in(first: date, closed: frozenset[date]) -> bool:
    """Whether an opening balance is of the first day of its stretch, as IFRS prints it: "At 1 January".

    Years of 52 or 53 weeks may end on the first of a month too: then a balance closes on that day, or others show by
    closing within a month that their years end on a weekday.
    """
    return first.day == 1 and first not in closed and all((day + _ONE_DAY).day == 1 for day in closed)


def _bound(row: EquityRow, stretch: tuple[date | None, date | None], months: int | None, latest: date | None) -> Bound:
    start, end = stretch
    if row.role in ("carried", "opening", "dated", "closing"):
        before = start - _ONE_DAY if start else None
        day = row.day or (end if row.role == "closing" else before)
        return Bound(_role(day, latest), day, None, None, restated=False) if day else UNKNOWN
    backwards = start is not None and end is not None and start >= end  # a balance dated wrongly
    return Bound(_role(end, latest), end, start, months, restated=False) if end and not backwards else UNKNOWN


def _role(day: date | None, latest: date | None) -> str:
    if day is None or latest is None:
        return "unknown"
    years = ceil(max(0, (latest - day).days - _WEEKS_APART) / 366)
    return _ROLES[min(years, len(_ROLES) - 1)]
