"""The standard statements as XLSX: subtotals are formulas over the rows, the print stands beside, colours say the
proof.

Excel computes with doubles: a number of more digits is text, and a sum over one is its exact result as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from docintel.exports.comma_files import is_formula
from docintel.exports.excel_numbers import exact_double, number_format
from docintel.exports.names import in_both, status_name
from docintel.exports.spread_book import AS_TEXT, FILLS, NO_LINK, SpreadBook, SpreadLimits, colour
from docintel.exports.spread_cells import RowId, SpreadCell
from docintel.exports.spread_companies import Company
from docintel.exports.spread_formulas import difference_formula, parts_formula, sum_formula
from docintel.exports.spread_lists import write_filed, write_proposals
from docintel.exports.spread_notes import about_lines, column_heads, sheet_heads
from docintel.exports.spreads import Spread, SpreadEntry, SpreadRow, SpreadSheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_SHOWN = ("proved", "unproved", "conflict", "unit_unknown", "computed")
#: Excel's own limit: characters of a formula.
_FORMULA = 8_000
#: Columns of a row's names, and of each period: standard value, digits, caption, difference, status, evidence.
_NAMES = (("科目", 34), ("Account", 34), ("标准键 key", 26), ("计入 added", 8))
_WIDTHS = (20, 18, 26, 16, 44, 50)
_TOP = 6
#: What a period and the names take in width fits on this paper at this scale (per cent).
_A3 = 8
_PRINT_SCALE = 52


def write_spreading(path: Path, title: str, spread: Spread) -> SpreadLimits:
    """Write the workbook; the same spread gives the same bytes. Raises OSError on a full disk."""
    # heavy: loads when a workbook is written
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    try:
        with Workbook(str(path), {"tmpdir": str(path.parent), "use_zip64": True}) as workbook:
            workbook.set_properties({"created": datetime(2000, 1, 1)})
            book = SpreadBook(workbook)
            _, about = book.add_sheet("说明 About")
            names = [_write_standard(book, title, (sheet, spread.companies)) for sheet in spread.sheets]
            names += [write_filed(book, title, sheet) for sheet in spread.filed]
            names += [write_proposals(book, title, spread.proposals)] if spread.proposals else []
            _write_about(book, about, title, (names, spread))
    except FileCreateError as error:
        # a name of its own for what the system said
        raise OSError(*error.args[0].args) from error
    return book.limits


def _write_standard(book: SpreadBook, title: str, of: tuple[SpreadSheet, Sequence[Company]]) -> str:
    sheet, companies = of
    short = "".join(word[0] for word in sheet.statement.split("_")).upper()
    name, page = book.add_sheet(f"{sheet.name.zh} {short}")
    _Page(book, page, sheet).write(sheet_heads(title, sheet, companies))
    return name


def _write_about(book: SpreadBook, sheet: Worksheet, title: str, written: tuple[Sequence[str], Spread]) -> None:
    sheet.set_column(0, 0, 64)
    sheet.set_column(1, 2, 100)
    sheet.set_landscape()
    for row, (words, status, target) in enumerate(about_lines(title, *written)):
        for at, text in enumerate(words):
            shade = colour(status) if status and at == 0 else {}
            shown = book.format(text_wrap=True, valign="top", bold=row == 0, **shade)
            if target and at == 0:
                sheet.write_url(row, at, f"internal:'{target}'!A1", shown, text)
            else:
                book.write_text(sheet, row, at, text, shown)
    sheet.fit_to_pages(1, 0)


class _Page:
    """One sheet while it is written."""

    def __init__(self, book: SpreadBook, sheet: Worksheet, content: SpreadSheet) -> None:
        self._book = book
        self._sheet = sheet
        self._content = content
        self._rows = {row.id: at for at, row in enumerate(content.rows, start=_TOP) if row.id is not None}
        self._as_text: set[tuple[RowId, int]] = set()

    def write(self, heads: Sequence[str]) -> None:
        self._write_heads(heads)
        for at, row in enumerate(self._content.rows, start=_TOP):
            self._write_names(at, row)
        # a sum as text makes the sums over it text: operands first, and these may stand below their subtotal
        for column in range(len(self._content.columns)):
            self._find_texts(column)
        for row, column, entry in self._content.entries():
            if row.id is not None:
                self._write_entry(self._rows[row.id], column, row.id, entry)

    def _write_heads(self, heads: Sequence[str]) -> None:
        sheet, style = self._sheet, self._book.format
        sheet.freeze_panes(_TOP, len(_NAMES))
        self._set_print()
        for at, line in enumerate(heads):
            self._book.write_text(sheet, at, 0, line, style(bold=at == 0))
        # the fourth column is too narrow for words
        for at, status in zip((0, 1, 2, 4, 5), _SHOWN, strict=True):
            said = status_name(status)
            self._book.write_text(sheet, 2, at, f"{said.zh} {said.en}", style(border=1, **colour(status)))
        for at, (name, width) in enumerate(_NAMES):
            sheet.set_column(at, at, width)
            self._book.write_text(sheet, _TOP - 1, at, name, style(bold=True, bottom=1, text_wrap=True))
        for column, period in enumerate(self._content.columns):
            self._write_column_head(column, column_heads(period))

    def _set_print(self) -> None:
        """A period a page across, its rows under their heads and beside their names."""
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.set_print_scale(_PRINT_SCALE)
        sheet.repeat_rows(0, _TOP - 1)
        sheet.repeat_columns(0, len(_NAMES) - 1)
        sheet.set_v_pagebreaks([self._at(column) for column in range(1, len(self._content.columns))])

    def _write_column_head(self, column: int, heads: Sequence[str]) -> None:
        sheet, style, first = self._sheet, self._book.format, self._at(column)
        for at, width in enumerate(_WIDTHS):
            # the details of a period fold away, so that the values of all periods stand side by side
            sheet.set_column(first + at, first + at, width, None, {"level": 1} if at else {})
        for at, text in enumerate(heads[:2], start=_TOP - 3):
            self._book.write_text(sheet, at, first, text, style(bold=at == _TOP - 3, left=2))
        for at, text in enumerate(heads[2:]):
            head = style(bold=True, bottom=1, text_wrap=True, left=0 if at else 2)
            self._book.write_text(sheet, _TOP - 1, first + at, text, head)

    def _write_names(self, at: int, row: SpreadRow) -> None:
        bold = row.id is None or row.sign == "Σ"
        key = row.id.key or "" if row.id else ""
        for column, text in enumerate((row.name.zh, row.name.en, key, row.sign)):
            style = self._book.format(bold=bold, quote_prefix=is_formula(text), top=1 if row.id is None else 0)
            self._book.write_text(self._sheet, at, column, text, style)

    def _find_texts(self, column: int) -> None:
        """Which values of a column no double shows, sums over such values included."""
        sums = self._content.sums[column]
        for row, cell in self._content.columns[column].cells.items():
            if row.key not in sums and not _is_exact(cell):
                self._as_text.add((row, column))
        for key, total in sums.items():
            row = next(one for one in self._rows if one.key == key)
            lost = any((operand.row, column) in self._as_text for operand in total.operands)
            if lost or exact_double(total.value) is None or len(self._formula(column, key)) > _FORMULA:
                self._as_text.add((row, column))

    def _write_entry(self, at: int, column: int, row: RowId, entry: SpreadEntry) -> None:
        # the formula may differ from the print: each of the two has the colour of its own proof
        first, shade = self._at(column), colour(entry.status)
        shown = colour(entry.value_status)
        remarks = list(entry.remarks)
        if (row, column) in self._as_text:
            self._book.limits.numbers_as_text += 1
            remarks.append(AS_TEXT)
        if not self._book.write_link(self._sheet, at, first, (entry.href, entry.evidence), **shown):
            remarks.append(NO_LINK)
        self._write_value(at, column, row, entry)
        filed = shade if entry.cell else {}
        self._book.write_words(self._sheet, at, first + 1, entry.filed, side="right", **filed)
        for offset, text in ((2, entry.label), (5, entry.evidence)):
            self._book.write_words(self._sheet, at, first + offset, text)
        self._write_difference(at, column, row, entry)
        self._book.write_text(
            self._sheet, at, first + 4, in_both(status_name(entry.status), *remarks), self._book.format(**shade)
        )

    def _write_value(self, at: int, column: int, row: RowId, entry: SpreadEntry) -> None:
        style = {**colour(entry.value_status), "left": 2, "bold": entry.sum is not None, "align": "right"}
        if entry.value is None:
            self._book.write_text(self._sheet, at, self._at(column), "—", self._book.format(**style))
            return
        width = entry.sum.places if entry.sum else None
        shown = self._book.format(**style, num_format=number_format(entry.value, width))
        double = exact_double(entry.value)
        if (row, column) in self._as_text or double is None:
            self._sheet.write_string(at, self._at(column), format(entry.value, "f"), self._book.format(**style))
        elif entry.sum is not None:
            self._sheet.write_formula(at, self._at(column), self._formula(column, row.key or ""), shown, double)
        elif entry.cell is not None and len(entry.cell.parts) > 1:
            parts = [part.value for part in entry.cell.parts if part.value is not None]
            self._sheet.write_formula(at, self._at(column), parts_formula(parts), shown, double)
        else:
            self._sheet.write_number(at, self._at(column), double, shown)

    def _write_difference(self, at: int, column: int, row: RowId, entry: SpreadEntry) -> None:
        """The standard subtotal less the printed one, live and marked unless it is zero."""
        gap, printed = entry.sum.gap if entry.sum else None, entry.cell.value if entry.cell else None
        if entry.sum is None or gap is None or printed is None:
            return
        place = self._at(column) + 3
        style = {"num_format": number_format(gap, entry.sum.places), "align": "right"}
        if (row, column) in self._as_text or exact_double(printed) is None or exact_double(gap) is None:
            self._sheet.write_string(at, place, format(gap, "f"), self._book.format(**style))
            return
        formula = difference_formula(self._cell(at, column), printed, entry.sum.places)
        self._sheet.write_formula(at, place, formula, self._book.format(**style), float(gap))
        alarm = {"type": "cell", "criteria": "!=", "value": 0, "format": self._alarm()}
        self._sheet.conditional_format(at, place, at, place, alarm)

    def _formula(self, column: int, key: str) -> str:
        total = self._content.sums[column][key]
        added, deducted = ([self._rows[one.row] for one in total.operands if one.sign == sign] for sign in (1, -1))
        return sum_formula(added, deducted, total.places, lambda row: self._cell(row, column))

    def _cell(self, at: int, column: int) -> str:
        from xlsxwriter.utility import xl_rowcol_to_cell

        return str(xl_rowcol_to_cell(at, self._at(column)))

    def _at(self, column: int) -> int:
        return len(_NAMES) + column * len(_WIDTHS)

    def _alarm(self) -> Format:
        return self._book.format(bg_color=FILLS["conflict"], bold=True)


def _is_exact(cell: SpreadCell) -> bool:
    """Whether Excel keeps every digit of a value and of the parts its formula adds."""
    values = [cell.value, *(part.value for part in cell.parts)]
    return all(value is None or exact_double(value) is not None for value in values)
