"""The standard statements as XLSX: subtotals are formulas over the rows, the print stands beside, colours say the
proof.

Excel computes with doubles: a number of more digits is text, and a sum over one is its exact result as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from docintel.exports.comma_files import is_formula
from docintel.exports.excel_numbers import exact_double, number_format
from docintel.exports.spread_cells import RowId
from docintel.exports.spread_formulas import difference_formula, parts_formula, sum_formula
from docintel.exports.spread_notes import about_lines, column_heads, sheet_heads
from docintel.exports.spreads import SpreadEntry, SpreadRow, SpreadSheet
from docintel.exports.wording import Name, status_name

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: One colour a status: lightness and hue differ, so that they stay apart for the colour-blind and in grey print.
FILLS: Mapping[str, str] = {
    "proved": "#BBDDF5", "unproved": "#FFF6C7", "conflict": "#E8743B", "unit_unknown": "#A6A6A6",
    "computed": "#FFFFFF", "rejected": "#D9D9D9", "corrected": "#D9D9D9",
}  # fmt: skip
_STRUCK = ("rejected", "corrected")
_SHOWN = ("proved", "unproved", "conflict", "unit_unknown", "computed")
#: Excel's own limits: links of a sheet, characters of an address and of a formula.
_LINKS = 65_530
_ADDRESS = 2_079
_FORMULA = 8_000
_TEXT = 32_000
#: Columns of a row's names, and of each period: standard value, digits, caption, difference, status, evidence.
_NAMES = (("科目", 34), ("Account", 34), ("标准键 key", 26), ("计入 added", 8))
_WIDTHS = (20, 18, 26, 16, 44, 50)
_TOP = 6
#: What a period and the names take in width fits on this paper at this scale (per cent).
_A3 = 8
_PRINT_SCALE = 52


@dataclass(slots=True)
class SpreadLimits:
    """What Excel's limits changed: numbers and sums written as text, values without their link, texts cut."""

    numbers_as_text: int = 0
    without_link: int = 0
    cut: int = 0


def write_spreading(path: Path, title: str, sheets: Sequence[SpreadSheet]) -> SpreadLimits:
    """Write the workbook; the same sheets give the same bytes. Raises OSError on a full disk."""
    # heavy: loads when a workbook is written
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    try:
        with Workbook(str(path), {"tmpdir": str(path.parent), "use_zip64": True}) as book:
            book.set_properties({"created": datetime(2000, 1, 1)})
            writer = _Writer(book)
            about = book.add_worksheet("说明 About")
            names = [writer.write(title, sheet) for sheet in sheets]
            writer.write_about(about, title, list(zip(names, sheets, strict=True)))
    except FileCreateError as error:
        # a name of its own for what the system said
        raise OSError(*error.args[0].args) from error
    return writer.limits


@dataclass(slots=True)
class _Writer:
    book: Workbook
    limits: SpreadLimits = field(default_factory=SpreadLimits)
    formats: dict[str, Format] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def write(self, title: str, sheet: SpreadSheet) -> str:
        name = self._sheet_name(sheet)
        page = _Page(self, self.book.add_worksheet(name), sheet)
        page.write(title)
        return name

    def write_about(self, sheet: Worksheet, title: str, written: Sequence[tuple[str, SpreadSheet]]) -> None:
        sheet.set_column(0, 0, 64)
        sheet.set_column(1, 2, 100)
        sheet.set_landscape()
        for row, (words, status, target) in enumerate(about_lines(title, written)):
            for at, text in enumerate(words):
                colour = self.colour(status) if status and at == 0 else {}
                shown = self.format(text_wrap=True, valign="top", bold=row == 0, **colour)
                if target and at == 0:
                    sheet.write_url(row, at, f"internal:'{target}'!A1", shown, text)
                else:
                    self.write_text(sheet, row, at, text, shown)
        sheet.fit_to_pages(1, 0)

    def colour(self, status: str) -> dict[str, str | bool]:
        """How a cell of a status looks."""
        return {"bg_color": FILLS.get(status, "#FFFFFF"), "font_strikeout": status in _STRUCK}

    def write_text(self, sheet: Worksheet, row: int, at: int, text: str, style: Format) -> None:
        """A text that stays one, whatever it begins with; what a cell cannot hold is cut, counted and marked."""
        if len(text) > _TEXT:
            self.limits.cut += 1
            text = f"{text[:_TEXT]} …[{len(text):,}]"
        # XlsxWriter takes a text between these marks for XML of its own making
        sheet.write_string(row, at, f" {text}" if text.startswith("<r>") else text, style)

    def format(self, **properties: str | bool | int) -> Format:
        key = repr(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(properties)
        return self.formats[key]

    def _sheet_name(self, sheet: SpreadSheet) -> str:
        short = "".join(word[0] for word in sheet.statement.split("_")).upper()
        # Excel takes no such signs in a sheet's name; a company's may hold them (A/S).
        plain = re.sub(r"[\[\]:*?/\\]", " ", f"{sheet.name.zh} {short}")[:28]
        name = next(
            one for number in count(1) if (one := plain if number == 1 else f"{plain} {number}") not in self.names
        )
        self.names.add(name)
        return name


class _Page:
    """One sheet while it is written."""

    def __init__(self, writer: _Writer, sheet: Worksheet, content: SpreadSheet) -> None:
        self._writer = writer
        self._sheet = sheet
        self._content = content
        self._rows = {row.id: at for at, row in enumerate(content.rows, start=_TOP) if row.id is not None}
        self._as_text: set[tuple[RowId, int]] = set()
        self._links = 0

    def write(self, title: str) -> None:
        self._write_heads(title)
        for at, row in enumerate(self._content.rows, start=_TOP):
            self._write_names(at, row)
        # a sum as text makes the sums over it text: operands first, and these may stand below their subtotal
        for column in range(len(self._content.columns)):
            self._find_texts(column)
        for row, column, entry in self._content.entries():
            if row.id is not None:
                self._write_entry(self._rows[row.id], column, row.id, entry)

    def _write_heads(self, title: str) -> None:
        sheet, style = self._sheet, self._writer.format
        sheet.freeze_panes(_TOP, len(_NAMES))
        self._set_print()
        for at, line in enumerate(sheet_heads(title, self._content)):
            self._writer.write_text(sheet, at, 0, line, style(bold=at == 0))
        # the fourth column is too narrow for words
        for at, status in zip((0, 1, 2, 4, 5), _SHOWN, strict=True):
            said = status_name(status)
            self._writer.write_text(
                sheet, 2, at, f"{said.zh} {said.en}", style(border=1, **self._writer.colour(status))
            )
        for at, (name, width) in enumerate(_NAMES):
            sheet.set_column(at, at, width)
            self._writer.write_text(sheet, _TOP - 1, at, name, style(bold=True, bottom=1, text_wrap=True))
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
        sheet, style, first = self._sheet, self._writer.format, self._at(column)
        for at, width in enumerate(_WIDTHS):
            # the details of a period fold away, so that the values of all periods stand side by side
            sheet.set_column(first + at, first + at, width, None, {"level": 1} if at else {})
        for at, text in enumerate(heads[:2], start=_TOP - 3):
            self._writer.write_text(sheet, at, first, text, style(bold=at == _TOP - 3, left=2))
        for at, text in enumerate(heads[2:]):
            head = style(bold=True, bottom=1, text_wrap=True, left=0 if at else 2)
            self._writer.write_text(sheet, _TOP - 1, first + at, text, head)

    def _write_names(self, at: int, row: SpreadRow) -> None:
        bold = row.id is None or row.sign == "Σ"
        key = row.id.key or "" if row.id else ""
        for column, text in enumerate((row.name.zh, row.name.en, key, row.sign)):
            style = self._writer.format(bold=bold, quote_prefix=is_formula(text), top=1 if row.id is None else 0)
            self._writer.write_text(self._sheet, at, column, text, style)

    def _find_texts(self, column: int) -> None:
        """Which values of a column no double shows, sums over such values included."""
        sums = self._content.sums[column]
        for row, cell in self._content.columns[column].cells.items():
            value = None if row.key in sums else cell.value
            if value is not None and exact_double(value) is None:
                self._as_text.add((row, column))
        for key, total in sums.items():
            row = next(one for one in self._rows if one.key == key)
            lost = any((operand.row, column) in self._as_text for operand in total.operands)
            if lost or exact_double(total.value) is None or len(self._formula(column, key)) > _FORMULA:
                self._as_text.add((row, column))

    def _write_entry(self, at: int, column: int, row: RowId, entry: SpreadEntry) -> None:
        first, colour = self._at(column), self._writer.colour(entry.status)
        remarks = list(entry.remarks)
        if (row, column) in self._as_text:
            self._writer.limits.numbers_as_text += 1
            remarks.append(Name("数字超过 15 位，以文本保存", "more digits than Excel keeps: text"))
        if not self._link(at, first, entry, self._writer.format(**colour)):
            remarks.append(Name("链接超出 Excel 上限", "no link: Excel's limit"))
        self._write_value(at, column, row, entry)
        status = status_name(entry.status)
        said = "；".join([status.zh, *(one.zh for one in remarks)])
        told = "; ".join([status.en, *(one.en for one in remarks)])
        for offset, text, side in ((1, entry.filed, "right"), (2, entry.label, "left"), (5, entry.evidence, "left")):
            style = self._writer.format(quote_prefix=is_formula(text), align=side, indent=1)
            self._writer.write_text(self._sheet, at, first + offset, text, style)
        self._write_difference(at, column, row, entry)
        self._writer.write_text(self._sheet, at, first + 4, f"{said} / {told}", self._writer.format(**colour))

    def _write_value(self, at: int, column: int, row: RowId, entry: SpreadEntry) -> None:
        style = {**self._writer.colour(entry.status), "left": 2, "bold": entry.sum is not None, "align": "right"}
        if entry.value is None:
            self._writer.write_text(self._sheet, at, self._at(column), "—", self._writer.format(**style))
            return
        width = entry.sum.places if entry.sum else None
        shown = self._writer.format(**style, num_format=number_format(entry.value, width))
        double = exact_double(entry.value)
        if (row, column) in self._as_text or double is None:
            self._sheet.write_string(at, self._at(column), format(entry.value, "f"), self._writer.format(**style))
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
            self._sheet.write_string(at, place, format(gap, "f"), self._writer.format(**style))
            return
        formula = difference_formula(self._cell(at, column), printed, entry.sum.places)
        self._sheet.write_formula(at, place, formula, self._writer.format(**style), float(gap))
        alarm = {"type": "cell", "criteria": "!=", "value": 0, "format": self._alarm()}
        self._sheet.conditional_format(at, place, at, place, alarm)

    def _formula(self, column: int, key: str) -> str:
        total = self._content.sums[column][key]
        added, deducted = ([self._rows[one.row] for one in total.operands if one.sign == sign] for sign in (1, -1))
        return sum_formula(added, deducted, total.places, lambda row: self._cell(row, column))

    def _link(self, at: int, column: int, entry: SpreadEntry, style: Format) -> bool:
        """Lead from the value to its page; False where Excel takes no more links."""
        if not entry.href:
            return True
        if self._links >= _LINKS or len(entry.href) > _ADDRESS:
            self._writer.limits.without_link += 1
            return False
        self._links += 1
        # the value is written over the text, the link stays
        self._sheet.write_url(at, column, entry.href, style, "·", f"{entry.evidence[:200]}")
        return True

    def _cell(self, at: int, column: int) -> str:
        from xlsxwriter.utility import xl_rowcol_to_cell

        return str(xl_rowcol_to_cell(at, self._at(column)))

    def _at(self, column: int) -> int:
        return len(_NAMES) + column * len(_WIDTHS)

    def _alarm(self) -> Format:
        return self._writer.format(bg_color=FILLS["conflict"], bold=True)
