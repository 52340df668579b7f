"""Tables without ruling lines: statements whose figures stand in columns, told by their right edges.

Precision comes first: a table needs several rows whose figures end at the same places, with words only to the left
of them. Running text that merely mentions numbers has none of that. Lists of contents are no tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from docintel.readers.figure_rows import Entry, Row, make_row
from docintel.readers.lattice import GridCell
from docintel.readers.text_lines import Chunk, Line

#: Table as (first line, line after the last, cells with their lines), lines counted in the region.
Found = tuple[int, int, list[tuple[GridCell, list[Line]]]]

#: Right edges of one column differ by no more than this (ems).
_SAME_EDGE = 0.5
#: Lines between two rows of figures: captions and section labels, and the widest gap between rows (ems).
_LABELS_BETWEEN, _ROW_GAP = 3, 2.6
_HEADER_LINES, _HEADER_GAP = 4, 2.0
#: How far a heading of the first column of figures may reach out to its left (ems).
_HEADER_REACH = 4.0
#: Share of figures that must stand in a column, and of labels that must end before the first one.
_ALIGNED, _LABELS_CLEAR = 0.85, 0.85

_MONEY = re.compile(r"\d[,，]\d{3}|\d\.\d|[$€£¥￥()（）%％]")
_LEADERS = re.compile(r"\.{4,}|…{2,}|(?:\. ){4,}")


@dataclass(frozen=True, slots=True)
class _Column:
    """Figures that end at one place, from the left edge of the widest."""

    x0: float
    x1: float


def find_aligned_tables(lines: list[Line]) -> list[Found]:
    """The tables among a region's lines, in order and apart from one another."""
    rows = [make_row(line) for line in lines]
    found: list[Found] = []
    at = 0
    while at < len(rows):
        end = _run_end(rows, at) if rows[at].has_figures else at
        if end > at and (columns := _columns(rows[at:end])):
            start = _header_start(rows, at, columns, found[-1][1] if found else 0)
            found.append((start, end, _cells(rows[start:end], columns)))
        at = max(end, at + 1)
    return found


def _run_end(rows: list[Row], start: int) -> int:
    """The line after the last row of figures that follows the first without a break."""
    end, left = start + 1, min(entry.chunk.x0 for entry in rows[start].figures)
    for at in range(start + 1, len(rows)):
        row, above = rows[at], rows[at - 1]
        if row.line.grid or row.line.top - above.line.bottom > _ROW_GAP * _em(row):
            break
        if row.has_figures:
            left = min(left, *(entry.chunk.x0 for entry in row.figures))
            end = at + 1
        elif at - end >= _LABELS_BETWEEN or not _is_label(row, left):
            break
    return end


def _is_label(row: Row, left: float) -> bool:
    """Whether a row without figures is a section's name, or the first line of a long label."""
    return len(row.entries) == 1 and row.line.x0 < left and len(row.line.chunks[0].text) <= 90


def _em(row: Row) -> float:
    return row.line.chunks[0].em


def _columns(rows: list[Row]) -> list[_Column]:
    """The columns of figures of a run of rows; empty when the run is no table."""
    with_figures = [row for row in rows if row.has_figures]
    figures = [entry for row in with_figures for entry in row.figures]
    if len(with_figures) < 3 or _is_contents(with_figures):
        return []
    tolerance = _SAME_EDGE * median(_em(row) for row in with_figures)
    numbers = [entry for entry in figures if any(c.isdigit() for c in entry.chunk.text)]
    columns = _disjoint(_clusters(numbers, tolerance))
    aligned = sum(any(_overlaps(entry.chunk, column) for column in columns) for entry in figures)
    if not columns or aligned < _ALIGNED * len(figures) or not _is_dense(with_figures, numbers, columns):
        return []
    clear = sum(all(entry.chunk.x0 >= columns[0].x0 or entry.chunk.x1 <= columns[0].x1 for entry in row.entries
                    if not entry.is_figure) for row in with_figures)  # fmt: skip
    return columns if clear >= _LABELS_CLEAR * len(with_figures) else []


def _clusters(figures: list[Entry], tolerance: float) -> list[_Column]:
    """Figures that end at one place, where at least two do."""
    groups: list[list[Entry]] = []
    for entry in sorted(figures, key=lambda e: e.edge):
        if groups and entry.edge - groups[-1][-1].edge <= tolerance:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return [
        _Column(min(e.chunk.x0 for e in group), max(e.chunk.x1 for e in group)) for group in groups if len(group) > 1
    ]


def _disjoint(columns: list[_Column]) -> list[_Column]:
    """Columns from left to right; figures that merely end elsewhere within a column belong to it."""
    joined: list[_Column] = []
    for column in sorted(columns, key=lambda c: c.x0):
        if joined and column.x0 < joined[-1].x1:
            joined[-1] = _Column(joined[-1].x0, max(joined[-1].x1, column.x1))
        else:
            joined.append(column)
    return joined


def _is_dense(rows: list[Row], numbers: list[Entry], columns: list[_Column]) -> bool:
    """Whether enough rows fill the columns: two figures in three rows, or one of money in four."""
    if len(columns) >= 2:
        return sum(len(row.figures) >= 2 for row in rows) >= 3
    money = sum(bool(_MONEY.search(entry.chunk.text)) for entry in numbers)
    labelled = sum(len(row.entries) > 1 for row in rows)
    return len(rows) >= 4 and money >= 0.6 * len(numbers) and labelled >= 0.75 * len(rows)


def _is_contents(rows: list[Row]) -> bool:
    """Whether the rows are a list of contents: one page number each, dot leaders or never falling."""
    lasts = [row.entries[-1].chunk.text for row in rows]
    if any(len(row.figures) > 2 for row in rows) or not all(re.fullmatch(r"\d{1,3}", last) for last in lasts):
        return False
    numbers = [int(last) for last in lasts]
    return any(_LEADERS.search(row.line.text) for row in rows) or all(a <= b for a, b in pairwise(numbers))


def _overlaps(chunk: Chunk, column: _Column) -> bool:
    return chunk.x0 < column.x1 and chunk.x1 > column.x0


def _header_start(rows: list[Row], start: int, columns: list[_Column], floor: int) -> int:
    """The first of the lines above the figures that head their columns ("2019", "Year ended 31 December")."""
    size = _em(rows[start])
    for at in range(start - 1, max(floor, start - 1 - _HEADER_LINES) - 1, -1):
        row, below = rows[at], rows[at + 1]
        near = not row.line.grid and below.line.top - row.line.bottom <= _HEADER_GAP * _em(row)
        if not (near and _is_header(row, columns, size)):
            break
        start = at
    return start


def _is_header(row: Row, columns: list[_Column], size: float) -> bool:
    """Whether a row's words stand over the columns of figures, beside at most one over the labels."""
    reach = columns[0].x0 - _HEADER_REACH * _em(row)
    over = [entry for entry in row.entries if entry.chunk.x1 > columns[0].x0]
    beside = [entry for entry in row.entries if entry not in over]
    is_short = all(entry.chunk.x0 >= reach and len(entry.chunk.text) <= 60 for entry in over)
    is_title = len(row.entries) == 1 and _em(row) > 1.1 * size
    return bool(over) and is_short and len(beside) <= 1 and not is_title


def _cells(rows: list[Row], columns: list[_Column]) -> list[tuple[GridCell, list[Line]]]:
    """Every place of the table, empty ones too; a heading over several columns carries its extent."""
    left = min(row.line.x0 for row in rows)
    edges = [left, *_boundaries(rows, columns), max(columns[-1].x1, *(row.line.x1 for row in rows))]
    cells: list[tuple[GridCell, list[Line]]] = []
    for number, row in enumerate(rows):
        places = _places(row, columns)
        column = 0
        while column <= len(columns):
            chunks, extent = places.get(column, ([], 1))
            cell = GridCell(
                number, column, 1, extent, edges[column], row.line.top, edges[column + extent], row.line.bottom
            )
            cells.append((cell, [Line(chunks)] if chunks else []))
            column += extent
    return cells


def _boundaries(rows: list[Row], columns: list[_Column]) -> list[float]:
    labels = [e.chunk.x1 for row in rows for e in row.entries if e.chunk.x1 <= columns[0].x0]
    first = (max(labels, default=columns[0].x0) + columns[0].x0) / 2
    return [first, *((a.x1 + b.x0) / 2 for a, b in pairwise(columns))]


def _places(row: Row, columns: list[_Column]) -> dict[int, tuple[list[Chunk], int]]:
    """The row's chunks by column (0 holds the labels), each with the number of columns it spans."""
    places: dict[int, tuple[list[Chunk], int]] = {}
    taken = -1
    for entry in row.entries:
        first, last = _extent(entry, columns)
        first = max(first, taken) if taken >= 0 else first
        last = max(first, last)
        if first == taken:
            start = next(at for at, (_, extent) in places.items() if at <= taken < at + extent)
            chunks, _ = places[start]
            places[start] = ([*chunks, entry.chunk], last - start + 1)
        else:
            places[first] = ([entry.chunk], last - first + 1)
        taken = last
    return places


def _extent(entry: Entry, columns: list[_Column]) -> tuple[int, int]:
    """First and last column of an entry; words that reach into no column are labels."""
    chunk = entry.chunk
    over = [at for at, column in enumerate(columns, 1) if _overlaps(chunk, column)]
    if not over:
        if entry.is_figure and chunk.x0 > columns[0].x0:
            middle = (chunk.x0 + chunk.x1) / 2
            nearest = min(range(len(columns)), key=lambda at: abs((columns[at].x0 + columns[at].x1) / 2 - middle))
            return nearest + 1, nearest + 1
        return (0, 0) if chunk.x0 < columns[0].x0 else (len(columns), len(columns))
    if chunk.x0 < columns[0].x0 and len(over) == 1 and over[0] == 1 and not entry.is_figure:
        covered = chunk.x1 - columns[0].x0
        return (0, 0) if covered < 0.5 * (chunk.x1 - chunk.x0) else (1, 1)
    return over[0], over[-1]
