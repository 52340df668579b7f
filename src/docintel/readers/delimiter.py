"""Which sign parts the columns of a CSV file: the one that cuts its lines into equally many fields."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO

DELIMITERS = (",", "\t", ";", "|", "，")
_LINES = 200
_SAMPLE = 1_000_000
#: So many of the lines must have the same number of columns before a nameless text counts as a table.
_AGREEING = 0.9
_LEAST_LINES = 3


def delimiter_of(text: str, *, strict: bool = False) -> str | None:
    """The delimiter; with `strict` None unless nearly all lines agree, so that prose with commas stays prose."""
    # Sheets with lines of more than 5,000 characters are judged by their first million.
    sample = "\n".join(text[:_SAMPLE].splitlines()[:_LINES])
    best, best_score = None, (0.0, 0)
    for delimiter in DELIMITERS:
        share, width = _agreement(sample, delimiter)
        if width > 1 and (share, width) > best_score:
            best, best_score = delimiter, (share, width)
    if strict and (best is None or best_score[0] < _AGREEING or not _is_tabular(sample, best)):
        return None
    return best


def _agreement(sample: str, delimiter: str) -> tuple[float, int]:
    """The share of lines with the commonest number of fields, and that number."""
    widths = Counter(len(row) for row in rows_of(sample, delimiter) if row)
    if not widths:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    return count / widths.total(), width


def _is_tabular(sample: str, delimiter: str) -> bool:
    rows = [row for row in rows_of(sample, delimiter) if row]
    fields = [field for row in rows for field in row]
    return len(rows) >= _LEAST_LINES and sum(map(len, fields)) / max(len(fields), 1) <= 40


def rows_of(text: str, delimiter: str) -> Iterator[list[str]]:
    """The fields of each line, one line at a time; quotes may hold delimiters and line ends."""
    # Fields of contracts exported from databases pass the csv module's default of 131,072 characters.
    csv.field_size_limit(2**30)
    if len(delimiter) == 1 and delimiter != "，":
        yield from csv.reader(StringIO(text), delimiter=delimiter)
    else:
        yield from (line.split(delimiter) for line in text.splitlines())
