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


def test_years_of_52_or_53_weeks_end_where_the_document_says() -> None:
    rows = [["", "2024", "2023", "2022"], ["Net sales", "9", "8", "7"], ["Net income", "3", "2", "1"]]
    cover = ("FORM 10-K", "For the fiscal year ended September 28, 2024")
    silent = figures(report((rows, INCOME), cover=cover))
    assert {each.period_end for each in silent} == {date(2024, 9, 28), None}
    told = (*cover, "Fiscal 2024, 2023 and 2022 ended on September 28, 2024, September 30, 2023 and October 1, 2022.")
    found = figures(report((rows, INCOME), cover=told))
    assert [each.period_end for each in found][:3] == [date(2024, 9, 28), date(2023, 9, 30), date(2022, 10, 1)]


def test_a_unit_between_the_years_and_the_first_number() -> None:
    rows = [
        ["Year Ended December 31,", "2024", "2023"],
        ["(In millions except per share data)", "", ""],
        ["Net Operating Revenues", "9", "8"],
        ["Net Income Attributable to Shareowners", "3", "2"],
    ]
    found = figures(report((rows, INCOME[:1])))
    assert {(each.unit, each.months) for each in found} == {("million", 12)}
