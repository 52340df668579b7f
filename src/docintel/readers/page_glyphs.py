"""The characters of one page as pdfium finds them, with the room each takes on the page as shown.

Boxes are an advance wide and reach from below the descenders to above the capitals, so the characters of a line
share their upper and lower edge. Rotation and CropBox are taken from pdfium's own view of the page.
"""

from __future__ import annotations

import math
from ctypes import c_double, c_float
from dataclasses import dataclass
from typing import Any

from docintel.readers.characters import normalise_character

#: Every box reaches this far below and above the baseline (ems): the fonts' own values differ from subset to subset.
_DESCENT, _ASCENT = 0.2, 0.85
#: Slope up to which writing counts as upright.
_LEVEL = 0.01
_INVISIBLE = 3

Edges = tuple[float, float, float, float]


@dataclass(slots=True)
class Glyph:
    """One character of the text and its box; `turn` is its writing direction, clockwise, None when slanted."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    turn: int | None = 0
    order: int = 0

    @property
    def em(self) -> float:
        """Type size in points."""
        return (self.bottom - self.top) / (_DESCENT + _ASCENT)


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

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file's page as a point from the top left of the page as shown."""
        x, y = x - self.origin[0], y - self.origin[1]
        return x * self.across[0] + y * self.across[1], x * self.down[0] + y * self.down[1]

    def box(self, left: float, bottom: float, right: float, top: float) -> Edges:
        """A rectangle of the file's page as (x0, top, x1, bottom) on the page as shown."""
        ax, ay = self.place(left, bottom)
        bx, by = self.place(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def turn(self, angle: float) -> int | None:
        """A writing direction of the file's page as degrees clockwise on the page as shown; None for a slant."""
        x, y = math.cos(angle), math.sin(angle)
        shown = math.degrees(math.atan2(x * self.down[0] + y * self.down[1], x * self.across[0] + y * self.across[1]))
        quarter = round(shown / 90)
        return quarter % 4 * 90 if abs(shown - quarter * 90) < 5 else None


@dataclass(frozen=True, slots=True)
class PageGlyphs:
    """All that pdfium can say about the text of a page.

    `breaks` holds the orders of glyphs that pdfium sees after a space that is not printed. `hidden` counts characters
    outside the visible page, `invisible` those of a text layer that is not painted (earlier OCR).
    """

    glyphs: list[Glyph]
    breaks: set[int]
    hidden: int = 0
    invisible: int = 0


class GlyphReader:
    """Walks the characters of one pdfium text page."""

    def __init__(self, view: PageView, text_page: Any) -> None:
        # heavy: the native library is loaded on first use
        import pypdfium2.raw as pdfium

        self.pdfium, self.view, self.raw = pdfium, view, text_page.raw
        self.loose, self.matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self.upright = view.turn(0.0)
        self.numbers = [c_double() for _ in range(4)]

    def read(self) -> PageGlyphs:
        """Every printed character in the order of the file, boxes on the page as shown."""
        glyphs: list[Glyph] = []
        breaks: set[int] = set()
        hidden = invisible = 0
        at, count = 0, self.pdfium.FPDFText_CountChars(self.raw)
        while at < count:
            code, width = self._code(at, count)
            if self.pdfium.FPDFText_IsGenerated(self.raw, at) == 1 and code not in (0x02, 0xFFFE):
                breaks.add(len(glyphs))
            elif text := normalise_character(code):
                box, turn = self._box(at)
                if self._is_visible(box):
                    invisible += self._is_unpainted(at) if len(glyphs) % 50 == 0 else 0
                    glyphs += _split(text, box, turn, len(glyphs))
                else:
                    hidden += 1
            at += width
        return PageGlyphs(glyphs, breaks, hidden, invisible * 50)

    def _code(self, at: int, count: int) -> tuple[int, int]:
        """The character code at an index and how many indices it takes: two for a surrogate pair."""
        code = self.pdfium.FPDFText_GetUnicode(self.raw, at)
        if 0xD800 <= code < 0xDC00 and at + 1 < count:
            low = self.pdfium.FPDFText_GetUnicode(self.raw, at + 1)
            if 0xDC00 <= low < 0xE000:
                return 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), 2
        return code, 1

    def _box(self, at: int) -> tuple[Edges, int | None]:
        """The em box of a character and its writing direction."""
        matrix, (x, y) = self.matrix, self.numbers[:2]
        self.pdfium.FPDFText_GetMatrix(self.raw, at, matrix)
        self.pdfium.FPDFText_GetCharOrigin(self.raw, at, x, y)
        self.pdfium.FPDFText_GetLooseCharBox(self.raw, at, self.loose)
        size = self.pdfium.FPDFText_GetFontSize(self.raw, at)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        if abs(b) < _LEVEL * abs(a) and a > 0:
            left, bottom, right, top = self.loose.left, self.loose.bottom, self.loose.right, self.loose.top
            if right <= left:
                left, _, right, _ = self._tight_box(at)
            em = size * abs(d)
            # The font's own box stands in where the size says nothing of the print (Type 3 fonts).
            if 0.4 * (top - bottom) < em < 2.5 * (top - bottom) or top <= bottom:
                bottom, top = y.value - _DESCENT * em, y.value + _ASCENT * em
            return self.view.box(left, bottom, right, top), self.upright
        return self._rotated_box(at, (x.value, y.value), size, size * math.hypot(c, d)), self.view.turn(
            math.atan2(b, a)
        )

    def _tight_box(self, at: int) -> Edges:
        left, right, bottom, top = self.numbers
        self.pdfium.FPDFText_GetCharBox(self.raw, at, left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value

    def _rotated_box(self, at: int, origin: tuple[float, float], size: float, em: float) -> Edges:
        """The box of rotated text, of which pdfium gives only the ink: its advance along the line, an em across it."""
        scale = math.hypot(self.matrix.a, self.matrix.b) or 1.0
        along = (self.matrix.a / scale, self.matrix.b / scale)
        reach = (0.0, self._advance(at, size) * scale)
        if reach[1] <= 0:
            left, bottom, right, top = self._tight_box(at)
            offsets = [(x - origin[0], y - origin[1]) for x in (left, right) for y in (bottom, top)]
            ink = [x * along[0] + y * along[1] for x, y in offsets]
            reach = (min(ink), max(ink))
        points = [
            self.view.place(origin[0] + t * along[0] - u * along[1], origin[1] + t * along[1] + u * along[0])
            for t in reach
            for u in (-_DESCENT * em, _ASCENT * em)
        ]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return min(xs), min(ys), max(xs), max(ys)

    def _advance(self, at: int, size: float) -> float:
        """How far the pen moves for a character, in text units; 0 where the font does not say."""
        piece = self.pdfium.FPDFText_GetTextObject(self.raw, at)
        font = self.pdfium.FPDFTextObj_GetFont(piece) if piece else None
        width = c_float()
        code = self.pdfium.FPDFText_GetUnicode(self.raw, at)
        found = font and self.pdfium.FPDFFont_GetGlyphWidth(font, code, size, width)
        return width.value if found else 0.0

    def _is_visible(self, box: Edges) -> bool:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return 0 <= x <= self.view.width and 0 <= y <= self.view.height

    def _is_unpainted(self, at: int) -> bool:
        piece = self.pdfium.FPDFText_GetTextObject(self.raw, at)
        return bool(piece) and self.pdfium.FPDFTextObj_GetTextRenderMode(piece) == _INVISIBLE


def _split(text: str, box: Edges, turn: int | None, order: int) -> list[Glyph]:
    """One glyph for each letter of a ligature, sharing its box from left to right (from top to bottom when turned)."""
    if len(text) == 1:
        return [Glyph(text, *box, turn, order)]
    x0, top, x1, bottom = box
    step = (x1 - x0) / len(text)
    return [Glyph(c, x0 + i * step, top, x0 + (i + 1) * step, bottom, turn, order + i) for i, c in enumerate(text)]


def _corner(page: Any, x: int, y: int) -> tuple[float, float]:
    import pypdfium2.raw as pdfium

    left, top = c_double(), c_double()
    pdfium.FPDF_DeviceToPage(page.raw, 0, 0, 1, 1, 0, x, y, left, top)
    return left.value, top.value
