"""Cash flows as US registrants print them: activities under one word, in any order, exchange effects below."""

from __future__ import annotations

from decimal import Decimal

from us_statements import CASH_FLOW, FLOWS, current, report


def test_activities_under_one_word_in_any_order() -> None:
    found = current(report((FLOWS, CASH_FLOW)))
    assert {each.status for each in found.values()} == {"proved"}
    assert found["Common stock cash dividends paid"].value == Decimal(5_000_000)
    assert [each.key for each in found.values()][-4:] == [
        "cf.fx_effect", "cf.net_change", "cf.cash_begin", "cf.cash_end",
    ]  # fmt: skip


def test_an_exchange_effect_printed_below_the_change() -> None:
    rows = [list(row) for row in FLOWS]
    effect, change = rows.pop(13), rows[13]
    change[1:] = ["11", "8"]
    found = current(report(([*rows[:14], effect, *rows[14:]], CASH_FLOW)))
    assert {each.status for each in found.values()} == {"proved"}
    change[1] = "12"
    assert current(report(([*rows[:14], effect, *rows[14:]], CASH_FLOW)))[change[0]].status != "proved"
