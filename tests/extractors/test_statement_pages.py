"""Statements that go on over a page, and tables that only follow one."""

from __future__ import annotations

import pytest

from us_statements import CASH_FLOW, FLOW_YEARS, FLOWS, figures, report


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
