from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.language.dates import DateMention, find_dates

MARCH_25 = date(2026, 3, 25)


def only(text: str, reference: date | None = None) -> DateMention:
    (mention,) = find_dates(text, reference)
    return mention


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月25日", "2026 年 3 月 25 日", "二〇二六年三月二十五日", "二○二六年三月廿五日", "２０２６年３月２５日",
        "2026-03-25", "2026/3/25", "2026.3.25", "25 March 2026", "25th day of March, 2026", "March 25th, 2026",
        "Mar. 25, 2026", "25-Mar-2026", "MARCH 25, 2026", "25/03/2026", "03/25/2026",
    ],
)  # fmt: skip
def test_a_day_however_it_is_written(text: str) -> None:
    mention = only(f"于{text}签订" if not text.isascii() else f"made on {text}, by")
    assert (mention.value, mention.precision, mention.ambiguous, mention.year_inferred) == (
        MARCH_25,
        "day",
        False,
        False,
    )


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2026年2月", "month", date(2026, 2, 1), date(2026, 2, 28)),
        ("March 2026", "month", date(2026, 3, 1), date(2026, 3, 31)),
        ("2025年度", "year", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_months_and_years_cover_days_and_are_none(text: str, precision: str, first: date, last: date) -> None:
    mention = only(text)
    assert (mention.value, mention.precision, mention.first, mention.last) == (None, precision, first, last)


@pytest.mark.parametrize(
    ("text", "reference", "value"),
    [
        ("3月25日前付清", date(2026, 3, 1), date(2026, 3, 25)),
        ("1月5日前付清", date(2025, 12, 20), date(2026, 1, 5)),  # the nearest one lies in the next year
        ("by 31 December", date(2026, 1, 10), date(2025, 12, 31)),
        ("26年3月25日", None, MARCH_25),
        ("12/31/26", None, date(2026, 12, 31)),
        ("9/9/97", None, date(1997, 9, 9)),
    ],
)
def test_a_year_that_was_not_printed_is_marked(text: str, reference: date | None, value: date) -> None:
    mention = only(text, reference)
    assert (mention.value, mention.year_inferred) == (value, True)


def test_without_a_reference_a_day_of_no_year_has_no_value() -> None:
    assert only("3月25日").value is None


def test_an_order_nobody_can_tell_is_said() -> None:
    mention = only("on 03/04/2026")
    assert (mention.value, mention.ambiguous, mention.readings) == (None, True, (date(2026, 3, 4), date(2026, 4, 3)))


def test_the_same_number_twice_is_not_ambiguous() -> None:
    assert only("03/03/2026").value == date(2026, 3, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2026年2月30日", "2026年13月5日", "30 February 2026", "31/02/2026",  # days no calendar has
        "五年", "3年期", "第3年", "每月20日", "第三条", "____年__月__日",
        "每年3月15日", "每年1月1日起至12月31日", "June 30 and December 31 of each year", "November 30 each year",
        "it may 25 times", "May 25%", "010-88886666", "1.2.3", "6.1.17", "No. 2026-03", "110101199003071234",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text, date(2026, 3, 1)) == []


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_reads_back_in_both_languages(day: date) -> None:
    assert only(f"于{day.year}年{day.month}月{day.day}日").value == day
    assert only(f"on {day.day} {day:%B} {day.year}").value == day


@given(st.text(alphabet="2026年3月25日-/. 三十May,"))
def test_dates_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    found = find_dates(text, date(2026, 1, 1))
    ends = [0, *(mention.end for mention in found)]
    assert all(end <= mention.start < mention.end <= len(text) for end, mention in zip(ends, found, strict=False))
