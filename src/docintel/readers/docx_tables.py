"""Tables of a Word document: merged cells with their extent, layout tables as running text.

Deleted rows are left out, the words of deleted cells too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from docintel.readers.archive import local
from docintel.readers.docx_numbering import number, value
from docintel.readers.docx_runs import moment, removed_text
from docintel.readers.limits import check_time
from docintel.readers.text_builder import CellDraft, Draft, Mark, ParagraphDraft, TableDraft

if TYPE_CHECKING:
    from lxml.etree import _Element

_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo"))
Reader = Callable[["_Element"], list[Draft]]


def read_table(table: _Element, read_cell: Reader) -> TableDraft:
    """The cells of a table; `read_cell` drafts what stands in one."""
    cells: dict[tuple[int, int], CellDraft] = {}
    #: The cell each column belongs to while a vertical merge goes on.
    merging: dict[int, tuple[int, int]] = {}
    at = 0
    removed: list[Mark] = []
    for row in _members(table, "tr"):
        check_time()
        if gone := _removed(row, "trPr", "del"):
            removed.append(gone)
            continue
        _read_row(row, at, cells, merging, read_cell)
        at += 1
    if removed and cells:
        first = min(cells)
        cells[first] = replace(cells[first], content=[ParagraphDraft("", marks=tuple(removed)), *cells[first].content])
    return TableDraft(list(cells.values()))


def as_flow(table: TableDraft) -> Iterator[Draft]:
    """The table; or, where it has one column and so only frames its text, the paragraphs in it."""
    if any(cell.column or cell.columns > 1 for cell in table.cells):
        yield table
        return
    for cell in table.cells:
        yield from cell.content


def _read_row(
    row: _Element,
    at: int,
    cells: dict[tuple[int, int], CellDraft],
    merging: dict[int, tuple[int, int]],
    read_cell: Reader,
) -> None:
    column = _property(row, "trPr", "gridBefore")
    for cell in _members(row, "tc"):
        columns = max(_property(cell, "tcPr", "gridSpan", 1), 1)
        if gone := _removed(cell, "tcPr", "cellDel"):
            # its column stays, empty: what stands right of it keeps its place under its head
            cells[at, column] = CellDraft(at, column, [ParagraphDraft("", marks=(gone,))], columns=columns)
            column += columns
            continue
        merge = _merge(cell)
        if merge == "continue" and column in merging:
            top = merging[column]
            cells[top] = replace(cells[top], rows=at - top[0] + 1)
            # Word hides what stands in a continued cell, but some programs keep words there.
            cells[top] = replace(cells[top], content=[*cells[top].content, *_worded(read_cell(cell))])
        else:
            stamp = _change(row, "trPr", "ins") or _change(cell, "tcPr", "cellIns")
            content = [_inserted(one, stamp) for one in read_cell(cell)]
            cells[at, column] = CellDraft(at, column, content, columns=columns)
            merging.pop(column, None)
            if merge == "restart":
                merging[column] = (at, column)
        column += columns


def _worded(drafts: list[Draft]) -> list[Draft]:
    return [one for one in drafts if isinstance(one, TableDraft) or one.text.strip()]


def _merge(cell: _Element) -> str:
    for one in _properties(cell, "tcPr"):
        if local(one) == "vMerge":
            return value(one, "val") or "continue"
    return ""


def _property(element: _Element, properties: str, name: str, default: int = 0) -> int:
    found = (value(one, "val") for one in _properties(element, properties) if local(one) == name)
    return min(number(next(found, ""), default), 1000)


def _properties(element: _Element, name: str) -> Iterator[_Element]:
    for child in element:
        if local(child) == name:
            yield from child


def _members(element: _Element, name: str) -> Iterator[_Element]:
    """Rows of a table or cells of a row, content controls around them aside."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in _WRAPPERS:
            yield from _members(child, name)


def _removed(element: _Element, properties: str, name: str) -> Mark | None:
    """The words of a row or cell that was deleted as a whole."""
    stamp = _change(element, properties, name)
    return None if stamp is None else Mark("deletion", removed_text(element), 0, 0, *stamp)


def _inserted(draft: Draft, stamp: tuple[str | None, datetime | None] | None) -> Draft:
    """A paragraph of a row or cell that was inserted as a whole; Word marks the words in it too, others do not."""
    if stamp is None or isinstance(draft, TableDraft) or any(one.kind == "insertion" for one in draft.marks):
        return draft
    mark = Mark("insertion", draft.text, 0, len(draft.text), *stamp)
    return replace(draft, marks=(*draft.marks, mark)) if draft.text.strip() else draft


def _change(element: _Element, properties: str, name: str) -> tuple[str | None, datetime | None] | None:
    """Who changed a row or cell as a whole, and when; None where nobody did."""
    for one in _properties(element, properties):
        if local(one) == name:
            return value(one, "author") or None, moment(value(one, "date"))
    return None
