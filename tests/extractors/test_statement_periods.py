"""What headers and titles say of time, in Chinese and in English."""

from __future__ import annotations

from datetime import date

import pytest

from docintel.extractors.statement_periods import a_year_before, day_without_year, read_period, start_of

YEAR_END = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("text", "end", "months", "role"),
    [
        ("2025年12月31日", YEAR_END, None, None),
        ("二〇二五年十二月三十一日", YEAR_END, None, None),
        ("2025 年 1—12 月", YEAR_END, 12, None),
        ("2025年1-9月", date(2025, 9, 30), 9, None),
        ("2025年度", YEAR_END, 12, None),
        ("2025年半年度", date(2025, 6, 30), 6, None),
        ("2025年第三季度", date(2025, 9, 30), 3, None),
        ("2025年末", YEAR_END, None, "current"),
        ("2025年初", date(2024, 12, 31), None, "prior"),
        ("期末余额", None, None, "current"),
        ("上年年末余额", None, None, "prior"),
        ("本月数", None, 1, "current"),
        ("March 29,\n2025", date(2025, 3, 29), None, None),
        ("Three Months Ended March 29, 2025", date(2025, 3, 29), 3, None),
        ("26 weeks ended 28 June 2025", date(2025, 6, 28), 6, None),
        ("6/30/2025", date(2025, 6, 30), None, None),
        ("(Unaudited) 12/31/2025", YEAR_END, None, None),
        ("31/12/2025", YEAR_END, None, None),
        ("3/4/2025", None, None, None),  # a day in March or in April
        ("Second Quarter", None, 3, None),
        ("First Half", None, 6, None),
        ("Year to date", None, None, "current"),
        ("As at 31 December 2025", YEAR_END, None, None),
        ("For the years ended December 31, 2025 and 2024", YEAR_END, 12, None),
        ("附注", None, None, None),
        ("五、1", None, None, None),
    ],
)
def test_periods(text: str, end: date | None, months: int | None, role: str | None) -> None:
    period = read_period(text)
    assert (period.end, period.months, period.role) == (end, months, role)


def test_restated_and_to_date_are_said_by_the_header() -> None:
    assert read_period("2024年12月31日（重述）").restated
    assert not read_period("2024年12月31日（未调整）").restated
    assert read_period("本年累计数").to_date


@pytest.mark.parametrize(
    ("end", "months", "known", "start"),
    [
        (YEAR_END, 12, [], date(2025, 1, 1)),
        (date(2025, 6, 30), 6, [YEAR_END], date(2025, 1, 1)),
        (date(2025, 3, 29), 6, [date(2024, 9, 28)], date(2024, 9, 29)),  # 52/53 weeks, printed year end before
        (date(2025, 3, 29), 3, [date(2024, 9, 28)], None),  # nothing printed near the start: unknown
        # a 52/53-week year that happens to end on a month's last day does not start on a first
        (date(2021, 1, 31), 12, [date(2022, 1, 30)], None),
    ],
)
def test_first_day(end: date, months: int, known: list[date], start: date | None) -> None:
    assert start_of(end, months, frozenset(known)) == start


def test_small_calendar_facts() -> None:
    assert a_year_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert a_year_before(date(2025, 2, 28)) == date(2024, 2, 29)
    assert day_without_year("Year Ended December 31,") == (12, 31)
    assert day_without_year("Notes") is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Sept. 30,", (9, 30)),
        ("As of June30", (6, 30)),
        ("Increase / decrease 10", None),  # no December
        ("disclosed separately 3", None),  # no September
        ("January 0,", None),
    ],
)
def test_only_names_of_months_are_months(line: str, day: tuple[int, int] | None) -> None:
    assert day_without_year(line) == day


def test_a_market_is_no_month() -> None:
    assert not read_period("market 5, 2024").end
    assert read_period("December31,2025").end == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("header", "end", "months", "to_date"),
    [
        ("Sep-24", date(2024, 9, 30), None, False),
        ("YTD Sep-24", date(2024, 9, 30), None, True),
        ("Feb 2024", date(2024, 2, 29), None, False),
        ("Sept '23", date(2023, 9, 30), None, False),
        # Days stay days: May 24 is no month of 2024.
        ("May 24, 2025", date(2025, 5, 24), None, False),
        ("May 24,", None, None, False),
    ],
)
def test_columns_headed_by_a_month(header: str, end: date | None, months: int | None, *, to_date: bool) -> None:
    period = read_period(header)
    assert (period.end, period.months, period.to_date) == (end, months, to_date)


@pytest.mark.parametrize(("header", "year"), [("FY23", 2023), ("FY 2024", 2024), ("FY'22", 2022), ("FY23A", 2023)])
def test_a_financial_year_is_twelve_months_that_end_on_a_day_not_said(header: str, year: int) -> None:
    period = read_period(header)
    assert (period.year, period.months, period.end) == (year, 12, None)
