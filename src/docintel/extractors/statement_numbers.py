"""A printed cell as an amount, or as none: note references, years and percentages are no amounts of a statement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from docintel.extractors.statement_grid import GridCell
from docintel.language.cells import parse_cell

_YEAR = re.compile(r"(?:19|20)\d{2}")
_NOTE_TOKEN = re.compile(
    r"[(]?(?:[一二三四五六七八九十]+[、.,()-]*(?:[一二三四五六七八九十\d]+[、.,()-]*)*|\d{1,2}(?:[.、(]\d{0,2}[)]?)?|[a-z])[)]?",
    re.IGNORECASE,
)
# Cheaper than parsing: most cells of a report are words.
_COULD_BE_AMOUNT = re.compile(r"[-–—─−－△▲▼(（+¥$€£ \dA-Z.,'＄￥]*[\d\-–—─－〇零]|(?:nil|无)$", re.IGNORECASE)
_LONGEST = 40
#: Digits in groups as no number has them: 1,262,72.34 or $5,23. Fewer digits may be references to notes.
_MISGROUPED = re.compile(r"(?:US|HK)?[$¥€£￥]?\s?[-(]?(?=(?:\D*\d){3})\d{1,3}(?:,\d+)+(?:\.\d+)?\)?")


@dataclass(frozen=True, slots=True)
class PrintedAmount:
    """A printed number before its unit is applied. `step` is the smallest unit its digits can show."""

    value: Decimal
    nil: bool
    step: Decimal


@lru_cache(maxsize=65536)
def _read(text: str) -> PrintedAmount | None:
    if len(text) > _LONGEST or not _COULD_BE_AMOUNT.match(text):
        return None
    parsed = parse_cell(text)
    if parsed is None or parsed.value is None or parsed.percent:
        return None
    return PrintedAmount(parsed.value, parsed.nil, _step(text))


def read_amount(cell: GridCell) -> PrintedAmount | None:
    """The amount a cell prints; a spreadsheet's stored number is exact and wins over what is shown of it."""
    shown = _read(cell.text)
    if cell.number is None or cell.text.endswith("%"):
        return shown
    step = shown.step if shown else _step(str(cell.number))
    return PrintedAmount(cell.number, shown is not None and shown.nil and cell.number == 0, step)


def read_misgrouped(cell: GridCell) -> PrintedAmount | None:
    """What the digits of a cell come to whose groups make no number: a digit or a comma was lost.

    None for any other cell, an amount among them.
    """
    if cell.number is not None or is_amount(cell) or not _MISGROUPED.fullmatch(cell.text):
        return None
    value = Decimal(re.sub(r"[^\d.]", "", cell.text))
    return PrintedAmount(-value if re.search(r"[-(]", cell.text) else value, nil=False, step=_step(cell.text))


def read_shown(cell: GridCell) -> PrintedAmount | None:
    """The amount as the cell shows it, rounded and scaled by its format."""
    return _read(cell.text)


def is_amount(cell: GridCell) -> bool:
    """Whether a cell prints an amount or a nil sign."""
    return read_amount(cell) is not None


def is_year(cell: GridCell) -> bool:
    """Whether a cell is a bare year, which in a header is no amount."""
    return bool(_YEAR.fullmatch(cell.text))


def is_note_token(cell: GridCell) -> bool:
    """Whether a cell is a reference to the notes, such as 五、1 or (a)."""
    return bool(_NOTE_TOKEN.fullmatch(cell.text))


def _step(text: str) -> Decimal:
    decimals = re.search(r"\.(\d+)", text)
    return Decimal(1).scaleb(-len(decimals.group(1))) if decimals else Decimal(1)
