"""Characters printed twice: bold made by printing the same character again, a hair apart, counts once."""

from __future__ import annotations

import numpy as np

from docintel.readers.page_glyphs import Column, Edges, Flags, Glyphs, Indices

#: A character printed twice stands within this of its double (points).
_NEAR = 3.0
_AROUND = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
#: Part of a character's width and height that its double covers.
_COVERED = 0.7
#: Characters narrower than this are always compared (points).
_NARROW = 0.1
#: Places are sorted in steps of this part of a point, so neighbours may stand in the wrong order by that much.
_PER_POINT = 64
_SLACK = 2 / _PER_POINT


def without_doubles(glyphs: Glyphs) -> Flags:
    """Which glyphs to keep: all but those that cover an equal one kept before them."""
    kept = np.ones(len(glyphs), np.bool_)
    if len(glyphs) < 2:
        return kept
    suspects = _suspects(glyphs)
    places: dict[tuple[str, int, int], Edges] = {}
    for at, edges in zip(suspects.tolist(), glyphs.boxes[suspects].tolist(), strict=True):
        box: Edges = tuple(edges)
        text, x, y = glyphs.text[at], int(box[0] / _NEAR), int(box[1] / _NEAR)
        near = [other for step in _AROUND if (other := places.get((text, x + step[0], y + step[1])))]
        if any(_covers(other, box) for other in near):
            kept[at] = False
        else:
            places[text, x, y] = box
    return kept


# on a page of absurd size places cannot be counted, and no warning is due
@np.errstate(invalid="ignore", over="ignore")
def _suspects(glyphs: Glyphs) -> Indices:
    """All glyphs of each character of which two overlap, or that is very narrow: a handful of a page, mostly none.

    Doubles stand in the same or the next band of 3 points. Looking at pairs of bands twice, the second time one band
    further down, brings both into one pair. Sort the equal characters of a pair of bands by where they begin: two that
    overlap by 0.7 of a width make neighbours overlap by 0.7 of the least width of that character.
    """
    codes, boxes = glyphs.codes(), glyphs.boxes
    widths = boxes[:, 2] - boxes[:, 0]
    is_suspect = widths < _NARROW
    bands = (boxes[:, 1] / _NEAR).astype(np.int64)
    left, right = boxes[:, 0], boxes[:, 2]
    steps = (left * _PER_POINT).astype(np.int64)
    least: Column | None = None
    for shift in (0, 1):
        groups = codes << 16 | (bands + shift) // 2 & 0xFFFF
        order = np.argsort((groups << 24) + steps)
        if least is None:
            # both orders are by character first, so this holds for the second as well
            least = _COVERED * _least(widths[order], codes[order])[1:] - _SLACK
        groups, ends = groups[order], right[order]
        overlap = np.minimum(ends[:-1], ends[1:]) - left[order[1:]]
        is_suspect[order[1:][(groups[:-1] == groups[1:]) & (overlap > least)]] = True
    is_suspect &= ~glyphs.spaces()
    if not np.any(is_suspect):
        return np.empty(0, np.int64)
    return np.flatnonzero(np.isin(codes, codes[is_suspect]))


def _least(widths: Column, codes: Indices) -> Column:
    """The least width of the same character on the page, for each of the characters sorted by code."""
    begins = np.append(True, codes[1:] != codes[:-1])
    least: Column = np.minimum.reduceat(widths, np.flatnonzero(begins))[np.cumsum(begins) - 1]
    return least


def _covers(a: Edges, b: Edges) -> bool:
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return width > _COVERED * (b[2] - b[0]) and height > _COVERED * (b[3] - b[1])
