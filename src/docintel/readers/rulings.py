"""The ruling lines of a page: what is drawn straight up or across, from lines, thin bars and the edges of boxes.

A page of a report holds a thousand path segments: they are looked at in columns, all paths at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from docintel.readers.page_glyphs import Boxes, Column, Flags, Indices, Number, PageView
from docintel.readers.pdfium_calls import address_of, call, sweep_flags, sweep_floats, sweep_integers, sweep_structures

#: A drawn bar up to this thick (points) is one line, not the two edges of a box.
_THIN = 3.0
#: How far from straight a line may run (points).
_STRAIGHT = 0.7
_SHORT = 1.0
#: Nested form objects deeper than this are a drawing, or a trap.
_MAX_DEPTH = 6
#: Maps and charts hold hundreds of thousands of strokes and no table.
_MAX_SEGMENTS = 60_000

#: Kinds of page objects and of path segments (fpdfview.h, fpdf_edit.h).
_PATH, _IMAGE, _FORM = 2, 3, 5
_LINE_TO, _MOVE_TO = 0, 2

Matrix = tuple[float, ...]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Ruling(NamedTuple):
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
        self.view, self.page = view, address_of(page.raw)
        self.drawing = Drawing([])
        #: The page's paths (pdfium's addresses) in the order of drawing, and how each is placed.
        self.paths: list[int] = []
        self.matrices: list[Matrix] = []

    def read(self) -> Drawing:
        """The page's drawing; form objects are entered, their own coordinates undone."""
        self._visit("FPDFPage_CountObjects", "FPDFPage_GetObject", self.page, _IDENTITY, 0)
        if self.paths:
            self._read_paths()
        return self.drawing

    def _visit(self, count: str, get: str, holder: int, outer: Matrix, depth: int) -> None:
        """All objects of a page or of a form."""
        many = max(0, call(count)(holder))
        found = sweep_integers(get, many, repeat(holder), range(many))
        kinds = sweep_integers("FPDFPageObj_GetType", many, found.tolist())
        wanted = np.isin(kinds, (_PATH, _IMAGE, _FORM))
        objects = found[wanted].tolist()
        matrices = sweep_structures("FPDFPageObj_GetMatrix", 6, len(objects), objects).tolist()
        for kind, address, own in zip(kinds[wanted].tolist(), objects, matrices, strict=True):
            if kind == _PATH:
                self.paths.append(address)
                self.matrices.append(_combine(own, outer))
            elif kind == _IMAGE:
                self._add_image(_combine(own, outer))
            elif kind == _FORM and depth < _MAX_DEPTH:
                form = "FPDFFormObj_CountObjects", "FPDFFormObj_GetObject"
                self._visit(*form, address, _combine(own, outer), depth + 1)

    def _add_image(self, matrix: Matrix) -> None:
        x0, top, x1, bottom = self.view.box(*_apply(matrix, 0.0, 0.0), *_apply(matrix, 1.0, 1.0))
        width = min(x1, self.view.width) - max(x0, 0.0)
        height = min(bottom, self.view.height) - max(top, 0.0)
        share = max(width, 0.0) * max(height, 0.0) / (self.view.width * self.view.height)
        self.drawing.image_share = min(1.0, self.drawing.image_share + share)

    # what is drawn at infinity has no length that compares, and no warning is due
    @np.errstate(invalid="ignore", over="ignore")
    def _read_paths(self) -> None:
        fills, strokes = sweep_flags("FPDFPath_GetDrawMode", 2, len(self.paths), self.paths).T != 0
        painted = np.flatnonzero(fills | strokes)
        paths = np.array(self.paths)[painted]
        lengths = sweep_integers("FPDFPath_CountSegments", len(paths), paths.tolist())
        within = np.cumsum(lengths) - lengths < _MAX_SEGMENTS
        painted, paths, lengths = painted[within], paths[within], lengths[within]
        self.drawing.paths = len(paths)
        if np.any(lengths):
            filled = (fills & ~strokes)[painted]
            self.drawing.rulings = _rulings(self._outlines(paths, lengths, np.array(self.matrices)[painted], filled))

    def _outlines(self, paths: Indices, lengths: Indices, matrices: Boxes, filled: Flags) -> _Outlines:
        count = int(lengths.sum())
        starts = np.cumsum(lengths) - lengths
        at = np.arange(count) - np.repeat(starts, lengths)
        owners = np.repeat(paths, lengths).tolist()
        segments = sweep_integers("FPDFPath_GetPathSegment", count, owners, at.tolist()).tolist()
        kinds = sweep_integers("FPDFPathSegment_GetType", count, segments)
        closes = sweep_integers("FPDFPathSegment_GetClose", count, segments) != 0
        points = sweep_floats("FPDFPathSegment_GetPoint", 2, count, segments)
        matrix = np.repeat(matrices, lengths, axis=0).T
        x, y = self.view.place(*_apply(matrix, points[:, 0], points[:, 1]))
        is_curve = (kinds != _MOVE_TO) & (kinds != _LINE_TO)
        begins = (kinds == _MOVE_TO) | (at == 0)
        return _Outlines.closed(x, y, begins, is_curve, closes, np.repeat(filled, lengths))


@dataclass(frozen=True, slots=True, eq=False)
class _Outlines:
    """The corners of all outlines of a page, one after the other, closing corners included.

    `begins` marks the first corner of an outline, `is_curve` a corner that a curve leads to, `filled` the corners of
    what is filled and has no border drawn.
    """

    x: Column
    y: Column
    begins: Flags
    is_curve: Flags
    filled: Flags

    @classmethod
    def closed(cls, x: Column, y: Column, begins: Flags, is_curve: Flags, closes: Flags, filled: Flags) -> _Outlines:
        """Outlines with their first corner once more behind each corner that closes them."""
        first = np.flatnonzero(begins)[np.cumsum(begins) - 1]
        copies = 1 + (closes & ~is_curve[first])
        source = np.repeat(np.arange(len(x)), copies)
        is_copy = np.append(False, source[1:] == source[:-1])
        corner = np.where(is_copy, first[source], source)
        return cls(x[corner], y[corner], begins[source] & ~is_copy, is_curve[source] & ~is_copy, filled[source])


def _rulings(outlines: _Outlines) -> list[Ruling]:
    """The lines in the order in which they are drawn: one for a thin bar, else the straight sides of an outline."""
    starts = np.flatnonzero(outlines.begins)
    lengths = np.append(starts[1:], len(outlines.x)) - starts
    is_shape = ~np.logical_or.reduceat(outlines.is_curve, starts) & (lengths >= 4)
    corners = np.column_stack((outlines.x, outlines.y))
    low, high = np.minimum.reduceat(corners, starts), np.maximum.reduceat(corners, starts)
    width, height = (high - low).T
    level = is_shape & (height <= _THIN) & (width > np.maximum(height, _SHORT))
    upright = is_shape & ~level & (width <= _THIN) & (height > np.maximum(width, _SHORT))
    is_bar = level | upright
    # Of what is only filled, a bent or an open outline has no side that is a line.
    has_sides = np.repeat(~is_bar & (is_shape | ~outlines.filled[starts]), lengths)
    (sides,) = np.nonzero(has_sides[1:] & ~outlines.begins[1:] & ~outlines.is_curve[1:])
    a, b = corners[sides], corners[sides + 1]
    dx, dy = abs(a - b).T
    is_level = (dy <= _STRAIGHT) & (dx >= _SHORT)
    is_upright = ~is_level & (dx <= _STRAIGHT) & (dy >= _SHORT)
    straight = is_level | is_upright
    return _in_order(
        np.concatenate((starts[is_bar], sides[straight])),
        np.concatenate((upright[is_bar], is_upright[straight])),
        np.concatenate((low[is_bar], np.minimum(a, b)[straight])),
        np.concatenate((high[is_bar], np.maximum(a, b)[straight])),
    )


def _in_order(places: Indices, upright: Flags, low: Boxes, high: Boxes) -> list[Ruling]:
    """Lines from the corners of the box around each, in the order of some places."""
    order = np.argsort(places, kind="stable")
    upright, low, high = upright[order], low[order], high[order]
    middle = (low + high) / 2
    at = np.where(upright, middle[:, 0], middle[:, 1])
    start, end = np.where(upright, low[:, 1], low[:, 0]), np.where(upright, high[:, 1], high[:, 0])
    return list(map(Ruling, upright.tolist(), at.tolist(), start.tolist(), end.tolist()))


def _apply(matrix: Any, x: Number, y: Number) -> tuple[Number, Number]:
    """A point, or a column of them, through a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _combine(inner: Sequence[float], outer: Matrix) -> Matrix:
    if outer is _IDENTITY:
        return tuple(inner)
    a, b, c, d, e, f = inner
    e, f = _apply(outer, e, f)
    x, y = _apply(outer, a, b), _apply(outer, c, d)
    return (x[0] - outer[4], x[1] - outer[5], y[0] - outer[4], y[1] - outer[5], e, f)
