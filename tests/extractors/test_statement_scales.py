"""A cell that stores one scale and shows another: its value is what is stored, read in the unit of what is shown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.extractors.statement_grid import GridCell
from docintel.extractors.statement_numbers import read_amount
from docintel.extractors.statement_scales import Scaled, in_currency
from docintel.extractors.statement_units import Unit
from docintel.readers.number_format import show_number
from docintel.records import Span

YUAN, TEN_THOUSAND = Unit("元", 0, "CNY"), Unit("万元", 4, "CNY")
THOUSAND = Unit("thousand", 3, "USD")


def scaled(shown: str, stored: str | None, unit: Unit | None) -> Scaled:
    """A cell's amount in units of currency."""
    cell = GridCell(0, 1, 1, Span(start=0, end=len(shown)), shown, Decimal(stored) if stored else None)
    amount = read_amount(cell)
    assert amount is not None
    return in_currency(cell, amount, unit)


@pytest.mark.parametrize(
    ("shown", "stored", "unit", "value", "name"),
    [
        ("1,234.57", None, TEN_THOUSAND, "12345700", "万元"),  # printed words: the unit above counts
        ("1,234.57", "1234.5678", TEN_THOUSAND, "12345678", "万元"),  # the stored digits are exact
        ("1.2346", "12345.67", TEN_THOUSAND, "12345.67", "万元"),  # 0!.0000 shows yuan in ten thousands
        ("1,235", "1234567", THOUSAND, "1234567", "thousand"),  # #,##0, under "USD 000s"
        ("123.5万", "1234567", YUAN, "1234567", "万元"),  # the suffix is nearer than 单位：元
        ("123.5万", "123.5", YUAN, "1235000", "万元"),  # a suffix that only stands behind the stored number
        ("1.2亿", None, TEN_THOUSAND, "120000000", "亿元"),  # never times ten thousand again
        ("$1.2m", None, THOUSAND, "1200000", "million"),
        ("5.00", "-5", YUAN, "-5", "元"),  # red without a sign
        ("(12)", "-12345", THOUSAND, "-12345", "thousand"),
    ],
)
def test_what_is_shown_and_what_is_stored_agree(
    shown: str, stored: str | None, unit: Unit, value: str, name: str
) -> None:
    found = scaled(shown, stored, unit)
    assert found.value == Decimal(value)
    assert found.unit is not None
    assert (found.unit.name, found.unit.currency) == (name, unit.currency)


@pytest.mark.parametrize(
    ("shown", "stored", "unit"),
    [
        ("1,235", "1234567", YUAN),  # thousands shown under 单位：元
        ("1,235", "1234567", TEN_THOUSAND),
        ("7", "1234567", THOUSAND),  # a format that shows another number
        ("1,235", "1234567", None),
    ],
)
def test_a_cell_that_contradicts_the_unit_has_none(shown: str, stored: str, unit: Unit | None) -> None:
    assert scaled(shown, stored, unit) == Scaled(None, Decimal(stored), Decimal(1))


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=2), st.sampled_from(["#,##0,", "#,##0.00,"]))
def test_stored_yuan_shown_in_thousands_keep_every_digit(stored: Decimal, code: str) -> None:
    shown = show_number(stored, code)
    found = scaled(shown, str(stored), Unit("千元", 3, "CNY"))
    # Amounts below the smallest step shown agree with either reading only when they are nought.
    assert found.value in (stored, stored * 1000)
    assert found.value == stored or abs(stored) * 1000 <= found.step
