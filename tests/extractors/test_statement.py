"""The figures of a document: accounts, periods, units, signs and what the identities say of them."""

from __future__ import annotations

import gzip
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docintel.extractors.statement import StatementExtractor
from docintel.readers.html import HtmlReader
from docintel.readers.pdf import PdfReader
from docintel.readers.spreadsheet import SpreadsheetReader
from docintel.records import Document, Figure, Proposal
from statement_documents import Rows, by_key, table_document, tables_document

BALANCE_SHEET_ZH: Rows = [
    ["项目", "附注", "期末余额", "期初余额"],
    ["流动资产：", "", "", ""],
    ["货币资金", "五、1", "1,200.00", "1,000.00"],
    ["应收账款", "五、2", "800.00", "700.00"],
    ["其他应收款", "五、3", "50.00", "-"],
    ["其中：应收利息", "", "20.00", ""],
    ["应收股利", "", "5.00", ""],
    ["流动资产合计", "", "2,050.00", "1,700.00"],
    ["非流动资产：", "", "", ""],
    ["固定资产", "五、4", "900.00", "1,000.00"],
    ["待安装储能柜", "五、5", "50.00", "0.00"],
    ["非流动资产合计", "", "950.00", "1,000.00"],
    ["资产总计", "", "3,000.00", "2,700.00"],
    ["流动负债：", "", "", ""],
    ["短期借款", "五、6", "600.00", "500.00"],
    ["应付账款", "五、7", "400.00", "300.00"],
    ["流动负债合计", "", "1,000.00", "800.00"],
    ["非流动负债：", "", "", ""],
    ["长期借款", "五、8", "500.00", "600.00"],
    ["租赁负债", "五、9", "100.00", "100.00"],
    ["非流动负债合计", "", "600.00", "700.00"],
    ["负债合计", "", "1,600.00", "1,500.00"],
    ["所有者权益（或股东权益）：", "", "", ""],
    ["实收资本（或股本）", "五、10", "1,000.00", "1,000.00"],
    ["减：库存股", "五、11", "100.00", ""],
    ["未分配利润", "五、12", "450.00", "170.00"],
    ["归属于母公司所有者权益（或股东权益）合计", "", "1,350.00", "1,170.00"],
    ["少数股东权益", "", "50.00", "30.00"],
    ["所有者权益（或股东权益）合计", "", "1,400.00", "1,200.00"],
    ["负债和所有者权益（或股东权益）总计", "", "3,000.00", "2,700.00"],
]
ABOVE_ZH = ["合并资产负债表", "2025年12月31日", "编制单位：青屿储能有限公司  单位：万元"]

INCOME_EN: Rows = [
    ["", ">3:Year Ended", ">3:Year Ended"],
    ["", ">3:January 26, 2025", ">3:January 28, 2024"],
    ["Revenue", "$", "900", "", "$", "800", ""],
    ["Cost of revenue", "", "400", "", "", "350", ""],
    ["Gross profit", "", "500", "", "", "450", ""],
    ["Operating expenses:", "", "", "", "", "", ""],
    ["Research and development", "", "150", "", "", "140", ""],
    ["Sales, general and administrative", "", "100", "", "", "90", ""],
    ["Income from operations", "", "250", "", "", "220", ""],
    ["Interest expense", "", "(20", ")", "", "(30", ")"],
    ["Income before income tax", "", "230", "", "", "190", ""],
    ["Income tax expense (benefit)", "", "(10", ")", "", "40", ""],
    ["Net income", "$", "240", "", "$", "150", ""],
    ["Net income per share:", "", "", "", "", "", ""],
    ["Basic", "$", "1.20", "", "$", "0.75", ""],
    ["Diluted", "$", "1.15", "", "$", "0.70", ""],
    ["Weighted average shares used in per share computation:", "", "", "", "", "", ""],
    ["Basic", "", "200", "", "", "200", ""],
]
ABOVE_EN = ["Consolidated Statements of Income", "(In millions, except per share data)"]


def read(document: Document) -> list[Figure]:
    """The figures of a document."""
    return [fact for fact in StatementExtractor().extract(document) if isinstance(fact, Figure)]


def propose(document: Document) -> list[Proposal]:
    """What the identities of a document propose."""
    return [fact for fact in StatementExtractor().extract(document) if isinstance(fact, Proposal)]


@pytest.fixture(scope="module")
def balance_sheet() -> list[Figure]:
    """A consolidated balance sheet in 万元 that closes."""
    return read(table_document(BALANCE_SHEET_ZH, above=ABOVE_ZH))


@pytest.fixture(scope="module")
def income_statement() -> list[Figure]:
    """A US filer's income statement with brackets and dollar signs in cells of their own."""
    return read(table_document(INCOME_EN, above=ABOVE_EN, language="en"))


@pytest.mark.parametrize(
    ("key", "current", "prior"),
    [
        ("bs.cash", "12000000", "10000000"),
        ("bs.other_receivables", "500000", "0"),  # a printed dash is nil, hence zero
        ("bs.treasury_shares", "1000000", None),  # SG6: positive magnitude; an empty cell is no figure
        ("bs.retained_earnings", "4500000", "1700000"),
        ("bs.equity_parent", "13500000", "11700000"),
        ("bs.total_liabilities_and_equity", "30000000", "27000000"),
    ],
)
def test_chinese_balance_sheet_values(balance_sheet: list[Figure], key: str, current: str, prior: str | None) -> None:
    assert by_key(balance_sheet)[key].value == Decimal(current)
    found = by_key(balance_sheet, "prior").get(key)
    assert (found.value if found else None) == (Decimal(prior) if prior else None)


def test_balance_sheet_says_whose_when_and_in_what(balance_sheet: list[Figure]) -> None:
    cash = by_key(balance_sheet)["bs.cash"]
    assert (cash.scope, cash.unit, cash.currency, cash.as_filed) == ("consolidated", "万元", "CNY", "1,200.00")
    assert (cash.period_end, cash.period_start, cash.months) == (date(2025, 12, 31), None, None)
    # 期初余额 of a Chinese balance sheet is 31 December, by the Accounting Law's calendar year.
    assert by_key(balance_sheet, "prior")["bs.cash"].period_end == date(2024, 12, 31)


def test_nil_is_zero_and_says_so_while_blank_is_no_figure(balance_sheet: list[Figure]) -> None:
    prior = by_key(balance_sheet, "prior")
    assert (prior["bs.other_receivables"].nil, prior["bs.other_receivables"].value) == (True, 0)
    assert "bs.interest_receivable" not in prior
    assert not by_key(balance_sheet)["bs.cash"].nil


def test_children_are_not_added_and_every_sum_closes(balance_sheet: list[Figure]) -> None:
    failed = {(check.id, check.difference) for f in balance_sheet for check in f.checks if check.result != "pass"}
    assert failed == set()
    proved = {f.key for f in balance_sheet if f.status == "proved"}
    # 其中 rows take part in no sum, so nothing proves them.
    assert {f.key for f in balance_sheet} - proved == {"bs.interest_receivable", "bs.dividends_receivable"}


def test_a_row_without_account_is_kept_and_counts_in_its_section(balance_sheet: list[Figure]) -> None:
    row = next(f for f in balance_sheet if f.label == "待安装储能柜" and f.period == "current")
    assert (row.key, row.value, row.status) == (None, Decimal(500000), "proved")
    assert {check.id for check in row.checks} == {"I-BS5"}


def test_note_references_are_no_amounts(balance_sheet: list[Figure]) -> None:
    assert {f.period for f in balance_sheet} == {"current", "prior"}


def test_evidence_is_the_number_the_caption_and_the_header(balance_sheet: list[Figure]) -> None:
    cash = by_key(balance_sheet)["bs.cash"]
    assert [evidence.quote for evidence in cash.evidence] == [
        "1,200.00", "货币资金", "期末余额", "编制单位：青屿储能有限公司  单位：万元",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value", "unit"),
    [
        ("is.revenue", "900000000", "million"),
        ("is.interest_expense", "20000000", "million"),  # a cost in brackets inside other income is still a cost
        ("is.income_tax", "-10000000", "million"),  # SG10: a benefit stays negative
        ("is.eps_basic", "1.20", "per share"),  # per share never takes the scale
        ("is.net_profit", "240000000", "million"),
    ],
)
def test_us_income_statement_values(income_statement: list[Figure], key: str, value: str, unit: str) -> None:
    figure = by_key(income_statement)[key]
    assert (figure.value, figure.unit, figure.currency, figure.months) == (Decimal(value), unit, "USD", 12)


def test_bracket_from_its_own_cell_belongs_to_the_number(income_statement: list[Figure]) -> None:
    interest = by_key(income_statement)["is.interest_expense"]
    assert (interest.as_filed, interest.evidence[0].quote) == ("(20)", "(20")


def test_share_counts_are_shares_and_no_earnings_per_share(income_statement: list[Figure]) -> None:
    shares = [f for f in income_statement if f.label == "Basic" and f.key is None and f.period == "current"]
    assert [(f.value, f.unit, f.currency) for f in shares] == [(Decimal(200000000), "shares", None)]


def test_a_52_week_year_starts_after_the_printed_end_before_it(income_statement: list[Figure]) -> None:
    assert by_key(income_statement)["is.revenue"].period_start == date(2024, 1, 29)
    # Nothing printed says where the earlier year began.
    assert by_key(income_statement, "prior")["is.revenue"].period_start is None


def test_without_a_unit_there_is_no_value() -> None:
    figures = read(table_document(BALANCE_SHEET_ZH, above=["合并资产负债表", "2025年12月31日"]))
    assert {(f.value, f.unit, f.status, f.confidence) for f in figures} == {(None, None, "unit_unknown", None)}
    assert by_key(figures)["bs.cash"].as_filed == "1,200.00"


def test_a_changed_digit_turns_the_sums_over_it_to_conflict() -> None:
    rows = [[cell.replace("1,200.00", "1,290.00") for cell in row] for row in BALANCE_SHEET_ZH]
    found = by_key(read(table_document(rows, above=ABOVE_ZH)))
    assert (found["bs.cash"].status, found["bs.accounts_receivable"].status) == ("conflict", "conflict")
    assert found["bs.cash"].checks[0].difference == Decimal(-900000)
    # the total holds in another sum; only the rows can be the wrong ones
    assert found["bs.total_current_assets"].status == "proved"
    assert found["bs.long_term_borrowings"].status == "proved"


def test_prints_of_one_figure_that_differ_are_in_conflict() -> None:
    other = [[cell.replace("1,200.00", "1,250.00") for cell in row] for row in BALANCE_SHEET_ZH]
    document = tables_document(
        [(BALANCE_SHEET_ZH, None, ABOVE_ZH), (other, None, ["合并资产负债表（续）", *ABOVE_ZH[1:]])]
    )
    cash = [f for f in read(document) if f.key == "bs.cash" and f.period == "current"]
    # the second print does not add up either, so it is the wrong one
    assert [(f.value, f.status) for f in cash] == [(Decimal(12000000), "proved"), (Decimal(12500000), "conflict")]
    assert {(p.key, p.period, p.printed, p.value, p.alternatives) for p in propose(document)} == {
        ("bs.cash", "current", 12500000, 12000000, 0),
        ("bs.total_equity", "prior", 12500000, 12000000, 0),
    }
    assert len({f.id for f in cash}) == 2


def test_a_table_goes_on_over_the_page() -> None:
    document = tables_document([(BALANCE_SHEET_ZH[:14], None, ABOVE_ZH), (BALANCE_SHEET_ZH[14:], None, ["2 / 9"])])
    whole = {(f.key, f.period, f.value, f.status) for f in read(table_document(BALANCE_SHEET_ZH, above=ABOVE_ZH))}
    assert {(f.key, f.period, f.value, f.status) for f in read(document)} == whole


def test_a_page_with_a_note_reference_or_a_blank_column_still_goes_on() -> None:
    first = [
        ["项目", "附注", "期末余额", "期初余额"],
        ["流动资产：", "", "", ""],
        ["货币资金", "1", "10", "9"],
        ["存货", "2", "5", "4"],
        ["应收账款", "3", "1", "1"],
    ]
    noted = [["固定资产", "4", "20", "16"], ["资产总计", "", "36", "30"]]
    blank = [["短期借款", "", "7", ""], ["负债合计", "", "7", ""]]
    document = tables_document(
        [
            (first, None, ["资产负债表", "2025年12月31日", "单位：元"]),
            (noted, None, ["1 / 3"]),
            (blank, None, ["2 / 3"]),
        ]
    )
    values = {(f.key, f.period): f.value for f in read(document)}
    assert values["bs.fixed_assets", "prior"] == 16
    assert values["bs.fixed_assets", "current"] == 20
    assert values["bs.short_term_borrowings", "current"] == 7
    assert {f.period for f in read(document)} == {"current", "prior"}


def test_account_form_is_read_as_two_prints() -> None:
    assets, claims = BALANCE_SHEET_ZH[1:13], BALANCE_SHEET_ZH[13:]
    rows = [["资产", "期末余额", "年初余额", "负债和所有者权益", "期末余额", "年初余额"]]
    for at in range(max(len(assets), len(claims))):
        left = assets[at] if at < len(assets) else ["", "", "", ""]
        right = claims[at] if at < len(claims) else ["", "", "", ""]
        rows.append([left[0], *left[2:], right[0], *right[2:]])
    found = read(table_document(rows, above=ABOVE_ZH))
    straight = read(table_document(BALANCE_SHEET_ZH, above=ABOVE_ZH))
    assert {(f.key, f.period, f.value) for f in found} == {(f.key, f.period, f.value) for f in straight}
    assert by_key(found)["bs.total_assets"].status == "proved"


def test_four_columns_of_group_and_company_are_bound_before_reading() -> None:
    rows = [
        ["项目", ">2:合并", ">2:母公司"],
        ["", "2025年12月31日", "2024年12月31日", "2025年12月31日", "2024年12月31日"],
        ["货币资金", "10", "9", "6", "5"],
        ["资产总计", "100", "90", "60", "50"],
        ["负债合计", "40", "35", "20", "15"],
        ["所有者权益合计", "60", "55", "40", "35"],
    ]
    found = read(table_document(rows, above=["资产负债表", "单位：千元"]))
    totals = {(f.scope, f.period): f.value for f in found if f.key == "bs.total_assets"}
    assert totals == {
        ("consolidated", "current"): Decimal(100000),
        ("consolidated", "prior"): Decimal(90000),
        ("parent", "current"): Decimal(60000),
        ("parent", "prior"): Decimal(50000),
    }
    assert {f.status for f in found if f.key == "bs.total_assets"} == {"proved"}


def test_three_and_nine_months_are_told_apart_and_changes_dropped() -> None:
    rows = [
        ["", ">2:Three Months Ended", ">2:Nine Months Ended", ""],
        ["", "Sep. 30, 2025", "Sep. 30, 2024", "Sep. 30, 2025", "Sep. 30, 2024", "% change"],
        ["Net sales", "30", "20", "80", "70", "14"],
        ["Cost of sales", "10", "8", "30", "25", "20"],
        ["Operating income", "20", "12", "50", "45", "11"],
        ["Net income", "15", "9", "40", "36", "11"],
    ]
    found = [f for f in read(table_document(rows, above=ABOVE_EN, language="en")) if f.key == "is.net_profit"]
    assert [(f.period, f.months, f.period_start, f.value) for f in found] == [
        ("current", 3, date(2025, 7, 1), Decimal(15000000)),
        ("prior", 3, date(2024, 7, 1), Decimal(9000000)),
        ("current", 9, date(2025, 1, 1), Decimal(40000000)),
        ("prior", 9, date(2024, 1, 1), Decimal(36000000)),
    ]


def income_zh(
    impairments: list[list[str]], profit: str, label: str = "二、营业利润（亏损以“－”号填列）"
) -> list[Figure]:
    """A small Chinese income statement with impairment rows where the form of the year puts them."""
    rows = [
        ["项目", "本期金额", "上期金额"],
        ["一、营业收入", "1,000.00", ""],
        ["减：营业成本", "600.00", ""],
        ["财务费用", "-10.00", ""],
        ["其中：利息费用", "5.00", ""],
        ["利息收入", "18.00", ""],
        *impairments,
        [label, profit, ""],
        ["减：所得税费用", "0.00", "-"],
        ["四、净利润（净亏损以“－”号填列）", profit, ""],
    ]
    return read(table_document(rows, above=["利润表", "2025年度", "单位：元"]))


@pytest.mark.parametrize(
    ("impairments", "profit", "loss"),
    [
        # 2018 form: inside the cost block, a loss printed positive
        ([["资产减值损失", "30.00", ""], ["加：其他收益", "7.00", ""]], "387.00", "30"),
        # 2019 form: after the gains, a loss printed negative and the caption says so
        ([["加：其他收益", "7.00", ""], ["资产减值损失（损失以“-”号填列）", "-30.00", ""]], "387.00", "30"),
        # 2019 form, caption silent and printed positive all the same: the identity decides (SG4)
        ([["加：其他收益", "7.00", ""], ["资产减值损失", "30.00", ""]], "387.00", "30"),
        # a reversal is a negative loss
        ([["加：其他收益", "7.00", ""], ["信用减值损失（损失以“-”号填列）", "12.00", ""]], "429.00", "-12"),
    ],
)
def test_impairments_have_one_sign_whatever_the_form(impairments: list[list[str]], profit: str, loss: str) -> None:
    found = by_key(income_zh(impairments, profit))
    key = "is.credit_impairment_loss" if loss == "-12" else "is.asset_impairment_loss"
    assert (found[key].value, found[key].status) == (Decimal(loss), "proved")
    # SG5: negative finance expenses are net interest income and stay negative.
    assert found["is.finance_expenses"].value == Decimal(-10)
    assert found["is.interest_income"].value == Decimal(18)


def test_interest_income_of_a_financial_group_is_no_part_of_finance_expenses() -> None:
    rows = [
        ["项目", "2025年度"],
        ["一、营业总收入", "110"],
        ["其中：营业收入", "100"],
        ["利息收入", "10"],
        ["二、营业总成本", "60"],
        ["其中：营业成本", "50"],
        ["利息支出", "10"],
        ["三、营业利润", "50"],
        ["五、净利润", "50"],
    ]
    found = read(table_document(rows, above=["合并利润表", "单位：元"]))
    assert [(f.label, f.key) for f in found if "利息" in f.label] == [("利息收入", None), ("利息支出", None)]


def test_payments_in_brackets_are_positive_payments() -> None:
    rows = [
        ["", "2025", "2024"],
        ["Cash flows from operating activities:", "", ""],
        ["Net income", "100", "90"],
        ["Depreciation and amortization", "20", "18"],
        ["Accounts receivable", "(15)", "4"],
        ["Net cash provided by operating activities", "105", "112"],
        ["Cash flows from investing activities:", "", ""],
        ["Purchases of property and equipment", "(40)", "(50)"],
        ["Acquisitions, net of cash acquired", "(5)", "—"],
        ["Net cash used in investing activities", "(45)", "(50)"],
        ["Cash flows from financing activities:", "", ""],
        ["Repayments of long-term debt", "(30)", "(20)"],
        ["Dividends paid", "(10)", "(10)"],
        ["Net cash used in financing activities", "(40)", "(30)"],
        ["Net increase in cash and cash equivalents", "20", "32"],
        ["Cash and cash equivalents at beginning of year", "60", "28"],
        ["Cash and cash equivalents at end of year", "80", "60"],
    ]
    above = ["Consolidated Statements of Cash Flows", "For the years ended December 31, 2025 and 2024", "(RMB'000)"]
    found = by_key(read(table_document(rows, above=above, language="en")))
    assert {key: found[key].value for key in ("cf.capex", "cf.debt_repaid", "cf.cfi", "cfs.receivables_decrease")} == {
        "cf.capex": Decimal(40000),
        "cf.debt_repaid": Decimal(30000),
        "cf.cfi": Decimal(-45000),
        "cfs.receivables_decrease": Decimal(-15000),
    }
    assert {figure.status for figure in found.values()} == {"proved"}
    assert {(f.currency, f.period_end, f.period_start) for f in found.values()} == {
        ("CNY", date(2025, 12, 31), date(2025, 1, 1))
    }


def test_two_rows_of_one_account_are_marked_as_parts() -> None:
    rows = [
        ["", "2025"],
        ["Investing activities:", ""],
        ["Proceeds from maturities of marketable securities", "19"],
        ["Proceeds from sales of marketable securities", "2"],
        ["Net cash provided by investing activities", "21"],
        ["Net cash provided by operating activities", "5"],
    ]
    found = read(table_document(rows, above=["Consolidated Statements of Cash Flows", "(In thousands)"], language="en"))
    parts = [f for f in found if f.key == "cf.invest_recovered"]
    assert [f.value for f in parts] == [Decimal(19000), Decimal(2000)]
    assert all("PART" in {check.id for check in f.checks} for f in parts)


def test_plain_lines_are_read_and_a_lost_blank_dates_nothing() -> None:
    text = "\n".join(
        [
            "合并资产负债表",
            "2025年12月31日 单位：元",
            "项目 期末余额 期初余额",
            "货币资金 1,200.00 1,000.00",
            "存货 300.00",
            "资产总计 1,500.00 1,000.00",
            "短期借款 400.00 300.00",
            "负债合计 400.00 300.00",
            "所有者权益合计 1,100.00 700.00",
        ]
    )
    document = table_document([], above=text.split("\n"))
    found = read(document)
    assert by_key(found)["bs.cash"].value == Decimal(1200)
    assert by_key(found, "prior")["bs.total_equity"].value == Decimal(700)
    stock = [f for f in found if f.key == "bs.inventories"]
    assert [(f.period, f.period_end, f.value, f.confidence) for f in stock] == [("unknown", None, Decimal(300), None)]


@pytest.mark.parametrize(
    "above",
    [
        ["合并所有者权益变动表", "单位：元"],  # another statement
        ["重要非全资子公司的主要财务信息", "单位：元"],  # notes about others' balance sheets
        ["The following table sets out selected data"],
    ],
)
def test_other_tables_yield_nothing(above: list[str]) -> None:
    rows = [["项目", "2025年", "2024年"], ["资产合计", "1", "2"], ["负债合计", "1", "2"], ["营业收入", "3", "4"]]
    assert read(table_document(rows, above=above)) == []


units = st.sampled_from([("元", 0), ("千元", 3), ("万元", 4), ("百万元", 6), ("亿元", 8)])
amounts = st.decimals(min_value=1, max_value=10**9, places=2)


@given(unit=units, amount=amounts)
def test_value_is_linear_in_the_unit(unit: tuple[str, int], amount: Decimal) -> None:
    rows = [["项目", "期末余额"], ["货币资金", f"{amount:,.2f}"], ["资产总计", f"{amount:,.2f}"]]
    found = by_key(read(table_document(rows, above=["资产负债表", "2025年12月31日", f"单位：{unit[0]}"])))
    assert found["bs.cash"].value == amount.scaleb(unit[1])


@given(amount=amounts, style=st.sampled_from(["({})", "-{}", "−{}", "（{}）", "{}-"]))
def test_every_printed_minus_is_read_back(amount: Decimal, style: str) -> None:
    rows = [["项目", "期末余额"], ["未分配利润", style.format(f"{amount:,.2f}")], ["资产总计", "1"]]
    figures = read(table_document(rows, above=["资产负债表", "2025年12月31日", "单位：元"]))
    assert by_key(figures)["bs.retained_earnings"].value == -amount


@settings(deadline=None)
@given(row=st.sampled_from([2, 3, 4, 9, 10]), change=st.integers(min_value=20, max_value=999))
def test_any_changed_summand_is_found_out(row: int, change: int) -> None:
    rows = [list(each) for each in BALANCE_SHEET_ZH]
    rows[row][2] = f"{Decimal(rows[row][2].replace(',', '')) + change:,.2f}"
    document = table_document(rows, above=ABOVE_ZH)
    facts = list(StatementExtractor().extract(document))
    found = [f for f in facts if isinstance(f, Figure) and f.period == "current" and f.label == rows[row][0]]
    assert [f.status for f in found] == ["conflict"]
    assert rows[row][0] in {f.label for f in facts if isinstance(f, Proposal)}
    assert all(document.quote(e.span) == e.quote for f in found for e in f.evidence)


def test_sample_deal_statements_match_the_golden_figures(sample_deal: Path) -> None:
    golden = json.loads((sample_deal / "golden" / "figures.json").read_text(encoding="utf-8"))
    readers = {"xlsx": SpreadsheetReader(), "pdf": PdfReader()}
    for file in sorted({row["file"] for row in golden}):
        document = readers[file.rsplit(".", 1)[1]].read((sample_deal / file).read_bytes(), file).document
        found = {
            (f.key, str(f.period_end), str(f.period_start), f.scope, f.value, f.unit, f.currency)
            for f in read(document)
        }
        wanted = {
            (
                g["key"],
                g["period_end"],
                str(g["period_start"]),
                g["scope"],
                Decimal(g["value"]),
                g["unit"],
                g["currency"],
            )
            for g in golden
            if g["file"] == file
        }
        assert wanted - found == set()
        assert not [f for f in read(document) if f.status in ("conflict", "unit_unknown")]


@pytest.mark.parametrize(
    ("file", "doc", "keyed"),
    [("aapl-20250329.htm.gz", "en_aapl_10q_2025q2", 126), ("Nvidia.10-K.html.gz", "en_nvda_10k_2023", 158)],
)
def test_us_filings_against_their_xbrl(shared: Path, file: str, doc: str, keyed: int) -> None:
    # Account, period and canonical value of every gold row with an account: 284 of 284 (names tuned on it).
    folder = shared / "samples" / "statements_dev"
    document = HtmlReader().read(gzip.decompress((folder / file).read_bytes()), file.removesuffix(".gz")).document
    found = {(f.statement, f.key, str(f.period_end), f.months, f.value) for f in read(document)}
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in gold if row["doc"] == doc and row["key"]]
    hit = [
        row
        for row in rows
        if (row["statement"], row["key"], row["period_end"], row["duration_months"], Decimal(row["value_canonical"]))
        in found
    ]
    assert (len(rows), len(hit)) == (keyed, keyed)


def test_chinese_annual_report_pdf(shared: Path) -> None:
    file = next((shared / "samples" / "reports").glob("*.pdf"))
    figures = read(PdfReader().read(file.read_bytes(), file.name).document)
    values = {(f.scope, f.key): f.value for f in figures if f.period == "current"}
    # Copied by hand from pages 55 to 63 of the print; statements run over page breaks.
    assert values["consolidated", "bs.cash"] == Decimal("1046668874.97")
    assert values["consolidated", "bs.minority_interest"] == Decimal("85856179.34")
    assert values["parent", "bs.retained_earnings"] == Decimal("1843140737.81")
    assert values["parent", "is.finance_expenses"] == Decimal("-5324409.58")
    assert values["consolidated", "cf.taxes_paid"] == Decimal("467902661.41")
    assert values["parent", "cf.sales_cash"] == Decimal("3889934554.26")
    # The filer's own misprint: page 55 prints last year's receivable as 469,157,798.00, page 96 as 469,157,897.00.
    doubtful = [f for f in figures if f.status in ("conflict", "unit_unknown")]
    assert [(f.statement, f.as_filed) for f in doubtful] == [("balance_sheet", "469,157,798.00")]
    assert {(c.id, c.difference) for c in doubtful[0].checks if c.result == "fail"} == {
        ("I-BS11", Decimal("99.00")), ("SUSPECT", Decimal("99.00")),
    }  # fmt: skip


def test_chinese_annual_report_html_shows_the_filers_own_misprint(shared: Path) -> None:
    file = next((shared / "samples" / "reports").glob("*.html"))
    document = HtmlReader().read(file.read_bytes(), file.name).document
    figures = read(document)
    # The transition table prints one receivable twice in the parent's opening balance: its own column of changes
    # takes it out of 应收账款. 应收股利 of 2018 has a digit too many in both prints (the notes say 722,088,153.34): it
    # is more than the 其他应收款 that contains it. All else closes.
    wrong = {(f.scope, str(f.period_end), f.label, f.as_filed) for f in figures if f.status == "conflict"}
    assert wrong == {
        ("parent", "2019-01-01", "应收账款", "149,204,899.98"),
        ("parent", "2018-12-31", "应收股利", "7,222,088,153.34"),
    }
    assert {(p.label, p.as_proposed, p.cause, p.alternatives, len(p.together[0])) for p in propose(document)} == {
        ("应收账款", "0.00", "printed_twice", 0, 0),
        ("应收股利", "722,088,153.34", "digit_added", 0, 1),
    }
    assert {f.restated for f in figures if f.period_end == date(2019, 1, 1)} == {False}


def test_monthly_bank_submission_has_month_and_year_to_date() -> None:
    rows = [
        ["项目", "行次", "本月数", "本年累计数"],
        ["一、营业收入", "1", "10.00", "80.00"],
        ["减：营业成本", "2", "6.00", "50.00"],
        ["税金及附加", "3", "1.00", "5.00"],
        ["二、营业利润", "4", "3.00", "25.00"],
        ["四、净利润", "5", "3.00", "25.00"],
    ]
    found = read(table_document(rows, above=["利润表", "会企02表", "2025年9月", "单位：万元"]))
    profit = [f for f in found if f.key == "is.net_profit"]
    assert [(f.months, f.period_start, f.period_end, f.value) for f in profit] == [
        (1, date(2025, 9, 1), date(2025, 9, 30), Decimal(30000)),
        (9, date(2025, 1, 1), date(2025, 9, 30), Decimal(250000)),
    ]
    assert {f.status for f in found if f.key == "is.operating_profit"} == {"proved"}


def test_hong_kong_header_puts_the_unit_below_the_year() -> None:
    rows = [
        ["", "Notes", "2025", "2024"],
        ["", "", "RMB'000", "RMB'000"],
        ["Non-current assets", "", "", ""],
        ["Property, plant and equipment", "12", "700", "650"],
        ["Right-of-use assets", "13", "50", "60"],
        ["Current assets", "", "", ""],
        ["Inventories", "14", "120", "110"],
        ["Trade receivables", "15", "90", "80"],
        ["Bank balances and cash", "", "40", "30"],
        ["", "", "250", "220"],
        ["Total assets", "", "1,000", "930"],
    ]
    above = ["Consolidated Statement of Financial Position", "At 31 December 2025"]
    found = by_key(read(table_document(rows, above=above, language="en")))
    assert {key: found[key].value for key in ("bs.fixed_assets", "bs.inventories", "bs.cash")} == {
        "bs.fixed_assets": Decimal(700000),
        "bs.inventories": Decimal(120000),
        "bs.cash": Decimal(40000),
    }
    assert {(f.currency, f.unit, f.period_end) for f in found.values()} == {("CNY", "thousand", date(2025, 12, 31))}


@pytest.mark.parametrize(
    ("printed", "nil"), [("-0.00", False), ("(0)", False), ("0.00", False), ("—", True), ("--", True)]
)
def test_printed_zeroes_are_zeroes_and_only_dashes_are_nil(printed: str, nil: bool) -> None:
    rows = [["项目", "期末余额"], ["短期借款", printed], ["资产总计", "1"], ["负债合计", "1"]]
    found = by_key(read(table_document(rows, above=["资产负债表", "2025年12月31日", "单位：元"])))
    assert (found["bs.short_term_borrowings"].value, found["bs.short_term_borrowings"].nil) == (0, nil)


@pytest.mark.parametrize("printed", ["", "N/A", "不适用", "/"])
def test_what_is_not_reported_is_no_figure(printed: str) -> None:
    rows = [["项目", "期末余额"], ["短期借款", printed], ["资产总计", "1"], ["负债合计", "1"]]
    found = by_key(read(table_document(rows, above=["资产负债表", "2025年12月31日", "单位：元"])))
    assert "bs.short_term_borrowings" not in found


def test_a_restated_column_is_marked_and_no_reprint_of_the_other() -> None:
    rows = [
        ["项目", "2025年12月31日", "2024年12月31日（调整后）", "2024年12月31日（调整前）"],
        ["货币资金", "10", "9", "8"],
        ["资产总计", "10", "9", "8"],
    ]
    found = [f for f in read(table_document(rows, above=["资产负债表", "单位：元"])) if f.key == "bs.cash"]
    assert [(f.period, f.restated, f.value) for f in found] == [
        ("current", False, 10),
        ("prior", True, 9),
        ("prior", False, 8),
    ]
    assert all(f.status != "conflict" for f in found)


def test_units_of_column_and_caption_win_over_the_line_above() -> None:
    rows = [
        ["项目", "2025年12月31日(万元)", "2024年12月31日"],
        ["货币资金", "10", "90,000"],
        ["存货（千元）", "5", "6"],
        ["资产总计", "20", "99"],
    ]
    found = read(table_document(rows, above=["资产负债表", "单位：元"]))
    values = {(f.key, f.period): f.value for f in found}
    assert values["bs.cash", "current"] == 100000
    assert values["bs.cash", "prior"] == 90000
    assert values["bs.inventories", "current"] == 5000


def test_two_statements_on_one_sheet_are_cut_at_the_title() -> None:
    rows = [
        ["资产负债表", "", ""],
        ["单位：万元", "", ""],
        ["项目", "期末余额", "期初余额"],
        ["货币资金", "10", "9"],
        ["资产总计", "10", "9"],
        ["利润表", "", ""],
        ["单位：元", "", ""],
        ["项目", "本期金额", "上期金额"],
        ["一、营业收入", "50", "40"],
        ["净利润", "5", "4"],
    ]
    found = read(table_document(rows, title="报表", name="2025年年度报告.xlsx"))
    values = {(f.statement, f.key, f.period_end, f.months, f.value) for f in found if f.period == "current"}
    assert ("balance_sheet", "bs.cash", date(2025, 12, 31), None, Decimal(100000)) in values
    assert ("income_statement", "is.net_profit", date(2025, 12, 31), 12, Decimal(5)) in values
