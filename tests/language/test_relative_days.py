"""Days named from the day of sending."""

from datetime import date

import pytest

from docintel.language.relative_days import find_relative_days

WEDNESDAY = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("chinese", "english", "day"),
    [
        ("明天付", "we pay tomorrow", date(2026, 6, 11)),
        ("周四付", "we pay on Thursday", date(2026, 6, 11)),
        ("下周四付", "we pay next Thursday", date(2026, 6, 18)),
        # a weekday already gone is next week's
        ("周一付", "we pay on Monday", date(2026, 6, 15)),
        ("下周一付", "we pay next Monday", date(2026, 6, 15)),
        ("月底前付", "by the end of the month", date(2026, 6, 30)),
        ("下月底前付", "by the end of next month", date(2026, 7, 31)),
        ("7月底付", "by the end of July", date(2026, 7, 31)),
        ("年底付", "by the end of the year", date(2026, 12, 31)),
        ("15号付", "on the 15th", date(2026, 6, 15)),
        ("下月15号付", "on the 9th", None),
    ],
)
def test_both_languages(chinese, english, day):
    if day is None:  # the fifteenth of next month; the ninth is over, so it is July's
        assert [found.value for found in find_relative_days(chinese, WEDNESDAY)] == [date(2026, 7, 15)]
        assert [found.value for found in find_relative_days(english, WEDNESDAY)] == [date(2026, 7, 9)]
        return
    assert [found.value for found in find_relative_days(chinese, WEDNESDAY)] == [day]
    assert [found.value for found in find_relative_days(english, WEDNESDAY)] == [day]


def test_days_gone_by():
    assert [found.value for found in find_relative_days("down since Monday", WEDNESDAY)] == [date(2026, 6, 8)]
    # 上周一 is the Monday of the week before, not the last Monday gone
    assert [found.value for found in find_relative_days("上周一停机", WEDNESDAY)] == [date(2026, 6, 1)]


def test_a_week_is_no_day_and_nothing_is_invented_without_a_sending_day():
    assert [found.value for found in find_relative_days("下周联系", WEDNESDAY)] == [None]
    assert [found.value for found in find_relative_days("周四付", None)] == [None]


@pytest.mark.parametrize("text", ["工资月度余额", "3号楼", "周期较长", "the endless month"])
def test_look_alikes(text):
    assert find_relative_days(text, WEDNESDAY) == []
