"""Whose statement a silent title announces, in a report of a US registrant and elsewhere."""

from __future__ import annotations

import pytest

from docintel.records import Document
from statement_documents import table_document
from us_statements import BALANCE_SHEET, COVER, YEARS, figures, report

ROWS = [YEARS, ["Cash and cash equivalents", "40", "30"], ["Total assets", "40", "30"], ["Total liabilities", "9", "8"]]


def scopes(document: Document) -> set[str]:
    return {figure.scope for figure in figures(document)}


def test_a_registrants_silent_title_is_the_groups() -> None:
    assert scopes(report((ROWS, ("BALANCE SHEETS", "(In millions)")))) == {"consolidated"}


@pytest.mark.parametrize(
    "line", ["(Parent Company Only)", "SCHEDULE I", "Condensed Financial Information of Registrant"]
)
def test_the_registrant_alone_is_not_the_group(line: str) -> None:
    alone = (ROWS, ("CONDENSED BALANCE SHEETS", line, "(in millions)"))
    found = figures(report((ROWS, BALANCE_SHEET), alone))
    assert [figure.scope for figure in found] == ["consolidated"] * 6 + ["parent"] * 6


def test_a_silent_title_beside_the_same_statement_of_the_group_is_the_parents() -> None:
    both = report((ROWS, BALANCE_SHEET), (ROWS, ("CONDENSED BALANCE SHEETS", "(in millions)")))
    assert [figure.scope for figure in figures(both)] == ["consolidated"] * 6 + ["parent"] * 6


def test_elsewhere_a_silent_title_is_a_single_companys() -> None:
    chinese = [["项目", "期末余额"], ["货币资金", "40"], ["资产总计", "40"], ["负债合计", "9"]]
    assert scopes(table_document(chinese, "资产负债表", ["2024年12月31日 单位：元"])) == {"single"}
    assert scopes(report((ROWS, ("BALANCE SHEETS", "(In millions)")), cover=COVER[1:])) == {"single"}
