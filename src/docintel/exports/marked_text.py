"""A document's text cut where evidence begins and ends, so that every quoted word can be pointed at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from docintel.records import Cell, Document, Span, Table

#: Marks are found by shelves of so many characters: a sheet of thousands of cells asks for each cell's marks.
_SHELF = 256


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that carry a fact; `is_first` for the evidence the fact is anchored to, not the label beside it."""

    fact: str
    kind: str
    span: Span
    is_first: bool = True


class Marks:
    """Marks that are found by the words they lie on."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._shelves: defaultdict[int, list[Mark]] = defaultdict(list)
        for mark in marks:
            for shelf in range(mark.span.start // _SHELF, mark.span.end // _SHELF + 1):
                self._shelves[shelf].append(mark)

    def near(self, span: Span) -> list[Mark]:
        """The marks that share a character with a span."""
        shelves = range(span.start // _SHELF, span.end // _SHELF + 1)
        found = {mark: None for shelf in shelves for mark in self._shelves.get(shelf, ()) if mark.span.overlaps(span)}
        return list(found)


@dataclass(frozen=True, slots=True)
class Run:
    """Words under the same marks; the narrowest mark stands first, for it is what a click on the words means."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that stand together; `kind` is the block's."""

    kind: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A table cell with its spreadsheet address, if it has one, and how far it reaches."""

    name: str | None
    runs: tuple[Run, ...]
    rows: int
    columns: int
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of a table, the first of them row number `first` (from 0) of the whole table."""

    title: str | None
    rows: tuple[tuple[MarkedCell, ...], ...]
    first: int


def marked_runs(document: Document, within: Span, marks: Marks) -> tuple[Run, ...]:
    """The words of a span, cut wherever a mark begins or ends; together they are the span's words exactly."""
    near = marks.near(within)
    cuts = {within.start, within.end}
    for mark in near:
        cuts |= {max(mark.span.start, within.start), min(mark.span.end, within.end)}
    edges = sorted(cuts)
    runs = []
    for start, end in pairwise(edges):
        here = [mark for mark in near if mark.span.start <= start and end <= mark.span.end]
        runs.append(Run(document.text[start:end], tuple(sorted(here, key=_narrowest))))
    return tuple(runs)


def marked_grid(document: Document, table: Table, rows: range, marks: Marks) -> Grid:
    """Some rows of a table, each cell in its own column: what the table leaves out is an empty cell."""
    lines: dict[int, list[Cell]] = {row: [] for row in rows}
    for cell in table.cells:
        if cell.row in rows:
            lines[cell.row].append(cell)
    filled: list[tuple[MarkedCell, ...]] = []
    # columns that a merged cell of an earlier row reaches down into, with the row it ends before
    taken: dict[int, int] = {}
    for row, cells in lines.items():
        filled.append(tuple(_line(document, row, cells, taken, rows=rows, marks=marks)))
    return Grid(table.title, tuple(filled), rows.start)


def _line(
    document: Document, row: int, cells: list[Cell], taken: dict[int, int], *, rows: range, marks: Marks
) -> Iterator[MarkedCell]:
    column = 0
    for cell in sorted(cells, key=lambda cell: cell.column):
        free = sum(taken.get(at, 0) <= row for at in range(column, cell.column))
        if free:
            yield MarkedCell(None, (), 1, free, False)
        # a merged cell that reaches into the next stretch ends with this one
        height = min(cell.rows, rows.stop - cell.row)
        yield MarkedCell(cell.name, marked_runs(document, cell.span, marks), height, cell.columns, cell.hidden)
        column = max(column, cell.column + cell.columns)
        if height > 1:
            taken.update(dict.fromkeys(range(cell.column, column), row + height))


def _narrowest(mark: Mark) -> tuple[bool, int, int, str]:
    return (not mark.is_first, len(mark.span), mark.span.start, mark.fact)
