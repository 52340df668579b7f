"""A statement as rows of printed cells, whichever way the file held it: sheet, ruled table, HTML, or plain lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from docintel.language.views import half_width
from docintel.records import Cell, Document, Span, Table

_CURRENCY_SIGN = re.compile(r"(US|HK|A|C|S|NT)?[$¥€£]|RMB|CNY|USD|HKD")
# US filings set "$", "(279" and ")" in three neighbouring cells.
_CLOSING = re.compile(r"\)?\s*%?|%\s*\)?")


@dataclass(frozen=True, slots=True)
class GridCell:
    """One printed cell: its place, its words, and the exact number where a spreadsheet stores one."""

    row: int
    column: int
    columns: int
    span: Span
    text: str
    number: Decimal | None = None

    @property
    def end(self) -> int:
        """The first column after the cell."""
        return self.column + self.columns

    def overlaps(self, start: int, end: int) -> bool:
        """Whether the cell stands over or under a range of columns."""
        return self.column < end and start < self.end


Row = tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells in reading order; `ragged` where it was made of text lines, in which blank cells are lost.

    `head` are the words that stand above the first title in the table.
    """

    rows: tuple[Row, ...]
    title: str | None
    span: Span
    ragged: bool = False
    signs: frozenset[str] = frozenset()
    head: tuple[str, ...] = ()

    def part(self, rows: tuple[Row, ...]) -> Grid:
        """The same print with only some of its rows."""
        inside = [cell.span for row in rows for cell in row]
        if not inside:
            return replace(self, rows=rows)
        start, end = min(span.start for span in inside), max(span.end for span in inside)
        return replace(self, rows=rows, span=Span(start=start, end=end))


def read_grids(document: Document) -> list[Grid]:
    """Every table of the document that has cells, in reading order."""
    grids = (_grid(document, table) for table in document.tables)
    return sorted((grid for grid in grids if grid.rows), key=lambda grid: grid.span.start)


def _grid(document: Document, table: Table) -> Grid:
    rows: dict[int, list[GridCell]] = {}
    signs: set[str] = set()
    for cell in table.cells:
        printed = _printed(document, cell)
        if printed is None:
            continue
        sign = _CURRENCY_SIGN.match(printed.text)
        if sign:
            signs.add(sign.group())
        if not (sign and sign.end() == len(printed.text)):
            rows.setdefault(cell.row, []).append(printed)
    ordered = tuple(tuple(_joined(rows[at])) for at in sorted(rows))
    return Grid(rows=ordered, title=table.title, span=table.span, signs=frozenset(signs))


def _printed(document: Document, cell: Cell) -> GridCell | None:
    words = document.quote(cell.span)
    text = words.strip()
    if not text:
        return None
    start = cell.span.start + words.index(text)
    span = Span(start=start, end=start + len(text))
    return GridCell(cell.row, cell.column, cell.columns, span, half_width(text), cell.number)


def _joined(cells: list[GridCell]) -> Iterator[GridCell]:
    """Put a closing bracket or percent sign back behind the number whose cell it was cut from."""
    held: GridCell | None = None
    for cell in sorted(cells, key=lambda each: each.column):
        if held is not None and _CLOSING.fullmatch(cell.text) and held.text[-1:] not in ")%":
            held = replace(held, text=held.text + cell.text, columns=cell.end - held.column)
            continue
        if held is not None:
            yield held
        held = cell
    if held is not None:
        yield held
