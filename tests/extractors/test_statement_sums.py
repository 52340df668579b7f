"""What a sum that closes proves: every digit of its numbers, and nothing where it has none."""

from __future__ import annotations

import pytest

from docintel.extractors.statement import StatementExtractor
from docintel.records import Figure
from statement_documents import Rows, table_document

EMPTY_ZH: Rows = [
    ["项目", "期末余额", "期初余额"],
    ["流动资产：", "", ""],
    ["货币资金", "100.00", "-"],
    ["应收账款", "300.00", "0.00"],
    ["流动资产合计", "400.00", "-"],
    ["资产总计", "400.00", "-"],
    ["负债合计", "100.00", "-"],
    ["所有者权益合计", "300.00", "-"],
    ["负债和所有者权益总计", "400.00", "-"],
]
EMPTY_EN: Rows = [
    ["", "December 31, 2025", "December 31, 2024"],
    ["Current assets:", "", ""],
    ["Cash and cash equivalents", "100", "–"],
    ["Accounts receivable", "300", "0"],
    ["Total current assets", "400", "–"],
    ["Total assets", "400", "–"],
    ["Total liabilities", "100", "–"],
    ["Total equity", "300", "–"],
    ["Total liabilities and equity", "400", "–"],
]


@pytest.mark.parametrize(
    ("rows", "above", "language"),
    [
        (EMPTY_ZH, ["资产负债表", "2025年12月31日", "单位：万元"], "zh"),
        (EMPTY_EN, ["Balance Sheets", "(In thousands of US dollars)"], "en"),
    ],
)
def test_a_column_of_dashes_and_zeroes_proves_nothing(rows: Rows, above: list[str], language: str) -> None:
    facts = StatementExtractor().extract(table_document(rows, above=above, language=language))
    figures = [fact for fact in facts if isinstance(fact, Figure)]
    assert {(figure.period, figure.status) for figure in figures} == {("current", "proved"), ("prior", "unproved")}
    # the sums hold all the same, and say so
    assert {check.result for figure in figures for check in figure.checks} == {"pass"}
