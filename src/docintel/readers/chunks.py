"""Characters become chunks: words of one line without a wide gap, told on whole columns of neighbours at once."""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray

from docintel.readers.characters import is_ideographic
from docintel.readers.page_glyphs import Flags, Glyphs, Indices, decoded
from docintel.readers.text_lines import SAME_LINE, SPACES, WIDE_GAP, Chunk

#: A gap (ems) that is a space where the file agrees.
_SPACE_HINTED = 0.12
_SPACES = np.array(SPACES)
#: How far (ems) a character may reach back over the one before it.
_REACH_BACK = -0.6
#: Whether a code point is set in a full square (1) or not (0), as far as asked (-1): a byte each, one megabyte.
_IS_WIDE = np.full(sys.maxunicode + 1, -1, np.int8)


def make_chunks(glyphs: Glyphs, breaks: Flags) -> list[Chunk]:
    """Chunks in the order of the file; spaces at their ends are dropped, spaces inside kept as printed.

    `breaks` marks glyphs before which the file has a space that is not printed.
    """
    return make_chunks_apart(glyphs, breaks, np.zeros(len(glyphs), np.int64)).get(0, [])


def make_chunks_apart(glyphs: Glyphs, breaks: Flags, homes: Indices) -> dict[int, list[Chunk]]:
    """The chunks of each home (a cell, or the page around the tables), told apart by a number for each glyph.

    All homes in one go: a cell holds few characters, and arithmetic on short columns gains nothing.
    """
    if np.any(homes[1:] != homes[:-1]):
        order = np.argsort(homes, kind="stable")
        glyphs, breaks, homes = glyphs.rows(order), breaks[order], homes[order]
    is_space = glyphs.spaces()
    (words,) = np.nonzero(~is_space)
    if not len(words):
        return {}
    printed, homes = glyphs.rows(words), homes[words]
    follows, is_wide = _neighbours(printed, breaks[words])
    follows &= homes[1:] == homes[:-1]
    # Spaces stay where the character before them goes on; the last one never does, nor what precedes the first.
    goes_on = np.append(follows, False)
    kept = ~is_space | goes_on[np.cumsum(~is_space) - 1]
    places = np.cumsum(kept)[words] - 1
    parted = np.flatnonzero(follows & (words[1:] - words[:-1] == 1) & is_wide)
    whole = _with_spaces(glyphs.rows(kept), places[parted + 1], printed, parted)
    first = np.flatnonzero(~np.append(False, follows))
    starts = places[first] + np.searchsorted(parted, first)
    return _cut(whole, starts, homes[first].tolist())


def _neighbours(printed: Glyphs, breaks: Flags) -> tuple[Flags, Flags]:
    """Of each two neighbours: whether the second goes on with the first, and whether the gap is as wide as a space."""
    x0, top, x1, bottom = printed.boxes.T
    ems, wide = printed.ems(), _wide(printed)
    em, gap = np.minimum(ems[:-1], ems[1:]), x0[1:] - x1[:-1]
    overlap = np.minimum(bottom[:-1], bottom[1:]) - np.maximum(top[:-1], top[1:])
    follows = (overlap >= SAME_LINE * em) & (_REACH_BACK * em <= gap) & (gap <= WIDE_GAP * em)
    beside = wide[:-1] + wide[1:]
    least = np.where((beside == 0) & breaks[1:], _SPACE_HINTED, _SPACES[beside])
    return follows, gap > least * em


def _wide(glyphs: Glyphs) -> NDArray[np.int8]:
    """1 for each character that is set in a full square, 0 for the others; no character is looked up twice."""
    codes = glyphs.codes()
    for code in set(codes[_IS_WIDE[codes] < 0].tolist()):
        _IS_WIDE[code] = is_ideographic(chr(code))
    return _IS_WIDE[codes]


def _with_spaces(glyphs: Glyphs, places: Indices, printed: Glyphs, left: Indices) -> Glyphs:
    """The glyphs with a space put in at some places, between the printed character at `left` and the next one."""
    if not len(left):
        return glyphs
    _, top, x1, bottom = printed.boxes[left].T
    gaps = np.column_stack((x1, top, np.maximum(x1, printed.boxes[left + 1, 0]), bottom))
    codes = np.insert(glyphs.codes(), places, ord(" "))
    return Glyphs(decoded(codes), np.insert(glyphs.boxes, places, gaps, axis=0))


def _cut(glyphs: Glyphs, starts: Indices, homes: list[int]) -> dict[int, list[Chunk]]:
    """Chunks that begin at some glyphs and end where the next one begins, by home."""
    boxes, ems = glyphs.boxes, glyphs.ems()
    edges = np.column_stack((np.minimum.reduceat(boxes[:, :2], starts), np.maximum.reduceat(boxes[:, 2:], starts)))
    smallest, largest = np.minimum.reduceat(ems, starts).tolist(), np.maximum.reduceat(ems, starts).tolist()
    bounds = [*starts.tolist(), len(glyphs)]
    chunks: dict[int, list[Chunk]] = {}
    for at, (home, (x0, top, x1, bottom)) in enumerate(zip(homes, edges.tolist(), strict=True)):
        size = smallest[at] if smallest[at] == largest[at] else None
        part = glyphs.part(bounds[at], bounds[at + 1])
        chunks.setdefault(home, []).append(Chunk(part, x0, top, x1, bottom, None, size))
    return chunks
