"""Rows of a statement that fell off its table at the edge of a page: too few to be told for a table by themselves.

Where a page ends after the head and the first rows of a table without rules, those rows are lines of text, and the
table on the next page has lost its head; where it begins with the last rows, those are lines. They are taken back when
they hold as many numbers as the table has columns: a row with a blank does not say where its number stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docintel.extractors.statement_columns import read_layout
from docintel.extractors.statement_grid import Grid, Row
from docintel.extractors.statement_lines import FEWEST_ROWS, read_head, read_line
from docintel.extractors.statement_numbers import is_amount
from docintel.extractors.statement_titles import read_title
from docintel.records import Document, Span

#: Lines looked at above a table.
_LINES = 30
_FEWEST_COLUMNS = 2
#: 项目 and 附注 on a line of their own between the lines of a head (characters).
_BESIDE = 8


def with_lines_around(document: Document, grid: Grid, after: int) -> Grid:
    """The table with the rows of its own that stand as lines above it (with its head) or below it."""
    if grid.ragged or document.page_at(grid.span.start) is None:
        return grid
    layout = read_layout(grid.rows)
    columns = [column for column in layout.columns if column.amounts]
    if len(columns) < _FEWEST_COLUMNS:
        return grid
    places = [(column.start, column.end) for column in columns]
    above = () if any(column.words for column in columns) else _above(document, grid, places, after)
    below = _below(document, grid, places)
    if not above and not below:
        return grid
    rows = (*above, *grid.rows, *below)
    spans = [cell.span for row in rows for cell in row]
    return replace(
        grid,
        rows=rows,
        span=Span(start=min(span.start for span in spans), end=max(span.end for span in spans)),
    )


def _above(document: Document, grid: Grid, places: list[tuple[int, int]], after: int) -> tuple[Row, ...]:
    """The lines from the head of the columns down to the table; none when no head is near."""
    found: list[Row] = []
    heads: list[Row] = []
    first = max((table.span.end for table in document.tables if table.span.end <= grid.span.start), default=after)
    for start, line in reversed(list(_lines(document, max(after, first), grid.span.start))[-_LINES:]):
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


def _below(document: Document, grid: Grid, places: list[tuple[int, int]]) -> tuple[Row, ...]:
    """The lines that begin the page after the table while they are rows of as many numbers."""
    found: list[Row] = []
    last = document.page_at(grid.span.end - 1)
    behind = (table.span.start for table in document.tables if table.span.start >= grid.span.end)
    for start, line in _lines(document, grid.span.end, min(behind, default=len(document.text))):
        row = read_line(start, line)
        if document.page_at(start) == last or row is None or len(row) != len(places) + 1 or not is_amount(row[-1]):
            break
        found.append(_under(row, places, captioned=True))
    # More of them are told for a table of their own, which goes on with this one.
    return tuple(found) if len(found) < FEWEST_ROWS else ()


def _lines(document: Document, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The lines between two places that are no running head or foot."""
    taken = [block.span for block in document.blocks if block.kind in ("header", "footer")]
    at = start
    for line in document.text[start:end].split("\n"):
        span = Span(start=at, end=at + len(line))
        if line.strip() and not any(span.overlaps(other) for other in taken):
            yield at, line
        at += len(line) + 1


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
