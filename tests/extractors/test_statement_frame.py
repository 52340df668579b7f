"""Periods of the columns of a quarterly report: the year to date, and headers that were not read."""

from __future__ import annotations

from datetime import date

from us_statements import BALANCE_SHEET, CASH_FLOW, COVER, INCOME, QUARTER, figures, report

BALANCES = [["", "6/30/2025", "12/31/2024"], ["Total assets", "40", "30"], ["Total liabilities", "9", "8"]]
NEW, OLD = date(2025, 6, 30), date(2024, 6, 30)


def test_the_year_to_date_began_after_the_year_end_that_the_balance_sheet_prints() -> None:
    income = [
        ["", ">2:Quarter ended", ">2:Year to date"],
        ["", "6/30/2025", "6/30/2024", "6/30/2025", "6/30/2024"],
        ["Total revenues", "50", "40", "90", "70"],
        ["Net Income", "5", "4", "9", "7"],
    ]
    found = figures(report((income, INCOME), (BALANCES, BALANCE_SHEET), cover=QUARTER))
    flows = [(each.period_end, each.months) for each in found if each.label == "Net Income"]
    assert flows == [(NEW, 3), (OLD, 3), (NEW, 6), (OLD, 6)]


def test_without_a_balance_sheet_the_year_to_date_is_of_no_length() -> None:
    income = [["", "Year to date 6/30/2025"], ["Total revenues", "50"], ["Net Income", "5"]]
    found = figures(report((income, INCOME), cover=QUARTER))
    assert {(each.months, each.status) for each in found} == {(None, "unproved")}


def test_cash_flows_of_a_quarterly_report_are_not_of_the_quarter_its_cover_names() -> None:
    rows = [["", "2025", "2024"], ["Net income", "5", "4"], ["Net cash provided by operating activities", "7", "6"]]
    found = figures(report((rows, CASH_FLOW), cover=QUARTER))
    assert {each.months for each in found} == {None}
    said = [["Six Months Ended June 30,", "2025", "2024"], *rows[1:]]
    assert {each.months for each in figures(report((said, CASH_FLOW), cover=QUARTER))} == {6}


def test_two_columns_that_took_one_day_from_the_title_are_of_no_period() -> None:
    rows = [
        ["", ">2:Year ended"],
        ["", "(I)", "(II)"],
        ["Total revenues", "50", "40"],
        ["Net income", "5", "4"],
    ]
    found = figures(report((rows, INCOME), cover=COVER))
    assert {(each.period_end, each.status) for each in found} == {(None, "unproved")}
