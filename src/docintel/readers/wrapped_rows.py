"""Lines of a table without rules that are one row: a caption set on two lines, its figures on either or between them.

Rows of a table stand at one distance from each other; lines that stand closer than that are lines of one caption.
Where the distances vary, or a caption's lines are as far apart as rows, every line stays a row of its own.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from docintel.readers.figure_rows import Row

#: Lines closer than this part of the distance between rows belong to one row.
_CLOSER = 0.85
#: So many of the distances between neighbouring rows must be alike, within this part of one.
_REGULAR, _ALIKE = 0.7, 0.12
#: Fewer distances than this say nothing.
_FEWEST = 3
_ENDS_HEADING = (":", "：")


def gather_rows(rows: list[Row]) -> list[list[Row]]:
    """The lines in order, those of one row together."""
    pitch = _pitch(rows)
    groups: list[list[Row]] = []
    for row in rows:
        if groups and pitch and _goes_on(groups[-1], row, pitch):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [part for group in groups for part in _parted(group)]


def with_rest_of_captions(rows: list[Row], start: int, end: int, floor: int) -> tuple[int, int]:
    """The run of rows with the lines of a caption above its first row or below its last, from `floor` on."""
    pitch = _pitch(rows[start:end])
    if pitch is None:
        return start, end
    while start > floor and _is_rest(rows[start - 1], rows[start - 1 : start + 1], pitch):
        start -= 1
    while end < len(rows) and _is_rest(rows[end], rows[end - 1 : end + 1], pitch):
        end += 1
    return start, end


def _is_rest(row: Row, pair: list[Row], pitch: float) -> bool:
    above, below = pair
    if row.line.grid or len(row.entries) != 1 or row.figures:
        return False
    return _middle(below) - _middle(above) < _CLOSER * pitch and not above.line.text.rstrip().endswith(_ENDS_HEADING)


def _pitch(rows: list[Row]) -> float | None:
    """The distance from row to row, told by rows that hold caption and figures; None where it is not one."""
    steps = [_middle(b) - _middle(a) for a, b in pairwise(rows) if _is_whole(a) and _is_whole(b)]
    if len(steps) < _FEWEST:
        return None
    usual = median(steps)
    alike = sum(abs(step - usual) <= _ALIKE * usual for step in steps)
    return usual if alike >= _REGULAR * len(steps) else None


def _goes_on(group: list[Row], row: Row, pitch: float) -> bool:
    above = group[-1]
    if _middle(row) - _middle(above) >= _CLOSER * pitch:
        return False
    return not above.line.text.rstrip().endswith(_ENDS_HEADING)


def _parted(group: list[Row]) -> list[list[Row]]:
    """A group with two figures in one column is more than one row: its lines stay apart.

    On a scan the figures between two lines of a caption may fall in with either of them.
    """
    figures = sorted((entry.chunk.x0, entry.chunk.x1) for row in group for entry in row.figures)
    return [[row] for row in group] if any(b[0] < a[1] for a, b in pairwise(figures)) else [group]


def _is_whole(row: Row) -> bool:
    return bool(row.figures) and not row.entries[0].is_figure


def _middle(row: Row) -> float:
    return (row.line.top + row.line.bottom) / 2
