"""A number is a double that shows all its digits, or none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.exports.excel_numbers import exact_double, number_format


@pytest.mark.parametrize(
    ("number", "double", "shown"),
    [
        (Decimal("12345000.00"), 12345000.0, "#,##0.00"),
        (Decimal("-0.05"), -0.05, "#,##0.00"),
        (Decimal("1E+8"), 1e8, "#,##0"),
        (Decimal("999999999999999"), 999999999999999.0, "#,##0"),
        # 16 digits: Excel would show a zero at the end
        (Decimal("12345678901234.56"), None, "#,##0.00"),
        (Decimal("1000000000000000"), None, "#,##0"),
    ],
)
def test_fifteen_digits_are_a_number(number: Decimal, double: float | None, shown: str) -> None:
    assert (exact_double(number), number_format(number)) == (double, shown)


def test_a_format_may_have_the_decimals_of_the_rows_it_adds() -> None:
    assert number_format(Decimal("5"), 2) == "#,##0.00"


@given(st.decimals(-(10**14), 10**14, places=2))
def test_a_double_shows_the_number_it_came_from(number: Decimal) -> None:
    double = exact_double(number)
    assert double is None or Decimal(f"{double:.2f}") == number
