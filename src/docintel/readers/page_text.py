"""One page becomes text: lines in reading order, tables row by row, each character with its box."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from dataclasses import dataclass, field

from docintel.readers.aligned_tables import find_aligned_tables
from docintel.readers.characters import is_ideographic
from docintel.readers.lattice import Grid, GridCell, find_grids
from docintel.readers.page_glyphs import Glyph, PageGlyphs, PageView
from docintel.readers.reading_order import arrange
from docintel.readers.rulings import Ruling
from docintel.readers.spanning_cells import part_spanning_cells
from docintel.readers.text_lines import Chunk, Line, make_chunks, make_lines, without_doubles
from docintel.records import Cell, Layout, Span, Table

#: Part of aligned figures that a grid must hold in cells of their own.
_PARTED = 0.7
#: "1,234.5" / "6" or "12,3" / "45.00": figures broken over two lines of a narrow cell.
_HALF_FIGURE = re.compile(r"[-(（]?\d{1,3}(?:,\d{3})*(?:,\d{0,2}|\.\d?)$")
_WHOLE_FIGURE = re.compile(r"[-(（]?\d{1,3}(?:,\d{3})+(?:\.\d{2})?[)）]?$")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line as written into the document, with where it stands on its page (in its own writing direction).

    Lines of one `region` follow each other in a column. `table` is set for the single line that stands for a table.
    """

    span: Span
    page: int
    region: int
    x0: float
    top: float
    x1: float
    bottom: float
    em: float
    turn: int = 0
    slanted: bool = False
    table: bool = False


@dataclass(slots=True)
class Tape:
    """The document's text so far, the box of each of its characters, its lines, its tables and the grid of each."""

    layout: Layout = field(default_factory=Layout)
    characters: list[str] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    regions: int = 0

    @property
    def length(self) -> int:
        """Where the next character goes."""
        return len(self.characters)

    def mark(self, text: str) -> None:
        """Write characters that have no place on a page: tabs and line breaks."""
        for character in text:
            self.characters.append(character)
            self.layout.append(None)

    def write(self, glyphs: list[Glyph], page: int) -> None:
        """Write printed characters with their boxes."""
        layout = self.layout
        self.characters += [glyph.text for glyph in glyphs]
        layout.page.extend(array("H", [page]) * len(glyphs))
        layout.x0.extend([glyph.x0 for glyph in glyphs])
        layout.top.extend([glyph.top for glyph in glyphs])
        layout.x1.extend([glyph.x1 for glyph in glyphs])
        layout.bottom.extend([glyph.bottom for glyph in glyphs])


@dataclass(slots=True)
class PageWriter:
    """Writes one page onto the tape, one writing direction after the other, the commonest first."""

    tape: Tape
    view: PageView
    number: int
    turn: int = 0

    def write(self, found: PageGlyphs, rulings: list[Ruling]) -> None:
        """Lay out and write all glyphs; words set on a slant (watermarks) come last."""
        groups = Counter(glyph.turn for glyph in found.glyphs)
        straight = sorted((t for t in groups if t is not None), key=lambda t: (-groups[t], t))
        for turn in straight:
            self.turn = turn
            glyphs = [_turned(g, self.view, turn) for g in found.glyphs if g.turn == turn]
            lines = [_turned_ruling(r, self.view, turn) for r in rulings] if turn == straight[0] else []
            self._write_upright(without_doubles(glyphs), found.breaks, lines)
        if slanted := [g for g in found.glyphs if g.turn is None and not g.text.isspace()]:
            self.turn = 0
            self.tape.regions += 1
            self._write_line(Line([Chunk.of(slanted)]), slanted=True)

    def _write_upright(self, glyphs: list[Glyph], breaks: set[int], rulings: list[Ruling]) -> None:
        grids = [grid for grid in find_grids(rulings) if not _is_outdone(grid, glyphs, breaks)]
        inside, outside = _assign(glyphs, grids)
        if drawings := [grid for grid in grids if grid.is_drawing(inside)]:
            grids = [grid for grid in grids if grid not in drawings]
            inside, outside = _assign(glyphs, grids)
        chunks = make_chunks(outside, breaks)
        for grid in grids:
            if any(inside.get(cell) for cell in grid.cells):
                chunks.append(Chunk([], *grid.box, grid))
        for region in arrange(chunks):
            self.tape.regions += 1
            self._write_region(region, inside, breaks)

    def _write_region(self, lines: list[Line], inside: dict[GridCell, list[Glyph]], breaks: set[int]) -> None:
        aligned = {start: (end, rows) for start, end, rows in find_aligned_tables(lines)}
        at = 0
        while at < len(lines):
            grid = lines[at].grid
            if grid:
                cells = [(cell, _cell_lines(inside.get(cell, []), breaks)) for cell in grid.cells]
                self._write_table(part_spanning_cells(cells))
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
        if _HALF_FIGURE.search(last) and _WHOLE_FIGURE.match(last + first):
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

    def _write_glyphs(self, glyphs: list[Glyph]) -> None:
        self.tape.write([_shown(glyph, self.view, self.turn) for glyph in glyphs], self.number)

    def _end_line(
        self, start: int, box: tuple[float, float, float, float], em: float, *, slanted: bool = False,
        table: bool = False,
    ) -> None:  # fmt: skip
        span = Span(start=start, end=self.tape.length)
        self.tape.lines.append(TextLine(span, self.number, self.tape.regions, *box, em, self.turn, slanted, table))
        self.tape.mark("\n")


def _is_outdone(grid: Grid, glyphs: list[Glyph], breaks: set[int]) -> bool:
    """Whether a grid's lines part only some of the figures inside it: several aligned ones share a cell of the grid."""
    held = [g for g in glyphs if grid.cell_at((g.x0 + g.x1) / 2, (g.top + g.bottom) / 2)]
    lines = make_lines(make_chunks(held, breaks))
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


def _assign(glyphs: list[Glyph], grids: list[Grid]) -> tuple[dict[GridCell, list[Glyph]], list[Glyph]]:
    """Each glyph goes to the cell that holds its middle; the rest is running text."""
    inside: dict[GridCell, list[Glyph]] = {}
    outside = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        cell = next((cell for grid in grids if (cell := grid.cell_at(x, y))), None)
        if cell:
            inside.setdefault(cell, []).append(glyph)
        else:
            outside.append(glyph)
    return inside, outside


def _cell_lines(glyphs: list[Glyph], breaks: set[int]) -> list[Line]:
    return make_lines(make_chunks(glyphs, breaks))


def _turned(glyph: Glyph, view: PageView, turn: int) -> Glyph:
    """The glyph as seen with its writing upright."""
    if not turn:
        return glyph
    return Glyph(glyph.text, *_turn_box(glyph, view, turn), glyph.turn, glyph.order)


def _turn_box(box: Glyph, view: PageView, turn: int) -> tuple[float, float, float, float]:
    if turn == 90:
        return box.top, view.width - box.x1, box.bottom, view.width - box.x0
    if turn == 270:
        return view.height - box.bottom, box.x0, view.height - box.top, box.x1
    return view.width - box.x1, view.height - box.bottom, view.width - box.x0, view.height - box.top


def _turned_ruling(ruling: Ruling, view: PageView, turn: int) -> Ruling:
    if not turn:
        return ruling
    x0, x1 = (ruling.at, ruling.at) if ruling.upright else (ruling.start, ruling.end)
    top, bottom = (ruling.start, ruling.end) if ruling.upright else (ruling.at, ruling.at)
    x0, top, x1, bottom = _turn_box(Glyph("", x0, top, x1, bottom), view, turn)
    upright = ruling.upright if turn == 180 else not ruling.upright
    return Ruling(True, x0, top, bottom) if upright else Ruling(False, top, x0, x1)


def _shown(glyph: Glyph, view: PageView, turn: int) -> Glyph:
    """The inverse of `_turned`."""
    if not turn:
        return glyph
    if turn == 90:
        box = (view.width - glyph.bottom, glyph.x0, view.width - glyph.top, glyph.x1)
    elif turn == 270:
        box = (glyph.top, view.height - glyph.x1, glyph.bottom, view.height - glyph.x0)
    else:
        box = _turn_box(glyph, view, turn)
    return Glyph(glyph.text, *box, glyph.turn, glyph.order)
