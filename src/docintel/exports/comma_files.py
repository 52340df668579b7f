"""CSV that a spreadsheet opens right: UTF-8 with a byte order mark (Excel takes it for the local code page without
one), RFC 4180, and no text that becomes a formula.

A text that a spreadsheet might compute gets an apostrophe in front, and so does a text that begins with one: dropping
one leading apostrophe gives every text back. Numbers keep their minus sign.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from docintel.exports.lines import Cell, Table, plain_text

#: First characters that make a cell a formula in Excel, LibreOffice or WPS (OWASP, CSV injection), full width too.
_FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠]")
#: A printed number or a dash computes to itself.
_HARMLESS = re.compile(r"-[0-9][0-9,]*(\.[0-9]+)?%?|-+")


def write_csv(path: Path, table: Table) -> None:
    """Write the table with a header; an empty cell is an empty field."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(column.name for column in table.columns)
        for line in table.lines:
            writer.writerow([_field(cell) for cell in line])


def is_formula(text: str) -> bool:
    """Whether a spreadsheet that is handed this text may compute it."""
    return _FORMULA.match(text) is not None and _HARMLESS.fullmatch(text) is None


def _field(cell: Cell) -> str:
    text = plain_text(cell) or ""
    is_guarded = isinstance(cell, str) and (is_formula(text) or text.startswith("'"))
    return f"'{text}" if is_guarded else text
