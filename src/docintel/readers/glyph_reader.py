"""Asks pdfium for the characters of a page: a few sweeps over all of them, then arithmetic on whole columns.

Size, matrix and font belong to a text object of the file, so they are asked once a run (neighbours of one object);
only the object and the advance box are asked for every character. Rotation and CropBox come from pdfium's own view.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from ctypes import byref, c_float, c_ushort, cast
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np

from docintel.readers.characters import normalise_character
from docintel.readers.page_glyphs import (
    ASCENT,
    DESCENT,
    Boxes,
    Column,
    Flags,
    Glyphs,
    Indices,
    PageGlyphs,
    PageView,
    decoded,
)
from docintel.readers.pdfium_calls import (
    address_of,
    call,
    sweep_doubles,
    sweep_integers,
    sweep_outputs,
    sweep_structures,
)  # fmt: skip

#: Slope up to which writing counts as upright.
_LEVEL = 0.01
_INVISIBLE = 3
#: One glyph in so many is asked whether it is painted.
_SAMPLED = 50
#: All that pdfium ever adds to the characters of a file, between words and lines.
_GENERATED = (0x0A, 0x0D, 0x20)


@dataclass(frozen=True, slots=True, eq=False)
class _Runs:
    """Neighbouring characters of one text object: where each run starts, and what its characters have in common."""

    starts: Indices
    lengths: Indices
    pieces: Indices
    sizes: Column
    #: The text matrix a, b, c, d, e, f, one row a run.
    matrices: Boxes

    @property
    def upright(self) -> Flags:
        """Which runs are written from left to right on the file's own page."""
        a, b = self.matrices[:, 0], self.matrices[:, 1]
        found: Flags = (abs(b) < _LEVEL * abs(a)) & (a > 0)
        return found


class GlyphReader:
    """Reads the characters of one pdfium text page."""

    def __init__(self, view: PageView, text_page: Any) -> None:
        # heavy: the native library is loaded on first use
        import pypdfium2.raw as pdfium

        self.view, self.page = view, address_of(text_page.raw)
        self.count = max(0, pdfium.FPDFText_CountChars(text_page.raw))

    # a file may place characters at infinity: such boxes are not visible, and no warning is due
    @np.errstate(invalid="ignore", over="ignore")
    def read(self) -> PageGlyphs:
        """Every printed character in the order of the file, boxes on the page as shown."""
        if not self.count:
            return PageGlyphs.upright(Glyphs.of([]))
        units = self._units()
        codes, generated = _code_points(units), self._generated(units)
        texts, which = _texts(codes)
        letters = np.array([len(text) for text in texts])[which]
        letters[generated] = 0
        printed = np.flatnonzero(letters)
        boxes, turns, pieces = self._boxes(printed, units)
        seen = self._is_visible(boxes)
        hidden = int(np.count_nonzero(~seen))
        if hidden:
            letters[printed[~seen]] = 0
            boxes, turns, pieces, printed = boxes[seen], turns[seen], pieces[seen], printed[seen]
        ends = np.cumsum(letters)
        breaks = np.zeros(ends[-1] + 1, np.bool_)
        breaks[ends[generated]] = True
        invisible = self._unpainted(pieces[(ends - letters)[printed] % _SAMPLED == 0])
        glyphs, turns = _split(texts, which[printed], boxes, turns)
        return PageGlyphs(glyphs, turns, breaks[:-1], hidden, invisible * _SAMPLED)

    def _units(self) -> Indices:
        """The UTF-16 unit of each index, in one call where possible.

        The text as a whole leaves out what has no code, and writes some characters as two units: only without the
        latter does an equal length mean that each unit stands at its character's index.
        """
        buffer = (c_ushort * (2 * self.count + 2))()
        written = call("FPDFText_GetText")(self.page, 0, self.count, buffer) - 1
        units = np.frombuffer(buffer, np.uint16)[: self.count].astype(np.int64)
        if written == self.count and not np.any((units >= 0xD800) & (units < 0xE000)):
            return units
        return sweep_integers("FPDFText_GetUnicode", self.count, repeat(self.page), range(self.count)) & 0xFFFFFFFF

    def _generated(self, units: Indices) -> Flags:
        """Which characters pdfium added where it sees a space or the end of a line."""
        generated = np.zeros(self.count, np.bool_)
        line_feed, carriage_return, space = _GENERATED
        (spaces,) = np.nonzero((units == space) | (units == line_feed) | (units == carriage_return))
        generated[spaces] = (
            sweep_integers("FPDFText_IsGenerated", len(spaces), repeat(self.page), spaces.tolist()) & 0xFFFFFFFF == 1
        )
        return generated

    def _boxes(self, at: Indices, units: Indices) -> tuple[Boxes, Indices, Indices]:
        """The em box, the writing direction and the text object of the characters at some indices."""
        rows = at.tolist()
        if not rows:
            return np.empty((0, 4)), np.empty(0, np.int64), np.empty(0, np.int64)
        loose = sweep_structures("FPDFText_GetLooseCharBox", 4, len(rows), repeat(self.page), rows)
        pieces = sweep_integers("FPDFText_GetTextObject", len(rows), repeat(self.page), rows)
        runs = self._runs(rows, pieces)
        origins = self._origins(rows, runs, loose[:, 3])
        turns = np.full(len(runs.starts), self.view.turn(0.0))
        for run in np.flatnonzero(~runs.upright).tolist():
            turns[run] = self.view.turn(math.atan2(runs.matrices[run, 1], runs.matrices[run, 0]))
        boxes = self._upright_boxes(rows, runs, loose, origins[:, 1])
        (tilted,) = np.nonzero(np.repeat(~runs.upright, runs.lengths))
        if len(tilted):
            boxes[tilted] = self._tilted_boxes(at[tilted], units, runs, tilted, origins[tilted])
        return boxes, np.repeat(turns, runs.lengths), pieces

    def _runs(self, rows: list[int], pieces: Indices) -> _Runs:
        # A character without an object (a hyphen that pdfium put in) is a run of its own.
        starts = np.flatnonzero(np.concatenate(([True], (pieces[1:] != pieces[:-1]) | (pieces[1:] == 0))))
        first = [rows[start] for start in starts.tolist()]
        return _Runs(
            starts, np.append(starts[1:], len(rows)) - starts, pieces[starts],
            sweep_doubles("FPDFText_GetFontSize", len(first), repeat(self.page), first),
            sweep_structures("FPDFText_GetMatrix", 6, len(first), repeat(self.page), first),
        )  # fmt: skip

    def _origins(self, rows: list[int], runs: _Runs, bottoms: Column) -> Boxes:
        """Where the pen stands for each character; upright runs on one level share the height of their first."""
        first = [rows[start] for start in runs.starts.tolist()]
        origins = np.repeat(
            sweep_outputs("FPDFText_GetCharOrigin", 2, len(first), repeat(self.page), first), runs.lengths, axis=0
        )
        level = np.minimum.reduceat(bottoms, runs.starts) == np.maximum.reduceat(bottoms, runs.starts)
        steady = runs.upright & (runs.matrices[:, 1] == 0) & level
        (others,) = np.nonzero(np.repeat(~steady, runs.lengths))
        asked = [rows[other] for other in others.tolist()]
        origins[others] = sweep_outputs("FPDFText_GetCharOrigin", 2, len(asked), repeat(self.page), asked)
        return origins

    def _upright_boxes(self, rows: list[int], runs: _Runs, loose: Boxes, baselines: Column) -> Boxes:
        left, top, right, bottom = loose.T
        (empty,) = np.nonzero(right <= left)
        left[empty], right[empty] = self._ink([rows[at] for at in empty.tolist()])[:, :2].T
        em = np.repeat(runs.sizes * abs(runs.matrices[:, 3]), runs.lengths)
        # The font's own box stands in where the size says nothing of the print (Type 3 fonts).
        own = ((em > 0.4 * (top - bottom)) & (em < 2.5 * (top - bottom))) | (top <= bottom)
        bottom = np.where(own, baselines - DESCENT * em, bottom)
        top = np.where(own, baselines + ASCENT * em, top)
        return self.view.boxes(left, bottom, right, top)

    def _ink(self, rows: Sequence[int]) -> Boxes:
        """The printed shape of characters as left, right, bottom, top."""
        return sweep_outputs("FPDFText_GetCharBox", 4, len(rows), repeat(self.page), rows)

    def _tilted_boxes(self, at: Indices, units: Indices, runs: _Runs, tilted: Indices, origins: Boxes) -> Boxes:
        """Boxes of rotated text, of which pdfium gives only the ink: an advance along the line, an em across it."""
        scales = [math.hypot(a, b) or 1.0 for a, b in runs.matrices[:, :2].tolist()]
        ems = [size * math.hypot(*m[2:4]) for size, m in zip(runs.sizes.tolist(), runs.matrices.tolist(), strict=True)]
        run = np.repeat(np.arange(len(runs.starts)), runs.lengths)[tilted]
        scale, em = np.array(scales)[run], np.array(ems)[run]
        along = runs.matrices[run, :2] / scale[:, None]
        start, end = np.zeros(len(run)), self._advances(runs, run, units[at]) * scale
        (unknown,) = np.nonzero(end <= 0)
        ink = self._ink(at[unknown].tolist())
        x, y = ink[:, [0, 0, 1, 1]] - origins[unknown, :1], ink[:, [2, 3, 2, 3]] - origins[unknown, 1:]
        reach = x * along[unknown, :1] + y * along[unknown, 1:]
        start[unknown], end[unknown] = reach.min(axis=1), reach.max(axis=1)
        corners = [
            self.view.place(origins[:, 0] + t * along[:, 0] - u * along[:, 1],
                            origins[:, 1] + t * along[:, 1] + u * along[:, 0])
            for t in (start, end)
            for u in (-DESCENT * em, ASCENT * em)
        ]  # fmt: skip
        xs, ys = np.array([corner[0] for corner in corners]), np.array([corner[1] for corner in corners])
        return np.column_stack((xs.min(axis=0), ys.min(axis=0), xs.max(axis=0), ys.max(axis=0)))

    def _advances(self, runs: _Runs, run: Indices, units: Indices) -> Column:
        """How far the pen moves for each character, in text units; 0 where the font does not say."""
        keys = list(zip(run.tolist(), units.tolist(), strict=True))
        known = {key: self._advance(int(runs.pieces[key[0]]), key[1], float(runs.sizes[key[0]])) for key in set(keys)}
        return np.array([known[key] for key in keys])

    def _advance(self, piece: int, code: int, size: float) -> float:
        # heavy: the native library is loaded on first use
        import pypdfium2.raw as pdfium

        font = pdfium.FPDFTextObj_GetFont(cast(piece, pdfium.FPDF_PAGEOBJECT)) if piece else None
        width = c_float()
        found = font and pdfium.FPDFFont_GetGlyphWidth(font, code, size, byref(width))
        return width.value if found else 0.0

    def _is_visible(self, boxes: Boxes) -> Flags:
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        return (x >= 0) & (x <= self.view.width) & (y >= 0) & (y <= self.view.height)

    def _unpainted(self, pieces: Indices) -> int:
        return sum(
            bool(piece) and call("FPDFTextObj_GetTextRenderMode")(piece) == _INVISIBLE for piece in pieces.tolist()
        )


def _code_points(units: Indices) -> Indices:
    """The code point at each index; -1 at the second half of a surrogate pair."""
    codes = units.copy()
    (high,) = np.nonzero((units[:-1] >= 0xD800) & (units[:-1] < 0xDC00) & (units[1:] >= 0xDC00) & (units[1:] < 0xE000))
    codes[high] = 0x10000 + ((units[high] - 0xD800) << 10) + (units[high + 1] - 0xDC00)
    codes[high + 1] = -1
    return codes


def _texts(codes: Indices) -> tuple[list[str], Indices]:
    """The text of each different code, and which of them stands at each index."""
    different, which = np.unique(codes, return_inverse=True)
    return [normalise_character(code) if code >= 0 else "" for code in different.tolist()], which


def _split(texts: list[str], which: Indices, boxes: Boxes, turns: Indices) -> tuple[Glyphs, Indices]:
    """One glyph for each letter of a ligature, sharing its box from left to right (from top to bottom when turned)."""
    counts = np.array([len(text) for text in texts])[which]
    if np.all(counts == 1):
        letters = np.array([ord(text) if len(text) == 1 else 0 for text in texts])
        return Glyphs(decoded(letters[which]), boxes), turns
    text = "".join([texts[at] for at in which.tolist()])
    letter = np.arange(len(text)) - np.repeat(np.cumsum(counts) - counts, counts)
    parts = np.repeat(boxes, counts, axis=0)
    (shared,) = np.nonzero(np.repeat(counts > 1, counts))
    step = ((boxes[:, 2] - boxes[:, 0]) / counts).repeat(counts)[shared]
    x0, at = parts[shared, 0], letter[shared]
    parts[shared, 0], parts[shared, 2] = x0 + at * step, x0 + (at + 1) * step
    return Glyphs(text, parts), turns.repeat(counts)
