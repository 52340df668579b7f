import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.language.deadline_phrases import find


@pytest.mark.parametrize(
    ("text", "kind", "anchor", "n", "unit", "direction"),
    [
        ("借款人应于每季度结束后三十日内提供报表", "periodic_relative", "每季度结束", 30, "day", "after"),
        ("在收到通知之日起10个工作日内答复", "relative", "收到通知", 10, "business_day", "after"),
        ("还款日前15个工作日书面通知", "relative", "还款日", 15, "business_day", "before"),
        ("within 120 days after the end of each financial year and", "periodic_relative",
         "the end of each financial year", 120, "day", "after"),
        ("at least five (5) Business Days before the Closing Date,", "relative",
         "the Closing Date", 5, "business_day", "before"),
        ("在48小时内通知对方", "relative", "", 48, "hour", "after"),
    ],
)  # fmt: skip
def test_counted_deadlines(text: str, kind: str, anchor: str, n: int, unit: str, direction: str) -> None:
    (found,) = find(text)
    assert (found.kind, found.anchor, found.n, found.unit, found.direction) == (kind, anchor, n, unit, direction)


@pytest.mark.parametrize("text", ["贷款期限为3年", "2026年3月25日签订", "第三条", "The term is five (5) years."])
def test_a_period_or_a_date_alone_is_no_deadline(text: str) -> None:
    assert find(text) == []


def test_two_deadlines_in_one_sentence() -> None:
    text = "受影响一方应在48小时内通知对方，并在15日内提供证明。"
    assert [(found.n, found.unit) for found in find(text)] == [(48, "hour"), (15, "day")]


@given(st.text(alphabet="自2026年3月25日起30内前后,within days before每月末 "))
def test_deadlines_lie_in_the_text(text: str) -> None:
    assert all(0 <= found.start < found.end <= len(text) for found in find(text))
