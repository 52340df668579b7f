"""What Markdown adds to plain text: headings marked with # and tables drawn with bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import PurePath

from docintel.readers.blocks import LineShape, line_shape
from docintel.records import Cell, Span, Table

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
# Possessive: a line of a million blanks or dashes is looked at once, not once for each of them.
_RULE = re.compile(r"\s*+\|?\s*+:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+)*+\|?\s*+$")
_DRAWN = re.compile(r"^\|.*\|[^\S\n]*+\n\s*+\|?\s*+:?-{2,}+:?\s*+\|", re.M)
_BAR = re.compile(r"(?<!\\)\|")


def is_markdown(text: str, name: str) -> bool:
    """By its name, or by two headings or a drawn table in its text."""
    if PurePath(name).suffix.lower() in (".md", ".markdown"):
        return True
    return bool(_DRAWN.search(text))


def heading_shape(line: str) -> LineShape | None:
    """The heading a line with # is, with the number its words start with."""
    found = _HEADING.match(line)
    return LineShape("heading", line_shape(line[found.end() :]).number, len(found[1])) if found else None


def starts_table(line: str, following: str) -> bool:
    """Whether a line and the rule drawn below it begin a table."""
    return "|" in line and "|" in following and bool(_RULE.match(following))


def table_at(text: str, lines: Sequence[tuple[int, int]]) -> Table | None:
    """The table that starts at the first of these lines (start, end); None where none does."""
    if len(lines) < 2 or not starts_table(text[slice(*lines[0])], text[slice(*lines[1])]):
        return None
    rows = [lines[0]]
    for start, end in lines[2:]:
        if start != (rows[-1][1] if len(rows) > 1 else lines[1][1]) + 1 or "|" not in text[start:end]:
            break
        rows.append((start, end))
    cells = [cell for at, (start, end) in enumerate(rows) for cell in _row_cells(text, at, start, end)]
    return Table(span=Span(start=rows[0][0], end=max(rows[-1][1], lines[1][1])), cells=tuple(cells)) if cells else None


def _row_cells(text: str, row: int, start: int, end: int) -> list[Cell]:
    line = text[start:end]
    edges = [found.start() for found in _BAR.finditer(line)]
    bounds = [-1, *edges, len(line)]
    if not line[: bounds[1]].strip():
        bounds = bounds[1:]
    if len(bounds) > 2 and not line[bounds[-2] + 1 :].strip():
        bounds = bounds[:-1]
    return [
        Cell(row=row, column=column, span=_trimmed(text, start + left + 1, start + right))
        for column, (left, right) in enumerate(pairwise(bounds))
    ]


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    return Span(start=left, end=max(left, start + len(words.rstrip())))
