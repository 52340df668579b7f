"""A workbook while a spreading is written to it: cells that stay what they are, links, colours, and Excel's limits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING

from docintel.exports.comma_files import is_formula
from docintel.exports.excel_numbers import exact_double, number_format
from docintel.exports.names import Name

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: One colour a status: lightness and hue differ, so that they stay apart for the colour-blind and in grey print.
FILLS: Mapping[str, str] = {
    "proved": "#BBDDF5", "unproved": "#FFF6C7", "conflict": "#E8743B", "unit_unknown": "#A6A6A6",
    "computed": "#FFFFFF", "rejected": "#D9D9D9", "corrected": "#D9D9D9",
}  # fmt: skip
#: Said of a number that is written as text.
AS_TEXT = Name("数字超过 15 位，以文本保存", "more digits than Excel keeps: text")
#: Said of a value whose link is left out.
NO_LINK = Name("链接超出 Excel 上限", "no link: Excel's limit")
_STRUCK = ("rejected", "corrected")
#: Excel's own limits: links of a sheet, characters of an address, of a text and of a sheet's name.
_LINKS = 65_530
_ADDRESS = 2_079
_TEXT = 32_000
_NAME = 28
_NO_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(slots=True)
class SpreadLimits:
    """What Excel's limits changed: numbers and sums written as text, values without their link, texts cut."""

    numbers_as_text: int = 0
    without_link: int = 0
    cut: int = 0


@dataclass(slots=True)
class SpreadBook:
    """The workbook with its formats, and what Excel's limits changed so far."""

    book: Workbook
    limits: SpreadLimits = field(default_factory=SpreadLimits)
    _formats: dict[str, Format] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)
    _links: Counter[str] = field(default_factory=Counter)

    def add_sheet(self, name: str) -> tuple[str, Worksheet]:
        """A further sheet with its name, cut to what Excel takes and unlike the others'."""
        # Excel takes no such signs in a sheet's name; a company's may hold them (A/S)
        plain = _NO_NAME.sub(" ", name)[:_NAME]
        own = next(one for at in count(1) if (one := plain if at == 1 else f"{plain} {at}") not in self._names)
        self._names.add(own)
        return own, self.book.add_worksheet(own)

    def format(self, **properties: str | bool | int) -> Format:
        """The format with these properties, made once."""
        key = repr(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(properties)
        return self._formats[key]

    def write_text(self, sheet: Worksheet, row: int, at: int, text: str, style: Format) -> None:
        """A text that stays one, whatever it begins with; what a cell cannot hold is cut, counted and marked."""
        if len(text) > _TEXT:
            self.limits.cut += 1
            text = f"{text[:_TEXT]} …[{len(text):,}]"
        # XlsxWriter takes a text between these marks for XML of its own making
        sheet.write_string(row, at, f" {text}" if text.startswith("<r>") else text, style)

    def write_words(
        self, sheet: Worksheet, row: int, at: int, text: str, *, side: str = "left", **style: str | bool | int
    ) -> None:
        """Words of a document, set in from a side; nobody's spreadsheet computes them."""
        shown = self.format(quote_prefix=is_formula(text), align=side, indent=1, **style)
        self.write_text(sheet, row, at, text, shown)

    def write_number(
        self, sheet: Worksheet, row: int, at: int, number: Decimal | None, **style: str | bool | int
    ) -> bool:
        """An exact number, "—" for none; False where it had to be text."""
        double = None if number is None else exact_double(number)
        if number is None:
            self.write_text(sheet, row, at, "—", self.format(**style))
        elif double is None:
            self.limits.numbers_as_text += 1
            sheet.write_string(row, at, format(number, "f"), self.format(**style))
        else:
            sheet.write_number(row, at, double, self.format(**style, num_format=number_format(number)))
        return number is None or double is not None

    def write_link(
        self, sheet: Worksheet, row: int, at: int, place: tuple[str, str], **style: str | bool | int
    ) -> bool:
        """Make a cell lead to an address, the words beside it its hint; False where Excel takes no more links.

        The cell's value is written after it and the link stays.
        """
        address, hint = place
        if not address:
            return True
        name = sheet.get_name()
        if self._links[name] >= _LINKS or len(address) > _ADDRESS:
            self.limits.without_link += 1
            return False
        self._links[name] += 1
        sheet.write_url(row, at, address, self.format(**style), "·", hint[:200])
        return True


def colour(status: str) -> dict[str, str | bool]:
    """How a cell of a status looks."""
    return {"bg_color": FILLS.get(status, "#FFFFFF"), "font_strikeout": status in _STRUCK}
