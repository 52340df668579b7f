"""Rows of a statement that fell off its table at the edge of a page: too few to be told for a table by themselves.

Where a page ends after the head and the first rows of a table without rules, those rows are lines of text, and the
table on the next page has lost its head; where it begins with the last rows, those are lines. They are taken back when
they hold as many numbers as the table has columns: a row with a blank does not say where its number stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from docintel.extractors.statement_accounts import chart
from docintel.extractors.statement_columns import read_layout
from docintel.extractors.statement_continued import LAST_ROWS
from docintel.extractors.statement_grid import Grid, Row
from docintel.extractors.statement_labels import read_label
from docintel.extractors.statement_lines import FEWEST_ROWS, read_head, read_line
from docintel.extractors.statement_numbers import is_amount
from docintel.extractors.statement_titles import PRIMARY, read_title
from docintel.records import Document, Span

#: How far from a table its rows may stand (characters).
_FAR = 2_000
_FEWEST_COLUMNS = 2
#: What stands below statements and on pages after them: signatures, headings, sentences.
_NO_CAPTION = re.compile(
    r"法定代表人|负责人|单位|[。；;]|^[一二三四五六七八九十]{1,3}、\s*(?:公司|财务|重要|合并|母公司)"
)
#: 项目 and 附注 on a line of their own between the lines of a head (characters).
_BESIDE = 8


class Edges:
    """The lines of a paged document that stand between its tables, running heads and feet left out."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._running = sorted(
            (block.span.start, block.span.end) for block in document.blocks if block.kind in ("header", "footer")
        )
        self._starts = sorted(table.span.start for table in document.tables)
        self._ends = sorted(table.span.end for table in document.tables)

    def complete(self, grid: Grid, after: int) -> Grid:
        """The table with the rows of its own that stand as lines above it (with its head) or below it.

        `after` is where the table printed before it ends.
        """
        if grid.ragged or self._document.page_at(grid.span.start) is None:
            return grid
        columns = [column for column in read_layout(grid.rows).columns if column.amounts]
        if len(columns) < _FEWEST_COLUMNS:
            return grid
        places = [(column.start, column.end) for column in columns]
        above = () if any(column.words for column in columns) else self._above(grid, places, after)
        below = () if _is_over(grid) else self._below(grid, places)
        if not above and not below:
            return grid
        rows = (*above, *grid.rows, *below)
        spans = [cell.span for row in rows for cell in row]
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        return replace(grid, rows=rows, span=Span(start=start, end=end))

    def _above(self, grid: Grid, places: list[tuple[int, int]], after: int) -> tuple[Row, ...]:
        """The lines from the head of the columns down to the table; none when no head is near."""
        found: list[Row] = []
        heads: list[Row] = []
        before = bisect_right(self._ends, grid.span.start)
        first = max(after, self._ends[before - 1] if before else 0, grid.span.start - _FAR)
        for start, line in reversed(list(self._lines(first, grid.span.start))):
            head = read_head(start, line, len(places))
            if head is not None:
                heads.append(_under(head, places, captioned=False))
                continue
            row = read_line(start, line)
            if heads and row is not None and len(row) == 1 and len(line.strip()) <= _BESIDE:
                continue
            if heads or row is None or read_title(line) is not None or len(row) not in (1, len(places) + 1):
                break
            found.append(_under(row, places, captioned=True))
        return (*reversed(heads), *reversed(found)) if heads else ()

    def _below(self, grid: Grid, places: list[tuple[int, int]]) -> tuple[Row, ...]:
        """The rows of as many numbers that begin the page after the table, behind captions that have none."""
        found: list[Row] = []
        page = self._document.page_at(grid.span.end - 1)
        behind = bisect_left(self._starts, grid.span.end)
        end = self._starts[behind] if behind < len(self._starts) else len(self._document.text)
        for start, line in self._lines(grid.span.end, min(end, grid.span.end + _FAR)):
            row = read_line(start, line)
            if row is None or not _is_row(row, line, len(places)):
                break
            if len(row) > 1 and self._document.page_at(start) == page:
                break
            found.append(_under(row, places, captioned=True))
        while found and len(found[-1]) == 1:
            found.pop()
        # More of them are told for a table of their own, which goes on with this one.
        return tuple(found) if sum(len(row) > 1 for row in found) < FEWEST_ROWS else ()

    def _lines(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        at = start
        for line in self._document.text[start:end].split("\n"):
            last = at + len(line)
            before = bisect_left(self._running, (last, last)) - 1
            if line.strip() and (before < 0 or self._running[before][1] <= at):
                yield at, line
            at = last + 1


def _is_row(row: Row, line: str, numbers: int) -> bool:
    """Whether a line is a caption, alone or before as many numbers."""
    if len(row) > 1:
        return len(row) == numbers + 1 and is_amount(row[-1])
    return read_title(line) is None and not _NO_CAPTION.search(line)


def _is_over(grid: Grid) -> bool:
    """Whether the table ends with the last row of a statement."""
    label = read_label(grid.rows[-1][0].text)
    accounts = (chart(kind).find_exactly(label) for kind in PRIMARY)
    return any(account is not None and account.key in LAST_ROWS for account in accounts)


def _under(row: Row, places: list[tuple[int, int]], *, captioned: bool) -> Row:
    """The row's cells in the table's own columns."""
    caption = row[:1] if captioned else ()
    numbers = row[len(caption) :]
    return (
        *caption,
        *(
            replace(cell, column=start, columns=end - start)
            for cell, (start, end) in zip(numbers, places, strict=False)
        ),
    )
