from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.language.cells import CellNumber, parse_cell, prints_agree


def number(value: str, **marks: object) -> CellNumber:
    return CellNumber(Decimal(value), **marks)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1,234.56", number("1234.56")),
        ("１，２３４", number("1234")),
        ("12 345", number("12345")),
        ("(1,234)", number("-1234", negative_style="parentheses")),
        ("（1,234）", number("-1234", negative_style="parentheses")),
        ("1,234-", number("-1234", negative_style="trailing_minus")),
        ("△5", number("-5", negative_style="triangle")),
        ("－5", number("-5", negative_style="minus")),
        ("负5", number("-5", negative_style="word")),
        ("US$(1,234)", number("-1234", negative_style="parentheses")),
        ("(US$1,234)", number("-1234", negative_style="parentheses")),
        ("-0.00", number("0", negative_style="minus")),  # a printed zero is no nil mark
        ("1.2亿", number("120000000")),
        ("100万元", number("1000000")),
        ("三十万", number("300000")),
        ("12.5%", number("0.125", percent=True)),
        ("(3.2)%", number("-0.032", percent=True, negative_style="parentheses")),
        ("1,234.5*", number("1234.5")),  # a footnote mark
        ("—", number("0", nil=True)),
        ("－", number("0", nil=True)),
        ("nil", number("0", nil=True)),
        ("无", number("0", nil=True)),
        ("N/A", CellNumber(None, not_applicable=True)),
        ("不适用", CellNumber(None, not_applicable=True)),
        ("/", CellNumber(None, not_applicable=True)),
        ("", CellNumber(None)),
        ("元", CellNumber(None)),
        ("五、1", CellNumber(None)),  # a note reference
        ("1.234,56", CellNumber(None)),  # European or mistyped: nobody can be sure
        ("l,234", CellNumber(None)),  # nothing is repaired here
        ("-(5)", CellNumber(None)),
        ("三十几万", CellNumber(None)),
    ],
)
def test_parse_cell(cell: str, expected: CellNumber) -> None:
    assert parse_cell(cell) == expected


def test_a_negative_zero_prints_no_sign() -> None:
    assert str(parse_cell("-0.00").value) == "0.00"


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        ("1,234.56", "1, 234.56", True),
        ("1,234.56", "1234.56", True),
        ("(1,234)", "（1,234）", True),
        ("-1,234", "—1,234", True),
        ("(1,234)", "-1,234", True),  # another print of the same sign
        ("-", "—", True),
        ("1,234.56", "1,284.56", False),
        ("1,234.56", "1,234.5", False),
        ("1,234.56", "123,456", False),  # a lost point
        ("-1,234", "1,234", False),  # a lost sign
        ("(1,234)", "1,234", False),
        ("001,234", "1,234", False),
        ("-", "1", False),
        ("-", "0", False),  # a dash is no nought
        ("-", "", None),  # nothing seen there
        ("1,234", "", None),
        ("1,234", "-", None),
        ("(1,234)", "(1,234", None),  # half a bracket tells no sign
        ("1,234", "1.2.34", None),
        ("元", "元", None),
    ],
)
def test_two_readings_of_a_cell_agree_on_every_digit_sign_and_point(
    first: str, second: str, agree: bool | None
) -> None:
    assert prints_agree(first, second) is agree


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.integers(1, 999))
def test_a_number_agrees_with_itself_and_with_no_other(value: Decimal, apart: int) -> None:
    printed, other = f"{value:,}", f"{value + Decimal(apart) / 100:,}"
    assert prints_agree(printed, printed) is True
    assert prints_agree(printed, other) is not True
