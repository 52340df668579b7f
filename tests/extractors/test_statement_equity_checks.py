"""What no statement of changes in equity may prove: misread digits, signs and profits, each in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from docintel.extractors.statement import StatementExtractor
from docintel.records import Document, Figure
from statement_documents import Rows, table_document, tables_document

YEAR = ["Consolidated Statement of Changes in Equity", "For the year ended 31 December 2025", "(RMB million)"]
BALANCE_EN = ["Consolidated Balance Sheet", "As at 31 December 2025", "(RMB million)"]
ZH = ["合并所有者权益变动表", "2025年度", "单位：百万元"]
BALANCE_ZH = ["合并资产负债表", "2025年12月31日", "单位：百万元"]


def equity(document: Document) -> list[Figure]:
    """The figures of a document's statements of changes in equity."""
    return [f for f in StatementExtractor().extract(document) if f.statement == "equity_changes"]


def retained(figures: list[Figure]) -> list[tuple[Decimal | None, str]]:
    """Value and status of the closing retained earnings."""
    return [(f.value, f.status) for f in figures if f.key == "bs.retained_earnings"]


def moved_en(closing: str) -> Rows:
    """Retained earnings from 1,000 to 1,060 by seven rows, with the closing balance as misread."""
    return [
        ["", "Share capital", "Share premium", "Retained earnings", "Total equity"],
        ["At 1 January 2025", "100", "40", "1,000", "1,140"],
        ["Profit for the year", "–", "–", "90", "90"],
        ["Dividends", "–", "–", "(30)", "(30)"],
        ["Issue of shares", "10", "15", "–", "25"],
        ["At 31 December 2025", "110", "55", closing, "1,225"],
    ]


def moved_zh(closing: str) -> Rows:
    """The same in the Chinese form."""
    return [
        ["项目", "实收资本", "资本公积", "未分配利润", "所有者权益合计"],
        ["二、本年期初余额", "100", "40", "1,000", "1,140"],
        ["三、本期增减变动金额", "10", "15", "60", "85"],
        ["四、本期期末余额", "110", "55", closing, "1,225"],
    ]


SHEET_EN: Rows = [
    ["", "31 December 2025"], ["Total assets", "3,000"], ["Total liabilities", "1,775"], ["Share capital", "110"],
    ["Share premium", "55"], ["Retained earnings", "1,060"], ["Total equity", "1,225"],
]  # fmt: skip
SHEET_ZH: Rows = [
    ["项目", "期末余额"], ["资产总计", "3,000"], ["负债合计", "1,775"], ["所有者权益：", ""], ["实收资本", "110"],
    ["资本公积", "55"], ["未分配利润", "1,060"], ["所有者权益合计", "1,225"], ["负债和所有者权益总计", "3,000"],
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "sheet", "language"),
    [
        (moved_en("1,061"), (SHEET_EN, None, BALANCE_EN), "en"),
        (moved_zh("1,061"), (SHEET_ZH, None, BALANCE_ZH), "zh"),
    ],
)
def test_a_balance_one_step_off_is_not_proved(rows: Rows, sheet: tuple[Rows, None, list[str]], language: str) -> None:
    above = YEAR if language == "en" else ZH
    beside = equity(tables_document([sheet, (rows, None, above)], language=language))
    assert retained(beside) == [(Decimal(1061000000), "conflict")]
    alone = equity(table_document(rows, above=above, language=language))
    # Rounding of the print may be the gap: no contradiction, and no proof.
    assert retained(alone) == [(Decimal(1061000000), "unproved")]


@pytest.mark.parametrize(
    ("rows", "above", "language"),
    [
        (
            [
                ["", "Share capital", "Share premium", "Accumulated deficit", "Total equity"],
                ["At 31 December 2024", "100", "40", "70", "70"],
                ["Loss for the year", "–", "–", "30", "(30)"],
                ["At 31 December 2025", "100", "40", "100", "40"],
            ],
            YEAR,
            "en",
        ),
        (
            [
                ["项目", "实收资本", "资本公积", "累计亏损", "所有者权益合计"],
                ["一、上年期末余额", "100", "40", "70", "70"],
                ["二、本年期初余额", "100", "40", "70", "70"],
                ["三、本期增减变动金额", "-", "-", "30", "-30"],
                ["（一）综合收益总额", "-", "-", "30", "-30"],
                ["四、本期期末余额", "100", "40", "100", "40"],
            ],
            ZH,
            "zh",
        ),
    ],
)
@pytest.mark.parametrize("totals", [True, False])
def test_a_deficit_printed_as_a_plain_number_is_negative(
    rows: Rows, above: list[str], language: str, totals: bool
) -> None:
    printed = rows if totals else [row[:-1] for row in rows]
    figures = equity(table_document(printed, above=above, language=language))
    assert retained(figures) == [(Decimal(-100000000), "proved")]
    assert {f.status for f in figures if not f.nil} == {"proved"}


@pytest.mark.parametrize(("name", "above", "language"), [("Accumulated deficit", YEAR, "en"), ("累计亏损", ZH, "zh")])
def test_a_deficit_that_turned_names_no_account(name: str, above: list[str], language: str) -> None:
    opening, closing = (
        ("At 31 December 2024", "At 31 December 2025") if language == "en" else ("二、本年期初余额", "四、本期期末余额")
    )
    head = ["", "Share capital", "Share premium", name] if language == "en" else ["项目", "实收资本", "资本公积", name]
    rows = [head, [opening, "100", "40", "(70)"], ["Profit", "–", "–", "100"], [closing, "100", "40", "30"]]
    figures = equity(table_document(rows, above=above, language=language))
    assert retained(figures) == []
    assert [(f.value, f.key) for f in figures if f.as_filed == "30"] == [(Decimal(30000000), None)]


def test_equity_that_repeats_a_balance_in_doubt_does_not_clear_it() -> None:
    sheet = [[text.replace("1,060", "960") for text in row] for row in SHEET_ZH]
    rows = [["项目", "实收资本", "资本公积", "未分配利润"], ["四、本期期末余额", "110", "55", "960"]]
    found = equity(tables_document([(sheet, None, BALANCE_ZH), (rows, None, ZH)]))
    assert retained(found) == [(Decimal(960000000), "conflict")]


def test_profit_in_equity_is_not_proved_by_that_of_the_income_statement() -> None:
    rows = [
        ["", "Share capital", "Share premium", "Retained earnings"],
        ["At 1 January 2025", "100", "40", "1,000"],
        ["Profit for the year", "–", "–", "300"],  # the income statement says 200
        ["Total comprehensive income for the year", "–", "–", "200"],
        ["Dividends", "–", "–", "(50)"],
        ["At 31 December 2025", "100", "40", "1,150"],
    ]
    income = [
        ["", "2025"], ["Revenue", "5,000"], ["Profit before tax", "260"], ["Income tax expense", "(60)"],
        ["Profit for the year", "200"],
    ]  # fmt: skip
    heads = [["Statement of Profit or Loss", *YEAR[1:]], ["Statement of Changes in Equity", *YEAR[1:]]]
    found = equity(tables_document([(income, None, heads[0]), (rows, None, heads[1])], language="en"))
    profit = next(f for f in found if f.as_filed == "300")
    assert (profit.status, {check.id for check in profit.checks}) == ("unproved", {"I-EQ2"})


def test_profit_in_equity_is_not_proved_by_that_of_the_chinese_income_statement() -> None:
    rows = [
        ["项目", "实收资本", "资本公积", "未分配利润"],
        ["二、本年期初余额", "100", "40", "1,000"],
        ["（一）综合收益总额", "-", "-", "300"],  # the income statement says 200
        ["（三）利润分配", "-", "-", "-50"],
        ["四、本期期末余额", "100", "40", "1,150"],
    ]
    income = [
        ["项目", "2025年度"],
        ["一、营业收入", "900"],
        ["四、利润总额", "260"],
        ["减：所得税费用", "60"],
        ["五、净利润", "200"],
    ]
    heads = [["利润表", "2025年度", "单位：百万元"], ["所有者权益变动表", "2025年度", "单位：百万元"]]
    found = equity(tables_document([(income, None, heads[0]), (rows, None, heads[1])]))
    profit = next(f for f in found if f.as_filed == "300")
    assert (profit.status, {check.id for check in profit.checks}) == ("conflict", {"I-EQ2"})


@pytest.mark.parametrize(
    ("days", "starts"),
    [
        # years of 52 or 53 weeks: each balance is a closing one
        (("February 3, 2024", "February 1, 2025", "January 31, 2026"), (date(2024, 2, 4), date(2025, 2, 2))),
        (("January 1, 2023", "December 31, 2023", "December 29, 2024"), (date(2023, 1, 2), date(2024, 1, 1))),
        # IFRS: the balance of the first day
        (("1 January 2024", "31 December 2024", "31 December 2025"), (date(2024, 1, 1), date(2025, 1, 1))),
    ],
)
def test_the_first_day_of_a_stretch(days: tuple[str, str, str], starts: tuple[date, date]) -> None:
    rows = [
        ["", "Common stock", "Additional paid-in capital", "Retained earnings", "Total"],
        [f"Balance, {days[0]}", "100", "40", "70", "210"],
        ["Net income", "–", "–", "30", "30"],
        [f"Balance, {days[1]}", "100", "40", "100", "240"],
        ["Net income", "–", "–", "10", "10"],
        [f"Balance, {days[2]}", "100", "40", "110", "250"],
    ]
    found = equity(
        table_document(rows, above=["Consolidated Statements of Stockholders' Equity", "(in millions)"], language="en")
    )
    assert [f.period_start for f in found if f.label == "Net income" and f.column_label == "Total"] == list(starts)
