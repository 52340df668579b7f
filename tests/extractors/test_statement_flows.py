"""Identities of the income statement, and signs that only the sums tell, as US registrants print them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statement_documents import table_document
from statement_sets import INCOME_ZH, read_all
from us_statements import INCOME, current, report

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


def _printed(number: int) -> str:
    return f"({-number})" if number < 0 else str(number)


def test_revenues_make_the_total_revenue() -> None:
    rows = [["一、营业总收入", "3,615.40", "3,208.75"], ["其中：营业收入", "3,600.40", "3,200.75"]]
    rows += [["利息收入", "15.00", "8.00"], *INCOME_ZH[2:]]
    document = table_document([INCOME_ZH[0], *rows], above=["合并利润表", "2025年度", "单位：元"])
    figures, _ = read_all(document)
    assert figures["income_statement", "其中:营业收入", "current"].status == "proved"
    assert figures["income_statement", "利息收入", "prior"].status == "proved"
