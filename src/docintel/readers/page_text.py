"""One page becomes text: lines in reading order, tables row by row, each character with its box."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from docintel.readers.aligned_tables import find_aligned_tables
from docintel.readers.characters import is_ideographic
from docintel.readers.chunks import make_chunks_apart
from docintel.readers.doubles import without_doubles
from docintel.readers.lattice import Grid, GridCell, find_grids
from docintel.readers.page_glyphs import (
    SLANTED,
    Column,
    Flags,
    Glyphs,
    PageGlyphs,
    PageView,
    turned,
    turned_back,
)
from docintel.readers.reading_order import arrange
from docintel.readers.rulings import Ruling
from docintel.readers.spanning_cells import part_spanning_cells
from docintel.readers.tape import Tape, TextLine
from docintel.readers.text_lines import Chunk, Line, make_lines
from docintel.records import Cell, Span, Table

#: Part of aligned figures that a grid must hold in cells of their own.
_PARTED = 0.7
#: The home of glyphs that stand in no cell.
_OUTSIDE = -1
#: "1,234.5" / "6" or "12,3" / "45.00": figures broken over two lines of a narrow cell.
_HALF_FIGURE = re.compile(r"[-(（]?\d{1,3}(?:,\d{3})*(?:,\d{0,2}|\.\d?)$")
_FIGURE_REST = re.compile(r"[.,]\d")
_WHOLE_FIGURE = re.compile(r"[-(（]?\d{1,3}(?:,\d{3})+(?:\.\d{2})?[)）]?$")


@dataclass(slots=True)
class PageWriter:
    """Writes one page onto the tape, one writing direction after the other, the commonest first."""

    tape: Tape
    view: PageView
    number: int
    turn: int = 0

    def write(self, found: PageGlyphs, rulings: list[Ruling]) -> None:
        """Lay out and write all glyphs; words set on a slant (watermarks) come last."""
        groups = {turn: int(np.count_nonzero(found.turns == turn)) for turn in (0, 90, 180, 270, SLANTED)}
        straight = sorted((t for t in groups if groups[t] and t != SLANTED), key=lambda t: (-groups[t], t))
        for turn in straight:
            self.turn = turn
            rows = found.turns == turn
            glyphs, breaks = found.glyphs.rows(rows), found.breaks[rows]
            glyphs = Glyphs(glyphs.text, turned(glyphs.boxes, self.view, turn))
            once = without_doubles(glyphs)
            lines = [_turned_ruling(r, self.view, turn) for r in rulings] if turn == straight[0] else []
            self._write_upright(glyphs.rows(once), breaks[once], lines)
        if groups[SLANTED] and (slanted := self._slanted(found)).text:
            self.turn = 0
            self.tape.regions += 1
            self._write_line(Line([Chunk.of(slanted)]), slanted=True)

    def _slanted(self, found: PageGlyphs) -> Glyphs:
        return found.glyphs.rows((found.turns == SLANTED) & ~found.glyphs.spaces())

    def _write_upright(self, glyphs: Glyphs, breaks: Flags, rulings: list[Ruling]) -> None:
        grids = find_grids(rulings)
        placed = _place(glyphs, breaks, grids)
        if outdone := [grid for grid, held in zip(grids, placed.grids, strict=True) if _is_outdone(grid, held)]:
            grids = [grid for grid in grids if grid not in outdone]
            placed = _place(glyphs, breaks, grids)
        if drawings := [grid for grid in grids if grid.is_drawing(placed.filled)]:
            grids = [grid for grid in grids if grid not in drawings]
            placed = _place(glyphs, breaks, grids)
        tables = [Chunk.of_grid(grid) for grid in grids if any(cell in placed.filled for cell in grid.cells)]
        for region in arrange([*placed.outside, *tables]):
            self.tape.regions += 1
            self._write_region(region, placed.cells)

    def _write_region(self, lines: list[Line], inside: dict[GridCell, list[Chunk]]) -> None:
        aligned = {start: (end, rows) for start, end, rows in find_aligned_tables(lines)}
        at = 0
        while at < len(lines):
            grid = lines[at].grid
            if grid:
                self._write_table(
                    part_spanning_cells([(cell, make_lines(inside.get(cell, []))) for cell in grid.cells])
                )
            elif at in aligned:
                at, cells = aligned[at]
                self._write_table(cells)
                continue
            else:
                self._write_line(lines[at])
            at += 1

    def _write_line(self, line: Line, *, slanted: bool = False) -> None:
        start = self.tape.length
        self._write_glyphs(line.glyphs())
        self._end_line(start, (line.x0, line.top, line.x1, line.bottom), line.chunks[0].em, slanted=slanted)

    def _write_table(self, cells: list[tuple[GridCell, list[Line]]]) -> None:
        """One text line a table row, cells parted by one tab a column, so tabs count columns."""
        start, row, column = self.tape.length, cells[0][0].row, 0
        written = []
        for cell, lines in cells:
            if cell.row > row:
                self.tape.mark("\n")
                row, column = cell.row, 0
            self.tape.mark("\t" * (cell.column - column))
            column, at = cell.column, self.tape.length
            for before, line in zip([None, *lines], lines, strict=False):
                self._join(before, line)
                self._write_glyphs(line.glyphs())
            written.append(self._cell(cell, at))
        span = Span(start=start, end=self.tape.length)
        self.tape.tables.append(Table(span=span, cells=tuple(written), page=self.number))
        grid = Grid(tuple(cell for cell, _ in cells))
        self.tape.grids.append(grid)
        self._end_line(start, grid.box, 0.0, table=True)

    def _join(self, before: Line | None, line: Line) -> None:
        """Between two lines of a cell: nothing in Chinese or in a broken figure, else a space; figures stay apart."""
        if not before:
            return
        last, first = before.text, line.text
        if (_HALF_FIGURE.search(last) or _FIGURE_REST.match(first)) and _WHOLE_FIGURE.match(last + first):
            return
        if last[-1].isdigit() and first[0].isdigit():
            self.tape.mark("\n")
        elif not (is_ideographic(last[-1]) or is_ideographic(first[0]) or last[-1] == "-"):
            self.tape.mark(" ")

    def _cell(self, cell: GridCell, start: int) -> Cell:
        return Cell(
            row=cell.row, column=cell.column, rows=cell.rows, columns=cell.columns, page=self.number,
            span=Span(start=start, end=self.tape.length),
        )  # fmt: skip

    def _write_glyphs(self, glyphs: Glyphs) -> None:
        if self.turn:
            glyphs = Glyphs(glyphs.text, turned_back(glyphs.boxes, self.view, self.turn))
        self.tape.write(glyphs, self.number)

    def _end_line(
        self, start: int, box: tuple[float, float, float, float], em: float, *, slanted: bool = False,
        table: bool = False,
    ) -> None:  # fmt: skip
        span = Span(start=start, end=self.tape.length)
        self.tape.lines.append(TextLine(span, self.number, self.tape.regions, *box, em, self.turn, slanted, table))
        self.tape.mark("\n")


@dataclass(frozen=True, slots=True)
class _Placed:
    """The chunks of each cell, of each grid as if it had no cells, of the page around; and cells with glyphs."""

    cells: dict[GridCell, list[Chunk]]
    grids: list[list[Chunk]]
    outside: list[Chunk]
    filled: set[GridCell]


def _place(glyphs: Glyphs, breaks: Flags, grids: list[Grid]) -> _Placed:
    """Each glyph goes to the first cell that holds its middle, and once more to each grid that does."""
    cells = [cell for grid in grids for cell in grid.cells]
    first, middles = np.full(len(glyphs), _OUTSIDE), _middles(glyphs)
    rows, homes, before = [np.arange(len(glyphs))], [first], 0
    for number, grid in enumerate(grids):
        found = grid.cells_at(*middles)
        held = np.flatnonzero(found >= 0)
        free = held[first[held] == _OUTSIDE]
        first[free] = found[free] + before
        rows.append(held)
        homes.append(np.full(len(held), len(cells) + number))
        before += len(grid.cells)
    row = np.concatenate(rows)
    chunks = make_chunks_apart(glyphs.rows(row), breaks[row], np.concatenate(homes))
    return _Placed(
        {cell: chunks[at] for at, cell in enumerate(cells) if at in chunks},
        [chunks.get(len(cells) + number, []) for number in range(len(grids))],
        chunks.get(_OUTSIDE, []),
        {cells[home] for home in set(first.tolist()) if home != _OUTSIDE},
    )


def _is_outdone(grid: Grid, held: list[Chunk]) -> bool:
    """Whether a grid's lines part only some of the figures inside it: several aligned ones share a cell of the grid."""
    lines = make_lines(held)
    found = find_aligned_tables(lines)
    if len(found) != 1 or found[0][1] - found[0][0] < 0.7 * len(lines):
        return False
    figures = [
        line.chunks[0]
        for cell, cell_lines in found[0][2]
        for line in cell_lines
        if cell.column and any(character.isdigit() for character in line.text)
    ]
    homes = {grid.cell_at((f.x0 + f.x1) / 2, (f.top + f.bottom) / 2) for f in figures}
    return len(homes) < _PARTED * len(figures)


def _middles(glyphs: Glyphs) -> tuple[Column, Column]:
    x0, top, x1, bottom = glyphs.boxes.T
    return (x0 + x1) / 2, (top + bottom) / 2


def _turned_ruling(ruling: Ruling, view: PageView, turn: int) -> Ruling:
    if not turn:
        return ruling
    x0, x1 = (ruling.at, ruling.at) if ruling.upright else (ruling.start, ruling.end)
    top, bottom = (ruling.start, ruling.end) if ruling.upright else (ruling.at, ruling.at)
    ((x0, top, x1, bottom),) = turned(np.array([[x0, top, x1, bottom]]), view, turn).tolist()
    upright = ruling.upright if turn == 180 else not ruling.upright
    return Ruling(True, x0, top, bottom) if upright else Ruling(False, top, x0, x1)
