"""Statements of changes in equity: every cell as filed, and what closes in them and against the other statements."""

from __future__ import annotations

import gzip
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docintel.extractors.statement import StatementExtractor
from docintel.language.views import half_width
from docintel.readers.html import HtmlReader
from docintel.readers.pdf import PdfReader
from docintel.records import Document, Figure
from statement_documents import Rows, table_document, tables_document

EQUITY_ZH: Rows = [
    ["项目", ">5:归属于母公司所有者权益", "少数股东权益", "所有者权益合计"],
    ["", "实收资本", "资本公积", "减：库存股", "盈余公积", "未分配利润", "", ""],
    ["一、上年期末余额", "1,000.00", "200.00", "50.00", "100.00", "400.00", "30.00", "1,680.00"],
    ["加：会计政策变更", "", "", "", "", "-20.00", "", "-20.00"],
    ["二、本年期初余额", "1,000.00", "200.00", "50.00", "100.00", "380.00", "30.00", "1,660.00"],
    ["三、本期增减变动金额（减少以“－”号填列）", "100.00", "50.00", "-10.00", "30.00", "170.00", "5.00", "365.00"],
    ["（一）综合收益总额", "", "", "", "", "300.00", "5.00", "305.00"],
    ["（二）所有者投入和减少资本", "100.00", "50.00", "-10.00", "", "", "", "160.00"],
    ["1．所有者投入的普通股", "100.00", "50.00", "", "", "", "", "150.00"],
    ["2．股份支付计入所有者权益的金额", "", "", "-10.00", "", "", "", "10.00"],
    ["（三）利润分配", "", "", "", "30.00", "-130.00", "", "-100.00"],
    ["1．提取盈余公积", "", "", "", "30.00", "-30.00", "", ""],
    ["2．对所有者（或股东）的分配", "", "", "", "", "-100.00", "", "-100.00"],
    ["（四）所有者权益内部结转", "", "", "", "", "", "", ""],
    ["四、本期期末余额", "1,100.00", "250.00", "40.00", "130.00", "550.00", "35.00", "2,025.00"],
]
ABOVE_ZH = ["合并所有者权益变动表", "2025年度", "编制单位：青屿储能有限公司  单位：万元"]
BALANCE_ZH: Rows = [
    ["项目", "期末余额"],
    ["资产总计", "3,000.00"],
    ["负债合计", "975.00"],
    ["所有者权益：", ""],
    ["实收资本", "1,100.00"],
    ["资本公积", "250.00"],
    ["减：库存股", "40.00"],
    ["盈余公积", "130.00"],
    ["未分配利润", "550.00"],
    ["归属于母公司所有者权益合计", "1,990.00"],
    ["少数股东权益", "35.00"],
    ["所有者权益合计", "2,025.00"],
    ["负债和所有者权益总计", "3,000.00"],
]
INCOME_ZH: Rows = [
    ["项目", "2025年度"],
    ["一、营业收入", "900.00"],
    ["五、净利润", "305.00"],
    ["归属于母公司股东的净利润", "300.00"],
    ["少数股东损益", "5.00"],
    ["七、综合收益总额", "305.00"],
]
EQUITY_EN: Rows = [
    ["", "Share capital", "Share premium", "Retained earnings", "Total equity"],
    ["At 1 January 2025", "100", "40", "260", "400"],
    ["Profit for the year", "–", "–", "90", "90"],
    ["Total comprehensive income for the year", "–", "–", "90", "90"],
    ["Dividends (RMB0.10 per share)", "–", "–", "(30)", "(30)"],
    ["Issue of shares", "10", "15", "–", "25"],
    ["At 31 December 2025", "110", "55", "320", "485"],
]
ABOVE_EN = ["Consolidated Statement of Changes in Equity", "For the year ended 31 December 2025", "(RMB'000)"]


def read(document: Document) -> list[Figure]:
    """The figures of a document's statements of changes in equity."""
    return [f for f in StatementExtractor().extract(document) if f.statement == "equity_changes"]


def group(equity: Rows = EQUITY_ZH, balance: Rows = BALANCE_ZH) -> Document:
    """A group's balance sheet, income statement and changes in equity, in 万元."""
    unit = "单位：万元"
    return tables_document(
        [
            (balance, None, ["合并资产负债表", "2025年12月31日", unit]),
            (INCOME_ZH, None, ["合并利润表", "2025年度", unit]),
            (equity, None, ABOVE_ZH),
        ]
    )


def cell(figures: list[Figure], label: str, column: str) -> Figure:
    """The one figure of a caption and the lowest header cell over it."""
    found = [f for f in figures if f.label == label and (f.column_label or "").endswith(column)]
    assert len(found) == 1
    return found[0]


def test_every_cell_is_kept_with_caption_column_and_period() -> None:
    figures = read(group())
    printed = sum(1 for row in EQUITY_ZH[2:] for text in row[1:] if text)
    assert len(figures) == printed == 49
    reserve = cell(figures, "1.提取盈余公积", "未分配利润")
    assert (reserve.column_label, reserve.value, reserve.as_filed) == (
        "归属于母公司所有者权益 未分配利润", Decimal(-300000), "-30.00",
    )  # fmt: skip
    assert (reserve.period_start, reserve.period_end, reserve.months) == (date(2025, 1, 1), date(2025, 12, 31), 12)
    assert (reserve.scope, reserve.unit, reserve.currency, reserve.note) == ("consolidated", "万元", "CNY", ABOVE_ZH[0])
    assert [e.quote for e in reserve.evidence] == [
        "-30.00", "1．提取盈余公积", "归属于母公司所有者权益", "未分配利润", ABOVE_ZH[2],
    ]  # fmt: skip


def test_balances_are_days_and_the_opening_one_is_the_day_before() -> None:
    figures = read(group())
    opening = cell(figures, "二、本年期初余额", "资本公积")
    closing = cell(figures, "四、本期期末余额", "资本公积")
    assert (opening.period, opening.period_end, opening.months, opening.key) == (
        "prior",
        date(2024, 12, 31),
        None,
        None,
    )
    assert (closing.period, closing.period_end, closing.key) == ("current", date(2025, 12, 31), "bs.capital_reserve")


def test_a_statement_that_closes_is_proved_and_tied_to_its_sisters() -> None:
    figures = read(group())
    assert {f.status for f in figures} == {"proved"}
    closing = {f.key: f for f in figures if f.key}
    assert {key: f.value for key, f in closing.items()} == {
        "bs.paid_in_capital": 11000000,
        "bs.capital_reserve": 2500000,
        "bs.treasury_shares": 400000,
        "bs.surplus_reserve": 1300000,
        "bs.retained_earnings": 5500000,
        "bs.minority_interest": 350000,
        "bs.total_equity": 20250000,
    }
    tied = {check.id for f in closing.values() for check in f.checks}
    assert {"I-EQ1", "I-EQ2", "I-EQ3", "I-X2"} <= tied
    profit = cell(figures, "(一)综合收益总额", "所有者权益合计")
    assert ("I-EQ4", "pass") in {(check.id, check.result) for check in profit.checks}


cells = [(row, at) for row in range(2, len(EQUITY_ZH)) for at, text in enumerate(EQUITY_ZH[row]) if at and text]


@settings(deadline=None)
@given(place=st.sampled_from(cells), change=st.integers(min_value=1, max_value=99999))
def test_any_changed_cell_is_in_conflict(place: tuple[int, int], change: int) -> None:
    rows = [list(row) for row in EQUITY_ZH]
    row, at = place
    # Hundredths: the smallest step the print can show.
    rows[row][at] = f"{Decimal(rows[row][at].replace(',', '')) + Decimal(change).scaleb(-1):,.2f}"
    figures = read(group(rows))
    changed = [f for f in figures if f.as_filed == rows[row][at] and f.evidence[1].quote == rows[row][0]]
    # Its row adds up to another total, but for 提取盈余公积, which has none and moves between two columns.
    assert "conflict" in {f.status for f in changed}


def test_a_closing_balance_that_a_wrong_balance_sheet_denies_is_not_proved_and_the_balance_sheet_is_to_blame() -> None:
    balance = [[text.replace("550.00", "540.00") for text in row] for row in BALANCE_ZH]
    document = group(balance=balance)
    retained = cell(read(document), "四、本期期末余额", "未分配利润")
    assert retained.status == "unproved"
    assert [(c.result, c.difference) for c in retained.checks if c.id == "I-EQ3"] == [("cannot_tell", Decimal(100000))]
    primary = [
        f for f in StatementExtractor().extract(document) if f.kind == "figure" and f.statement == "balance_sheet"
    ]
    assert {check.id for f in primary for check in f.checks} & {"I-EQ3", "I-X2"} == set()


def test_profit_that_is_not_the_income_statements_breaks_the_tie_of_retained_earnings() -> None:
    # closed in itself, so that its profit is a reference
    other = {"300.00": "290.00", "5.00": "15.00"}
    document = tables_document(
        [
            ([[other.get(text, text) for text in row] for row in INCOME_ZH], None,
             ["合并利润表", "2025年度", "单位：万元"]),
            (EQUITY_ZH, None, ABOVE_ZH),
        ]
    )  # fmt: skip
    failed = {(f.label, c.id, c.difference) for f in read(document) for c in f.checks if c.result == "fail"}
    assert ("四、本期期末余额", "I-X2", Decimal(100000)) in failed


def test_a_row_of_all_changes_without_the_numbered_rows_below_it_is_read() -> None:
    """A small company prints only 三; once this stopped the whole document."""
    short = [row for row in EQUITY_ZH if row[0][:1] in "项一二三四加"]
    figures = read(group(equity=short))
    assert [half_width(row[0]) for row in short[2:]] == list(dict.fromkeys(figure.label for figure in figures))
    assert {figure.status for figure in figures if figure.label.startswith("三")} == {"proved"}


def test_english_statement_from_dated_balance_to_dated_balance() -> None:
    figures = read(table_document(EQUITY_EN, above=ABOVE_EN, language="en"))
    assert {f.status for f in figures} == {"proved"}
    dividend = cell(figures, "Dividends (RMB0.10 per share)", "Retained earnings")
    # A value per share in brackets does not make the row's money one.
    assert (dividend.value, dividend.unit, dividend.currency) == (Decimal(-30000), "thousand", "CNY")
    assert (dividend.period_start, dividend.period_end, dividend.months) == (date(2025, 1, 1), date(2025, 12, 31), 12)
    opening, closing = (cell(figures, f"At {day} 2025", "Total equity") for day in ("1 January", "31 December"))
    assert (opening.period_end, opening.months, closing.period_end, closing.key) == (
        date(2025, 1, 1), None, date(2025, 12, 31), "bs.total_equity",
    )  # fmt: skip


def test_share_counts_add_up_with_no_money() -> None:
    rows = [
        ["", ">2:Common Stock", "Additional Paid-in", "Retained", "Total"],
        ["(In millions, except per share data)", "Shares", "Amount", "Capital", "Earnings", "Shareholders' Equity"],
        ["Balances, January 28, 2024", "200", "$2", "$70", "$30", "$102"],
        ["Net income", "—", "—", "—", "24", "24"],
        ["Shares repurchased", "(5)", "—", "(1)", "(9)", "(10)"],
        ["Balances, January 26, 2025", "195", "$2", "$69", "$45", "$116"],
    ]
    above = ["Consolidated Statements of Shareholders' Equity"]
    figures = read(table_document(rows, above=above, language="en"))
    shares = [f for f in figures if (f.column_label or "").endswith("Shares")]
    assert [(f.value, f.unit, f.currency) for f in shares][-1] == (Decimal(195000000), "shares", None)
    assert {f.status for f in figures if f.unit == "million"} == {"proved"}
    assert cell(figures, "Net income", "Earnings").period_start == date(2024, 1, 29)


def test_parts_of_equity_printed_one_below_another_have_their_heading() -> None:
    rows = [
        ["", "Year ended December 31, 2025"],
        ["Total shareholders' equity, beginning balances", "$100"],
        ["Additional paid-in capital:", ""],
        ["Beginning balances", "60"],
        ["Share-based compensation", "5"],
        ["Ending balances", "65"],
        ["Retained earnings:", ""],
        ["Beginning balances", "40"],
        ["Net income", "12"],
        ["Dividends declared", "(4)"],
        ["Ending balances", "48"],
        ["Total shareholders' equity, ending balances", "$113"],
        ["Dividends declared per share", "$0.20"],
    ]
    above = ["Consolidated Statements of Shareholders' Equity", "(In millions, except per share amounts)"]
    figures = read(table_document(rows, above=above, language="en"))
    ends = [(f.note, f.key, f.value, f.status) for f in figures if f.label == "Ending balances"]
    assert ends == [
        ("Additional paid-in capital:", "bs.capital_reserve", 65000000, "proved"),
        ("Retained earnings:", "bs.retained_earnings", 48000000, "proved"),
    ]
    last = figures[-1]
    assert (last.label, last.value, last.unit, last.key) == (
        "Dividends declared per share", Decimal("0.20"), "per share", None,
    )  # fmt: skip


def test_the_year_before_follows_without_a_title_of_its_own() -> None:
    head = [["项目", ">4:本期"], ["", "实收资本", "资本公积", "未分配利润", "所有者权益合计"]]
    body = [
        ["二、本年期初余额", "10.00", "5.00", "3.00", "18.00"],
        ["（一）综合收益总额", "", "", "4.00", "4.00"],
        ["四、本期期末余额", "10.00", "5.00", "7.00", "22.00"],
    ]
    before = [["项目", ">4:上期"], *head[1:], *body]
    above = ["母公司所有者权益变动表", "2025年1—12月", "单位：元"]
    figures = read(tables_document([([*head, *body], None, above), (before, None, [])]))
    closing = [(f.scope, f.period, f.period_end) for f in figures if f.key == "bs.retained_earnings"]
    assert closing == [("parent", "current", date(2025, 12, 31)), ("parent", "prior", date(2024, 12, 31))]


def test_a_line_over_the_second_table_says_that_it_is_the_year_before() -> None:
    rows = [
        ["项目", "实收资本", "未分配利润", "所有者权益合计"],
        ["二、本年期初余额", "10.00", "3.00", "13.00"],
        ["四、本期期末余额", "10.00", "7.00", "17.00"],
    ]
    above = ["所有者权益变动表", "2025年度", "单位：元"]
    figures = read(tables_document([(rows, None, above), (rows, None, ["上期金额"])]))
    assert [(f.scope, f.period_end) for f in figures if f.key == "bs.total_equity"] == [
        ("single", date(2025, 12, 31)), ("single", date(2024, 12, 31)),
    ]  # fmt: skip


@pytest.mark.parametrize("header", [[], EQUITY_ZH[:2]])
@pytest.mark.parametrize("edges", [(9,), (7, 11)])
def test_a_statement_goes_on_over_pages_with_or_without_its_header(header: Rows, edges: tuple[int, ...]) -> None:
    cuts = [0, *edges, len(EQUITY_ZH)]
    pages = [EQUITY_ZH[start:end] for start, end in pairwise(cuts)]
    parts = [
        (pages[0], None, ABOVE_ZH),
        *(([*header, *page], None, [f"{at} / 9"]) for at, page in enumerate(pages[1:])),
    ]
    found = [(f.label, f.column_label, f.value, f.period_end, f.status) for f in read(tables_document(parts))]
    whole = read(table_document(EQUITY_ZH, above=ABOVE_ZH))
    assert found == [(f.label, f.column_label, f.value, f.period_end, f.status) for f in whole]


def test_numbers_broken_by_a_narrow_column_are_put_together() -> None:
    rows = [
        ["项目", "股本", "资本公积", "未分配利润", "所有者权益合计"],
        ["四、本期期末余额", "1,618 ,715, 253.0 0", "12 34", "697,44 0,109.8 7", "2,316,155, 362.87"],
    ]
    figures = read(table_document(rows, above=["母公司所有者权益变动表", "2025年度", "单位：元"]))
    assert [(f.as_filed, f.value) for f in figures] == [
        ("1,618,715,253.00", Decimal("1618715253.00")),
        ("697,440,109.87", Decimal("697440109.87")),
        ("2,316,155,362.87", Decimal("2316155362.87")),
    ]
    assert figures[0].evidence[0].quote == "1,618 ,715, 253.0 0"


def test_without_a_unit_there_is_no_value_and_no_key() -> None:
    figures = read(table_document(EQUITY_ZH, above=ABOVE_ZH[:2]))
    assert {(f.value, f.unit, f.status, f.key) for f in figures} == {(None, None, "unit_unknown", None)}


@pytest.mark.parametrize(
    ("rows", "above"),
    [
        # a note on one part of equity, not the statement
        (
            [["项目", "本期", "上期"], ["期初未分配利润", "5", "4"], ["期末未分配利润", "7", "5"]],
            ["51、未分配利润", "单位：元"],
        ),
        ([["", "2025", "2024"], ["Balance at the beginning of the year", "5", "4"]], ["Allowance for credit losses"]),
        # the title stands in the table of contents
        ([["合并所有者权益变动表", "63"], ["母公司所有者权益变动表", "65"]], ["目录"]),
    ],
)
def test_other_tables_are_no_equity_statement(rows: Rows, above: list[str]) -> None:
    assert read(table_document(rows, above=above)) == []


@pytest.mark.parametrize(
    ("pattern", "cells", "statements"), [("*.pdf", [36, 32, 27, 27], 4), ("*.html", [65, 65, 48, 48], 4)]
)
def test_chinese_annual_reports_close_to_the_cent(
    shared: Path, pattern: str, cells: list[int], statements: int
) -> None:
    # Group and parent, this year and the year before: 348 cells in the two reports.
    file = next((shared / "samples" / "reports").glob(pattern))
    reader = PdfReader() if file.suffix == ".pdf" else HtmlReader()
    figures = read(reader.read(file.read_bytes(), file.name).document)
    groups = Counter(
        (f.scope, (f.column_label or "").split(" ")[0] if pattern == "*.pdf" else _year(f)) for f in figures
    )
    assert sorted(groups.values()) == sorted(cells)
    assert len(groups) == statements
    assert {f.status for f in figures} == {"proved"}
    assert {check.result for f in figures for check in f.checks} == {"pass"}
    assert {"I-EQ1", "I-EQ2", "I-EQ3", "I-EQ4", "I-X2"} == {check.id for f in figures for check in f.checks}


def _year(figure: Figure) -> str:
    return (figure.column_label or "")[:4]


def test_us_equity_statements(shared: Path) -> None:
    folder = shared / "samples" / "statements_dev"
    nvidia = HtmlReader().read(gzip.decompress((folder / "Nvidia.10-K.html.gz").read_bytes()), "n.html").document
    figures = read(nvidia)
    assert (len(figures), {f.status for f in figures}) == (181, {"proved"})
    assert {c.result for f in figures for c in f.checks} == {"pass"}
    apple = HtmlReader().read(gzip.decompress((folder / "aapl-20250329.htm.gz").read_bytes()), "a.html").document
    ends = {(f.key, f.period_end, f.value) for f in read(apple) if f.label == "Ending balances"}
    assert ("bs.retained_earnings", date(2025, 3, 29), Decimal(-15552000000)) in ends
    assert not [f for f in read(apple) if f.status == "conflict"]
