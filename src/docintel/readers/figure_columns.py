"""The columns of a table without rules: figures that end at one place, and references to notes before them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from docintel.readers.figure_rows import Entry, Row, is_reference
from docintel.readers.text_lines import Chunk

#: Right edges of one column differ by no more than this (ems).
SAME_EDGE = 0.5
#: Share of figures that must stand in a column, and of labels that must end before the first one.
_ALIGNED, _LABELS_CLEAR = 0.85, 0.85

_MONEY = re.compile(r"\d[,，]\d{3}|\d\.\d|[$€£¥￥()（）%％]")
_LEADERS = re.compile(r"\.{4,}|…{2,}|(?:\. ){4,}")


@dataclass(frozen=True, slots=True)
class Column:
    """Figures that end at one place, from the left edge of the widest."""

    x0: float
    x1: float
    is_reference: bool = False


def find_columns(rows: list[Row]) -> list[Column]:
    """The columns of figures of a run of rows; empty when the run is no table."""
    with_figures = [row for row in rows if row.has_figures]
    figures = [entry for row in with_figures for entry in row.figures]
    if len(with_figures) < 3 or _is_contents(with_figures):
        return []
    tolerance = SAME_EDGE * median(row.em for row in with_figures)
    numbers = [entry for entry in figures if any(c.isdigit() for c in entry.chunk.text)]
    columns = _disjoint(_clusters(numbers, tolerance))
    if not _align(figures, columns):
        # A column of nothing but dashes, as that of a parent company under a group's rows.
        columns = _disjoint(_clusters(figures, tolerance))
    if not columns or not _align(figures, columns) or not _is_dense(with_figures, numbers, columns):
        return []
    clear = sum(all(entry.chunk.x0 >= columns[0].x0 or entry.chunk.x1 <= columns[0].x1 for entry in row.entries
                    if not entry.is_figure) for row in with_figures)  # fmt: skip
    return [*_references(rows, columns[0]), *columns] if clear >= _LABELS_CLEAR * len(with_figures) else []


def _align(figures: list[Entry], columns: list[Column]) -> bool:
    aligned = sum(any(covers(entry.chunk, column) for column in columns) for entry in figures)
    return aligned >= _ALIGNED * len(figures)


def _references(rows: list[Row], first: Column) -> list[Column]:
    """The column of references to the notes ("五、12") between captions and figures, where the table has one."""
    behind = [entry for row in rows for entry in row.entries[1:] if entry.chunk.x1 <= first.x0]
    found = [entry.chunk for entry in behind if is_reference(entry)]
    if not found:
        return []
    column = Column(min(chunk.x0 for chunk in found), max(chunk.x1 for chunk in found), is_reference=True)
    captions = [row.entries[0].chunk for row in rows if not row.entries[0].is_figure]
    crossed = sum(chunk.x1 > column.x0 for chunk in captions)
    return [column] if crossed <= (1 - _LABELS_CLEAR) * len(captions) else []


def _clusters(figures: list[Entry], tolerance: float) -> list[Column]:
    """Figures that end at one place, where at least two do."""
    groups: list[list[Entry]] = []
    for entry in sorted(figures, key=lambda e: e.edge):
        if groups and entry.edge - groups[-1][-1].edge <= tolerance:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return [
        Column(min(e.chunk.x0 for e in group), max(e.chunk.x1 for e in group)) for group in groups if len(group) > 1
    ]


def _disjoint(columns: list[Column]) -> list[Column]:
    """Columns from left to right; figures that merely end elsewhere within a column belong to it."""
    joined: list[Column] = []
    for column in sorted(columns, key=lambda c: c.x0):
        if joined and column.x0 < joined[-1].x1:
            joined[-1] = Column(joined[-1].x0, max(joined[-1].x1, column.x1))
        else:
            joined.append(column)
    return joined


def _is_dense(rows: list[Row], numbers: list[Entry], columns: list[Column]) -> bool:
    """Whether enough rows fill the columns: two figures in three rows, or one of money in four."""
    if len(columns) >= 2:
        return sum(len(row.figures) >= 2 for row in rows) >= 3
    money = sum(bool(_MONEY.search(entry.chunk.text)) for entry in numbers)
    labelled = sum(len(row.entries) > 1 for row in rows)
    return len(rows) >= 4 and money >= 0.6 * len(numbers) and labelled >= 0.75 * len(rows)


def _is_contents(rows: list[Row]) -> bool:
    """Whether the rows are a list of contents: one page number each, dot leaders or never falling."""
    lasts = [row.entries[-1].chunk.text for row in rows]
    if any(len(row.figures) > 2 for row in rows) or not all(re.fullmatch(r"\d{1,3}", last) for last in lasts):
        return False
    numbers = [int(last) for last in lasts]
    return any(_LEADERS.search(row.line.text) for row in rows) or all(a <= b for a, b in pairwise(numbers))


def first_figures(columns: list[Column]) -> Column:
    """The first column that holds figures, not references."""
    return next(column for column in columns if not column.is_reference)


def begin_of_figures(columns: list[Column]) -> float:
    """Where the first column of figures may begin: as far left of its end as the next one ends right of it.

    Its heading may be wider than its figures.
    """
    first, *more = [column for column in columns if not column.is_reference]
    begin = first.x1 - (more[0].x1 - first.x1) if more else first.x0
    references = [column.x1 for column in columns if column.is_reference]
    return min(first.x0, max(begin, *references, begin))


def covers(chunk: Chunk, column: Column) -> bool:
    """Whether words stand over or under a column."""
    return chunk.x0 < column.x1 and chunk.x1 > column.x0
