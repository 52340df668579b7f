"""Dates in running text, Chinese and English, and what is uncertain about them.

A date that no calendar has (2月30日) is not a date. An order of day and month that nobody can tell is said, not chosen.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from docintel.language.durations import Duration, find_durations
from docintel.language.numerals import read_chinese
from docintel.language.views import half_width

__all__ = ["MONTHS", "DateMention", "Duration", "find_dates", "find_durations"]

Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date where it stands.

    value          the day; None when only month or year are given, the year is unknown, or the order is ambiguous
    first, last    the days a month or year covers, both equal to value for a day, None when the year is unknown
    year_inferred  the year was not printed in full and follows from the reference day
    ambiguous      day and month can be read both ways; `readings` has both
    """

    start: int
    end: int
    value: date | None
    precision: Precision
    first: date | None
    last: date | None
    year_inferred: bool = False
    ambiguous: bool = False
    readings: tuple[date, ...] = ()


#: The months in English, January first.
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {spelling: number for number, name in enumerate(MONTHS, 1) for spelling in (name, name[:3])} | {"sept": 9}
_MONTH_NAMES = "|".join(sorted((name.capitalize() for name in _MONTHS), key=len, reverse=True))
_MONTH = rf"(?P<month>{_MONTH_NAMES}|[A-Z]{{3,9}})\b\.?"
_HAN = "零〇○一二三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|ST|ND|RD|TH)?"
_YEAR = r"(?P<year>(?:19|20|21)\d\d)(?!\d|[.,]\d)"

_FORMS: tuple[re.Pattern[str], ...] = (
    # 2026年3月25日, 二〇二六年三月二十五日, 26年3月25日, 2026年3月, 2026年
    re.compile(
        rf"(?<![\d{_HAN}第.])(?P<year>\d{{4}}|[{_HAN}]{{4}}|\d{{2}}(?=\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*[日号]))"
        r"\s*年(?![以内期限利化金资前后左来])"
        rf"(?:\s*(?P<month>\d{{1,2}}|[{_HAN}]{{1,3}})\s*月(?!份额)(?:\s*(?P<day>\d{{1,2}}|[{_HAN}]{{1,4}})\s*[日号])?)?"
    ),
    # 2026-03-25, 2026/3/25, 2026.3.25
    re.compile(
        r"(?<![\d.])(?P<year>(?:19|20|21)\d\d)\s?(?P<sep>[-/.])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<day>\d{1,2})(?!\d|\.\d)"
    ),
    # 25 March 2026, 25th day of March, 2026, 25-Mar-2026
    re.compile(rf"(?<![\d.,/]){_DAY}(?:\s+day)?(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}"),
    # March 25, 2026, March 25th 2026
    re.compile(rf"\b{_MONTH}\s+{_DAY}(?:\s*,\s*|\s+){_YEAR}"),
    # 03/25/2026, 25.03.2026
    re.compile(
        r"(?<![\d./-])(?P<one>\d{1,2})(?P<sep>[-/.])(?P<two>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d|(?<=[-/])\d\d(?=\b(?![./-])))(?!\d)"
    ),
    # March 2026
    re.compile(rf"\b{_MONTH},?\s+{_YEAR}"),
    # 3月25日, 三月二十五日
    re.compile(
        rf"(?<![\d{_HAN}年每])(?P<month>\d{{1,2}}|[{_HAN}]{{1,3}})\s*月\s*"
        rf"(?P<day>\d{{1,2}}|[{_HAN}]{{1,4}})\s*[日号](?![内以])"
    ),
    # 25 March, March 25
    re.compile(rf"(?<![\d.,/$-]){_DAY}\s+(?:of\s+)?{_MONTH}(?!\w)"),
    re.compile(rf"\b{_MONTH}\s+{_DAY}(?![\d%:]|[.,]\d|\s*%|\w)"),
)  # fmt: skip


# June 30 and December 31 of each year: days of every year, not dates.
_RECURRING = re.compile(
    r"(?:\s*(?:,|and\b|or\b|[A-Z][a-z]{2,8}\.?\s+\d{1,2}\b)){0,8}\s*,?\s*(?:(?:of|in)\s+)?(?:each|every|any)\b"
)
_YEARLY = re.compile(r"每年[^,;。，；]{0,20}$")


def find_dates(text: str, reference: date | None = None) -> list[DateMention]:
    """The dates of a text in reading order.

    A day without its year takes the year nearest to the reference, and has no value without one.
    """
    view = half_width(text)
    taken: list[tuple[int, int]] = []
    found: list[DateMention] = []
    for form in _FORMS:
        fresh = [match for match in form.finditer(view) if not _overlaps(match.span(), taken)]
        # Impossible dates are taken too: 2026年2月30日 must not leave "2026年" behind.
        taken = sorted([*taken, *(match.span() for match in fresh)])
        dated = (match for match in fresh if match.groupdict().get("year") or not _recurs(view, match))
        found.extend(mention for match in dated for mention in _mention(match, reference))
    return sorted(found, key=lambda mention: mention.start)


def _recurs(view: str, match: re.Match[str]) -> bool:
    ahead = view[max(0, match.start() - 30) : match.start()]
    return _RECURRING.match(view, match.end()) is not None or _YEARLY.search(ahead) is not None


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    position = bisect_left(taken, span)
    return (position < len(taken) and taken[position][0] < span[1]) or (
        position > 0 and taken[position - 1][1] > span[0]
    )


def _mention(match: re.Match[str], reference: date | None) -> Iterator[DateMention]:
    parts = match.groupdict()
    if "one" in parts:
        yield from _numeric(match, parts)
        return
    month = _number(parts.get("month"), _month)
    day = _number(parts.get("day"), _small)
    if (parts.get("month") and month is None) or (parts.get("day") and day is None):
        return
    printed = parts.get("year")
    if printed is None:
        yield from _yearless(match.span(), month or 0, day or 0, reference)
        return
    year = _number(printed, _year)
    if year is not None:
        yield from _dated(match.span(), (year, month, day), year_inferred=len(printed) == 2)


def _dated(
    span: tuple[int, int], parts: tuple[int, int | None, int | None], *, year_inferred: bool
) -> Iterator[DateMention]:
    year, month, day = parts
    if month is None:
        yield DateMention(*span, None, "year", date(year, 1, 1), date(year, 12, 31), year_inferred)
    elif not 1 <= month <= 12:
        return
    elif day is None:
        last = date(year, month, monthrange(year, month)[1])
        yield DateMention(*span, None, "month", date(year, month, 1), last, year_inferred)
    elif 1 <= day <= monthrange(year, month)[1]:
        value = date(year, month, day)
        yield DateMention(*span, value, "day", value, value, year_inferred)


def _yearless(span: tuple[int, int], month: int, day: int, reference: date | None) -> Iterator[DateMention]:
    # 2024 is a leap year: February 29 exists in some year.
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2024, month)[1]:
        return
    if reference is None:
        yield DateMention(*span, None, "day", None, None)
        return
    years = (reference.year - 1, reference.year, reference.year + 1)
    near = [date(year, month, day) for year in years if day <= monthrange(year, month)[1]]
    value = min(near, key=lambda one: abs((one - reference).days), default=None)
    yield DateMention(*span, value, "day", value, value, year_inferred=True)


def _numeric(match: re.Match[str], parts: dict[str, str]) -> Iterator[DateMention]:
    """Two numbers and a year: day and month are told apart only by size."""
    one, two = int(parts["one"]), int(parts["two"])
    year = int(parts["year"])
    short = year < 100
    # 97 in a filing is 1997; loans do not run to 2097.
    year += (1900 if year >= 70 else 2000) if short else 0
    readings = sorted({date(year, month, day) for month, day in ((one, two), (two, one)) if _exists(year, month, day)})
    if len(readings) == 1:
        yield DateMention(*match.span(), readings[0], "day", readings[0], readings[0], short)
    elif readings:
        yield DateMention(*match.span(), None, "day", readings[0], readings[-1], short, True, tuple(readings))


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _number(words: str | None, read: Callable[[str], int | None]) -> int | None:
    return read(words) if words else None


def _month(words: str) -> int | None:
    return _small(words) if words[0].isdigit() or words[0] in _HAN else _MONTHS.get(words.lower().rstrip("."))


def _small(words: str) -> int | None:
    if words.isascii():
        return int(words)
    reading = read_chinese(words)
    return int(reading.value) if reading and reading.value is not None else None


def _year(words: str) -> int | None:
    year = _small(words)
    if year is None:
        return None
    year += 2000 if len(words) == 2 else 0
    return year if 1900 <= year <= 2199 else None
