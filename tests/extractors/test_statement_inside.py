"""Rows whose place among others tells what they are: gross amounts, the owners' part of equity, unnamed totals."""

from __future__ import annotations

from decimal import Decimal

from us_statements import BALANCE_SHEET, INCOME, YEARS, current, report

ASSETS = [
    YEARS,
    ["Current assets", "", ""],
    ["Cash and cash equivalents", "12", "10"],
    ["Accounts receivable", "30", "20"],
    ["Less Allowance for credit losses", "2", "1"],
    ["Accounts receivable, net", "28", "19"],
    ["Total current assets", "40", "29"],
    ["Property, plant and equipment", "100", "90"],
    ["Less: accumulated depreciation", "(40)", "(30)"],
    ["Property, plant and equipment, net", "60", "60"],
    ["Goodwill", "5", "5"],
    ["Total assets", "105", "94"],
]
CLAIMS = [
    ["Total liabilities", "65", "60"],
    ["Redeemable noncontrolling interests", "1", "-"],
    ["Stockholders' equity", "", ""],
    ["Common stock, $1 par value per share (40 shares outstanding)", "9", "9"],
    ["Retained earnings", "50", "44"],
    ["Treasury stock, at cost", "(23)", "(21)"],
    ["Total stockholders' equity", "36", "32"],
    ["Noncontrolling interests", "3", "2"],
    ["Total equity", "39", "34"],
    ["Total liabilities and equity", "105", "94"],
]


def test_gross_amounts_stand_inside_the_net_amount_below_them() -> None:
    found = current(report(([*ASSETS, *CLAIMS], BALANCE_SHEET)))
    keys = {label: each.key for label, each in found.items()}
    assert (keys["Accounts receivable"], keys["Accounts receivable, net"]) == (None, "bs.accounts_receivable")
    assert (keys["Property, plant and equipment"], keys["Property, plant and equipment, net"]) == (
        None, "bs.fixed_assets",
    )  # fmt: skip
    assert {each.status for label, each in found.items() if "edeemable" not in label} == {"proved"}


def test_a_gross_amount_that_does_not_come_down_to_the_net_one_keeps_its_account_and_is_not_proved() -> None:
    rows = [list(row) for row in ASSETS]
    rows[3][1] = "35"
    found = current(report(([*rows, *CLAIMS], BALANCE_SHEET)))
    assert found["Accounts receivable"].status != "proved"


def test_the_owners_equity_beside_the_whole() -> None:
    found = current(report(([*ASSETS, *CLAIMS], BALANCE_SHEET)))
    assert found["Total stockholders' equity"].key == "bs.equity_parent"
    assert found["Total equity"].key == "bs.total_equity"
    assert found["Treasury stock, at cost"].value == Decimal(23_000_000)
    stock = found["Common stock, $1 par value per share (40 shares outstanding)"]
    assert (stock.value, stock.unit, stock.key) == (Decimal(9_000_000), "million", "bs.paid_in_capital")
    assert found["Redeemable noncontrolling interests"].key is None


def test_assets_under_no_heading_but_their_side_are_current_down_to_the_subtotal() -> None:
    rows = [YEARS, ["ASSETS", "", ""], *[row for row in ASSETS[2:] if row[0] != "Goodwill"]]
    rows[-1] = ["Total assets", "101", "90"]
    rows.insert(-1, ["Other assets", "1", "1"])
    rows.insert(2, ["Other assets", "-", "-"])
    found = [each for each in current(report((rows, BALANCE_SHEET))).values() if each.label == "Other assets"]
    assert [each.key for each in found] != ["bs.other_noncurrent_assets"]


def test_a_sheet_that_is_not_classified_is_the_sum_of_its_rows() -> None:
    rows = [
        YEARS,
        ["ASSETS", "", ""],
        ["Land", "50", "40"],
        ["Buildings and improvements", "70", "60"],
        ["Total real estate, at cost", "120", "100"],
        ["Less accumulated depreciation and amortization", "20", "15"],
        ["Real estate, net", "100", "85"],
        ["Cash and cash equivalents", "7", "9"],
        ["Total assets", "107", "94"],
        ["LIABILITIES AND EQUITY", "", ""],
        ["Mortgages payable, net", "60", "50"],
        ["Distributions payable", "7", "4"],
        ["Total liabilities", "67", "54"],
    ]
    found = current(report((rows, BALANCE_SHEET)))
    unproved = {label for label, each in found.items() if each.status != "proved"}
    assert unproved <= {"Total real estate, at cost", "Real estate, net"}
    rows[7][1] = "8"
    assert current(report((rows, BALANCE_SHEET)))["Cash and cash equivalents"].status != "proved"


def test_plant_printed_above_the_current_assets() -> None:
    rows = [
        YEARS,
        ["Property, Plant, and Equipment:", "", ""],
        ["In service", "90", "80"],
        ["Less: Accumulated depreciation", "30", "25"],
        ["Construction work in progress", "7", "5"],
        ["Total property, plant, and equipment", "67", "60"],
        ["Current Assets:", "", ""],
        ["Cash and cash equivalents", "3", "2"],
        ["Fossil fuel for generation", "5", "4"],
        ["Total current assets", "8", "6"],
        ["Deferred Charges and Other Assets:", "", ""],
        ["Regulatory assets, deferred", "20", "18"],
        ["Total deferred charges and other assets", "20", "18"],
        ["Total Assets", "95", "84"],
    ]
    found = current(report((rows, BALANCE_SHEET)))
    assert {found[label].status for label in ("In service", "Construction work in progress")} == {"proved"}
    rows[2][1] = "91"
    assert current(report((rows, BALANCE_SHEET)))["In service"].status != "proved"


def test_totals_without_a_caption() -> None:
    rows = [list(row) for row in [*ASSETS, ["Liabilities and Equity", "", ""], *CLAIMS]]
    rows[11][0] = rows[-1][0] = ""
    found = [each for each in current(report((rows, BALANCE_SHEET))).values() if not each.label]
    assert [(each.key, each.as_filed, each.status) for each in found] == [("bs.total_assets", "105", "proved")]


def test_costs_summed_without_a_caption() -> None:
    rows = [
        ["", "Year ended December 31, 2024"],
        ["Sales", "90"],
        ["Cost of sales", "30"],
        ["Research and development", "20"],
        ["Restructuring costs", "5"],
        ["", "55"],
        ["Income Before Taxes", "35"],
        ["Taxes on Income", "5"],
        ["Net Income", "30"],
    ]
    found = current(report((rows, INCOME)))
    assert {label: each.status for label, each in found.items()} == dict.fromkeys(found, "proved")
    assert found[""].key is None
