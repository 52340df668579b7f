"""Whose equity a statement with a silent title shows: what the balance sheets tell, and nothing by default."""

from __future__ import annotations

import pytest

from docintel.extractors.statement import StatementExtractor
from statement_documents import Rows, tables_document

Part = tuple[Rows, str | None, list[str]]


def sheet_en(title: str, retained: str, total: str) -> Part:
    """A balance sheet with that much retained."""
    rows = [
        ["", "31 December 2025"], ["Total assets", "3,000"], ["Total liabilities", str(3000 - int(total))],
        ["Share capital", "110"], ["Share premium", "55"], ["Retained earnings", retained], ["Total equity", total],
    ]  # fmt: skip
    return rows, None, [title, "As at 31 December 2025", "(RMB million)"]


def sheet_zh(title: str, retained: str, total: str) -> Part:
    """The same in Chinese."""
    rows = [
        ["项目", "期末余额"], ["资产总计", "3,000"], ["负债合计", str(3000 - int(total))], ["所有者权益：", ""],
        ["实收资本", "110"], ["资本公积", "55"], ["未分配利润", retained], ["所有者权益合计", total],
        ["负债和所有者权益总计", "3,000"],
    ]  # fmt: skip
    return rows, None, [title, "2025年12月31日", "单位：百万元"]


EQUITY_EN: Part = (
    [
        ["", "Share capital", "Share premium", "Retained earnings", "Total equity"],
        ["At 1 January 2025", "110", "55", "240", "405"],
        ["Profit for the year", "–", "–", "60", "60"],
        ["At 31 December 2025", "110", "55", "300", "465"],
    ],
    None,
    ["Statement of Changes in Equity", "For the year ended 31 December 2025", "(RMB million)"],
)
EQUITY_ZH: Part = (
    [
        ["项目", "实收资本", "资本公积", "未分配利润", "所有者权益合计"],
        ["二、本年期初余额", "110", "55", "240", "405"],
        ["三、本期增减变动金额", "-", "-", "60", "60"],
        ["四、本期期末余额", "110", "55", "300", "465"],
    ],
    None,
    ["所有者权益变动表", "2025年度", "单位：百万元"],
)
GROUP, COMPANY = ("Consolidated Balance Sheet", "合并资产负债表"), ("Company Balance Sheet", "母公司资产负债表")


@pytest.mark.parametrize(
    ("sheets", "scope", "status"),
    [
        ([(GROUP, "300", "465")], "consolidated", "proved"),
        ([(GROUP, "700", "865"), (COMPANY, "300", "465")], "parent", "proved"),
        ([(GROUP, "300", "465"), (COMPANY, "200", "365")], "consolidated", "proved"),
        # nobody's balance sheet has these balances, or both have: not told, hence not proved
        ([(GROUP, "700", "865")], "unknown", "unproved"),
        ([(GROUP, "300", "465"), (COMPANY, "300", "465")], "unknown", "unproved"),
        ([(("Balance Sheet", "资产负债表"), "300", "465")], "single", "proved"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_silent_title_takes_the_scope_whose_balances_it_closes_on(
    sheets: list[tuple[tuple[str, str], str, str]], scope: str, status: str, language: str
) -> None:
    made = sheet_en if language == "en" else sheet_zh
    parts = [made(titles[0 if language == "en" else 1], retained, total) for titles, retained, total in sheets]
    document = tables_document([*parts, EQUITY_EN if language == "en" else EQUITY_ZH], language=language)
    figures = [f for f in StatementExtractor().extract(document) if f.statement == "equity_changes"]
    assert {(f.scope, f.status) for f in figures} == {(scope, status)}
