"""What the document as a whole says: the day it reports on, its default unit, and the dates columns take from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from docintel.extractors.statement_columns import Column
from docintel.extractors.statement_periods import (
    Period,
    a_year_before,
    day_without_year,
    month_end,
    printed_days,
    read_period,
    start_of,
)
from docintel.extractors.statement_units import Unit, find_default_unit
from docintel.language.views import folded, half_width, simplified
from docintel.records import Document
from docintel.records.statement import StatementKind

_ZH_REPORT = re.compile(
    r"(?P<y>20\d{2}|19\d{2})年?(?:度|年度)?(?P<what>半年度|中期|第?[一三]季度|年度|年)?"
    r"(?:财务|审计)?(?:报告|报表)"
)
_EN_REPORT = re.compile(
    r"(?:(?P<quarter>quarterly period|quarter)|(?P<year>fiscal year|year)|(?P<n>three|six|nine|twelve) months)"
    r"\s+ended:?\s+"
    r"(?P<day>[a-z]{3,9}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+[a-z]{3,9}\s+\d{4})"
)
_US_FORM = re.compile(r"\bform\s+(?:10-?[kq]t?|20-?f|40-?f)\b")
_COVER = 6000
_ONE_PRINT = timedelta(days=3)
_QUARTER = 3
_YEAR = 12
_DAYS_A_MONTH = 30.44
_ROLES = ("current", "prior", "prior2", "prior3", "prior4", "prior5")


@dataclass(frozen=True, slots=True)
class Frame:
    """The document's own period and default unit, from its cover and name; both may be unknown.

    `registrant`: it is a report to the US Securities and Exchange Commission. `days` are all days it prints.
    """

    period: Period
    unit: Unit | None
    chinese: bool
    registrant: bool = False
    days: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Bound:
    """A column's period in full: its role, last and first day, length in months."""

    role: str
    end: date | None
    start: date | None
    months: int | None
    restated: bool


def read_frame(document: Document) -> Frame:
    """What cover, name and accounting policies say of the whole document."""
    cover = simplified(half_width(document.name + "\n" + document.text[:_COVER]))
    chinese = document.language in ("zh", "mixed") or bool(re.search(r"[\u4e00-\u9fff]{4}", cover))
    registrant = bool(_US_FORM.search(folded(cover)))
    days = frozenset() if chinese else frozenset(printed_days(document.text))
    return Frame(_reported(cover), find_default_unit(document.text), chinese, registrant, days)


def _reported(cover: str) -> Period:
    chinese = _ZH_REPORT.search("".join(cover.split()))
    if chinese:
        year, what = int(chinese["y"]), chinese["what"] or ""
        month = 6 if what in ("半年度", "中期") else 3 if "一" in what else 9 if "三" in what else 12
        return Period(month_end(year, month), months=month)
    english = _EN_REPORT.search(" ".join(folded(cover).split()))
    if english is None:
        return Period()
    months = {"three": 3, "six": 6, "nine": 9, "twelve": 12}.get(english["n"] or "", 3 if english["quarter"] else 12)
    return Period(read_period(english["day"]).end, months=months)


def heading_period(lines: Iterable[str]) -> Period:
    """The period a title states, in its own line or below it; empty when it states none."""
    periods = [read_period(line) for line in lines]
    dated = next((period for period in periods if period.end), None)
    if dated is None:
        return next((period for period in periods if period.said), Period())
    return dated


def bind(
    columns: Sequence[Column],
    kind: StatementKind,
    lines: Sequence[str],
    frame: Frame,
    *,
    head: Sequence[str] = (),
) -> list[tuple[date | None, int | None]]:
    """Last day and length in months of every column, as far as header, title and cover say.

    `head` is what the header says beside the columns.
    """
    title = heading_period(lines)
    # "Six Months Ended June 30," over the captions, the years over the columns.
    title = replace(title, months=title.months or heading_period(head).months)
    ends = [_end(column, kind, lines, title, frame) for column in columns]
    latest = max((end for end, column in zip(ends, columns, strict=True) if end and column.amounts), default=None)
    # "YTD" beside the months it runs over ends with the last of them.
    ends = [end or (latest if column.period.to_date else None) for end, column in zip(ends, columns, strict=True)]
    months = [_months(column, kind, end, title, frame) for column, end in zip(columns, ends, strict=True)]
    return _told_apart(columns, list(zip(ends, _single_months(columns, kind, ends, months), strict=True)))


def _told_apart(
    columns: Sequence[Column], bound: list[tuple[date | None, int | None]]
) -> list[tuple[date | None, int | None]]:
    """Columns that took their day from the title and came out the same: what they are of was not read."""
    silent = [
        column.amounts and not (column.period.end or column.period.year or column.period.role) for column in columns
    ]
    places = Counter(
        (each, column.scope) for each, column, mute in zip(bound, columns, silent, strict=True) if mute and each[0]
    )
    return [
        (None, None) if mute and places[each, column.scope] > 1 else each
        for each, column, mute in zip(bound, columns, silent, strict=True)
    ]


def _single_months(
    columns: Sequence[Column], kind: StatementKind, ends: Sequence[date | None], months: Sequence[int | None]
) -> list[int | None]:
    """Columns headed by a month each, one after the other, are single months."""
    named = {end.year * 12 + end.month for end, each in zip(ends, columns, strict=True) if end and _names_month(each)}
    return [
        1
        if kind in ("income_statement", "cash_flow") and length is None and end is not None and _names_month(column)
        and named & {end.year * 12 + end.month - 1, end.year * 12 + end.month + 1}
        else length
        for column, end, length in zip(columns, ends, months, strict=True)
    ]  # fmt: skip


def _names_month(column: Column) -> bool:
    return column.period.monthly and not column.period.to_date


def in_fiscal_years(
    columns: Sequence[Column], bound: Sequence[tuple[date | None, int | None]], balances: frozenset[date]
) -> list[tuple[date | None, int | None]]:
    """Columns of a year whose last day only the balance sheets tell, and the year to date that began after it.

    Where the balance sheets print two days of one year, or years end in different months, nothing is told.
    """
    years = {day.year: day for day in balances if sum(other.year == day.year for other in balances) == 1}
    ends = [
        years.get(column.period.year) if end is None and column.period.year else end
        for column, (end, _) in zip(columns, bound, strict=True)
    ]
    whole = {end.month for column, end in zip(columns, ends, strict=True) if end and column.period.year}
    close = whole.pop() if len(whole) == 1 else None
    running = [end for column, end in zip(columns, ends, strict=True) if end and column.period.to_date]
    since = None if close else _since_year_end(max(running, default=None), balances)
    return [
        (
            end,
            (end.month - close - 1) % 12 + 1
            if length is None and end and close and column.period.to_date
            else since
            if length is None and end in running
            else length,
        )
        for column, end, (_, length) in zip(columns, ends, bound, strict=True)
    ]


def _since_year_end(latest: date | None, balances: frozenset[date]) -> int | None:
    """The months from the year end before, which an interim balance sheet prints beside its own day."""
    before = [day for day in balances if latest is not None and day < latest]
    if latest is None or not before:
        return None
    months = round((latest - max(before)).days / _DAYS_A_MONTH)
    return months if 0 < months < _YEAR else None


def _end(column: Column, kind: StatementKind, lines: Sequence[str], title: Period, frame: Frame) -> date | None:
    period = column.period
    base = title.end or frame.period.end
    if period.end:
        return period.end
    if period.year:
        return _in_year(period.year, column.words, lines, base, frame)
    if base is None:
        return None
    if period.role == "prior":
        # China's financial year is the calendar year (accounting law, art. 11): a balance's prior day is 31 December.
        balance = kind in ("balance_sheet", "notes_table")
        return date(base.year - 1, 12, 31) if balance and frame.chinese else a_year_before(base)
    return base if period.role == "current" or period.months else None


def _in_year(year: int, words: str, lines: Sequence[str], base: date | None, frame: Frame) -> date | None:
    printed = (day_without_year(text) for text in (words, *lines))
    day = next((found for found in printed if found), None)
    if day is None and base is not None and base != month_end(base.year, base.month):
        return _weeks_before(base, base.year - year, frame.days)
    day = day or ((base.month, base.day) if base else None)
    if day is None and frame.chinese:
        day = (12, 31)
    last = month_end(year, day[0]) if day else None
    return date(year, day[0], min(day[1], last.day)) if day and last else None


def _weeks_before(base: date, years: int, printed: frozenset[date]) -> date | None:
    """The end of an earlier year of 52 or 53 weeks: on the same day of the week, if the document prints just one such.

    A cover that says September 28, 2024 does not say on which day the year before ended.
    """
    if years <= 0:
        return base if years == 0 else None
    days = {base - timedelta(weeks=52 * years + more) for more in range(years + 1)} & printed
    return days.pop() if len(days) == 1 else None


def _months(column: Column, kind: StatementKind, end: date | None, title: Period, frame: Frame) -> int | None:
    period = column.period
    if kind == "balance_sheet":
        return None
    if kind == "notes_table":
        return None if period.instant else period.months
    if period.to_date and end is not None and frame.chinese:
        return end.month
    if period.months or title.months:
        return period.months or title.months
    # The cover of a quarterly report says nothing of the year to date, and cash flows are of the year to date.
    if period.to_date or (kind == "cash_flow" and frame.period.months == _QUARTER):
        return None
    same_day = end is not None and frame.period.end is not None and end.month == frame.period.end.month
    return frame.period.months if same_day else None


def roles(
    ends: Sequence[tuple[date | None, int | None]], columns: Sequence[Column], known: frozenset[date]
) -> list[Bound]:
    """Current, prior, prior2 … by the days the columns end on; a table of earlier years starts at prior."""
    latest = max(known, default=None)
    return [
        Bound(
            role=_role(
                end,
                [e for (e, m), c in zip(ends, columns, strict=True) if e and m == months and c.amounts],
                column,
                latest,
            ),
            end=end,
            start=start_of(end, months, known) if end and months else None,
            months=months,
            restated=column.period.restated,
        )
        for (end, months), column in zip(ends, columns, strict=True)
    ]


def _role(end: date | None, beside: list[date], column: Column, latest: date | None) -> str:
    if end is None:
        return column.period.role or "unknown"
    distinct: list[date] = []
    for day in sorted(beside, reverse=True):
        if not distinct or distinct[-1] - day > _ONE_PRINT:
            distinct.append(day)
    rank = next((at for at, day in enumerate(distinct) if day - end <= _ONE_PRINT), 0)
    earlier = latest is not None and distinct and latest - distinct[0] > _ONE_PRINT
    return _ROLES[min(rank + bool(earlier), len(_ROLES) - 1)]
