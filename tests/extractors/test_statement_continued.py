"""Statements over pages: what goes on, what begins anew."""

from __future__ import annotations

import pytest

from docintel.records import Figure
from statement_documents import Rows, tables_document
from statement_sets import BALANCE_SHEET_ZH, CASH_FLOW_ZH, INCOME_ZH, read_all
from us_statements import CASH_FLOW, FLOW_YEARS, FLOWS, figures, report

_ABOVE = ["合并资产负债表", "2025年12月31日", "单位：元"]
_CUT = 17


def units(figures: dict[tuple[str, str, str], Figure]) -> set[tuple[str, str | None, str | None]]:
    return {(figure.scope, figure.unit, str(figure.period_end)) for figure in figures.values()}


def test_a_title_that_says_it_continues_keeps_unit_and_period() -> None:
    head = BALANCE_SHEET_ZH[0]
    document = tables_document(
        [
            (BALANCE_SHEET_ZH[:_CUT], None, _ABOVE),
            ([head, *BALANCE_SHEET_ZH[_CUT:]], None, ["合并资产负债表（续）"]),
        ]
    )
    figures, _ = read_all(document)
    assert units(figures) == {("consolidated", "元", "2025-12-31"), ("consolidated", "元", "2024-12-31")}
    assert figures["balance_sheet", "资产总计", "current"].status == "proved"
    assert figures["balance_sheet", "负债和所有者权益(或股东权益)总计", "prior"].status == "proved"


def test_a_continued_title_over_the_first_rows_takes_what_its_first_print_says() -> None:
    """The page before held nothing but the title and its lines."""
    figures, _ = read_all(tables_document([(BALANCE_SHEET_ZH, None, [*_ABOVE, "合并资产负债表（续）"])]))
    assert units(figures) == {("consolidated", "元", "2025-12-31"), ("consolidated", "元", "2024-12-31")}


def test_another_companys_statement_does_not_go_on_with_the_one_before() -> None:
    """It prints the same accounts again, under a title of its own and no unit."""
    first = BALANCE_SHEET_ZH[:_CUT]
    document = tables_document([(first, None, _ABOVE), (first, None, ["合并资产负债表"])])
    statuses = [figure.status for figure in read_all(document)[0].values()]
    assert "unit_unknown" in statuses


def test_rows_of_comprehensive_income_go_on_without_accounts() -> None:
    rest: Rows = [
        ["六、其他综合收益的税后净额", "-2.10", "1.30"],
        ["（一）归属母公司所有者的其他综合收益的税后净额", "-2.10", "1.30"],
        ["1．不能重分类进损益的其他综合收益", "-3.00", "1.00"],
        ["（1）重新计量设定受益计划变动额", "-1.00", "0.40"],
        ["（3）其他权益工具投资公允价值变动", "-2.00", "0.60"],
        ["2．将重分类进损益的其他综合收益", "0.90", "0.30"],
        ["（6）外币财务报表折算差额", "0.90", "0.30"],
        ["七、综合收益总额", "286.55", "232.18"],
    ]
    document = tables_document([(INCOME_ZH, None, ["合并利润表", "2025年度", "单位：元"]), (rest, None, ["（2）其他"])])
    figures, _ = read_all(document)
    assert figures["income_statement", "(6)外币财务报表折算差额", "current"].status == "proved"
    assert figures["income_statement", "七、综合收益总额", "prior"].unit == "元"


def test_a_heading_left_between_the_pages_opens_its_section() -> None:
    """三、筹资活动 stood at the foot of a page: the flows below it are no investing ones."""
    cut = next(at for at, row in enumerate(CASH_FLOW_ZH) if row[0].startswith("三、"))
    document = tables_document(
        [
            (CASH_FLOW_ZH[:cut], None, ["合并现金流量表", "2025年度", "单位：元"]),
            (CASH_FLOW_ZH[cut + 1 :], None, ["三、筹资活动产生的现金流量："]),
        ]
    )
    figures, _ = read_all(document)
    assert figures["cash_flow", "取得借款收到的现金", "current"].status == "proved"
    assert figures["cash_flow", "投资支付的现金", "current"].status == "proved"


@pytest.mark.parametrize("again", [f"{CASH_FLOW[0]} (Continued)", CASH_FLOW[0]])
def test_a_statement_goes_on_under_its_title_continued(again: str) -> None:
    rest = [FLOW_YEARS, *FLOWS[7:]]
    going_on = (again, CASH_FLOW[1])
    found = figures(report((FLOWS[:7], CASH_FLOW), (rest, going_on)))
    assert {(each.statement, each.status) for each in found} == {("cash_flow", "proved")}


def test_a_table_of_other_columns_is_no_part_of_the_statement_before() -> None:
    note = [["", "2024"], ["Net income", "61"], ["Dividends", "2"]]
    found = figures(report((FLOWS[:9], CASH_FLOW), (note, ())))
    assert [each for each in found if each.as_filed == "61" and each.statement == "cash_flow"] == []
