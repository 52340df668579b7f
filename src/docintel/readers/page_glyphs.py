"""The characters of one page with the room each takes on the page as shown, in columns.

Boxes are an advance wide and reach from below the descenders to above the capitals, so the characters of a line
share their upper and lower edge. A contract page holds 3,000 characters: they are kept in columns, not as objects.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from ctypes import c_double
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

#: Every box reaches this far below and above the baseline (ems): the fonts' own values differ from subset to subset.
DESCENT, ASCENT = 0.2, 0.85
#: Writing direction of words set on a slant.
SLANTED = -1

#: Whether a code point is white space; the last entry stands for all beyond it.
_SPACES = np.array([chr(code).isspace() for code in range(0x3002)])

Edges = tuple[float, float, float, float]
#: One row (x0, top, x1, bottom) a character.
Boxes = NDArray[np.float64]
Column = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.int64]
Number = TypeVar("Number", float, Column)


class Glyph(NamedTuple):
    """One character of the text and its box."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def em(self) -> float:
        """Type size in points."""
        return (self.bottom - self.top) / (DESCENT + ASCENT)


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """Characters in a row and the box of each: `boxes` has one row for each character of `text`."""

    text: str
    boxes: Boxes

    @classmethod
    def of(cls, glyphs: Iterable[Glyph]) -> Glyphs:
        """Glyphs given one by one."""
        found = list(glyphs)
        boxes = np.array([glyph[1:] for glyph in found], dtype=np.float64).reshape(-1, 4)
        return cls("".join(glyph.text for glyph in found), boxes)

    def __len__(self) -> int:
        return len(self.text)

    def at(self, index: int) -> Glyph:
        """One glyph, counted from the end when negative."""
        return Glyph(self.text[index], *self.boxes[index].tolist())

    def part(self, start: int, end: int) -> Glyphs:
        """The glyphs from an index to another."""
        return Glyphs(self.text[start:end], self.boxes[start:end])

    def rows(self, indices: Indices | Flags) -> Glyphs:
        """The glyphs at some indices, in the order of these; or those that flags mark."""
        if indices.dtype == np.bool_ and indices.all():
            return self
        return Glyphs(decoded(self.codes()[indices]), self.boxes[indices])

    def codes(self) -> Indices:
        """The code point of each character."""
        return np.frombuffer(self.text.encode("utf-32-le"), "<u4").astype(np.int64)

    def spaces(self) -> Flags:
        """Which characters are white space."""
        return _SPACES[np.minimum(self.codes(), len(_SPACES) - 1)]

    def ems(self) -> Column:
        """Type sizes in points."""
        found: Column = (self.boxes[:, 3] - self.boxes[:, 1]) / (DESCENT + ASCENT)
        return found


def decoded(codes: Indices) -> str:
    """The text of code points."""
    return codes.astype("<u4").tobytes().decode("utf-32-le")


@dataclass(frozen=True, slots=True)
class PageView:
    """The page as shown: its size, and how points of the file's own page map onto it."""

    width: float
    height: float
    origin: tuple[float, float]
    across: tuple[float, float]
    down: tuple[float, float]

    @classmethod
    def of(cls, page: Any) -> PageView:
        """The view of an opened page; pdfium resolves inherited boxes and rotation."""
        left_top, right_top, left_bottom = (_corner(page, x, y) for x, y in ((0, 0), (1, 0), (0, 1)))
        width, height = math.dist(left_top, right_top), math.dist(left_top, left_bottom)
        across = ((right_top[0] - left_top[0]) / width, (right_top[1] - left_top[1]) / width)
        down = ((left_bottom[0] - left_top[0]) / height, (left_bottom[1] - left_top[1]) / height)
        return cls(width, height, left_top, across, down)

    @classmethod
    def empty(cls) -> PageView:
        """The view of a page that cannot be opened."""
        return cls(0.0, 0.0, (0.0, 0.0), (1.0, 0.0), (0.0, 1.0))

    def place(self, x: Number, y: Number) -> tuple[Number, Number]:
        """A point of the file's page, or a column of them, as points from the top left of the page as shown."""
        x, y = x - self.origin[0], y - self.origin[1]
        return x * self.across[0] + y * self.across[1], x * self.down[0] + y * self.down[1]

    def boxes(self, left: Column, bottom: Column, right: Column, top: Column) -> Boxes:
        """Rectangles of the file's page as rows (x0, top, x1, bottom) on the page as shown."""
        ax, ay = self.place(left, bottom)
        bx, by = self.place(right, top)
        found = np.empty((len(left), 4))
        np.minimum(ax, bx, out=found[:, 0])
        np.minimum(ay, by, out=found[:, 1])
        np.maximum(ax, bx, out=found[:, 2])
        np.maximum(ay, by, out=found[:, 3])
        return found

    def box(self, left: float, bottom: float, right: float, top: float) -> Edges:
        """A rectangle of the file's page as (x0, top, x1, bottom) on the page as shown."""
        ax, ay = self.place(left, bottom)
        bx, by = self.place(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def turn(self, angle: float) -> int:
        """A writing direction of the file's page as degrees clockwise on the page as shown, or SLANTED."""
        x, y = math.cos(angle), math.sin(angle)
        shown = math.degrees(math.atan2(x * self.down[0] + y * self.down[1], x * self.across[0] + y * self.across[1]))
        quarter = round(shown / 90)
        return quarter % 4 * 90 if abs(shown - quarter * 90) < 5 else SLANTED


@dataclass(frozen=True, slots=True, eq=False)
class PageGlyphs:
    """All that pdfium can say about the text of a page, in the order of the file.

    `turns` holds the writing direction of each glyph, clockwise, or SLANTED. `breaks` marks the glyphs that pdfium sees
    after a space that is not printed. `hidden` counts characters outside the visible page, `invisible` those of a text
    layer that is not painted (earlier OCR).
    """

    glyphs: Glyphs
    turns: Indices
    breaks: Flags
    hidden: int = 0
    invisible: int = 0

    @classmethod
    def upright(cls, glyphs: Glyphs, *, hidden: int = 0, invisible: int = 0) -> PageGlyphs:
        """Glyphs that are all written upright, with spaces only where they are printed."""
        count = len(glyphs)
        return cls(glyphs, np.zeros(count, np.int64), np.zeros(count, np.bool_), hidden, invisible)


def turned(boxes: Boxes, view: PageView, turn: int) -> Boxes:
    """Boxes as seen with their writing upright."""
    if not turn:
        return boxes
    x0, top, x1, bottom = boxes.T
    if turn == 90:
        return np.column_stack((top, view.width - x1, bottom, view.width - x0))
    if turn == 180:
        return np.column_stack((view.width - x1, view.height - bottom, view.width - x0, view.height - top))
    return np.column_stack((view.height - bottom, x0, view.height - top, x1))


def turned_back(boxes: Boxes, view: PageView, turn: int) -> Boxes:
    """The inverse of `turned`."""
    if turn in (0, 180):
        return turned(boxes, view, turn)
    x0, top, x1, bottom = boxes.T
    if turn == 90:
        return np.column_stack((view.width - bottom, x0, view.width - top, x1))
    return np.column_stack((top, view.height - x1, bottom, view.height - x0))


def _corner(page: Any, x: int, y: int) -> tuple[float, float]:
    import pypdfium2.raw as pdfium

    left, top = c_double(), c_double()
    pdfium.FPDF_DeviceToPage(page.raw, 0, 0, 1, 1, 0, x, y, left, top)
    return left.value, top.value
