"""Statements that stand in no table: text lines of a caption and the numbers behind it, read as a ragged grid."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from docintel.extractors.statement_columns import read_scope
from docintel.extractors.statement_grid import Grid, GridCell, Row
from docintel.extractors.statement_numbers import is_amount, is_year
from docintel.extractors.statement_periods import read_period
from docintel.language.views import half_width
from docintel.records import Document, Span

_NUMBER = r"[(（]?[-–−－]?[$¥￥]?\s?\d{1,3}(?:[,，]\d{3})*(?:\.\d+)?[)）]?|[-–—－]{1,2}"
_TAIL = re.compile(rf"(?:(?<=\s)|(?<=[\u4e00-\u9fff)）:：]))(?:{_NUMBER})(?:\s+(?:{_NUMBER}))*\s*$")
_CHUNK = re.compile(_NUMBER)
_PERIOD_HEADER = re.compile(
    r"期末|期初|年末|年初|本期|上期|本年|上年|\b(?:19|20)\d{2}\b|\d{4}\s*年|ended", re.IGNORECASE
)
_HEADER_TOKEN = re.compile(
    r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4}\s*年度?|[A-Za-z]+\.? \d{1,2},? \d{4}|\d{1,2} [A-Za-z]+ \d{4}|\S+"
)
_GROUPED = re.compile(r"\d[,，]\d{3}")
_WORD = re.compile(r"\S+")
#: Rows with numbers from which lines of text are told for a statement.
FEWEST_ROWS = 5
_LONGEST_LINE = 160
_BREAK = 3
_APART = 200


def read_lines(document: Document, grids: list[Grid]) -> Iterator[Grid]:
    """Runs of text lines outside the tables that look like a statement: enough captions with as many numbers each."""
    run: list[Row] = []
    silent = 0
    for start, line in _outside(document, grids):
        if line is None:
            yield from _finished(run)
            run, silent = [], 0
            continue
        row = read_line(start, line, len(run))
        if row is None:
            silent += 1
            if silent > _BREAK and run:
                yield from _finished(run)
                run = []
            continue
        silent = 0 if len(row) > 1 else silent
        run.append(row)
    yield from _finished(run)


def _outside(document: Document, grids: list[Grid]) -> Iterator[tuple[int, str | None]]:
    """Lines of the text outside tables, with their offsets, and None where a table stands; running lines left out."""
    tables = [(grid.span.start, grid.span.end, True) for grid in grids]
    running = [(b.span.start, b.span.end, False) for b in document.blocks if b.kind in ("header", "footer")]
    taken = sorted(tables + running)
    at = 0
    place = 0
    for line in document.text.split("\n"):
        while place < len(taken) and taken[place][1] <= at:
            place += 1
        free = place == len(taken) or taken[place][0] >= at + len(line)
        if free and line.strip():
            yield at, line
        elif not free and taken[place][2]:
            yield at, None
        at += len(line) + 1


def read_line(start: int, line: str, number: int = 0) -> Row | None:
    """A caption with its numbers, counted from the right, or a header or heading; None for running text."""
    if len(line) > _LONGEST_LINE:
        return None
    tail = _TAIL.search(line)
    # 期末现金及现金等价物余额 is a caption, 期末余额 2024 a head: amounts tell one from the other.
    heads = tail is None or (_PERIOD_HEADER.search(line[: tail.start()]) and not _GROUPED.search(tail.group()))
    if tail and tail.start() > 0 and not heads:
        words = ((m.end() - len(m.group().lstrip()), m.end()) for m in _CHUNK.finditer(tail.group()))
        numbers = [(tail.start() + first, tail.start() + last) for first, last in words]
        caption = line[: tail.start()].rstrip()
        if caption.strip():
            label = _cell(start, line, (len(line) - len(line.lstrip()), len(caption)), number, 0)
            return (label, *(_cell(start, line, at, number, 100 - len(numbers) + n) for n, at in enumerate(numbers)))
    if _PERIOD_HEADER.search(line):
        tokens = [m.span() for m in _HEADER_TOKEN.finditer(line)]
        periods = [at for at in tokens if _PERIOD_HEADER.search(line[at[0] : at[1]])]
        if len(periods) > 1:
            return tuple(_cell(start, line, at, number, 100 - len(periods) + n) for n, at in enumerate(periods))
    if len(line.strip()) > 60:
        return None
    return (_cell(start, line, (len(line) - len(line.lstrip()), len(line.rstrip())), number, 0),)


def read_head(start: int, line: str, columns: int) -> Row | None:
    """The last words of a line that heads so many columns with a period or a company each; None for other lines."""
    if len(line) > _LONGEST_LINE:
        return None
    words = [found.span() for found in _WORD.finditer(line)]
    # Word sets blanks around the digits of a date: each head is so many words.
    for size in range(1, len(words) // columns + 1):
        heads = words[len(words) - size * columns :]
        places = [(heads[at][0], heads[at + size - 1][1]) for at in range(0, len(heads), size)]
        cells = tuple(_cell(start, line, place, 0, 100 + at) for at, place in enumerate(places))
        if all(_heads(cell) for cell in cells):
            return cells
    return None


def _heads(cell: GridCell) -> bool:
    """Whether a cell's words say a period or a company."""
    said = read_period(cell.text).said or read_scope(cell.text) is not None
    return said and (is_year(cell) or not is_amount(cell))


def _cell(start: int, line: str, at: tuple[int, int], row: int, column: int) -> GridCell:
    return GridCell(row, column, 1, Span(start=start + at[0], end=start + at[1]), half_width(line[at[0] : at[1]]))


def _finished(run: list[Row]) -> Iterator[Grid]:
    """The run as a grid when enough rows carry numbers.

    A row with fewer numbers than columns has lost its blanks: its numbers stand apart, under no period, because
    nothing says to which column they belong.
    """
    counts = Counter(len(row) - 1 for row in run if len(row) > 1 and is_amount(row[-1]))
    while run and len(run[-1]) == 1:
        run = run[:-1]
    if counts.total() < FEWEST_ROWS:
        return
    columns = max(counts, key=lambda count: (counts[count], count))
    rows = tuple(_set_apart(row, columns) for row in run)
    first, last = run[0][0].span.start, run[-1][-1].span.end
    yield Grid(rows=rows, title=None, span=Span(start=first, end=last), ragged=True)


def _set_apart(row: Row, columns: int) -> Row:
    numbers = len(row) - 1
    if not is_amount(row[-1]) or numbers == 0 or numbers == columns:
        return row
    if numbers > columns:
        return (row[0], *row[-columns:])
    return (row[0], *(replace(cell, column=_APART + at) for at, cell in enumerate(row[1:])))
