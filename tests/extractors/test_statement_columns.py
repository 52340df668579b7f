"""Heads of statements: days above roles, scopes below days, profits a share that look like references to notes."""

from __future__ import annotations

from datetime import date

import pytest
from tests.statement_documents import Rows, table_document
from tests.statement_sets import BALANCE_SHEET_ZH, INCOME_ZH, read_all

from docintel.extractors.statement_columns import read_scope


def test_a_day_above_the_opening_balance_is_the_statements() -> None:
    """Read as the column's own, both columns would be of one day."""
    rows: Rows = [["", "2025年12月31日", ""], *BALANCE_SHEET_ZH]
    figures, _ = read_all(table_document(rows, above=["合并资产负债表", "单位：元"]))
    ends = {(figure.period, figure.period_end) for figure in figures.values()}
    assert ends == {("current", date(2025, 12, 31)), ("prior", date(2024, 12, 31))}


@pytest.mark.parametrize("head", [["2025年12月31日", "2025年12月31日"], ["期末余额", "期末余额"]])
def test_two_columns_of_one_period_prove_nothing(head: list[str]) -> None:
    """One of the heads is misread or misprinted: no sum tells which."""
    rows: Rows = [["项目", *head], *BALANCE_SHEET_ZH[1:]]
    document = table_document(rows, above=["合并资产负债表", "2025年12月31日", "单位：元"])
    assert {figure.status for figure in read_all(document)[0].values()} <= {"unproved", "conflict"}


@pytest.mark.parametrize(
    ("head", "scope"),
    [
        ("2024年12月31日公司", "parent"),
        ("2024年度公司", "parent"),
        ("2024年度合并", "consolidated"),
        ("公司", "parent"),
        ("青屿储能科技股份有限公司", None),
        ("December 31, 2024 The Company", "parent"),
    ],
)
def test_the_scope_a_head_says(head: str, scope: str | None) -> None:
    assert read_scope(head) == scope


def test_a_silent_column_beside_the_groups_is_nobodys() -> None:
    rows: Rows = [["项目", "2025年12月31日合并", "2024年12月31日合并", "2025年12月31日", "2024年12月31日"]]
    rows = [*rows, *([caption, one, other, one, other] for caption, one, other in BALANCE_SHEET_ZH[1:])]
    figures = list(read_all(table_document(rows, above=["合并及公司资产负债表", "单位：元"]))[0].values())
    assert {(figure.scope, figure.status) for figure in figures if figure.scope == "unknown"} == {
        ("unknown", "unproved")
    }


def test_earnings_per_share_under_a_profit_are_no_references_to_notes() -> None:
    """0.93 and 1.37 could be notes 0.93 and 1.37, were no profit among them."""
    rest: Rows = [
        ["归属于少数股东的综合收益总额", "53,973,228.36", "78,325,994.02"],
        ["（一）基本每股收益(元/股)", "0.93", "1.16"],
        ["（二）稀释每股收益(元/股)", "1.37", "0.87"],
    ]
    figures, _ = read_all(table_document([*INCOME_ZH, *rest], above=["合并利润表", "2025年度", "单位：元"]))
    assert str(figures["income_statement", "(一)基本每股收益(元/股)", "prior"].value) == "1.16"
