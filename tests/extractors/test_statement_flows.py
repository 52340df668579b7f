"""Identities of the income statement that no other test asserts."""

from __future__ import annotations

from tests.statement_documents import table_document
from tests.statement_sets import INCOME_ZH, read_all


def test_revenues_make_the_total_revenue() -> None:
    rows = [["一、营业总收入", "3,615.40", "3,208.75"], ["其中：营业收入", "3,600.40", "3,200.75"]]
    rows += [["利息收入", "15.00", "8.00"], *INCOME_ZH[2:]]
    document = table_document([INCOME_ZH[0], *rows], above=["合并利润表", "2025年度", "单位：元"])
    figures, _ = read_all(document)
    assert figures["income_statement", "其中:营业收入", "current"].status == "proved"
    assert figures["income_statement", "利息收入", "prior"].status == "proved"
