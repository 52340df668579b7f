"""The ruling lines of a page: what is drawn straight up or across, from lines, thin bars and the edges of boxes."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float, c_int
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from docintel.readers.page_glyphs import PageView

#: A drawn bar up to this thick (points) is one line, not the two edges of a box.
_THIN = 3.0
#: How far from straight a line may run (points).
_STRAIGHT = 0.7
_SHORT = 1.0
#: Nested form objects deeper than this are a drawing, or a trap.
_MAX_DEPTH = 6
#: Maps and charts hold hundreds of thousands of strokes and no table.
_MAX_SEGMENTS = 60_000

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line on the page: `at` is its height (or its x when upright), `start` to `end` its extent."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Drawing:
    """What is painted on a page besides text: its ruling lines, how many paths, and the share of it under images."""

    rulings: list[Ruling]
    paths: int = 0
    image_share: float = 0.0


class DrawingReader:
    """Walks the page objects of one opened page."""

    def __init__(self, view: PageView, page: Any) -> None:
        # heavy: the native library is loaded on first use
        import pypdfium2.raw as pdfium

        self.pdfium, self.view, self.page = pdfium, view, page
        self.drawing = Drawing([])
        self.segments = 0
        self.matrix = pdfium.FS_MATRIX()

    def read(self) -> Drawing:
        """The page's drawing; form objects are entered, their own coordinates undone."""
        raw = self.page.raw
        for at in range(self.pdfium.FPDFPage_CountObjects(raw)):
            self._visit(self.pdfium.FPDFPage_GetObject(raw, at), _IDENTITY, 0)
        return self.drawing

    def _visit(self, piece: Any, outer: Matrix, depth: int) -> None:
        kind = self.pdfium.FPDFPageObj_GetType(piece)
        if kind == self.pdfium.FPDF_PAGEOBJ_PATH and self.segments < _MAX_SEGMENTS:
            self._add_path(piece, _combine(self._own_matrix(piece), outer))
        elif kind == self.pdfium.FPDF_PAGEOBJ_IMAGE:
            self._add_image(_combine(self._own_matrix(piece), outer))
        elif kind == self.pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = _combine(self._own_matrix(piece), outer)
            for at in range(self.pdfium.FPDFFormObj_CountObjects(piece)):
                self._visit(self.pdfium.FPDFFormObj_GetObject(piece, at), inner, depth + 1)

    def _own_matrix(self, piece: Any) -> Matrix:
        self.pdfium.FPDFPageObj_GetMatrix(piece, self.matrix)
        m = self.matrix
        return (m.a, m.b, m.c, m.d, m.e, m.f)

    def _add_image(self, matrix: Matrix) -> None:
        x0, top, x1, bottom = self.view.box(*_apply(matrix, 0, 0), *_apply(matrix, 1, 1))
        width = min(x1, self.view.width) - max(x0, 0.0)
        height = min(bottom, self.view.height) - max(top, 0.0)
        share = max(width, 0.0) * max(height, 0.0) / (self.view.width * self.view.height)
        self.drawing.image_share = min(1.0, self.drawing.image_share + share)

    def _add_path(self, piece: Any, matrix: Matrix) -> None:
        fill, stroke = c_int(), c_int()
        self.pdfium.FPDFPath_GetDrawMode(piece, fill, stroke)
        if not fill.value and not stroke.value:
            return
        self.drawing.paths += 1
        for outline in self._outlines(piece, matrix):
            self.drawing.rulings += _rulings(outline, filled=bool(fill.value) and not stroke.value)

    def _outlines(self, piece: Any, matrix: Matrix) -> Iterator[list[tuple[float, float] | None]]:
        """Each subpath as its points on the page as shown; None stands for a curve, after which a new run begins."""
        points: list[tuple[float, float] | None] = []
        x, y = c_float(), c_float()
        count = self.pdfium.FPDFPath_CountSegments(piece)
        self.segments += count
        for at in range(count):
            segment = self.pdfium.FPDFPath_GetPathSegment(piece, at)
            kind = self.pdfium.FPDFPathSegment_GetType(segment)
            self.pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = self.view.place(*_apply(matrix, x.value, y.value))
            if kind == self.pdfium.FPDF_SEGMENT_MOVETO:
                if len(points) > 1:
                    yield points
                points = [point]
            elif kind == self.pdfium.FPDF_SEGMENT_LINETO:
                points.append(point)
            else:
                points += [None, point]
            if self.pdfium.FPDFPathSegment_GetClose(segment) and points[0] is not None:
                points.append(points[0])
        if len(points) > 1:
            yield points


def _rulings(outline: list[tuple[float, float] | None], *, filled: bool) -> Iterator[Ruling]:
    corners = [point for point in outline if point is not None]
    if len(corners) == len(outline) and len(corners) >= 4 and (bar := _bar(corners)):
        yield bar
        return
    if filled and (len(corners) < len(outline) or len(corners) < 4):
        return
    for a, b in pairwise(outline):
        if a is not None and b is not None and (ruling := _ruling(a, b)):
            yield ruling


def _bar(corners: list[tuple[float, float]]) -> Ruling | None:
    """The middle line of a thin box; None when the box is not thin."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if height <= _THIN and width > max(height, _SHORT):
        return Ruling(False, (min(ys) + max(ys)) / 2, min(xs), max(xs))
    if width <= _THIN and height > max(width, _SHORT):
        return Ruling(True, (min(xs) + max(xs)) / 2, min(ys), max(ys))
    return None


def _ruling(a: tuple[float, float], b: tuple[float, float]) -> Ruling | None:
    dx, dy = abs(a[0] - b[0]), abs(a[1] - b[1])
    if dy <= _STRAIGHT and dx >= _SHORT:
        return Ruling(False, (a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0]))
    if dx <= _STRAIGHT and dy >= _SHORT:
        return Ruling(True, (a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1]))
    return None


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _combine(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    e, f = _apply(outer, e, f)
    x, y = _apply(outer, a, b), _apply(outer, c, d)
    return (x[0] - outer[4], x[1] - outer[5], y[0] - outer[4], y[1] - outer[5], e, f)
