"""Bare quantities in a text, before anything says whether they are money, days or a clause number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from docintel.language.numerals import (
    CHINESE_NUMERAL,
    ENGLISH_MAGNITUDES,
    ENGLISH_NUMERAL,
    ROUGH,
    Reading,
    chinese_magnitude,
    plain,
    read_chinese,
    read_english,
)

Form = Literal["figures", "words", "mixed"]

# Longer runs of digits are account and identity numbers, and would not be exact in 28 digits times 亿.
_GROUPED = r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,3}(?:'\d{3}){1,5}|\d{1,3}(?: \d{3}){2,5}(?!\d)|\d{1,16})(?:\.\d{1,8})?"
_ZH_MAGNITUDE = r"(?:万亿|千万|百万|十万|千亿|百亿|十亿|[万萬亿億千百仟佰])"
_EN_MAGNITUDE = r"(?:(?:thousand|million|billion|trillion|mln|bln|mn|mm|bn|[kmb])\b)"

_QUANTITY = re.compile(
    rf"(?<![\d'/])(?<!\d[.,])(?:(?P<clean>{_GROUPED}|(?<=[$€£¥\s])\.\d+)(?![,.']?\d)|(?P<messy>\d{{1,16}}(?:[.,']\d{{1,16}}){{1,9}}(?![,.']?\d)))"
    rf"(?:(?P<more>\s?(?:多|余))?(?:\s{{1,4}}(?=[万亿百千]))?(?P<zh>{_ZH_MAGNITUDE})(?P<rest>(?:{_GROUPED}\s?{_ZH_MAGNITUDE}){{0,3}}(?:\d{{1,4}}(?![\d.]))?)(?P<over>多|余)?"
    rf"|(?P<plain_more>多|余)|\s{{0,3}}(?P<en>{_EN_MAGNITUDE}))?"
    rf"|(?P<han>[{ROUGH}]?[{CHINESE_NUMERAL}][{CHINESE_NUMERAL}{ROUGH}]{{0,40}})"
    rf"|\b(?P<words>(?:{ENGLISH_NUMERAL})(?:(?:\s+and\s+|\s*-\s*|\s+)(?:{ENGLISH_NUMERAL})){{0,24}})\b(?:\s+and\s+(?P<cents>\d\d|no|xx)/100)?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:-|–|—|~|～|至|到|\bto\b)\s*")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its magnitude word, exact, an interval, or (reading None) printed so that nobody can be sure."""

    start: int
    end: int
    reading: Reading | None
    form: Form
    magnitude: str
    between: bool = False


def find_quantities(view: str) -> Iterator[Quantity]:
    """The quantities of a half-width view in reading order; "3-5亿" is one quantity between two ends."""
    pending: Quantity | None = None
    for found in _singles(view):
        joined = _joined(view, pending, found) if pending else None
        if pending and not joined:
            yield pending
        pending = joined or found
    if pending:
        yield pending


def _singles(view: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(view):
        if match["han"]:
            reading = read_chinese(match["han"])
            if reading is not None:
                yield Quantity(*match.span(), reading, "words", _magnitude_in(match["han"]))
        elif match["words"]:
            yield from _english(match)
        else:
            yield _figures(match)


def _english(match: re.Match[str]) -> Iterator[Quantity]:
    value = read_english(match["words"])
    if value is not None:
        value += Decimal(cents if (cents := match["cents"] or "0").isdigit() else 0) / 100
        yield Quantity(*match.span(), Reading(value, value), "words", "")


def _figures(match: re.Match[str]) -> Quantity:
    magnitude = (match["zh"] or match["en"] or "").strip()
    form: Form = "mixed" if magnitude else "figures"
    if match["messy"]:
        return Quantity(*match.span(), None, form, magnitude)
    number = _decimal(match["clean"])
    rough = bool(match["more"] or match["plain_more"])
    step = Decimal(10) ** _trailing_zeros(number) if rough else Decimal(0)
    factor = _factor(magnitude)
    low, high = plain(number * factor), plain((number + step) * factor)
    if match["rest"]:
        rest = _rest(match["rest"], factor)
        low, high = plain(low + rest), plain(high + rest)
    if match["over"]:
        high += factor
    return Quantity(*match.span(), Reading(low, high), form, magnitude)


def _rest(rest: str, factor: Decimal) -> Decimal:
    """What follows the first magnitude: 2000万 in 1亿2000万, and 5 (thousand) in the colloquial 3万5."""
    total, last = Decimal(0), factor
    position = 0
    for part in re.finditer(rf"({_GROUPED})\s?({_ZH_MAGNITUDE})", rest):
        last = _factor(part[2])
        total += _decimal(part[1]) * last
        position = part.end()
    tail = rest[position:]
    if tail:
        total += Decimal(tail) * (last / 10 if len(tail) == 1 else 1)
    return total


def _decimal(figures: str) -> Decimal:
    return Decimal(re.sub(r"[,' ]", "", figures))


def _factor(magnitude: str) -> Decimal:
    if not magnitude:
        return Decimal(1)
    english = ENGLISH_MAGNITUDES.get(magnitude.lower())
    return Decimal(english) if english else chinese_magnitude(magnitude)


def _magnitude_in(han: str) -> str:
    return next((unit for unit in "亿億万萬千仟百佰" if unit in han), "")


def _trailing_zeros(number: Decimal) -> int:
    digits = str(number)
    return len(digits) - len(digits.rstrip("0")) if digits.isdigit() else 0


def _joined(view: str, left: Quantity, right: Quantity) -> Quantity | None:
    """Two numbers with only a range sign between them, the left one without a unit of its own or in the same one."""
    if left.between or left.reading is None or right.reading is None or right.start - left.end > 6:
        return None
    if not _RANGE.fullmatch(view, left.end, right.start) or view[max(0, left.start - 1) : left.start] in ("-", "/"):
        return None
    low = left.reading.low
    if not left.magnitude and right.magnitude and right.form == left.form.replace("figures", "mixed"):
        low *= _factor(right.magnitude)
    if low >= right.reading.high:
        return None
    return Quantity(left.start, right.end, Reading(low, right.reading.high), right.form, right.magnitude, between=True)
