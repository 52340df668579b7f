"""Tables of web pages as a reader sees them: currency signs and brackets back with their numbers, no filler columns.

A US filing sets "$", "1,234" and ")" in three cells with empty ones between; on paper that is one figure.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docintel.readers.blocks import line_shape
from docintel.readers.limits import require
from docintel.readers.text_builder import CellDraft, Draft, ParagraphDraft, TableDraft

_OPENING = re.compile(r"(?:(?:US|HK|NT|C|A|S)?\$|[¥￥€£]|RMB|USD|HKD|EUR|GBP|CNY)?\s*[(（-]?$")
_CLOSING = re.compile(r"[)）]?\s*[%％]?(?:\s*pts?\.?)?$")
_FIGURE = re.compile(r"[-+(（]*\s*[$¥￥€£]?\s*[\d.,]*\d[\d.,]*\s*[)）]?|[—–-]+")
_MARKER_LENGTH = 8


@dataclass(frozen=True, slots=True)
class HtmlCell:
    """A cell as the page's source has it."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class _Placed:
    row: int
    column: int
    end: int
    rows: int
    text: str


def table_drafts(rows: Sequence[Sequence[HtmlCell]], title: str | None = None) -> Iterator[Draft]:
    """The table; or running text where it only sets paragraphs, lists or a single line on the page."""
    placed = _joined(_placed(rows))
    if title:
        yield ParagraphDraft(title)
    if not placed:
        return
    starts = sorted({cell.column for cell in placed})
    lines = sorted({cell.row for cell in placed})
    if len(starts) == 1 or _is_list(placed) or (len(lines) == 1 and len(placed) < 4):
        yield from _as_lines(placed)
        return
    yield TableDraft(list(_compact(placed, starts, lines)), title=title)


def _placed(rows: Sequence[Sequence[HtmlCell]]) -> list[_Placed]:
    """Cells at their place in the grid; a cell that spans rows pushes those below it to the right."""
    found: list[_Placed] = []
    taken: dict[int, int] = {}
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while taken.get(column, 0) > at:
                column += 1
            if cell.text:
                found.append(_Placed(at, column, column + cell.columns, min(cell.rows, len(rows) - at), cell.text))
            require(len(found), "max_cells", "filled cells in one table")
            require(column + cell.columns, "max_cells", "columns in one table")
            if cell.rows > 1:
                taken.update(dict.fromkeys(range(column, column + cell.columns), at + cell.rows))
            column += cell.columns
    return found


def _joined(cells: list[_Placed]) -> list[_Placed]:
    """Signs of money, brackets and percent signs joined to the figure beside them."""
    found: list[_Placed] = []
    for cell in cells:
        last = found[-1] if found and found[-1].row == cell.row else None
        if last and (_opens(last.text, cell.text) or _closes(last.text, cell.text)):
            last.text, last.end = last.text + cell.text, cell.end
        else:
            found.append(cell)
    return found


def _opens(sign: str, figure: str) -> bool:
    return bool(_OPENING.fullmatch(sign) and not _FIGURE.fullmatch(sign) and _FIGURE.match(figure))


def _closes(figure: str, sign: str) -> bool:
    return bool(_CLOSING.fullmatch(sign) and _FIGURE.search(figure))


def _is_list(cells: list[_Placed]) -> bool:
    """Markers in the first column, words in the second: (a) | the Borrower …"""
    rows: dict[int, list[_Placed]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return all(
        len(row) == 1 or (len(row) == 2 and len(row[0].text) <= _MARKER_LENGTH and _is_marker(row[0].text))
        for row in rows.values()
    )


def _is_marker(text: str) -> bool:
    return line_shape(f"{text} x").kind in ("clause", "list_item") or bool(re.fullmatch(r"[•●○■□▪·*–—-]|o", text))


def _as_lines(cells: list[_Placed]) -> Iterator[Draft]:
    lines: dict[int, list[str]] = {}
    for cell in cells:
        lines.setdefault(cell.row, []).append(cell.text)
    for words in lines.values():
        text = " ".join(words)
        shape = line_shape(text)
        yield ParagraphDraft(text, shape.kind, shape.level, shape.number)


def _compact(cells: list[_Placed], starts: list[int], lines: list[int]) -> Iterator[CellDraft]:
    """The grid without rows and columns in which no cell begins."""
    for cell in cells:
        row, column = bisect_left(lines, cell.row), bisect_left(starts, cell.column)
        rows = bisect_left(lines, cell.row + cell.rows) - row
        columns = bisect_left(starts, cell.end) - column
        yield CellDraft(row, column, [ParagraphDraft(cell.text)], rows, columns)
