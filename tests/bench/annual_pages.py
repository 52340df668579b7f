"""Pages of an annual report set line by line, and where each figure of its statements came to stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from tests.bench.annual_layouts import Layout
from tests.make_pdf import make_pdf, write

_TOP, _BOTTOM = 70.0, 60.0
_LEADING = 1.35


@dataclass(frozen=True, slots=True)
class Gold:
    """What a printed figure is. `value` is in units of currency with its account's sign, None where none is stated."""

    statement: str
    scope: str
    label: str
    key: str | None
    end: date
    months: int | None
    value: Decimal | None
    text: str
    restated: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a table; figures come with what they are."""

    text: str = ""
    gold: Gold | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """From where to where a column goes, and whether it is set flush right."""

    left: float
    right: float
    kind: str


@dataclass(slots=True)
class Sheets:
    """Pages filled from above; `placed` has every figure with its page and the middle of its print."""

    layout: Layout
    head: str
    pages: list[list[tuple[str, tuple[object, ...]]]] = field(default_factory=list)
    placed: list[tuple[Gold, int, float, float]] = field(default_factory=list)
    down: float = 0.0

    def new_page(self) -> None:
        """Start a page."""
        self.pages.append([])
        self.down = _TOP

    def line(self, text: str, *, size: float | None = None, centred: bool = False) -> None:
        """A line of words; after a tab they stand flush right."""
        size = size or self.layout.size
        if not self.pages or self.down + 2 * size > self._end:
            self.new_page()
        left, _, right = self._spaced(text).partition("\t")
        x = self._left
        if centred:
            x += (self._right - self._left - _width(left, size)) / 2
        self._write(x, self.down, left, size)
        if right:
            self._write(self._right, self.down, right, size, right=True)
        self.down += 1.7 * size

    def boxed(self, text: str, left: float, right: float) -> None:
        """A line of words in one cell over the whole width of the table below."""
        if not self.pages or self.down + 2 * self.layout.size > self._end:
            self.new_page()
        self._rule([Column(left, right, "label")])
        top = self.down
        for at, part in enumerate(text.split("\t")):
            words = self._spaced(part)
            self._write(
                right - 3 if at else left + 3, top + 1.2 * self.layout.size, words, self.layout.size, right=at > 0
            )
        self.down += 1.8 * self.layout.size
        for x in (left, right):
            self.pages[-1].append(("line", (x, top, x, self.down)))

    def prose(self, text: str) -> None:
        """A paragraph."""
        for part in wrapped("　　" + text, self._right - self._left, self.layout.size):
            self.line(part)

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], head: int, title: str = "") -> None:
        """A table that runs on to as many pages as it needs; `head` rows are its head."""
        self._rule(columns, thick=True)
        for at, row in enumerate(rows):
            if self.down + self._height(columns, row) > self._end and not self._cut(columns, row):
                self._turn(columns, rows[:head], title)
            self._row(columns, row, middle=at < head)
            if at == head - 1:
                self._rule(columns, thick=True)
        self._rule(columns, thick=True)
        self.down += self.layout.size

    def data(self) -> bytes:
        """The PDF."""
        return make_pdf(*(self._drawing(at) for at in range(len(self.pages))), size=self.layout.page)

    def _spaced(self, text: str) -> str:
        return (
            re.sub(r"(?<=\d)(?=[年月日])|(?<=[年月])(?=\d)|(?<=总)(?=计$)", " ", text) if self.layout.spaced else text
        )

    @property
    def _left(self) -> float:
        return self.layout.margin

    @property
    def _right(self) -> float:
        return self.layout.page[0] - self.layout.margin

    @property
    def _end(self) -> float:
        return self.layout.page[1] - _BOTTOM

    def _turn(self, columns: Sequence[Column], head: Sequence[Sequence[Cell]], title: str) -> None:
        self._rule(columns, thick=True)
        self.new_page()
        if self.layout.repeat and title:
            self.line(self.layout.repeat.format(title=title), centred=True)
            self._rule(columns, thick=True)
            for row in head:
                self._row(columns, row, middle=True)
        self._rule(columns, thick=True)

    def _cut(self, columns: Sequence[Column], row: Sequence[Cell]) -> bool:
        """Set a caption's first line here and the rest on the next page, where the layout does so."""
        lines = self._lines(columns[0], row[0])
        if not self.layout.cut or len(lines) < 2 or self.down + self._one > self._end:
            return False
        rest = [Cell() if column.kind != "label" else cell for column, cell in zip(columns, row, strict=True)]
        first = self.layout.anchor == "first"
        upper = row if first else rest
        self._row(columns, [Cell(lines[0]), *upper[1:]])
        self._turn(columns, [], "")
        lower = rest if first else row
        self._row(columns, [Cell("".join(lines[1:])), *lower[1:]])
        return True

    @property
    def _one(self) -> float:
        return self.layout.size * 1.8

    def _height(self, columns: Sequence[Column], row: Sequence[Cell]) -> float:
        most = max(len(self._lines(column, cell)) for column, cell in zip(columns, row, strict=True))
        return self._one + (most - 1) * self.layout.size * _LEADING

    def _lines(self, column: Column, cell: Cell) -> list[str]:
        text = cell.text if cell.gold else self._spaced(cell.text)
        if column.kind == "figure" and cell.gold is None and self.layout.spaced:
            text = text.replace("（", "\n（") if _width(text, self.layout.size) > column.right - column.left else text
        room = column.right - column.left - 4
        if cell.gold and self.layout.rules == "full" and _width(text, self.layout.size) > room:
            return wrapped(text, room, self.layout.size)
        if column.kind != "label":
            return text.split("\n")
        return wrapped(text, column.right - column.left - 6, self.layout.size)

    def _row(self, columns: Sequence[Column], row: Sequence[Cell], *, middle: bool = False) -> None:
        size, height = self.layout.size, self._height(columns, row)
        most = round((height - self._one) / (size * _LEADING))
        for column, cell in zip(columns, row, strict=True):
            lines = self._lines(column, cell)
            spare = most - (len(lines) - 1)
            lead = {"first": 0.0, "middle": spare / 2, "last": float(spare)}[self.layout.anchor]
            if middle:
                lead = spare / 2
            for at, text in enumerate(lines):
                printed = cell if at == 0 or column.kind != "figure" else Cell(text)
                self._place(column, printed, text, self.down + size * (1.25 + (at + lead) * _LEADING), middle)
        self.down += height
        if self.layout.rules in ("full", "rows"):
            self._rule(columns)
        if self.layout.rules == "full":
            edges = {columns[0].left, *(column.right for column in columns)}
            for x in edges:
                self.pages[-1].append(("line", (x, self.down - height, x, self.down)))

    def _place(self, column: Column, cell: Cell, text: str, base: float, centred: bool) -> None:
        if not text:
            return
        font = self.layout.number_font if cell.gold else ""
        width, size = _width(text, self.layout.size, font), self.layout.size
        x = column.left + 3
        if centred or column.kind == "note":
            x = (column.left + column.right - width) / 2
        elif column.kind == "figure":
            x = column.right - 3 - width
        self._write(x, base, text, size, font=font)
        if cell.gold is not None:
            self.placed.append((cell.gold, len(self.pages), x + width / 2, base - 0.35 * size))

    def _write(self, x: float, base: float, text: str, size: float, *, right: bool = False, font: str = "") -> None:
        self.pages[-1].append(("text", (x, base, text, size, right, font)))

    def _rule(self, columns: Sequence[Column], thick: bool = False) -> None:
        if self.layout.rules != "none" and (self.layout.rules != "three" or thick):
            self.pages[-1].append(("line", (columns[0].left, self.down, columns[-1].right, self.down)))

    def _drawing(self, at: int):  # type: ignore[no-untyped-def]  # a drawing, as make_pdf takes them
        def draw(canvas: Canvas) -> None:
            size = self.layout.size
            write(canvas, self._left, 35, self.head, size)
            write(canvas, self.layout.page[0] / 2 - 15, self.layout.page[1] - 30, f"{at + 85} / 256", size)
            if self.layout.watermark:
                _mark(canvas, self.layout.watermark)
            for kind, values in self.pages[at]:
                _draw(canvas, kind, values)

        return draw


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The words cut into lines of a width."""
    lines = [""]
    for character in text:
        if _width(lines[-1] + character, size) > width and lines[-1]:
            lines.append("")
        lines[-1] += character
    return lines


def _draw(canvas: Canvas, kind: str, values: tuple) -> None:  # type: ignore[type-arg]
    if kind == "line":
        x0, y0, x1, y1 = values
        canvas.setLineWidth(0.5)
        canvas.line(x0, canvas._pagesize[1] - y0, x1, canvas._pagesize[1] - y1)
        return
    x, base, text, size, right, font = values
    if font and text.isascii():
        canvas.setFont(font, size)
        canvas.drawString(x, canvas._pagesize[1] - base, text)
    else:
        write(canvas, x, base, text, size, right=right)


def _mark(canvas: Canvas, words: str) -> None:
    canvas.saveState()
    canvas.setFillGray(0.85)
    canvas.translate(canvas._pagesize[0] / 2, canvas._pagesize[1] / 2)
    canvas.rotate(40)
    canvas.setFont("STSong-Light", 46)
    canvas.drawCentredString(0, 0, words)
    canvas.restoreState()


def _width(text: str, size: float, font: str = "") -> float:
    name = (font or "Helvetica") if text.isascii() else "STSong-Light"
    return float(stringWidth(text, name, size))
