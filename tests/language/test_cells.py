from decimal import Decimal

import pytest

from docintel.language.cells import CellNumber, parse_cell


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
