"""Joins ruled tables that run over pages into one table: every row once, in order, each cell on its own page.

A table goes on when it stands at the foot of its page, the next one at the head of the next page, nothing but running
lines (headers, footers, page numbers) between them, and both have the same column edges. Head rows printed again on
the next page are left out of the cells; their words stay in the text. What is in doubt stays apart: two tables that
should be one are still there whole, two that were made one would be a wrong statement of both.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile
from statistics import median

from docintel.readers.lattice import Grid
from docintel.readers.tape import Tape, TextLine
from docintel.records import Cell, Page, Span, Table

#: Column edges of one table differ less than this between its pages, an offset of the whole page aside (points): Word
#: redraws them up to 2.4 points off where a row breaks (an annual report of 152 pages).
_SAME_EDGE = 3.0
#: The foot of a page begins below this part of its height, and its head ends above the other.
_FOOT, _HEAD = 0.6, 0.3
#: Fewer columns than this are boxes as any form has them.
_FEWEST_COLUMNS = 2
#: A printed amount, rate or dash: a row with one is content, however alike two rows are. A year is a heading.
_AMOUNT = re.compile(r"(?!(?:19|20)\d\d$)[-–—(（]?[$¥￥€£]?\d[\d,，]*(?:\.\d+)?[)）]?[%％]?|[-–—－]+")


@dataclass(slots=True)
class _Run:
    """A table and the pages it goes on over: the parts so far, and where the last one ends."""

    head: Table
    cells: list[Cell]
    height: int
    last: Table
    line: TextLine
    grid: Grid

    def table(self) -> Table:
        """The parts as one; a table that ends on its page is the one that was read."""
        if self.last is self.head:
            return self.head
        span = Span(start=self.head.span.start, end=self.last.span.end)
        return self.head.model_copy(update={"span": span, "cells": tuple(self.cells)})


def join_continued(tape: Tape, pages: Sequence[Page], running: Collection[int], text: str) -> list[Table]:
    """The tape's tables in order, those that run over pages joined; `running` are the offsets of running lines."""
    sizes = {page.number: (page.height, page.width) for page in pages}
    lines = [line for line in tape.lines if line.table or _is_content(line, running, text)]
    places = {line.span.start: at for at, line in enumerate(lines) if line.table}
    runs: list[_Run] = []
    for table, grid in zip(tape.tables, tape.grids, strict=True):
        line = lines[places[table.span.start]]
        run = runs[-1] if runs else None
        follows = run is not None and places[table.span.start] == places[run.last.span.start] + 1
        if run is not None and follows and _breaks_between(run.line, line, sizes) and _same_columns(run.grid, grid):
            _go_on(run, table, line, grid, text)
        else:
            runs.append(_Run(table, list(table.cells), table.height, table, line, grid))
    return [run.table() for run in runs]


def _breaks_between(above: TextLine, below: TextLine, sizes: dict[int, tuple[float, float]]) -> bool:
    """Whether one table ends its page and the other begins the next."""
    if below.page != above.page + 1 or above.turn != below.turn:
        return False
    ends, begins = (sizes[line.page][line.turn in (90, 270)] for line in (above, below))
    return above.bottom > _FOOT * ends and below.top < _HEAD * begins


def _same_columns(above: Grid, below: Grid) -> bool:
    """Whether both have the same column edges; pages bound left and right shift them all by one distance."""
    edges = above.edges, below.edges
    if len(edges[0]) != len(edges[1]) or len(edges[0]) <= _FEWEST_COLUMNS:
        return False
    offsets = [b - a for a, b in zip(*edges, strict=True)]
    return all(abs(offset - median(offsets)) < _SAME_EDGE for offset in offsets)


def _go_on(run: _Run, table: Table, line: TextLine, grid: Grid, text: str) -> None:
    again = _repeated_rows(run.head, table, text)
    shift = run.height - again
    run.cells += [cell.model_copy(update={"row": cell.row + shift}) for cell in table.cells if cell.row >= again]
    run.height += table.height - again
    run.last, run.line, run.grid = table, line, grid


def _repeated_rows(head: Table, table: Table, text: str) -> int:
    """How many rows at the top of a page repeat the table's head: the same words in the same columns, no amount."""
    count = sum(1 for _ in takewhile(lambda row: _is_repeated(head, table, row, text), range(table.height)))
    # a cell that reaches from the head into the body keeps its row
    while count and any(cell.row < count < cell.row + cell.rows for cell in table.cells):
        count -= 1
    return count


def _is_repeated(head: Table, table: Table, row: int, text: str) -> bool:
    first, again = (_row(one, row, text) for one in (head, table))
    return first == again and any(words for *_, words in again) and not any(_AMOUNT.fullmatch(one[-1]) for one in again)


def _row(table: Table, row: int, text: str) -> list[tuple[int, int, int, str]]:
    """The cells that begin in a row: column, extent, and words without white space."""
    return [
        (cell.column, cell.columns, cell.rows, "".join(text[cell.span.start : cell.span.end].split()))
        for cell in table.cells
        if cell.row == row
    ]


def _is_content(line: TextLine, running: Collection[int], text: str) -> bool:
    words = text[line.span.start : line.span.end].strip()
    return bool(words) and not line.slanted and line.span.start not in running
