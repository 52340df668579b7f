"""The order in which a person reads a page: down the lines, and down one column before the next.

Columns are looked for where a white gutter runs between two bodies of running text. Short entries side by side
(signature blocks, a table's columns) are read across, as lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from statistics import median

from docintel.readers.text_lines import Chunk, Line, make_lines

#: A column holds at least this many lines, filling at least this part of its width (the median line).
_COLUMN_LINES = 5
_COLUMN_FILL = 0.5
#: Lines that may cross a gutter (headings, captions), as part of all lines.
_CROSSING = 0.25
_BIN = 2.0
_MOST_NESTED = 3


def arrange(chunks: list[Chunk], depth: int = 0) -> list[list[Line]]:
    """The page's lines in reading order, one list for each run of lines that share a column."""
    lines = make_lines(chunks)
    merged = [chunk for line in lines for chunk in line.chunks]
    if depth < _MOST_NESTED:
        for gutter in _gutters(merged):
            if regions := _split(merged, gutter, depth):
                return regions
    return [lines] if lines else []


def _gutters(chunks: list[Chunk]) -> list[float]:
    """Where a gutter may run, the emptiest first: middles of the ranges that few lines cross."""
    if len(chunks) < 2 * _COLUMN_LINES:
        return []
    left, right = min(c.x0 for c in chunks), max(c.x1 for c in chunks)
    bins = int((right - left) / _BIN) + 1
    change = [0] * (bins + 1)
    for chunk in chunks:
        change[int((chunk.x0 - left) / _BIN)] += 1
        change[min(bins, int((chunk.x1 - left) / _BIN) + 1)] -= 1
    crossed = list(accumulate(change))[:-1]
    found = []
    for start, end in _low_runs(crossed, _CROSSING * len(chunks)):
        inside = range(start, end)
        least = min(crossed[at] for at in inside)
        emptiest = [at for at in inside if crossed[at] == least]
        middle = left + _BIN * (emptiest[len(emptiest) // 2] + 0.5)
        if left + 0.15 * (right - left) < middle < right - 0.15 * (right - left):
            found.append((least, middle))
    return [middle for _, middle in sorted(found)[:3]]


def _low_runs(counts: list[int], most: float) -> Iterator[tuple[int, int]]:
    start = None
    for at, count in enumerate([*counts, len(counts) + most + 1]):
        if count <= most and start is None:
            start = at
        elif count > most and start is not None:
            yield start, at
            start = None


def _split(chunks: list[Chunk], gutter: float, depth: int) -> list[list[Line]] | None:
    """Regions left and right of a gutter, between the lines that cross it; None when no band holds two columns."""
    across = sorted((c for c in chunks if c.x0 < gutter < c.x1), key=lambda c: c.top)
    rest = [c for c in chunks if not c.x0 < gutter < c.x1]
    regions: list[list[Line]] = []
    plain: list[Chunk] = []
    found = False
    for crossing, band in _bands(across, rest):
        left, right = [c for c in band if c.x1 <= gutter], [c for c in band if c.x0 >= gutter]
        plain += crossing
        if _are_columns(left, right):
            found = True
            regions += [region for part in (plain, left, right) for region in arrange(part, depth + 1)]
            plain = []
        else:
            plain += band
    return [*regions, *arrange(plain, depth + 1)] if found else None


def _bands(across: list[Chunk], rest: list[Chunk]) -> Iterator[tuple[list[Chunk], list[Chunk]]]:
    """Each run of crossing lines with the chunks that stand below it and above the next run."""
    rest = sorted(rest, key=lambda c: (c.top + c.bottom) / 2)
    crossing: list[Chunk] = []
    at = 0
    for line in [*across, None]:
        band = []
        while at < len(rest) and (line is None or (rest[at].top + rest[at].bottom) / 2 < line.top):
            band.append(rest[at])
            at += 1
        if band:
            yield crossing, band
            crossing = []
        if line:
            crossing.append(line)
    if crossing:
        yield crossing, []


def _are_columns(left: list[Chunk], right: list[Chunk]) -> bool:
    """Whether two sides are read apart: both running text, or one beside a figure whose words keep other lines."""
    dense = _is_column(left), _is_column(right)
    if all(dense):
        return True
    text, other = (left, right) if dense[0] else (right, left)
    if not any(dense) or len(other) < _COLUMN_LINES:
        return False
    middles = [(c.top + c.bottom) / 2 for c in text]
    apart = sum(all(abs((c.top + c.bottom) / 2 - m) > 0.2 * (c.bottom - c.top) for m in middles) for c in other)
    return apart > 0.5 * len(other)


def _is_column(chunks: list[Chunk]) -> bool:
    """Whether chunks are running text: enough lines, most of them filling the width, and mostly words."""
    lines = [chunk for chunk in chunks if not chunk.grid]
    if len(lines) < _COLUMN_LINES:
        return False
    width = max(c.x1 for c in lines) - min(c.x0 for c in lines)
    text = "".join(chunk.text for chunk in lines)
    figures = sum(character.isdigit() or character in ",.()%$-" for character in text)
    return median(c.x1 - c.x0 for c in lines) >= _COLUMN_FILL * width and figures < 0.3 * len(text)
