"""Layouts that print costs and payments in brackets."""

from __future__ import annotations

from decimal import Decimal

from tests.statement_documents import Rows, tables_document
from tests.statement_sets import CASH_FLOW_ZH, INCOME_ZH, read_all

_PAID = ("购买", "支付", "偿还", "分配", "购建", "投资支付", "流出小计", "减：", "税金", "销售费用", "管理费用")


def bracketed(rows: Rows) -> Rows:
    """Costs and payments as the auditors set them who print a loss and a cost alike."""
    return [
        [caption, *(f"({text})" if text and any(word in caption for word in _PAID) else text for text in figures)]
        for caption, *figures in rows
    ]


def test_totals_of_payments_in_brackets_are_paid_amounts() -> None:
    document = tables_document([(bracketed(CASH_FLOW_ZH), None, ["合并现金流量表", "2025年度", "单位：元"])])
    figures, _ = read_all(document)
    total = figures["cash_flow", "经营活动现金流出小计", "current"]
    assert (total.as_filed, total.value, total.status) == ("(3,507.83)", Decimal("3507.83"), "proved")


def test_a_page_with_the_tax_alone_signs_it_as_the_page_before() -> None:
    cut = next(at for at, row in enumerate(INCOME_ZH) if "所得税" in row[0])
    rows = bracketed(INCOME_ZH)
    document = tables_document([(rows[:cut], None, ["合并利润表", "2025年度", "单位：元"]), (rows[cut:], None, [])])
    tax = read_all(document)[0]["income_statement", "减:所得税费用", "current"]
    assert (tax.as_filed, tax.value) == ("(88.73)", Decimal("88.73"))
