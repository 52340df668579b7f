import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.language.fillers import Filled, Unwrapped, fill


@pytest.mark.parametrize(
    ("kind", "pattern", "text", "value", "unit"),
    [
        ("money", "金额为(?P<value>人民币|\\d)", "金额为人民币壹亿元整。", "100000000", "CNY"),
        ("money", "amount of (?P<value>[a-z$\\d])", "an amount of USD 2.5 million", "2500000", "USD"),
        ("fraction", "利率为(?P<value>[\\d.]+%)", "利率为4.35%", "0.0435", "fraction"),
        ("count", "提前(?P<value>[一二三四五六七八九十]+)个工作日", "提前十五个工作日", "15", None),
        ("count", "within (?P<value>[a-z-]+) days", "within thirty days", "30", None),
        ("date", "至(?P<value>\\d{4})", "至2029年3月9日止", "2029-03-09", None),
        ("duration", "期限为(?P<value>.)", "期限为三年", "P36M", None),  # a year is twelve months
        ("duration", "term of (?P<value>\\d)", "a term of 18 months", "P18M", None),
    ],
)
def test_fill_reads_the_value_where_it_stands(kind: str, pattern: str, text: str, value: str, unit: str | None) -> None:
    found = next(fill({"type": kind, "pattern": pattern}, text))
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    "blank", ["金额为人民币____元", "金额为人民币【】元", "金额为人民币　　　元", "金额为人民币[●]元"]
)
def test_a_blank_fills_nothing(blank: str) -> None:
    assert list(fill({"type": "money", "pattern": "金额为(?P<value>人民币)"}, blank)) == []


def test_a_value_broken_by_the_margin_is_read_and_found_again() -> None:
    text = "贷款金额为人民币壹\n亿捌仟万元整。"
    unwrapped = Unwrapped(text)
    found = next(fill({"type": "money", "pattern": "金额为(?P<value>人民币)"}, unwrapped.text))
    start, end = unwrapped.place(found.start, found.end)
    assert found == Filled(5, 15, "180000000", "CNY")
    assert text[start:end] == "人民币壹\n亿捌仟万元整"


@given(st.text(alphabet="借款人\n 12a,，。", min_size=1, max_size=60))
def test_every_character_left_by_unwrapping_is_found_in_the_original(text: str) -> None:
    unwrapped = Unwrapped(text)
    for at, letter in enumerate(unwrapped.text):
        start, end = unwrapped.place(at, at + 1)
        assert text[start:end] == letter
