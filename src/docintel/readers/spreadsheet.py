"""Spreadsheets and CSV: one table a sheet, each cell shown as Excel shows it beside its exact stored value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import PurePath

from docintel.readers.cell_references import column_letters
from docintel.readers.charset import decode
from docintel.readers.delimiter import delimiter_of, rows_of
from docintel.readers.limits import check_time, require
from docintel.readers.number_format import is_date_format, show_general, show_number
from docintel.readers.plain import loss_notes
from docintel.readers.sniff import XLSX
from docintel.readers.text_builder import CellDraft, Mark, ParagraphDraft, TableDraft, TextBuilder, unix_lines, visible
from docintel.readers.workbook import Sheet, SheetCells, SheetSource, StoredCell, Workbook
from docintel.records import Reading
from docintel.settings import current_settings

_PLAIN_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?$")
_NAMED = 5
#: Excel's numbers are IEEE 754 doubles: none has more digits before its point.
_LARGEST = 308


class SpreadsheetReader:
    """Reads .xlsx, .xlsm, .csv and .tsv."""

    name = "spreadsheet"
    version = 2

    def read(self, data: bytes, name: str) -> Reading:
        """Each sheet as a table under its name; hidden ones are read and flagged."""
        builder = TextBuilder()
        if data.startswith(b"PK"):
            media_type = XLSX
            add_workbook(builder, Workbook.open(data))
        else:
            media_type = _add_delimited(builder, data, name)
        return Reading(builder.document(data, name, media_type=media_type, reader=f"{self.name}@{self.version}"))


def add_workbook(builder: TextBuilder, workbook: SheetSource) -> None:
    """Write each sheet that holds something as a heading and a table; raises ReadError for one with too many cells."""
    count = 0
    for sheet in workbook.sheets:
        check_time()
        found = workbook.read(sheet, current_settings().max_cells - count)
        count += len(found.cells)
        require(count, "max_cells", "filled cells")
        plain = _drafts(sheet, found, since_1904=workbook.since_1904)
        drafts = list(_commented(plain, workbook.comments(sheet), sheet.name))
        for sentence in _sheet_notes(sheet, found, drafts):
            builder.note(sentence)
        if drafts:
            builder.add(ParagraphDraft(visible(sheet.name), "heading", 1))
            builder.add(TableDraft(drafts, title=sheet.name))


def _drafts(sheet: Sheet, found: SheetCells, *, since_1904: bool) -> Iterator[CellDraft]:
    covered = _covered(found)
    extents = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in found.merged}
    for cell in found.cells:
        text, number, veiled = shown(cell, since_1904=since_1904)
        rows, columns = extents.get((cell.row, cell.column), (1, 1))
        yield CellDraft(
            cell.row, cell.column, [ParagraphDraft(text)] if text else [], rows, columns,
            name=f"{sheet.name}!{column_letters(cell.column)}{cell.row + 1}", number=number, formula=cell.formula,
            hidden=cell.hidden or sheet.hidden or veiled or (cell.row, cell.column) in covered,
        )  # fmt: skip


def _covered(found: SheetCells) -> set[tuple[int, int]]:
    """The cells that hold something beneath a merged cell, which shows its first one only."""
    waiting, over = sorted(found.merged, reverse=True), list[tuple[int, int, int, int]]()
    covered, row = set(), -1
    for cell in sorted(found.cells, key=lambda one: one.row):
        if cell.row > row:
            row = cell.row
            while waiting and waiting[-1][0] <= row:
                over.append(waiting.pop())
            over = [area for area in over if area[2] >= row]
        if any(left <= cell.column <= right and (top, left) != (row, cell.column) for top, left, _, right in over):
            covered.add((row, cell.column))
    return covered


def _commented(
    drafts: Iterator[CellDraft], comments: dict[tuple[int, int], tuple[str, str | None]], sheet: str
) -> Iterator[CellDraft]:
    """The cells with their notes as comments on what they show; a note on an empty cell makes a cell."""
    for draft in drafts:
        words, author = comments.pop((draft.row, draft.column), ("", None))
        yield _with_comment(draft, words, author) if words else draft
    for (row, column), (words, author) in comments.items():
        yield _with_comment(
            CellDraft(row, column, [], name=f"{sheet}!{column_letters(column)}{row + 1}"), words, author
        )


def _with_comment(draft: CellDraft, words: str, author: str | None) -> CellDraft:
    text = next((one.text for one in draft.content if isinstance(one, ParagraphDraft)), "")
    mark = Mark("comment", visible(words), 0, len(text), author)
    return replace(draft, content=[ParagraphDraft(text, marks=(mark,))])


def shown(cell: StoredCell, *, since_1904: bool = False) -> tuple[str, Decimal | None, bool]:
    """What a cell shows, its exact number (None for words, dates and errors), and whether its format hides it."""
    if cell.value is None:
        return "", None, False
    if cell.kind == "b":
        return ("TRUE" if cell.value == "1" else "FALSE"), None, False
    if cell.kind in ("s", "str", "inlineStr", "e", "d"):
        return visible(cell.value).strip(), None, False
    number = stored_number(cell.value)
    if number is None:
        return visible(cell.value).strip(), None, False
    text = show_number(number, cell.format, since_1904=since_1904)
    if is_date_format(cell.format):
        return text, None, False
    # A format such as ;;; hides a figure without deleting it: then it is shown plainly and flagged.
    veiled = not text and number != 0
    return show_general(number) if veiled else text, number, veiled


def stored_number(text: str) -> Decimal | None:
    """The exact value of a stored number: the shortest decimal that is the same binary number.

    Excel writes 0.29 as 0.28999999999999998; whole numbers of any length stay digit for digit.
    """
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return None
    # 1E+999999 is no number of Excel's, and written out would fill a book.
    if not exact.is_finite() or abs(exact.adjusted()) > _LARGEST:
        return None
    return (
        exact
        if len(exact.as_tuple().digits) <= 15 or exact == exact.to_integral_value()
        else Decimal(repr(float(text)))
    )


def _sheet_notes(sheet: Sheet, found: SheetCells, drafts: list[CellDraft]) -> Iterator[str]:
    if sheet.hidden and drafts:
        yield f"Sheet {sheet.name} is hidden; it was read and its cells are flagged."
    aside = sum(cell.hidden for cell in found.cells)
    if aside:
        yield f"Sheet {sheet.name} has {aside} cells in hidden rows or columns; they were read and are flagged."
    beneath = _covered(found)
    if lost := [draft for draft in drafts if (draft.row, draft.column) in beneath]:
        yield (
            f"{len(lost)} cells of sheet {sheet.name} stand beneath merged cells ({_places(lost)}), where Excel does "
            "not show them; they were read and are flagged."
        )
    values = {(one.row, one.column): one for one in found.cells}
    missing = [d for d in drafts if d.formula and values[d.row, d.column].value in (None, "")]
    if missing:
        yield (
            f"{len(missing)} formulas of sheet {sheet.name} have no stored result ({_places(missing)}); open the file "
            "in Excel, save it and hand it in again."
        )
    errors = [d for d in drafts if (d.row, d.column) in values and values[d.row, d.column].kind == "e"]
    if errors:
        yield f"{len(errors)} cells of sheet {sheet.name} show an error ({_places(errors)})."


def _places(drafts: list[CellDraft]) -> str:
    names = [(draft.name or "").rpartition("!")[2] for draft in drafts[:_NAMED]]
    return ", ".join(names) + (" …" if len(drafts) > _NAMED else "")


def _add_delimited(builder: TextBuilder, data: bytes, name: str) -> str:
    decoded = decode(data)
    for sentence in loss_notes(decoded):
        builder.note(sentence)
    require(len(decoded.text), "max_characters", "characters")
    text = unix_lines(decoded.text)
    delimiter = delimiter_of(text) or ","
    # Excel writes a first line "sep=;" for itself.
    text = re.sub(r"\Asep=.\n", "", text)
    title = PurePath(name).stem
    cells: list[CellDraft] = []
    for cell in _delimited_cells(rows_of(text, delimiter), title):
        cells.append(cell)
        require(len(cells), "max_cells", "filled cells")
    builder.add(TableDraft(cells, title=title))
    return "text/tab-separated-values" if delimiter == "\t" else "text/csv"


def _delimited_cells(rows: Iterable[list[str]], title: str) -> Iterator[CellDraft]:
    for at, row in enumerate(rows):
        check_time()
        for column, field in enumerate(row):
            words = visible(field).strip()
            if words:
                place = f"{title}!{column_letters(column)}{at + 1}"
                yield CellDraft(at, column, [ParagraphDraft(words)], name=place, number=_typed_number(words))


def _typed_number(words: str) -> Decimal | None:
    """A figure typed in full; account numbers with leading zeros are words, and so is what has hundreds of digits."""
    is_figure = len(words) <= _LARGEST and _PLAIN_NUMBER.match(words)
    return Decimal(words.replace(",", "")) if is_figure else None
