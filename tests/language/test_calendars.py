from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.errors import InputError
from docintel.language.calendars import (
    add_business_days,
    business_days_between,
    calendar_codes,
    centres_in,
    is_business_day,
    is_provisional,
)

MAINLAND = ("CN_WORKDAY",)


@pytest.mark.parametrize(
    ("day", "code", "works"),
    [
        (date(2026, 2, 14), "CN_WORKDAY", True),  # a Saturday worked for Spring Festival
        (date(2026, 2, 14), "CN_EXCH", False),  # on which the exchange stays closed
        (date(2026, 2, 18), "CN_WORKDAY", False),
        (date(2026, 10, 7), "CN_WORKDAY", False),
        (date(2026, 10, 10), "CN_WORKDAY", True),
        (date(2026, 10, 10), "HK", False),
        (date(2026, 12, 28), "GB-ENG", False),  # substitute for Boxing Day on a Saturday
        (date(2026, 7, 3), "US-NY", False),  # Independence Day observed
        (date(2026, 4, 3), "TARGET", False),  # Good Friday
        (date(2026, 8, 10), "SG", False),  # National Day observed on the Monday
    ],
)
def test_is_business_day(day: date, code: str, works: bool) -> None:
    assert is_business_day(day, calendar_codes(code)) is works


def test_mainland_days_off_of_2026() -> None:
    # State Council schedule as listed in the domain note: weekdays off, and weekends worked.
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    worked_weekends = [day for day in days if day.weekday() >= 5 and is_business_day(day, MAINLAND)]
    assert [(day.month, day.day) for day in worked_weekends] == [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]


@pytest.mark.parametrize(
    ("day", "later", "count"),
    [
        (date(2026, 3, 6), date(2026, 3, 10), 2),  # Friday to Tuesday
        (date(2026, 3, 10), date(2026, 3, 6), 0),
        (date(2026, 9, 30), date(2026, 10, 10), 3),  # national days off, then a Saturday worked
    ],
)
def test_business_days_between(day: date, later: date, count: int) -> None:
    assert business_days_between(day, later, MAINLAND) == count


def test_a_joint_calendar_needs_every_centre() -> None:
    joint = calendar_codes("GB-ENG+HK")
    assert joint == ("GB-ENG", "HK")
    assert not is_business_day(date(2026, 8, 31), joint)  # summer bank holiday in London only
    assert is_business_day(date(2026, 8, 31), ("HK",))


def test_a_year_without_a_published_schedule_is_provisional() -> None:
    assert is_provisional(date(2027, 2, 8), MAINLAND)
    assert not is_provisional(date(2026, 2, 8), MAINLAND)
    assert not is_provisional(date(2027, 2, 8), ("GB-ENG",))
    assert not is_business_day(date(2027, 10, 1), MAINLAND)
    assert not is_business_day(date(2027, 2, 8), MAINLAND)  # third day of the lunar year


@pytest.mark.parametrize("code", ["ATLANTIS", "GB-XYZ", ""])
def test_a_calendar_nobody_keeps_is_refused(code: str) -> None:
    with pytest.raises(InputError):
        calendar_codes(code)


def test_centres_in() -> None:
    assert centres_in("London, Hong Kong, mainland") == ("GB-ENG", "HK", "CN_WORKDAY")
    assert centres_in("伦敦和香港") == ("GB-ENG", "HK")


@given(st.dates(date(2006, 1, 1), date(2025, 12, 31)), st.integers(1, 30))
def test_going_forth_and_back_returns_to_a_business_day(day: date, count: int) -> None:
    there = add_business_days(day, count, MAINLAND)
    assert is_business_day(there, MAINLAND)
    assert add_business_days(there, -count, MAINLAND) <= day
