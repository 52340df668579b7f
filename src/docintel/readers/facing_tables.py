"""Two tables without rules side by side, as an account-form balance sheet: assets left, liabilities and equity right.

Told by captions that begin at one place behind figures and are followed by figures, row after row. Read as one table,
every caption of the right half would part the figures of the left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from docintel.readers.figure_rows import Entry, Row
from docintel.readers.text_lines import Chunk, Line

#: Captions of the right half begin within this of each other (ems), in at least so many rows.
_SAME_START, _FEWEST_ROWS = 0.6, 6
#: They are captions, not "n.s.": mostly different words, of more than so many letters.
_DIFFERENT, _SHORTEST = 0.7, 3
_ROW_GAP = 2.6
#: How far before the captions of the right half it begins (part of the first number above).
_JUST_BEFORE = 0.2
#: A figure of the left half and a caption of the right so close that they were taken for words of one place.
_FIGURE_THEN_WORDS = re.compile(r"([(（\-－]?\d{1,3}(?:[,，]\d{3})*(?:\.\d+)?[)）]?|[-–—－]{1,2})\s+(\D.*)")


class Facing(NamedTuple):
    """Two tables side by side: the first line, the line after the last, and the rows of either half, line by line."""

    start: int
    end: int
    left: list[Row | None]
    right: list[Row | None]


def find_facing(rows: Sequence[Row]) -> Facing | None:
    """The first two facing tables among a region's rows, None where there are none."""
    parted = [Row(row.line, [part for entry in row.entries for part in _parted(entry)]) for row in rows]
    starts = [(at, entry) for at, row in enumerate(parted) for entry in _between_figures(row)]
    for split, members in _clusters(starts):
        start, end = members[0], members[-1] + 1
        if any(not _splits(row, split) for row in parted[start:end]):
            continue
        while start > 0 and _continues(parted[start - 1], parted[start], split):
            start -= 1
        while end < len(rows) and parted[end].has_figures and _continues(parted[end - 1], parted[end], split):
            end += 1
        halves = [_halves(row, split) for row in parted[start:end]]
        return Facing(start, end, [left for left, _ in halves], [right for _, right in halves])
    return None


def _between_figures(row: Row) -> list[Entry]:
    """Words that have a figure before and a figure behind them."""
    places = [at for at, entry in enumerate(row.entries) if entry.is_figure]
    return [entry for entry in row.entries[places[0] : places[-1]] if not entry.is_figure] if places else []


def _clusters(starts: Sequence[tuple[int, Entry]]) -> list[tuple[float, list[int]]]:
    """Where captions begin in enough rows, from left to right, with the numbers of those rows."""
    if not starts:
        return []
    near = _SAME_START * median(entry.chunk.em for _, entry in starts)
    groups: list[list[tuple[int, Entry]]] = []
    for at, entry in sorted(starts, key=lambda each: each[1].chunk.x0):
        if groups and entry.chunk.x0 - groups[-1][-1][1].chunk.x0 <= near:
            groups[-1].append((at, entry))
        else:
            groups.append([(at, entry)])
    return [
        (group[0][1].chunk.x0 - _JUST_BEFORE * near, sorted(at for at, _ in group))
        for group in groups
        if _are_captions(group)
    ]


def _are_captions(group: Sequence[tuple[int, Entry]]) -> bool:
    texts = [entry.chunk.text for _, entry in group]
    return (
        len(texts) >= _FEWEST_ROWS
        and len(set(texts)) >= _DIFFERENT * len(texts)
        and median(len(text) for text in texts) > _SHORTEST
    )


def _continues(above: Row, below: Row, split: float) -> bool:
    rows = (above, below)
    if not all(row.entries and _splits(row, split) for row in rows):
        return False
    return below.line.top - above.line.bottom <= _ROW_GAP * below.line.chunks[0].em


def _splits(row: Row, split: float) -> bool:
    """Whether nothing of a row reaches over the place where the right half begins."""
    return not row.line.grid and not any(entry.chunk.x0 < split < entry.chunk.x1 for entry in row.entries)


def _halves(row: Row, split: float) -> tuple[Row | None, Row | None]:
    left = [entry for entry in row.entries if entry.chunk.x0 < split]
    right = [entry for entry in row.entries if entry.chunk.x0 >= split]
    one, other = (Row(Line([e.chunk for e in half]), half) if half else None for half in (left, right))
    return one, other


def _parted(entry: Entry) -> list[Entry]:
    found = None if entry.is_figure else _FIGURE_THEN_WORDS.fullmatch(entry.chunk.text)
    if found is None:
        return [entry]
    glyphs = entry.chunk.glyphs
    return [
        Entry(Chunk.of(glyphs.part(*found.span(1))), True),
        Entry(Chunk.of(glyphs.part(*found.span(2))), False),
    ]
