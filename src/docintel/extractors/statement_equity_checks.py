"""What must close in a statement of changes in equity, and what ties it to the other statements.

I-EQ1: the parts of equity add up to the total of their row. I-EQ2: opening balance and changes make the closing one,
and each change is the sum of the rows below it. I-EQ3: the closing balance is the balance sheet's. I-EQ4:
comprehensive income is the income statement's. I-X2: retained earnings moved by the owners' profit and by what the
statement shows beside it (statements.md §8). Outcomes are written on the cells of the equity statement only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from docintel.extractors.statement_cells import CellEntry, is_shares
from docintel.extractors.statement_equity import EquityStatement
from docintel.extractors.statement_equity_rows import Block, EquityRow
from docintel.extractors.statement_equity_ties import tie_closing
from docintel.extractors.statement_faces import Face, Faces, add_up, is_same, likeliest, match, total_reported
from docintel.extractors.statement_labels import read_label

_COMPREHENSIVE = re.compile(r"综合收益总额|total comprehensive (?:income|loss|income loss)(?: for .*)?")
_PROFIT = re.compile(r"(?:本[年期])?净利润|综合收益总额|net (?:income|loss|income loss|earning)|profit for .*")
_SUBTOTAL = re.compile(r"total\b")


def prove_equity(statements: Iterable[EquityStatement], faces: Faces) -> None:
    """Run every identity over every statement, and name the accounts that closing balances plainly are."""
    for statement in statements:
        if statement.matrix:
            _prove_rows(statement)
        for block in statement.blocks:
            for column in _columns(block):
                _prove_column(block, column)
                _tie_profit(statement, block, column, faces)
            tie_closing(statement, block, faces)


def _columns(block: Block) -> list[int]:
    return sorted(block.closing.cells) if block.closing else []


def _prove_rows(statement: EquityStatement) -> None:
    for row in statement.rows:
        ordered = [row.cells[at] for at in sorted(row.cells) if not is_shares(row.cells[at])]
        for entry in ordered:
            if not statement.is_sum(entry.column):
                continue
            beside = [each for each in ordered if each.column < entry.column and each.bound == entry.bound]
            parts = [each for each in beside if not statement.is_sum(each.column)]
            if parts:
                total = sum((_signed(statement, each) for each in parts), Decimal(0))
                # Under "total deficit" the print may show what is missing as a plain number.
                lenient = statement.sign(entry.column) is None
                add_up("I-EQ1", entry.reported - total, [entry, *parts], lenient=lenient)


def _signed(statement: EquityStatement, entry: CellEntry) -> Decimal:
    """As the row's total takes it: what its header says to deduct counts negative, and so does a plain deficit."""
    deducted = any(read_label(text).operation == "subtract" for text in statement.sheet.headers[entry.column])
    return -entry.reported if deducted or statement.sign(entry.column) == -1 else entry.reported


def _prove_column(block: Block, column: int) -> None:
    closing = _cell(block.closing, column)
    opening, carried, change = (_cell(row, column) for row in (block.opening, block.carried, block.change))
    movements = _cells(block.movements, column)
    if carried and opening:
        adjusted = _cells(block.adjustments, column)
        _add_column(opening, [carried, *adjusted])
    if closing and change:
        _add_column(closing, [change, *([opening] if opening else [])])
        _prove_levels(block, column, change)
    elif closing and (opening or movements):
        _prove_free(closing, opening, movements)


def _prove_free(closing: CellEntry, opening: CellEntry | None, movements: list[CellEntry]) -> None:
    """Without a row for all changes: the rows between make the difference, subtotals among them left out."""
    begin = [opening] if opening else []
    plain = [entry for entry in movements if not _SUBTOTAL.match(read_label(entry.caption).name)]
    readings = [
        (closing.reported - total_reported(parts), [closing, *parts])
        for parts in ([*begin, *movements], [*begin, *plain])
    ]
    add_up("I-EQ2", *(likeliest(readings) or readings[-1]), lenient=len(plain) < len(movements))


def _add_column(total: CellEntry, parts: Sequence[CellEntry]) -> None:
    add_up("I-EQ2", total.reported - total_reported(parts), [total, *parts])


def _prove_levels(block: Block, column: int, change: CellEntry) -> None:
    """In the Chinese form (一) to (六) make up 三, and 1, 2, 3 below each make it up."""
    outer = [row for row in block.movements if row.level == 1]
    parts = _cells(outer, column)
    if parts:
        _add_column(change, parts)
    for row, below in _nested(block.movements):
        head, inner = _cell(row, column), _cells(below, column)
        if head and inner:
            _add_column(head, inner)


def _nested(rows: Sequence[EquityRow]) -> Iterator[tuple[EquityRow, list[EquityRow]]]:
    starts = [at for at, row in enumerate(rows) if row.level == 1]
    for start, end in pairwise([*starts, len(rows)]):
        yield rows[start], [row for row in rows[start + 1 : end] if row.level == 2]


def _tie_profit(statement: EquityStatement, block: Block, column: int, faces: Faces) -> None:
    account = statement.account(column, block)
    sign = statement.sign(column, block)
    if account is None or sign is None:
        return
    if account.key == "bs.total_equity":
        for entry in _matching(block, column, _COMPREHENSIVE):
            face = _flow(statement, entry, "is.total_comprehensive_income", faces)
            if face is not None:
                match("I-EQ4", entry, entry.reported, face)
    if account.key == "bs.retained_earnings":
        _prove_retained(statement, block, column, faces)


def _prove_retained(statement: EquityStatement, block: Block, column: int, faces: Faces) -> None:
    """I-X2: what retained earnings rose by is the owners' profit less what the statement takes out of it."""
    closing, opening = _cell(block.closing, column), _cell(block.opening, column)
    profits = _matching(block, column, _PROFIT)[:1]
    if closing is None or opening is None or not profits:
        return
    owners = "is.net_profit" if statement.cells.scope in ("parent", "single") else "is.np_parent"
    profit = _flow(statement, profits[0], owners, faces)
    if profit is None and owners == "is.np_parent":
        profit = _flow(statement, profits[0], "is.net_profit", faces)
    if profit is None:
        return
    sign = statement.sign(column, block) or 1
    others = [entry for entry in _leaves(block, column) if entry is not profits[0]]
    # The profit that is summed is the income statement's: the row here is tied only as far as it shows that number.
    own = profits if is_same(profits[0], sign * profits[0].reported, profit) else []
    rose = sign * (closing.reported - opening.reported - total_reported(others))
    lenient = closing.bound.end is None or not statement.chinese
    add_up("I-X2", rose - profit.value, [closing, opening, *own, *others], [profit], lenient=lenient)


def _leaves(block: Block, column: int) -> list[CellEntry]:
    """Each change once: (一) to (六) where the form numbers them, else every row between the balances."""
    outer = [row for row in block.movements if row.level == 1]
    if outer:
        return _cells(outer, column)
    return [e for e in _cells(block.movements, column) if not _SUBTOTAL.match(read_label(e.caption).name)]


def _flow(statement: EquityStatement, entry: CellEntry, key: str, faces: Faces) -> Face | None:
    return faces.find(key, statement.cells.scope, entry.bound.end, entry.bound.months)


def _matching(block: Block, column: int, pattern: re.Pattern[str]) -> list[CellEntry]:
    return [e for e in _cells(block.movements, column) if pattern.fullmatch(read_label(e.caption).name)]


def _cell(row: EquityRow | None, column: int) -> CellEntry | None:
    return row.cells.get(column) if row else None


def _cells(rows: Iterable[EquityRow], column: int) -> list[CellEntry]:
    return [row.cells[column] for row in rows if column in row.cells]
