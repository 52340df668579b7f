"""Rates and shares: per cent, per mille, 百分之 and 万分之, percentage points and basis points, as exact fractions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from docintel.language.numerals import CHINESE_NUMERAL, ENGLISH_NUMERAL, ROUGH, Reading, read_chinese, read_english
from docintel.language.views import half_width

PercentageUnit = Literal["percent", "permille", "per_ten_thousand", "percentage_point", "basis_point"]

_NUMBER = r"\d{1,12}(?:,\d{3}){0,5}(?:\.\d{1,12})?|\.\d{1,12}"
_HAN = rf"[{CHINESE_NUMERAL}{ROUGH}]{{1,20}}(?:点[{CHINESE_NUMERAL}]{{1,12}})?"
_FIGURES = re.compile(
    rf"(?<![\d.])(?:(?P<sign>(?<![\w)])-|负)\s?)?(?P<number>{_NUMBER})\s*"
    r"(?P<unit>%|‰|‱|个?百分点|个?基点|bps?\b|basis\s+points?\b|percentage\s+points?\b|per\s?cent\b)",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    rf"(?P<sign>负)?(?P<of>百|千|万)分之\s*(?P<number>{_HAN}|{_NUMBER})|(?P<points>{_HAN})个?(?P<unit>百分点|基点)"
)
_ENGLISH = re.compile(
    rf"\b(?P<number>(?:{ENGLISH_NUMERAL})(?:[\s-]+(?:{ENGLISH_NUMERAL})){{0,9}})\s+(?P<unit>per\s?cent\b|percentage\s+points?\b|basis\s+points?\b)",
    re.IGNORECASE,
)
_RANGE_BEFORE = re.compile(rf"(?P<low>{_NUMBER})\s*[-–—~～至到]\s*$")
_UNITS: dict[str, tuple[PercentageUnit, int]] = {
    "%": ("percent", 100), "percent": ("percent", 100), "‰": ("permille", 1000), "‱": ("per_ten_thousand", 10_000),
    "百分点": ("percentage_point", 100), "percentagepoint": ("percentage_point", 100),
    "基点": ("basis_point", 10_000), "bp": ("basis_point", 10_000), "basispoint": ("basis_point", 10_000),
}  # fmt: skip
_OF: dict[str, tuple[PercentageUnit, int]] = {
    "百": ("percent", 100), "千": ("permille", 1000), "万": ("per_ten_thousand", 10_000),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Percentage:
    """A rate or share as a fraction: 7.5 % is 0.075, 50 bp is 0.005; value None when only low and high are known."""

    start: int
    end: int
    value: Decimal | None
    low: Decimal
    high: Decimal
    unit: PercentageUnit


def percentages(text: str) -> list[Percentage]:
    """The rates and shares of a text in reading order."""
    view = half_width(text)
    return sorted([*_in_figures(view), *_in_chinese(view), *_in_english(view)], key=lambda found: found.start)


def _in_figures(view: str) -> Iterator[Percentage]:
    for match in _FIGURES.finditer(view):
        unit, per = _UNITS[re.sub(r"^个|s$|\s+", "", match["unit"].lower())]
        value = Decimal(match["number"].replace(",", "")) / per
        signed = -value if match["sign"] else value
        ahead = max(0, match.start() - 16)
        spread = _RANGE_BEFORE.search(view[ahead : match.start()])
        low = Decimal(spread["low"].replace(",", "")) / per if spread else signed
        start = ahead + spread.start() if spread and low < signed else match.start()
        yield _percentage((start, match.end()), Reading(min(low, signed) if spread else signed, signed), unit)


def _in_chinese(view: str) -> Iterator[Percentage]:
    for match in _CHINESE.finditer(view):
        unit, per = _OF[match["of"]] if match["of"] else _UNITS[match["unit"]]
        reading = _reading(match["number"] or match["points"])
        if reading is not None:
            sign = -1 if match["sign"] else 1
            ends = sorted((sign * reading.low / per, sign * reading.high / per))
            yield _percentage(match.span(), Reading(*ends), unit)


def _in_english(view: str) -> Iterator[Percentage]:
    for match in _ENGLISH.finditer(view):
        unit, per = _UNITS[re.sub(r"s$|\s+", "", match["unit"].lower())]
        value = read_english(match["number"])
        if value is not None:
            yield _percentage(match.span(), Reading(value / per, value / per), unit)


def _reading(words: str) -> Reading | None:
    if (words[0].isdigit() and words[0].isascii()) or words[0] == ".":
        value = Decimal(words.replace(",", ""))
        return Reading(value, value)
    whole, _, fraction = words.partition("点")
    reading = read_chinese(whole)
    digits = read_chinese(fraction) if fraction else None
    if reading is None or digits is None:
        return reading
    tail = digits.low.scaleb(-len(fraction))
    return Reading(reading.low + tail, reading.high + tail)


def _percentage(span: tuple[int, int], reading: Reading, unit: PercentageUnit) -> Percentage:
    return Percentage(*span, reading.value, reading.low, reading.high, unit)
