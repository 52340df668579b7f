"""XLSX that says what it holds: exact numbers or text, days as days, no formula, and nothing cut without saying so.

Excel keeps 15 digits of a number, 32,767 UTF-16 units of a text and 1,048,576 rows of a sheet. A number with more
digits is written as text, a longer text stands whole in the sheet "Long texts", more lines go on in a further sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docintel.exports.comma_files import is_formula
from docintel.exports.excel_numbers import exact_double, number_format
from docintel.exports.lines import Column, Line, Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONG_TEXTS = "Long texts"
_LONG_COLUMNS = (
    Column("sheet"), Column("row", "integer"), Column("column", width=18), Column("part", "integer"),
    Column("parts", "integer"), Column("text", width=100),
)  # fmt: skip

_ROWS = 1_048_576
_UNITS = 32_767
#: Code points, at most two UTF-16 units each: leaves room for the sentence that says where the rest is.
_PIECE = 16_000
#: Earlier days have other numbers in Excel: it takes 1900 for a leap year, as Lotus 1-2-3 did.
_FIRST_DAY = date(1900, 3, 1)


@dataclass(slots=True)
class Limits:
    """What Excel's limits changed: numbers written as text, texts moved to a sheet of their own, further sheets."""

    numbers_as_text: int = 0
    long_texts: int = 0
    further_sheets: int = 0


@dataclass(frozen=True, slots=True)
class _LongText:
    sheet: str
    row: int
    column: str
    text: str


def write_workbook(path: Path, tables: Sequence[Table]) -> Limits:
    """Write each table to a sheet of its name; the same lines give the same bytes. Raises OSError on a full disk."""
    # heavy: loads when a workbook is written
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    # rows go to files beside the target as they come: memory stays flat, and no words are left in a shared folder
    options = {"constant_memory": True, "tmpdir": str(path.parent), "use_zip64": True}
    try:
        with Workbook(str(path), options) as book:
            book.set_properties({"created": datetime(2000, 1, 1)})
            sheets = _Sheets(book)
            for table in tables:
                sheets.write(table)
            sheets.write_long_texts()
    except FileCreateError as error:
        # a name of its own for what the system said
        raise OSError(*error.args[0].args) from error
    return sheets.limits


@dataclass(slots=True)
class _Sheets:
    book: Workbook
    limits: Limits = field(default_factory=Limits)
    formats: dict[str, Format] = field(default_factory=dict)
    long: list[_LongText] = field(default_factory=list)
    long_rows: int = 1

    def write(self, table: Table) -> None:
        sheet, row = self._begin(table, table.name), 1
        number = 1
        for line in table.lines:
            if row == _ROWS:
                self._end(sheet, table, row)
                number += 1
                self.limits.further_sheets += 1
                sheet, row = self._begin(table, f"{table.name} {number}"), 1
            self._write_line(sheet, row, table.columns, line)
            row += 1
        self._end(sheet, table, row)

    def write_long_texts(self) -> None:
        if self.long:
            self.write(Table(LONG_TEXTS, _LONG_COLUMNS, _long_lines(self.long)))

    def _begin(self, table: Table, name: str) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.name, self._format(bold=True))
        return sheet

    def _end(self, sheet: Worksheet, table: Table, rows: int) -> None:
        sheet.autofilter(0, 0, rows - 1, len(table.columns) - 1)

    def _write_line(self, sheet: Worksheet, row: int, columns: Sequence[Column], line: Line) -> None:
        for at, cell in enumerate(line):
            if isinstance(cell, str):
                text = self._fitting(cell, sheet.get_name(), row, columns[at].name)
                sheet.write_string(
                    row, at, _as_run(text), self._format(quote_prefix=True) if is_formula(text) else None
                )
            elif cell is not None:
                self._write_value(sheet, row, at, cell)

    def _write_value(self, sheet: Worksheet, row: int, at: int, cell: int | float | Decimal | date) -> None:
        if isinstance(cell, bool):
            sheet.write_boolean(row, at, cell)
        elif isinstance(cell, date):
            if cell < _FIRST_DAY:
                sheet.write_string(row, at, cell.isoformat())
            else:
                sheet.write_datetime(row, at, cell, self._format(num_format="yyyy-mm-dd"))
        elif isinstance(cell, float):
            sheet.write_number(row, at, cell, self._format(num_format="0.0" + "#" * 14))
        else:
            self._write_number(sheet, row, at, cell)

    def _write_number(self, sheet: Worksheet, row: int, at: int, number: int | Decimal) -> None:
        double = exact_double(number)
        if double is None:
            self.limits.numbers_as_text += 1
            sheet.write_string(row, at, format(Decimal(number), "f"))
            return
        # page 1,204 would be odd: only exact numbers, which are money and measures, have their thousands apart
        shown = number_format(number) if isinstance(number, Decimal) else "0"
        sheet.write_number(row, at, double, self._format(num_format=shown))

    def _fitting(self, text: str, sheet: str, row: int, column: str) -> str:
        """The text, or as much as a cell holds with the place of the whole; a text of the last sheet always fits."""
        if len(_as_run(text)) <= _PIECE or _units(_as_run(text)) <= _UNITS or sheet.startswith(LONG_TEXTS):
            return text
        self.long.append(_LongText(sheet, row + 1, column, text))
        self.limits.long_texts += 1
        place = self.long_rows + 1
        self.long_rows += sum(1 for _ in _pieces(text))
        return (
            f"{text[:_PIECE]} …[{len(text):,} characters: whole in the sheet {LONG_TEXTS} from row {place} on / "
            f"共{len(text):,}字，全文见工作表 {LONG_TEXTS} 第{place}行起]"
        )

    def _format(self, **properties: str | bool) -> Format:
        key = repr(properties)
        if key not in self.formats:
            self.formats[key] = self.book.add_format(properties)
        return self.formats[key]


def _long_lines(long: Sequence[_LongText]) -> Iterator[Line]:
    for one in long:
        pieces = list(_pieces(one.text))
        for at, piece in enumerate(pieces, 1):
            yield one.sheet, one.row, one.column, at, len(pieces), piece


def _pieces(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = start + _PIECE
        # a piece that looks like a run of rich text would grow when it is escaped
        end -= _is_run(text[start:end])
        yield text[start:end]
        start = end


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _is_run(text: str) -> bool:
    return text.startswith("<r>") and text.endswith("</r>")


def _as_run(text: str) -> str:
    # XlsxWriter takes a text between these marks for XML of its own making and writes it as it stands
    return f'<r><t xml:space="preserve">{escape(text)}</t></r>' if _is_run(text) else text
