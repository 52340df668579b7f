"""Which day or stretch of time a column header or title speaks of (statements.md §7.4)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from docintel.language.dates import MONTHS
from docintel.language.views import folded, half_width, simplified

Role = Literal["current", "prior"]

_DIGITS = {ord(zh): str(n) for n, zh in enumerate("〇一二三四五六七八九")} | {
    ord("零"): "0",
    ord("○"): "0",
    ord("O"): "0",
}
_ZH_WRITTEN = re.compile(
    r"[〇○零一二三四五六七八九]{4}年(?:([一二三四五六七八九十]{1,3})月)?(?:([一二三四五六七八九十]{1,3})日)?"
)
_YEAR = r"(?P<y>(?:19|20)\d{2})"
_ZH_RANGE = re.compile(
    _YEAR + r"年?(?P<m1>\d{1,2})月?(?:\d{1,2}日)?[-—–~至到]+(?:(?:19|20)\d{2}年)?(?P<m2>\d{1,2})月(?:\d{1,2}日)?"
)
_ZH_DAY = re.compile(_YEAR + r"年(?P<m>\d{1,2})月(?P<d>\d{1,2})日")
_ZH_MONTH = re.compile(_YEAR + r"年(?P<m>\d{1,2})月")
_ZH_HALF = re.compile(_YEAR + r"年?(?:1[-—–]6月|上半年|半年度|中期)")
_ZH_QUARTER = re.compile(_YEAR + r"年?(?:第)?(?P<q>[一二三四1-4])季度?(?P<ytd>报)?")
_ZH_YEAR_END = re.compile(_YEAR + r"年?(?:年末|末|期末|年底)")
_ZH_YEAR_START = re.compile(_YEAR + r"年?(?:年初|初|期初)")
_ZH_YEAR = re.compile(_YEAR + r"(?:年度|年|财年)?")
_ISO = re.compile(_YEAR + r"[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})")
_MONTHS = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
# A whole name or its abbreviation: "decrease 10" is no day of December.
_EN_MONTH = rf"(?<![a-z])(?P<mon>{'|'.join(MONTHS)}|sept|{'|'.join(_MONTHS)})(?![a-z])\.?"
_EN_DAY = re.compile(_EN_MONTH + r"\s*(?P<d>\d{1,2})(?:st|nd|rd|th)?\s*,?\s*(?P<y>(?:19|20)\d{2})")
_EN_DAY_FIRST = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th)?\s*(?:of\s*)?" + _EN_MONTH + r"\s*,?\s*(?P<y>(?:19|20)\d{2})"
)
# 6/30/2025 as US filers head a column; 30/6/2025 elsewhere.
_SLASHED = re.compile(r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>(?:19|20)\d{2}|\d{2})(?![\d/])")
_EN_DAY_ONLY = re.compile(
    _EN_MONTH + r"\s*(?P<d>\d{1,2})(?:st|nd|rd|th)?\s*,?(?!\s*\d)|(?P<d2>\d{1,2})\s+" + _EN_MONTH.replace("mon", "mon2")
)
_NUMBER_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "six": 6,
    "nine": 9,
    "twelve": 12,
    "thirteen": 13,
    "twenty-six": 26,
    "thirty-nine": 39,
}
_EN_LENGTH = re.compile(
    r"(?P<n>one|two|three|six|nine|twelve|thirteen|twenty-six|thirty-nine|\d{1,2})[\s-]*(?P<unit>months?|weeks?)(?:\s*period)?\s*(?:ended|ending|to\b)?"
)
_EN_YEAR_LENGTH = re.compile(r"\b(?:fiscal |financial )?years?\s*(?:ended|ending)|\btwelve months\b")
_EN_QUARTER = re.compile(r"\bquarters?\s*(?:ended|ending)|\b(?:first|second|third|fourth) quarter\b")
_EN_HALF = re.compile(r"\b(?:first|second) half\b")
# Sep-24, Mar 2025: a month as spreadsheets head a column with it; "May 24," stays a day of May.
_EN_MONTH_YEAR = re.compile(_EN_MONTH + r"(?:\s*[-/']\s*(?P<yy>\d{2})|[\s,/-]*(?P<y>(?:19|20)\d{2}))(?![\d/-])")
_FINANCIAL_YEAR = re.compile(r"^fy\s*'?(?:(?P<y>(?:19|20)\d{2})|(?P<yy>\d{2}))\s*a?$")
_EN_FISCAL = re.compile(
    r"\b(?:fiscal|fy)\s*'?(?P<y>(?:19|20)\d{2})|^(?P<y2>(?:19|20)\d{2})(?:\s*\(?(?:audited|unaudited|restated)\)?)?$"
)
_PRIOR = re.compile(
    r"期初|年初|上年|上期|去年|上一?年度|前期|\b(?:prior|previous|preceding|comparative|opening|beginning)\b|last year"
)
_CURRENT = re.compile(r"期末|年末|本期|本年|本报告期|当期|当年|本月|\b(?:current|closing|ending|this)\b")
_INSTANT = re.compile(r"期末|期初|年末|年初|上年末|\b(?:as at|as of|balance at|closing|opening)\b")
_MONTH_ONLY = re.compile(r"本月(?:数|金额|发生额)?|当月")
_YEAR_TO_DATE = re.compile(r"累计|年初至|year[ -]to[ -]date|\bytd\b")
_RESTATED = re.compile(r"(?<!未)(?:调整后|重述|追溯|重列)|\brestated\b|\bas adjusted\b")

_WEEKS_APART = 8


@dataclass(frozen=True, slots=True)
class Period:
    """What a header says of time: the last day, the length in months (None for a balance or when unsaid), the role.

    `monthly`: the day is the end of a month that was named without a day.
    """

    end: date | None = None
    months: int | None = None
    role: Role | None = None
    year: int | None = None
    instant: bool = False
    to_date: bool = False
    restated: bool = False
    monthly: bool = False

    @property
    def said(self) -> bool:
        """Whether the words spoke of time at all."""
        return any((self.end, self.months, self.role, self.year))


def read_period(text: str) -> Period:
    """What a header or title says of time; an empty Period when it says nothing."""
    plain = folded(simplified(half_width(text)))
    packed = _arabic("".join(plain.split()))
    period = _chinese(packed)
    if not period.end:
        english = _english(" ".join(plain.split()))
        period = english if english.said and not period.said else _united(period, english)
    role = _role(packed, plain)
    months = period.months or (1 if _MONTH_ONLY.search(packed) else None)
    return replace(
        period,
        role=role,
        months=months,
        instant=period.instant or bool(_INSTANT.search(plain)),
        to_date=bool(_YEAR_TO_DATE.search(plain)),
        restated=bool(_RESTATED.search(plain)),
    )


def _role(packed: str, plain: str) -> Role | None:
    if _PRIOR.search(packed) or _PRIOR.search(plain):
        return "prior"
    return "current" if _CURRENT.search(packed) or _CURRENT.search(plain) or _YEAR_TO_DATE.search(plain) else None


def _united(first: Period, second: Period) -> Period:
    return replace(
        first,
        end=first.end or second.end,
        months=first.months or second.months,
        year=first.year or second.year,
        monthly=first.monthly or second.monthly,
    )


def _chinese(text: str) -> Period:
    span = _ZH_RANGE.search(text)
    if span:
        first, last = int(span["m1"]), int(span["m2"])
        return Period(month_end(int(span["y"]), last), months=last - first + 1 if last >= first else None)
    for pattern in (_ZH_DAY, _ISO):
        day = pattern.search(text)
        if day:
            return Period(_day(int(day["y"]), int(day["m"]), int(day["d"])), instant=True)
    half = _ZH_HALF.search(text)
    if half:
        return Period(month_end(int(half["y"]), 6), months=6)
    quarter = _ZH_QUARTER.search(text)
    if quarter:
        number = "一二三四".find(quarter["q"]) + 1 or int(quarter["q"])
        return Period(month_end(int(quarter["y"]), 3 * number), months=3 * number if quarter["ytd"] else 3)
    return _chinese_year(text)


def _chinese_year(text: str) -> Period:
    end = _ZH_YEAR_END.search(text)
    if end:
        return Period(date(int(end["y"]), 12, 31), instant=True)
    start = _ZH_YEAR_START.search(text)
    if start:
        return Period(date(int(start["y"]) - 1, 12, 31), instant=True)
    month = _ZH_MONTH.search(text)
    if month:
        return Period(month_end(int(month["y"]), int(month["m"])))
    # A bare year is only taken from Chinese words: "2,024" and "Note 2019" are no periods.
    whole = _ZH_YEAR.search(text) if re.search(r"(?:19|20)\d{2}(?:年|财年)", text) else None
    return Period(date(int(whole["y"]), 12, 31), months=12, year=int(whole["y"])) if whole else Period()


def _english(text: str) -> Period:
    end = None
    day = _EN_DAY.search(text) or _EN_DAY_FIRST.search(text)
    if day:
        end = _day(int(day["y"]), _MONTHS[day["mon"][:3]], int(day["d"]))
    end = end or _slashed(text)
    length = _EN_LENGTH.search(text)
    months = None
    if length:
        count = _NUMBER_WORDS.get(length["n"]) or int(length["n"])
        months = round(count * 12 / 52) if length["unit"].startswith("week") else count
    elif _EN_YEAR_LENGTH.search(text):
        months = 12
    elif _EN_QUARTER.search(text):
        months = 3
    elif _EN_HALF.search(text):
        months = 6
    month = None if end else _EN_MONTH_YEAR.search(text)
    if month:
        return Period(month_end(_year(month), _MONTHS[month["mon"][:3]]), months=months, monthly=True)
    whole = _FINANCIAL_YEAR.search(text.strip())
    if whole:
        return Period(months=12, year=_year(whole))
    fiscal = _EN_FISCAL.search(text.strip())
    year = int(fiscal["y"] or fiscal["y2"]) if fiscal and end is None else None
    return Period(end, months=months, year=year)


def printed_days(text: str) -> Iterator[date]:
    """Every day a text prints with the name of its month and its year, such as "September 30, 2023"."""
    plain = " ".join(folded(half_width(text)).split())
    for pattern in (_EN_DAY, _EN_DAY_FIRST):
        for found in pattern.finditer(plain):
            day = _day(int(found["y"]), _MONTHS[found["mon"][:3]], int(found["d"]))
            if day is not None:
                yield day


def _slashed(text: str) -> date | None:
    """A day written in numbers alone, month or day first: the order that makes it a day, or the last of a month."""
    found = _SLASHED.search(text)
    if found is None:
        return None
    year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)
    first, second = int(found["a"]), int(found["b"])
    days = {day for month, each in ((first, second), (second, first)) if (day := _day(year, month, each))}
    last = {day for day in days if day == month_end(day.year, day.month)}
    return days.pop() if len(days) == 1 else last.pop() if len(last) == 1 else None


def _year(found: re.Match[str]) -> int:
    return int(found["y"]) if found["y"] else 2000 + int(found["yy"])


def day_without_year(text: str) -> tuple[int, int] | None:
    """Month and day of a header tier such as "December 31," whose years stand one tier below."""
    found = _EN_DAY_ONLY.search(folded(half_width(text)))
    day = int(found["d"] or found["d2"]) if found else 0
    return (_MONTHS[(found["mon"] or found["mon2"])[:3]], day) if found and 1 <= day <= 31 else None


def month_end(year: int, month: int) -> date | None:
    """The last day of a month; None when there is no such month."""
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None


def a_year_before(day: date) -> date:
    """The same day one year earlier; the last of February stays the last of February."""
    if day == month_end(day.year, day.month):
        return date(day.year - 1, day.month, monthrange(day.year - 1, day.month)[1])
    return day.replace(year=day.year - 1)


def start_of(end: date, months: int, known_ends: frozenset[date]) -> date | None:
    """The first day of a stretch that ends on `end`.

    A stretch to the end of a month starts on a first. A 52/53-week year ends on a weekday near it: then it starts
    the day after an earlier period end printed in the same document, and is None when none is near enough.
    """
    month = (end.year * 12 + end.month - 1) - months + 1
    if all(day == month_end(day.year, day.month) or day.day == 1 for day in {*known_ends, end}):
        return date(month // 12, month % 12 + 1, 1)
    expected = end - timedelta(days=round(months * 365.25 / 12))
    near = [day for day in known_ends if abs((day - expected).days) <= _WEEKS_APART]
    return min(near, key=lambda day: abs((day - expected).days)) + timedelta(days=1) if near else None


def _day(year: int, month: int, day: int) -> date | None:
    last = month_end(year, month)
    return date(year, month, day) if last and 1 <= day <= last.day else None


def _arabic(text: str) -> str:
    """Chinese numerals of a written date as digits: 二〇一九年十二月 becomes 2019年12月."""
    found = _ZH_WRITTEN.search(text)
    if not found:
        return text
    written = found.group()
    year = written[:4].translate(_DIGITS)
    rest = "".join(f"{_tens(part)}{sign}" for part, sign in zip(found.groups(), "月日", strict=True) if part)
    return text.replace(written, f"{year}年{rest}")


def _tens(numeral: str) -> int:
    tens, _, ones = numeral.rpartition("十")
    if "十" not in numeral:
        return int(numeral.translate(_DIGITS))
    return (int(tens.translate(_DIGITS)) if tens else 1) * 10 + (int(ones.translate(_DIGITS)) if ones else 0)
