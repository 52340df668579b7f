"""One printed number of a table cell: value, sign style, nil mark or not applicable (domain rule 7.3 on statements)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from docintel.language.currencies import currency_after, currency_before
from docintel.language.numerals import ENGLISH_MAGNITUDES, chinese_magnitude, plain, read_chinese
from docintel.language.views import half_width

NegativeStyle = Literal["minus", "trailing_minus", "parentheses", "triangle", "word"]

_NIL = frozenset(["-", "—", "–", "--", "——", "──", "―", "nil", "无", "−", "─"])
_NOT_APPLICABLE = frozenset(["n/a", "na", "n.a.", "n.a", "不适用", "/", "n.m.", "n/m"])
_NUMBER = re.compile(
    r"(?P<figures>(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:'\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?|\.\d+)"
    r"\s*(?P<suffix>万亿|千万|百万|[万亿千百]|million|billion|thousand|mn|bn|[kmb]|%|‰|bps?|x|倍)?",
    re.IGNORECASE,
)
_FRACTIONS = {"%": 100, "‰": 1000, "bp": 10_000, "bps": 10_000}
_SIGNS: dict[str, NegativeStyle] = {
    **dict.fromkeys("-–—", "minus"), **dict.fromkeys("△▲▼", "triangle"), "负": "word",
}  # fmt: skip
_DASHES = dict.fromkeys(map(ord, "–—―─一"), "-")
_NOTE_MARK = re.compile(r"(?<=[\d)%])\s*(?:\*+|[†‡#]|\[\d+\]|注\d*)$")


@dataclass(frozen=True, slots=True)
class CellNumber:
    """What a cell says.

    value           None when the cell is empty, not applicable, or holds no number; a nil mark is 0
    nil             the value 0 was printed as a dash or "nil"
    not_applicable  the cell says N/A or 不适用
    percent         the value is a fraction that was printed as per cent, per mille or basis points
    negative_style  how a minus was printed, None for a number without one
    """

    value: Decimal | None
    nil: bool = False
    not_applicable: bool = False
    percent: bool = False
    negative_style: NegativeStyle | None = None


def parse_cell(text: str) -> CellNumber:
    """The number of one cell. Nothing is repaired: what does not read as one number has value None."""
    cell = _NOTE_MARK.sub("", half_width(text).strip())
    if not cell:
        return CellNumber(None)
    if cell.lower() in _NIL:
        return CellNumber(Decimal(0), nil=True)
    if cell.lower() in _NOT_APPLICABLE:
        return CellNumber(None, not_applicable=True)
    body, style = _unsigned(cell)
    body, inner = _unsigned(_without_currency(body))
    value, percent = _magnitude(_without_currency(body))
    if value is None or (style and inner):
        return CellNumber(None)
    style = style or inner
    # A negative zero is a zero; as Decimal it would print its sign.
    signed = -value if style and value else value
    return CellNumber(signed, percent=percent, negative_style=style)


def prints_agree(first: str, second: str) -> bool | None:
    """Whether two readings of one cell say one number: every digit, the sign, the point; None when either is none.

    How thousands are parted and which sign stands for a minus may differ.
    """
    one, other = ("".join(text.translate(_DASHES).split()) for text in (half_width(first), half_width(second)))
    ours, theirs = parse_cell(one), parse_cell(other)
    if ours.value is None or not other:
        return None
    if _digits(one) != _digits(other):
        return False if _digits(other) else None
    if theirs.value is None:
        return None
    return (ours.value, ours.nil, ours.percent) == (theirs.value, theirs.nil, theirs.percent)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _unsigned(cell: str) -> tuple[str, NegativeStyle | None]:
    if cell[:1] in _SIGNS:
        return cell[1:].strip(), _SIGNS[cell[0]]
    if cell.startswith("(") and cell.endswith((")", ")%")) and len(cell) > 2:
        return (cell[1:-2] + "%" if cell.endswith(")%") else cell[1:-1]).strip(), "parentheses"
    if cell.endswith("-") and cell[:-1].strip()[-1:].isdigit():
        return cell[:-1].strip(), "trailing_minus"
    return cell, None


def _without_currency(body: str) -> str:
    """The body without a currency before or behind it, which may itself stand inside the brackets."""
    number = re.search(r"[\d(△▲▼.-]", body)
    before = currency_before(body[: number.start()]) if number else None
    if before and before.start() == 0:
        body = body[before.end() :]
    last = max((index for index, sign in enumerate(body) if sign.isdigit() or sign in "万亿千百)%"), default=-1)
    after = currency_after(body, last + 1) if last >= 0 else None
    return body[: last + 1] if after and after.end() == len(body) else body


def _magnitude(body: str) -> tuple[Decimal | None, bool]:
    match = _NUMBER.fullmatch(body)
    if match is None:
        reading = read_chinese(body)
        return (reading.value if reading else None), False
    value = Decimal(re.sub(r"[,' ]", "", match["figures"]))
    suffix = (match["suffix"] or "").lower()
    if suffix in _FRACTIONS:
        return value / _FRACTIONS[suffix], True
    if suffix in ENGLISH_MAGNITUDES:
        return plain(value * ENGLISH_MAGNITUDES[suffix]), False
    return (plain(value * chinese_magnitude(suffix)) if suffix and suffix not in ("x", "倍") else value), False
