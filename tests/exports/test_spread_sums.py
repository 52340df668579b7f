"""Subtotals: which rows they add, and that rows of open place count so that the print comes out, or as usual."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docintel.exports.spread_cells import RowId, Sourced
from docintel.exports.spread_columns import PeriodColumn, period_columns
from docintel.exports.spread_form import standard_form
from docintel.exports.spread_sums import RowSum, add_up
from docintel.records import Document
from spread_statements import BALANCE_EN, BALANCE_ZH, INCOME_ZH, changed, chinese, english, sourced
from statement_documents import Rows, table_document

FORM = standard_form()


def newest(document: Document, statement: str = "balance_sheet") -> PeriodColumn:
    return period_columns(FORM, [one for one in sourced(document) if one.figure.statement == statement])[0]


def sums(document: Document, statement: str = "balance_sheet") -> dict[str, RowSum]:
    return add_up(FORM, newest(document, statement).cells)


def signs(total: RowSum) -> dict[str, int]:
    return {operand.row.key or operand.row.label: operand.sign for operand in total.operands}


@pytest.mark.parametrize(
    ("document", "statement", "key", "value", "rows"),
    [
        (
            chinese(),
            "balance_sheet",
            "bs.total_current_assets",
            "20500000.00",
            {"bs.cash": 1, "bs.accounts_receivable": 1, "bs.other_receivables": 1},
        ),
        (
            chinese(),
            "balance_sheet",
            "bs.total_noncurrent_assets",
            "9500000.00",
            {"bs.fixed_assets": 1, "待安装储能柜": 1},
        ),
        (
            chinese(),
            "balance_sheet",
            "bs.equity_parent",
            "13500000.00",
            {"bs.paid_in_capital": 1, "bs.retained_earnings": 1, "bs.treasury_shares": -1},
        ),
        (
            chinese(),
            "balance_sheet",
            "bs.total_equity",
            "14000000.00",
            {"bs.equity_parent": 1, "bs.minority_interest": 1},
        ),
        (
            chinese(),
            "income_statement",
            "is.total_operating_cost",
            "7000000.00",
            {"is.cost_of_sales": 1, "is.selling_expenses": 1, "is.admin_expenses": 1, "is.finance_expenses": 1},
        ),
        (
            chinese(),
            "income_statement",
            "is.operating_profit",
            "1900000.00",
            {
                "is.total_revenue": 1,
                "is.total_operating_cost": -1,
                "is.other_income": 1,
                "is.asset_impairment_loss": -1,
            },
        ),
        (chinese(), "cash_flow", "cf.cfo", "3000000.00", {"cf.operating_in_total": 1, "cf.operating_out_total": -1}),
        (chinese(), "cash_flow", "cf.net_change", "2000000.00", {"cf.cfo": 1, "cf.cfi": 1, "cf.cff": 1}),
        (chinese(), "cash_flow", "cf.cash_end", "12000000.00", {"cf.cash_begin": 1, "cf.net_change": 1}),
        (
            english(),
            "balance_sheet",
            "bs.total_current_assets",
            "520000000",
            {"bs.cash": 1, "bs.accounts_receivable": 1, "Berth deposits held by the harbour": 1},
        ),
        (
            english(),
            "balance_sheet",
            "bs.total_equity",
            "500000000",
            {"bs.paid_in_capital": 1, "bs.retained_earnings": 1},
        ),
        # gross profit and total operating expenses are no rows of their own
        (
            english(),
            "income_statement",
            "is.operating_profit",
            "250000000",
            {"is.revenue": 1, "is.cost_of_sales": -1, "is.rd_expenses": -1, "is.sga_combined": -1},
        ),
        (
            english(),
            "income_statement",
            "is.profit_before_tax",
            "240000000",
            {"is.operating_profit": 1, "is.interest_income": 1, "is.interest_expense": -1},
        ),
    ],
)
def test_a_subtotal_adds_its_rows(
    document: Document, statement: str, key: str, value: str, rows: dict[str, int]
) -> None:
    total = sums(document, statement)[key]
    assert (total.value, total.gap, total.closes, signs(total)) == (Decimal(value), 0, True, rows)


def test_a_subtotal_that_nobody_printed_is_there_where_the_form_needs_it() -> None:
    total = sums(english())["bs.total_noncurrent_assets"]
    assert (total.value, total.gap, total.closes) == (Decimal(480000000), None, True)


@pytest.mark.parametrize(
    ("document", "key", "gap"),
    [
        (chinese(balance=changed(BALANCE_ZH, "应收账款", "880.00", "700.00")), "bs.total_current_assets", "800000.00"),
        (
            chinese(balance=changed(BALANCE_ZH, "流动资产合计", "2,060.00", "1,700.00")),
            "bs.total_current_assets",
            "-100000.00",
        ),
        (
            english(balance=changed(BALANCE_EN, "Accounts receivable, net", "190", "150")),
            "bs.total_current_assets",
            "10000000",
        ),
    ],
)
def test_an_altered_figure_leaves_a_gap(document: Document, key: str, gap: str) -> None:
    total = sums(document)[key]
    assert (total.gap, total.closes) == (Decimal(gap), False)


def face(*, total: str) -> Rows:
    """Interest and dividends receivable without 其中: rows of their own in old forms, parts of the row above in new."""
    return [
        ["项目", "2025年12月31日"],
        ["流动资产：", ""],
        ["货币资金", "100.00"],
        ["应收利息", "7.00"],
        ["其他应收款", "30.00"],
        ["存货", "50.00"],
        ["流动资产合计", total],
        ["固定资产", "10.00"],
        ["非流动资产合计", "10.00"],
        ["资产总计", "197.00"],
    ]


@pytest.mark.parametrize(
    ("total", "counts", "closes"), [("187.00", True, True), ("180.00", False, True), ("181.00", False, False)]
)
def test_a_note_item_counts_only_where_that_closes(total: str, counts: bool, closes: bool) -> None:
    found = sums(table_document(face(total=total), above=["资产负债表", "单位：元"]))["bs.total_current_assets"]
    assert ("bs.interest_receivable" in signs(found), found.closes) == (counts, closes)


def test_a_row_counts_once_on_the_way_to_a_total() -> None:
    """Impairments printed among the costs (2018 form) are not deducted again below them."""
    rows: Rows = [
        ["项目", "本期金额", "上期金额"],
        ["一、营业收入", "900.00", "1.00"],
        ["二、营业总成本", "620.00", "1.00"],
        ["营业成本", "500.00", "1.00"],
        ["管理费用", "90.00", "1.00"],
        ["资产减值损失", "30.00", "1.00"],
        ["三、营业利润", "280.00", "1.00"],
    ]
    found = sums(table_document(rows, above=["合并利润表", "2025年度 单位：元"]), "income_statement")
    assert signs(found["is.total_operating_cost"])["is.asset_impairment_loss"] == 1
    assert signs(found["is.operating_profit"]) == {"is.revenue": 1, "is.total_operating_cost": -1}
    assert found["is.operating_profit"].closes


def test_a_row_without_a_value_is_not_left_out_in_silence() -> None:
    cells = newest(chinese()).cells
    row = RowId("bs.accounts_receivable", "current_assets")
    cells[row].parts = [
        Sourced(one.figure.model_copy(update={"value": None, "status": "unit_unknown"}), one.file, one.place)
        for one in cells[row].parts
    ]
    found = add_up(FORM, cells)
    assert "bs.total_current_assets" not in found
    # what lies above takes the printed subtotal
    assert found["bs.total_assets"].value == Decimal("30000000.00")


def test_an_excerpt_is_not_added_up() -> None:
    """Cash alone is not the current assets; what is printed stands for itself."""
    rows: Rows = [
        ["项目", "2025年12月31日"], ["货币资金", "20.00"], ["资产总计", "197.00"], ["负债合计", "97.00"],
        ["所有者权益合计", "100.00"], ["负债和所有者权益总计", "197.00"],
    ]  # fmt: skip
    found = sums(table_document(rows, above=["资产负债表", "单位：元"]))
    assert {key: total.value for key, total in found.items()} == {"bs.total_liabilities_and_equity": Decimal("197.00")}


def test_an_unprinted_subtotal_under_a_total_that_does_not_close_is_in_doubt() -> None:
    rows = changed(BALANCE_EN, "Property, plant and equipment, net", "490", "440")
    found = sums(english(balance=rows))
    assert (found["bs.total_noncurrent_assets"].closes, found["bs.total_assets"].closes) == (False, False)
    assert found["bs.total_assets"].gap == Decimal(10_000_000)


def test_rounding_of_the_print_is_no_gap() -> None:
    rows = changed(changed(BALANCE_ZH, "应收账款", "800.01", "700.00"), "其他应收款", "50.01", "-")
    total = sums(chinese(balance=rows))["bs.total_current_assets"]
    assert (total.gap, total.closes) == (Decimal("200.00"), True)


def test_the_expected_rows_of_the_chinese_income_statement_are_all_used() -> None:
    """Every amount of the statement enters a sum or is a part of a row that does."""
    used = {operand.row.key for total in sums(chinese(), "income_statement").values() for operand in total.operands}
    printed = {row.key for row in newest(chinese(), "income_statement").cells}
    assert printed - used == {"is.net_profit", "is.interest_expense", "is.interest_income"}
    assert len(INCOME_ZH) - 1 == len(printed)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=3, max_size=3), st.decimals(-(10**6), 10**6, places=2))
def test_a_sum_is_the_sum_of_its_operands_and_the_gap_what_the_print_says_more(
    amounts: list[Decimal], off: Decimal
) -> None:
    rows = BALANCE_ZH
    for label, amount in zip(("货币资金", "应收账款", "其他应收款"), amounts, strict=True):
        rows = changed(rows, label, f"{amount:,.2f}", "1.00")
    printed = sum(amounts) + off
    cells = newest(chinese(balance=changed(rows, "流动资产合计", f"{printed:,.2f}", "1.00"))).cells
    total = add_up(FORM, cells)["bs.total_current_assets"]
    assert total.value == sum(operand.sign * (cells[operand.row].value or 0) for operand in total.operands)
    assert total.gap == total.value - printed * 10_000
    assert total.closes is (abs(total.gap) <= 100 * Decimal("0.5") * (len(total.operands) + 2))
