"""Formulas as text: stretches as ranges, and no more arguments than Excel takes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.exports.spread_formulas import difference_formula, parts_formula, sum_formula


def place(row: int) -> str:
    return f"E{row}"


@pytest.mark.parametrize(
    ("added", "deducted", "formula"),
    [
        ([7, 8, 9], [], "=ROUND(SUM(E7:E9),2)"),
        ([9, 7], [8], "=ROUND(SUM(E7,E9)-SUM(E8),2)"),
        ([], [8], "=ROUND(-SUM(E8),2)"),
    ],
)
def test_rows_side_by_side_are_a_range(added: list[int], deducted: list[int], formula: str) -> None:
    assert sum_formula(added, deducted, 2, place) == formula


def test_no_function_has_more_arguments_than_excel_takes() -> None:
    formula = sum_formula(range(1, 1001, 2), [], 0, place)
    assert [part.count(",") + 1 for part in formula.split("SUM")[1:]] == [200, 200, 101]


@given(st.sets(st.integers(1, 300), min_size=1))
def test_a_sum_names_each_row_once(rows: set[int]) -> None:
    body = sum_formula(sorted(rows), [], 0, place).removeprefix("=ROUND(SUM(").partition(")")[0]
    found: list[int] = []
    for area in body.split(","):
        first, _, last = area.replace("E", "").partition(":")
        found += range(int(first), int(last or first) + 1)
    assert found == sorted(rows)


def test_parts_and_differences_keep_every_digit() -> None:
    assert parts_formula([Decimal("3.00"), Decimal("-4.5"), Decimal("1E+2")]) == "=ROUND((3.00)+(-4.5)+(100),2)"
    assert difference_formula("E12", Decimal("-20.50"), 2) == "=ROUND(E12-(-20.50),2)"
