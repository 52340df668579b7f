import pytest

from docintel.language.durations import find_durations


@pytest.mark.parametrize(
    ("text", "n", "unit"),
    [
        ("30日内", 30, "day"),
        ("三十（30）日内", 30, "day"),
        ("十个工作日", 10, "business_day"),
        ("15个银行工作日", 15, "business_day"),
        ("3个营业日", 3, "business_day"),
        ("三个月", 3, "month"),
        ("二十四个月", 24, "month"),
        ("2个季度", 6, "month"),
        ("半年", 6, "month"),
        ("一年半", 18, "month"),
        ("1.5年", 18, "month"),
        ("两周内", 14, "day"),
        ("90天", 90, "day"),
        ("48小时", 48, "hour"),
        ("期限为3年", 3, "year"),
        ("提前15日", 15, "day"),
        ("逾期30日", 30, "day"),
        ("5 Business Days", 5, "business_day"),
        ("within 120 days", 120, "day"),
        ("five (5) years", 5, "year"),
        ("ninety (90)-day period", 90, "day"),
        ("12-month", 12, "month"),
        ("ten days' notice", 10, "day"),
        ("a month", 1, "month"),
        ("twenty-four (24) hours", 24, "hour"),
        ("five (6) days", None, "day"),  # words and figures differ
    ],
)
def test_find_durations(text: str, n: int | None, unit: str) -> None:
    (found,) = find_durations(text)
    assert (found.n, found.unit) == (n, unit)


@pytest.mark.parametrize(
    "text", ["2026年3月15日", "每月15日", "第30日", "第三年", "2025年度", "18 years of age", "周年", "三月"]
)
def test_what_is_no_period(text: str) -> None:
    assert find_durations(text) == []


def test_clear_days_are_marked() -> None:
    assert find_durations("two clear days")[0].clear
