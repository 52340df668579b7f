"""Statement titles told from sentences that mention a statement."""

from __future__ import annotations

import pytest

from docintel.extractors.statement_titles import read_title


@pytest.mark.parametrize(
    ("line", "kind", "scope"),
    [
        ("1、合并资产负债表", "balance_sheet", "consolidated"),
        ("母公司利润表", "income_statement", "parent"),
        ("公司现金流量表", "cash_flow", "parent"),
        ("合并及母公司资产负债表", "balance_sheet", None),  # columns tell
        ("青屿储能有限公司资产负债表", "balance_sheet", None),  # 公司 ends the name
        ("2025年度合并利润表", "income_statement", "consolidated"),
        ("合併資產負債表", "balance_sheet", "consolidated"),
        ("合并所有者权益变动表", "equity_changes", "consolidated"),
        ("现金流量表补充资料", "cash_flow", None),
        ("CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS (Unaudited)", "income_statement", "consolidated"),
        ("Consolidated Balance Sheets", "balance_sheet", "consolidated"),
        ("Company statement of financial position", "balance_sheet", "parent"),
        ("Statements of Shareholders' Equity", "equity_changes", None),
        ("BS", "balance_sheet", None),
        ("CASH FLOWS STATEMENTS", "cash_flow", None),
        ("Consolidated Statements of Net Earnings", "income_statement", "consolidated"),
        ("Consolidated Statements of Income (in millions, except per share data)", "income_statement", "consolidated"),
        ("财务报表附注（节选） 单位：人民币元", "notes_table", None),
    ],
)
def test_titles(line: str, kind: str, scope: str | None) -> None:
    title = read_title(line)
    assert title is not None
    assert (title.kind, title.scope) == (kind, scope)


@pytest.mark.parametrize(
    "line",
    [
        "资产负债表日后事项",
        "后附的财务报表包括2025年12月31日的合并及母公司资产负债表、合并利润表。",
        "资产负债表项目注释",
        "See the accompanying notes to the consolidated balance sheets.",
        "The following table is derived from our statements of cash flows",
        "编制单位：青屿储能有限公司",
        "Selected Consolidated Balance Sheets Data",
        "Analysis of Consolidated Statements of Income",
    ],
)
def test_mentions_are_no_titles(line: str) -> None:
    assert read_title(line) is None
