"""Income statements and cash flows as US registrants print them: signs that only sums tell, and pages that break."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from us_statements import CASH_FLOW, INCOME, current, figures, report

YEARS = ["", "Year ended December 31, 2024", "Year ended December 31, 2023"]


@pytest.mark.parametrize("printed", ["20", "(20)"])
def test_a_tax_in_brackets_beside_costs_without_is_a_tax(printed: str) -> None:
    rows = [
        YEARS,
        ["Total operating revenues", "300", "200"],
        ["Selling, general and administrative expense", "200", "150"],
        ["Operating income", "100", "50"],
        ["Other income (expense), net", "(10)", "-"],
        ["Income before income taxes", "90", "50"],
        ["Provision for income taxes", printed, printed.replace("20", "5")],
        ["Net income", "70", "45"],
    ]
    found = current(report((rows, INCOME)))
    tax = found["Provision for income taxes"]
    assert (tax.value, tax.key, tax.status) == (Decimal(20_000_000), "is.income_tax", "proved")
    assert (found["Other income (expense), net"].key, found["Net income"].status) == (None, "proved")


def test_a_tax_credit_stays_negative() -> None:
    rows = [
        YEARS,
        ["Net sales", "90", "60"],
        ["Income before income taxes", "9", "6"],
        ["Provision for (benefit from) income taxes", "(2)", "1"],
        ["Net income", "11", "5"],
    ]
    tax = current(report((rows, INCOME)))["Provision for (benefit from) income taxes"]
    assert (tax.value, tax.status) == (Decimal(-2_000_000), "proved")


@given(st.integers(1, 900), st.integers(-50, 50).filter(bool), st.integers(1, 90), st.integers(-9, 9).filter(bool))
def test_costs_and_their_total_close_down_to_the_profit(sales: int, gain: int, cost: int, other: int) -> None:
    """ "(Gain) loss" and "(income) expense" are deducted, whichever sign they have."""
    total, below = cost + gain, sales - cost - gain
    rows = [
        ["", "Year ended December 31, 2024"],
        ["Total revenues", _printed(sales)],
        ["Company restaurant expenses", _printed(cost)],
        ["Refranchising (gain) loss", _printed(gain)],
        ["Total costs and expenses, net", _printed(total)],
        ["Operating profit", _printed(below)],
        ["Other pension (income) expense", _printed(other)],
        ["Interest expense, net", "7"],
        ["Income before income taxes", _printed(below - other - 7)],
    ]
    found = current(report((rows, INCOME)))
    assert [each.label for each in found.values() if each.status == "conflict"] == []
    if abs(total) > 0 and below not in (0, total):
        assert found["Refranchising (gain) loss"].status == "proved"


def test_a_digit_altered_below_operating_profit_is_not_proved() -> None:
    rows = [
        YEARS,
        ["Operating profit", "100", "50"],
        ["Interest income and other, net", "3", "2"],
        ["Interest expense", "13", "9"],
        ["Interest and other, net", "10", "7"],
        ["Earnings before income taxes", "90", "43"],
        ["Income taxes", "20", "10"],
        ["Net earnings", "70", "33"],
    ]
    assert {each.status for each in current(report((rows, INCOME))).values()} == {"proved"}
    rows[3][1] = "18"
    assert current(report((rows, INCOME)))["Interest expense"].status == "conflict"


FLOWS = [
    YEARS,
    ["Operations", "", ""],
    ["Net income", "70", "45"],
    ["Accounts receivable", "(10)", "(5)"],
    ["Net cash from operations", "60", "40"],
    ["Financing", "", ""],
    ["Repayments of debt", "(25)", "(20)"],
    ["Common stock cash dividends paid", "(5)", "-"],
    ["Net cash used in financing", "(30)", "(20)"],
    ["Investing", "", ""],
    ["Additions to property and equipment", "(18)", "(10)"],
    ["Purchases of investments", "(1)", "(2)"],
    ["Net cash used in investing", "(19)", "(12)"],
    ["Effect of foreign exchange rates on cash and cash equivalents", "(1)", "2"],
    ["Net change in cash and cash equivalents", "10", "10"],
    ["Cash and cash equivalents, beginning of period", "15", "5"],
    ["Cash and cash equivalents, end of period", "25", "15"],
]


def test_activities_under_one_word_in_any_order() -> None:
    found = current(report((FLOWS, CASH_FLOW)))
    assert {each.status for each in found.values()} == {"proved"}
    assert found["Common stock cash dividends paid"].value == Decimal(5_000_000)
    assert [each.key for each in found.values()][-4:] == [
        "cf.fx_effect", "cf.net_change", "cf.cash_begin", "cf.cash_end",
    ]  # fmt: skip


@pytest.mark.parametrize("again", [f"{CASH_FLOW[0]} (Continued)", CASH_FLOW[0]])
def test_a_statement_goes_on_under_its_title_continued(again: str) -> None:
    rest = [YEARS, *FLOWS[7:]]
    going_on = (again, CASH_FLOW[1])
    found = figures(report((FLOWS[:7], CASH_FLOW), (rest, going_on)))
    assert {(each.statement, each.status) for each in found} == {("cash_flow", "proved")}


@pytest.mark.parametrize(
    ("caption", "printed"),
    [("Net loss attributable to noncontrolling interests", "6"), ("Net (income) loss attributable to NCI", "6")],
)
def test_a_loss_of_the_minority_and_dividends_of_a_subsidiary_before_the_owners_profit(
    caption: str, printed: str
) -> None:
    caption = caption.replace("NCI", "noncontrolling interests")
    rows = [
        YEARS,
        ["Operating income", "100", "50"],
        ["Income before income taxes", "100", "50"],
        ["Income taxes", "30", "15"],
        ["Consolidated net income", "70", "35"],
        ["Dividends on preferred stock of subsidiaries", "4", "-"],
        [caption, printed, "5"],
        ["Consolidated net income attributable to Norhaven Company", "72", "40"],
    ]
    found = current(report((rows, INCOME)))
    assert (found[caption].key, found[caption].value) == ("is.np_minority", Decimal(-6_000_000))
    assert {found[caption].status, found["Dividends on preferred stock of subsidiaries"].status} == {"proved"}
    rows[7][1] = "73"
    assert current(report((rows, INCOME)))[caption].status != "proved"


def test_a_table_of_other_columns_is_no_part_of_the_statement_before() -> None:
    note = [["", "2024"], ["Net income", "61"], ["Dividends", "2"]]
    found = figures(report((FLOWS[:9], CASH_FLOW), (note, ())))
    assert [each for each in found if each.as_filed == "61" and each.statement == "cash_flow"] == []


def _printed(number: int) -> str:
    return f"({-number})" if number < 0 else str(number)
