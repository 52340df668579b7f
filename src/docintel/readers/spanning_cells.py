"""Rows without upright lines, below a head that has them: their words go to the columns that the head draws."""

from __future__ import annotations

from docintel.readers.figure_rows import make_row
from docintel.readers.lattice import GridCell
from docintel.readers.text_lines import Chunk, Line

CellText = tuple[GridCell, list[Line]]

#: With fewer entries than this a wide cell is a caption.
_FEWEST_ENTRIES = 3
#: How far an entry may reach over the lines of its column (points).
_SLACK = 2.0


def part_spanning_cells(cells: list[CellText]) -> list[CellText]:
    """The cells of a ruled table, wide ones parted where each of their entries stands in one column."""
    columns = {cell.column: (cell.x0, cell.x1) for cell, _ in cells if cell.columns == 1}
    parted: list[CellText] = []
    for cell, lines in cells:
        parted += _parted(cell, lines, columns) or [(cell, lines)]
    return parted


def _parted(cell: GridCell, lines: list[Line], columns: dict[int, tuple[float, float]]) -> list[CellText]:
    spanned = range(cell.column, cell.column + cell.columns)
    if cell.columns < _FEWEST_ENTRIES or not all(column in columns for column in spanned):
        return []
    held: dict[int | None, list[Line]] = {}
    for line in lines:
        for entry in make_row(line).entries:
            held.setdefault(_home(entry.chunk, spanned, columns), []).append(Line([entry.chunk]))
    if None in held or len(held) < _FEWEST_ENTRIES:
        return []
    return [(cell._replace(column=c, columns=1, x0=columns[c][0], x1=columns[c][1]), held.get(c, [])) for c in spanned]


def _home(chunk: Chunk, spanned: range, columns: dict[int, tuple[float, float]]) -> int | None:
    """The one column between whose lines a chunk stands."""
    return next((c for c in spanned if columns[c][0] - _SLACK <= chunk.x0 and chunk.x1 <= columns[c][1] + _SLACK), None)
