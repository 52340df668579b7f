"""Periods of time in contract language: 30日内, 十个工作日, five (5) Business Days, 48 hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from docintel.language.numerals import CHINESE_NUMERAL, ENGLISH_NUMERAL, read_chinese, read_english
from docintel.language.views import half_width

DurationUnit = Literal["hour", "day", "business_day", "month", "year"]

_HAN = rf"(?P<han>[{CHINESE_NUMERAL}]{{1,8}})"
_CHINESE = re.compile(
    rf"(?<![\d.第])(?:(?P<half>半)|(?P<figures>\d{{1,4}}(?:\.\d)?)|(?<![第每{CHINESE_NUMERAL}]){_HAN})\s*"
    r"(?:\(\s*(?P<again>\d{1,4})\s*\)\s*)?"
    r"(?:个)?\s*(?P<unit>银行工作日|银行营业日|工作日|营业日|交易日|自然日|日历日|日历天|工作天"
    r"|小时|钟头|(?<=个)月|个月|个?季度|星期|周(?!年)|天|年(?!\s*\d{1,2}\s*月|度|代|第|上半|下半)|日)(?P<and_half>半)?"
)
# A bare 日 is a period only where the words around it say so: 3月15日 and 每月15日 are days of the calendar.
_DAY_BEFORE = re.compile(r"(?:提前|至少|不少于|不超过|不得超过|满|逾期|超过|届满|为|延长|宽限|推迟|后|内|共|达|前)\s*$")
_DAY_AFTER = re.compile(
    r"\s*(?:\(含\))?\s*(?:以?内|之内|以?前|之前|以?后|之后|届满|期满|期限|的宽限|宽限|的期限|未|仍|以上|书面)"
)
_UNITS: dict[str, tuple[DurationUnit, int]] = {
    "银行工作日": ("business_day", 1), "银行营业日": ("business_day", 1), "工作日": ("business_day", 1),
    "营业日": ("business_day", 1), "交易日": ("business_day", 1), "工作天": ("business_day", 1), "自然日": ("day", 1),
    "日历日": ("day", 1), "日历天": ("day", 1), "日": ("day", 1), "天": ("day", 1),
    "小时": ("hour", 1), "钟头": ("hour", 1),
    "星期": ("day", 7), "周": ("day", 7), "月": ("month", 1), "个月": ("month", 1), "季度": ("month", 3),
    "个季度": ("month", 3), "年": ("year", 1),
    "hour": ("hour", 1), "day": ("day", 1), "week": ("day", 7), "month": ("month", 1), "quarter": ("month", 3),
    "year": ("year", 1),
}  # fmt: skip
_ENGLISH = re.compile(
    rf"(?<![\d.,$])\b(?:(?P<figures>\d{{1,4}}(?:\.\d)?)"
    rf"|(?P<words>(?:{ENGLISH_NUMERAL})(?:(?:[\s-]+|\s+and\s+)(?:{ENGLISH_NUMERAL})){{0,4}})"
    r"|(?P<article>an?)(?=\s+(?:year|month|week)\b))"
    r"(?:\s*\(\s*(?P<again>\d{1,4})\s*\))?[\s-]+"
    r"(?P<kind>(?:(?:consecutive|calendar|clear|full|further|additional|London|banking|business|working|trading|successive"
    r"|whole)\s+){0,2})"
    r"(?P<unit>hour|day|week|month|quarter|year)(?:s\b|s?['’]|\b)(?!\s+(?:old|of\s+age))",
    re.IGNORECASE,
)
_BUSINESS = re.compile(r"banking|business|working|trading", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Duration:
    """A period of time; n is None when words and figures differ: five (6) days.

    Weeks are given in days, quarters and half years in months. `clear` days leave out both ends.
    """

    start: int
    end: int
    n: int | None
    unit: DurationUnit
    clear: bool = False


def find_durations(text: str) -> list[Duration]:
    """The periods of a text in reading order."""
    view = half_width(text)
    return sorted([*_chinese(view), *_english(view)], key=lambda found: found.start)


def _chinese(view: str) -> Iterator[Duration]:
    for match in _CHINESE.finditer(view):
        unit, factor = _UNITS[match["unit"]]
        if match["unit"] == "日" and not _is_period(view, match):
            continue
        count = _count(match)
        if count is None or (match["unit"] == "年" and count >= 1900):
            continue
        count += Decimal("0.5") if match["and_half"] else 0
        yield from _duration(match, count * factor, unit)


def _is_period(view: str, match: re.Match[str]) -> bool:
    ahead = view[max(0, match.start() - 8) : match.start()]
    if ahead.rstrip().endswith(("月", "每")):
        return False
    return _DAY_AFTER.match(view, match.end()) is not None or _DAY_BEFORE.search(ahead) is not None


def _count(match: re.Match[str]) -> Decimal | None:
    if match["half"]:
        return Decimal("0.5")
    if match["figures"]:
        return Decimal(match["figures"])
    reading = read_chinese(match["han"])
    return reading.value if reading else None


def _english(view: str) -> Iterator[Duration]:
    for match in _ENGLISH.finditer(view):
        unit, factor = _UNITS[match["unit"].lower()]
        count = Decimal(match["figures"] or 1) if not match["words"] else read_english(match["words"])
        if count is not None:
            business = unit == "day" and _BUSINESS.search(match["kind"])
            yield from _duration(match, count * factor, "business_day" if business else unit)


def _duration(match: re.Match[str], count: Decimal, unit: DurationUnit) -> Iterator[Duration]:
    """The period in whole units: half a month is fifteen days, half a year six months."""
    finer: dict[str, tuple[DurationUnit, int]] = {"year": ("month", 12), "month": ("day", 30), "day": ("hour", 24)}
    while count != int(count) and unit in finer:
        unit, factor = finer[unit]
        count *= factor
    if count != int(count):
        return
    differs = match["again"] is not None and int(match["again"]) != count and not match["figures"]
    clear = "clear" in (match.groupdict().get("kind") or "").lower()
    yield Duration(*match.span(), None if differs else int(count), unit, clear)
