"""Sheets of statements: the order of the form, what stands at each place, and what is said of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from docintel.exports.spread_cells import Sourced
from docintel.exports.spread_columns import Period, period_name
from docintel.exports.spreads import SpreadEntry, SpreadSheet, spread_sheets
from docintel.records import Document
from spread_statements import BALANCE_EN, BALANCE_ZH, changed, chinese, english, sourced
from statement_documents import table_document


def entry(sheet: SpreadSheet, key: str, column: int = 0) -> SpreadEntry:
    row = next(row for row in sheet.rows if row.id is not None and key in (row.id.key, row.id.label))
    found = sheet.entry(row, column)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("figures", "names"),
    [
        (
            sourced(chinese()),
            [
                ("合并资产负债表", "consolidated balance sheet"),
                ("合并利润表", "consolidated income statement"),
                ("合并现金流量表", "consolidated cash flow statement"),
            ],
        ),
        (
            sourced(english()),
            [("合并资产负债表", "consolidated balance sheet"), ("合并利润表", "consolidated income statement")],
        ),
        ([], []),
    ],
)
def test_a_sheet_for_each_statement_and_scope(figures: list[Sourced], names: list[tuple[str, str]]) -> None:
    assert [sheet.name for sheet in spread_sheets(figures)] == names


def test_rows_stand_in_the_order_of_the_form_with_rows_of_no_account_at_the_end_of_their_block() -> None:
    sheet = spread_sheets(sourced(chinese()))[0]
    shown = [(row.sign, (row.id.key or row.id.label) if row.id else row.name.zh) for row in sheet.rows][:12]
    assert shown == [
        ("", "流动资产"),
        ("+", "bs.cash"),
        ("+", "bs.accounts_receivable"),
        ("+", "bs.other_receivables"),
        ("", "bs.interest_receivable"),
        ("", "bs.dividends_receivable"),
        ("Σ", "bs.total_current_assets"),
        ("", "非流动资产"),
        ("+", "bs.fixed_assets"),
        ("+", "待安装储能柜"),
        ("Σ", "bs.total_noncurrent_assets"),
        ("Σ", "bs.total_assets"),
    ]
    english_rows = [row.name.en for row in spread_sheets(sourced(english()))[0].rows][:6]
    assert english_rows == [
        "Current assets", "Cash and bank balances", "Accounts receivable", "（未归类科目 row of no account）",
        "Total current assets", "Non-current assets",
    ]  # fmt: skip


def test_an_entry_has_the_standard_value_and_the_print_beside() -> None:
    sheet = spread_sheets(sourced(chinese(), href="http://docintel.bank/documents/D-1?part=1"))[0]
    cash, total = entry(sheet, "bs.cash"), entry(sheet, "bs.total_current_assets")
    assert (cash.value, cash.filed, cash.label, cash.status, cash.sum) == (
        Decimal("12000000.00"), "1,200.00", "货币资金", "proved", None,
    )  # fmt: skip
    assert cash.evidence == "青屿储能2025.xlsx · place 1"
    assert cash.href == f"http://docintel.bank/documents/D-1?part=1#{cash.fact}"
    assert (total.value, total.filed, total.sum and total.sum.gap) == (Decimal("20500000.00"), "2,050.00", 0)


def test_an_altered_subtotal_is_a_conflict_with_the_sum_of_the_rows_beside_the_print() -> None:
    rows = changed(BALANCE_ZH, "流动资产合计", "2,060.00", "1,700.00")
    total = entry(spread_sheets(sourced(chinese(balance=rows)))[0], "bs.total_current_assets")
    assert (total.value, total.filed, total.status) == (Decimal("20500000.00"), "2,060.00", "conflict")
    assert total.remarks[0] == (
        "各行合计与原文合计不符：原文合计本身勾稽不符",
        "the rows do not add up to the printed total: the printed total itself is in conflict",
    )
    failing = "I-BS4（流动资产合计 = 流动资产各行之和） 不平 100,000.00"
    assert (failing, "I-BS4 (total current assets = sum of its rows) fails 100,000.00") in total.remarks


@pytest.mark.parametrize(
    ("document", "key", "printed", "gap", "zh", "en"),
    [
        # an altered row: the total above is proved by liabilities and equity, and its print stays so
        (chinese(balance=changed(BALANCE_ZH, "货币资金", "1,290.00", "1,000.00")), "bs.total_assets", "3,000.00",
         900000, "其中勾稽不符的行：货币资金", "in conflict among them: Cash and bank balances"),
        (english(balance=changed(BALANCE_EN, "Cash and cash equivalents", "230", "300")), "bs.total_assets", "1,000",
         -90000000, "其中勾稽不符的行：货币资金、", "in conflict among them: Cash and bank balances, "),
    ],
)  # fmt: skip
def test_a_proved_total_stays_proved_when_a_row_below_it_is_wrong(
    document: Document, key: str, printed: str, gap: int, zh: str, en: str
) -> None:
    total = entry(spread_sheets(sourced(document))[0], key)
    assert (total.filed, total.status, total.value_status) == (printed, "proved", "computed")
    assert total.sum is not None
    assert total.sum.gap == gap
    assert (zh in total.remarks[0].zh, en in total.remarks[0].en) == (True, True)


def test_a_subtotal_that_nobody_printed_is_computed_and_names_its_row_in_conflict() -> None:
    computed = entry(spread_sheets(sourced(english()))[0], "bs.total_noncurrent_assets")
    assert (computed.value, computed.filed, computed.status, computed.fact) == (Decimal(480000000), "", "computed", "")
    rows = changed(BALANCE_EN, "Property, plant and equipment, net", "490", "440")
    unchecked = entry(spread_sheets(sourced(english(balance=rows)))[0], "bs.total_noncurrent_assets")
    assert (unchecked.status, unchecked.value_status, unchecked.filed) == ("computed", "computed", "")
    assert unchecked.remarks == (
        ("加总的行中勾稽不符的有：固定资产", "in conflict among its rows: Property, plant and equipment"),
    )


def test_a_value_that_another_document_contradicts_names_it() -> None:
    later = chinese(
        balance=changed(BALANCE_ZH, "货币资金", "1,400.00", "1,190.00"), name="青屿储能2026.xlsx", day="2026年12月31日"
    )
    sheet = spread_sheets(sourced(chinese(), later))[0]
    first, other = entry(sheet, "bs.cash", 1), entry(sheet, "bs.cash", 2)
    assert (
        "与 青屿储能2026.xlsx（place 2）的 11,900,000.00 不符",
        "青屿储能2026.xlsx (place 2) says 11,900,000.00",
    ) in first.remarks
    assert other.remarks[0].en == "青屿储能2025.xlsx (place 1) says 12,000,000.00"
    assert (first.status, other.status) == ("conflict", "conflict")


@pytest.mark.parametrize("document", [chinese(unit=""), english(unit="")])
def test_without_a_unit_there_is_no_standard_value(document) -> None:
    sheet = spread_sheets(sourced(document))[0]
    found = [one for _, _, one in sheet.entries()]
    assert {(one.value, one.status) for one in found} == {(None, "unit_unknown")}
    assert "1,200.00" in {one.filed for one in found} or "320" in {one.filed for one in found}


def test_parts_of_an_account_are_added_and_said() -> None:
    rows = [
        ["项目", "2025年12月31日"],
        ["货币资金", "10.00"],
        ["应收账款", "3.00"],
        ["应收账款净额", "4.50"],
        ["资产总计", "17.50"],
    ]
    sheet = spread_sheets(sourced(table_document(rows, above=["资产负债表", "单位：元"])))[0]
    found = entry(sheet, "bs.accounts_receivable")
    assert (found.value, found.filed, found.label) == (Decimal("7.50"), "3.00 + 4.50", "应收账款 + 应收账款净额")
    assert ("原文 2 行属同一科目，已相加", "2 printed rows of this account, added") in found.remarks
    assert found.others == [one.figure.id for one in found.cell.parts[1:]] if found.cell else False


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        (Period(date(2025, 12, 31), None, None, "current", False, "CNY"), "2025-12-31", "2025-12-31"),
        (Period(date(2025, 12, 31), date(2025, 1, 1), 12, "current", False, "CNY"),
         "2025-01-01 – 2025-12-31，12 个月", "2025-01-01 – 2025-12-31, 12 months"),
        (Period(date(2024, 12, 31), None, None, "prior", True, "CNY"), "2024-12-31，追溯调整", "2024-12-31, restated"),
        (Period(None, None, None, "prior", False, None), "期间未知（prior）", "period unknown (prior)"),
    ],
)  # fmt: skip
def test_a_period_is_named(period: Period, zh: str, en: str) -> None:
    assert period_name(period) == (zh, en)


@pytest.mark.parametrize(
    ("document", "key", "said"),
    [
        (chinese(), "bs.total_current_assets", ("原文小计：已驳回", "the printed subtotal: rejected by a person")),
        (english(), "is.operating_profit", ("原文小计：已驳回", "the printed subtotal: rejected by a person")),
    ],
)
def test_a_subtotal_that_a_person_rejected_is_the_sum_of_its_rows_and_not_struck_out(
    document: Document, key: str, said: tuple[str, str]
) -> None:
    figures = [replace(one, verdict="rejected") if one.figure.key == key else one for one in sourced(document)]
    sheet = next(each for each in spread_sheets(figures) if any(row.id and row.id.key == key for row in each.rows))
    found = entry(sheet, key)
    assert (found.status, found.value) == ("computed", found.sum.value if found.sum else None)
    assert said in found.remarks
    assert found.value == entry(spread_sheets(sourced(document))[0 if key.startswith("bs") else 1], key).value


def test_an_unproved_value_whose_other_print_is_in_conflict_is_one_too() -> None:
    def judged(one: Sourced, status: str) -> Sourced:
        return replace(one, figure=one.figure.model_copy(update={"status": status}))

    def stated(first: str, again: str) -> SpreadEntry:
        own = [judged(one, first) for one in sourced(chinese())]
        other = [judged(one, again) for one in sourced(chinese(name="重印.xlsx"))]
        return entry(spread_sheets([*own, *other])[0], "bs.cash")

    assert stated("unproved", "conflict").status == "conflict"
    # what is proved stays so, and the other print is named
    assert stated("proved", "conflict").status == "proved"
    assert ("重印.xlsx（place 1）的同一数值勾稽不符", "重印.xlsx (place 1) prints it in conflict") in stated(
        "proved", "conflict"
    ).remarks


def test_every_figure_stands_somewhere() -> None:
    figures = [*sourced(chinese()), *sourced(english())]
    shown = {
        one.figure.id
        for sheet in spread_sheets(figures)
        for _, _, found in sheet.entries()
        if found.cell
        for one in (*found.cell.parts, *found.cell.also)
    }
    assert shown == {one.figure.id for one in figures}


def test_companies_of_one_file_have_sheets_of_their_own() -> None:
    both = [
        replace(one, figure=one.figure.model_copy(update={"entity": name}))
        for name in ("东浦塑料有限公司", "Halden A/S")
        for one in sourced(chinese())
    ]
    names = [(sheet.entity, sheet.name.zh) for sheet in spread_sheets(both)]
    assert names[0] == ("Halden A/S", "合并资产负债表 · Halden A/S")
    assert names[3] == ("东浦塑料有限公司", "合并资产负债表 · 东浦塑料有限公司")
    assert len(names) == 6
