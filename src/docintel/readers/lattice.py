"""Tables with ruling lines: the lines of a page become grids, and each grid its cells, merged ones with their extent.

The method: snap lines that nearly coincide, take the connected ones as one table, let their positions be the grid's
rows and columns, and join the squares between which no line is drawn. It reads merged cells of any extent; a region
that is not a rectangle is a drawing and yields no cell.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from docintel.readers.page_glyphs import Column, Indices
from docintel.readers.rulings import Ruling

#: Lines closer than this are the same line drawn twice, or a double rule (points; pdfplumber's default too).
_SNAP = 3.0
#: Part of a square's side that must be drawn for the side to count as a border.
_DRAWN = 0.6
#: Lines across that must end together for the side of a table to be open there.
_OPEN_LINES = 3
#: With so many cells and so few of them filled, lines are those of a chart.
_MANY_CELLS, _FILLED = 16, 0.2
#: A grid with more squares than this is a drawing on squared paper.
_MAX_SQUARES = 20_000

Square = tuple[int, int]


class GridCell(NamedTuple):
    """One cell between ruling lines: its place in the grid, its extent, and its rectangle."""

    row: int
    column: int
    rows: int
    columns: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class Grid:
    """A ruled table of the page, cells in row order."""

    cells: tuple[GridCell, ...]

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """The rectangle around all cells."""
        return (
            min(c.x0 for c in self.cells), min(c.top for c in self.cells),
            max(c.x1 for c in self.cells), max(c.bottom for c in self.cells),
        )  # fmt: skip

    @cached_property
    def edges(self) -> tuple[float, ...]:
        """The left edges of its columns and the right edge of the last, from left to right."""
        left = {cell.column: cell.x0 for cell in self.cells}
        return (*(left[column] for column in sorted(left)), max(cell.x1 for cell in self.cells))

    def is_drawing(self, filled: Collection[GridCell]) -> bool:
        """Whether hardly a cell holds words, head row and first column neither: the lines of a chart, not a table."""
        head = [cell for cell in self.cells if cell.row == self.cells[0].row]
        labels = [cell for cell in self.cells if cell.column == 0]
        is_labelled = all(cell in filled for cell in head) or 2 * sum(cell in filled for cell in labels) >= len(labels)
        count = sum(cell in filled for cell in self.cells)
        return len(self.cells) >= _MANY_CELLS and count < _FILLED * len(self.cells) and not is_labelled

    def cell_at(self, x: float, y: float) -> GridCell | None:
        """The cell that holds a point; None outside the table and in its gaps."""
        xs, ys, squares = self._squares
        return squares.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1))

    def cells_at(self, xs: Column, ys: Column) -> Indices:
        """The index among the cells of the one that holds each point; -1 where `cell_at` gives None."""
        return self._index[
            np.searchsorted(self._squares[1], ys, side="right"), np.searchsorted(self._squares[0], xs, side="right")
        ]

    @cached_property
    def _index(self) -> Indices:
        """The index of the cell in each square, with a margin of -1 all around."""
        xs, ys, squares = self._squares
        number = {id(cell): at for at, cell in enumerate(self.cells)}
        index = np.full((len(ys) + 1, len(xs) + 1), -1)
        for (row, column), cell in squares.items():
            index[row + 1, column + 1] = number[id(cell)]
        return index

    @cached_property
    def _squares(self) -> tuple[list[float], list[float], dict[Square, GridCell]]:
        xs = sorted({edge for cell in self.cells for edge in (cell.x0, cell.x1)})
        ys = sorted({edge for cell in self.cells for edge in (cell.top, cell.bottom)})
        column, row = {x: i for i, x in enumerate(xs)}, {y: i for i, y in enumerate(ys)}
        squares = {
            (i, j): cell
            for cell in self.cells
            for i in range(row[cell.top], row[cell.bottom])
            for j in range(column[cell.x0], column[cell.x1])
        }
        return xs, ys, squares

    @property
    def is_table(self) -> bool:
        """Whether there are at least two columns; a frame around text, or a stack of frames, is no table.

        Two cells side by side are a boxed heading; three in one row may be what a page break left of a table.
        """
        columns, rows = len({c.column for c in self.cells}), len({c.row for c in self.cells})
        return columns > 2 or (columns == 2 and rows > 1)


def find_grids(rulings: Iterable[Ruling]) -> list[Grid]:
    """The ruled tables among a page's lines, from top to bottom."""
    upright, level = _snapped(rulings, upright=True), _snapped(rulings, upright=False)
    groups = (_with_open_sides(*group) for group in _connected(upright, level))
    grids = [Grid(tuple(cells)) for group in groups if (cells := list(_cells(*group)))]
    return sorted((grid for grid in grids if grid.is_table), key=lambda grid: (grid.box[1], grid.box[0]))


def _snapped(rulings: Iterable[Ruling], *, upright: bool) -> list[Ruling]:
    """Lines of one direction, near-coincident ones moved together and touching ones joined."""
    lines = sorted((r for r in rulings if r.upright == upright), key=lambda r: r.at)
    joined: list[Ruling] = []
    for cluster in _clusters(lines):
        at = sum(r.at for r in cluster) / len(cluster)
        for ruling in sorted(cluster, key=lambda r: r.start):
            last = joined[-1] if joined else None
            if last and last.at == at and ruling.start <= last.end + _SNAP:
                joined[-1] = Ruling(upright, at, last.start, max(last.end, ruling.end))
            else:
                joined.append(Ruling(upright, at, ruling.start, ruling.end))
    return [r for r in joined if r.end - r.start > _SNAP]


def _clusters(lines: list[Ruling]) -> Iterator[list[Ruling]]:
    cluster: list[Ruling] = []
    for ruling in lines:
        if cluster and ruling.at - cluster[-1].at > _SNAP:
            yield cluster
            cluster = []
        cluster.append(ruling)
    if cluster:
        yield cluster


def _connected(upright: list[Ruling], level: list[Ruling]) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Groups of lines that touch one another, each with at least two across and one upright."""
    parent = list(range(len(upright) + len(level)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    heights = [r.at for r in level]
    for i, post in enumerate(upright):
        for j in range(bisect_left(heights, post.start - _SNAP), len(level)):
            if level[j].at > post.end + _SNAP:
                break
            if level[j].start - _SNAP <= post.at <= level[j].end + _SNAP:
                parent[root(i)] = root(len(upright) + j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for at, ruling in enumerate([*upright, *level]):
        groups[root(at)][0 if at < len(upright) else 1].append(ruling)
    yield from (group for group in groups.values() if group[0] and len(group[1]) >= 2)


def _with_open_sides(upright: list[Ruling], level: list[Ruling]) -> tuple[list[Ruling], list[Ruling]]:
    """The lines, with an outer line added at a side that reports leave open: where most lines across end together."""
    left, right = min(r.start for r in level), max(r.end for r in level)
    for side in (left, right):
        ending = [r for r in level if min(abs(r.start - side), abs(r.end - side)) <= _SNAP]
        has_line = any(abs(r.at - side) <= 2 * _SNAP for r in upright)
        if not has_line and len(ending) >= max(_OPEN_LINES, _DRAWN * len(level)):
            ats = [r.at for r in ending]
            upright = [*upright, Ruling(True, side, min(ats), max(ats))]
    return upright, level


def _cells(upright: list[Ruling], level: list[Ruling]) -> Iterator[GridCell]:
    xs, ys = sorted({r.at for r in upright}), sorted({r.at for r in level})
    if len(xs) * len(ys) > _MAX_SQUARES:
        return
    walls, floors = _drawn(upright, xs, ys), _drawn(level, ys, xs)
    seen: set[Square] = set()
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in seen:
                continue
            if {(column, row), (column + 1, row)} <= walls and {(row, column), (row + 1, column)} <= floors:
                # by far the commonest: a square with all four sides drawn
                yield GridCell(row, column, 1, 1, xs[column], ys[row], xs[column + 1], ys[row + 1])
                continue
            region = _region((row, column), walls, floors, (len(ys) - 1, len(xs) - 1))
            seen |= region or {(row, column)}
            if region and (cell := _cell(region, xs, ys)):
                yield cell


def _drawn(rulings: list[Ruling], positions: list[float], stops: list[float]) -> set[Square]:
    """Which sides of squares are drawn, as (position, stop): the side at that position from that stop to the next."""
    index = {at: i for i, at in enumerate(positions)}
    drawn: set[Square] = set()
    for ruling in rulings:
        position, start, end = index[ruling.at], ruling.start, ruling.end
        for k in range(max(0, bisect_left(stops, start) - 1), len(stops) - 1):
            here, there = stops[k], stops[k + 1]
            if here >= end:
                break
            if (start <= here and there <= end) or min(end, there) - max(start, here) >= _DRAWN * (there - here):
                drawn.add((position, k))
    return drawn


def _region(start: Square, walls: set[Square], floors: set[Square], size: Square) -> set[Square] | None:
    """The squares that can be reached without crossing a line; None when they leak out of the grid."""
    region, waiting, leaks = {start}, [start], False
    while waiting:
        row, column = waiting.pop()
        for crossed, square in (
            ((column, row) in walls, (row, column - 1)),
            ((column + 1, row) in walls, (row, column + 1)),
            ((row, column) in floors, (row - 1, column)),
            ((row + 1, column) in floors, (row + 1, column)),
        ):
            if crossed or square in region:
                continue
            if 0 <= square[0] < size[0] and 0 <= square[1] < size[1]:
                region.add(square)
                waiting.append(square)
            else:
                leaks = True
    return None if leaks else region


def _cell(region: set[Square], xs: list[float], ys: list[float]) -> GridCell | None:
    rows, columns = {row for row, _ in region}, {column for _, column in region}
    row, column, last_row, last_column = min(rows), min(columns), max(rows), max(columns)
    if len(region) != len(rows) * len(columns):
        return None
    return GridCell(
        row, column, last_row - row + 1, last_column - column + 1,
        xs[column], ys[row], xs[last_column + 1], ys[last_row + 1],
    )  # fmt: skip
