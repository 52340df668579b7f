"""Annual reports in layouts unlike each other read as they were printed, and nothing wrong is called proved."""

from __future__ import annotations

import pytest
from tests.bench.annual_layouts import LAYOUTS, MORE_LAYOUTS, Layout
from tests.bench.annual_reports import compare

_CHOSEN = (
    "three rules", "no rules, figures above", "joint, brackets", "account form, no rules", "Shenzhen, repeated heads",
    "rows, wide heads",
)  # fmt: skip


@pytest.mark.parametrize(
    "layout", [each for each in (*LAYOUTS, *MORE_LAYOUTS) if each.name in _CHOSEN], ids=lambda layout: str(layout.name)
)
def test_a_report_reads_as_it_was_printed(layout: Layout) -> None:
    result = compare(layout)
    assert (result.wrong, result.missing, result.stray, result.other_key) == ([], [], [], [])
    assert sum(figure.status == "proved" for _, figure in result.right) >= 0.85 * result.expected


def test_a_unit_stated_once_is_not_guessed_for_the_other_statements() -> None:
    layout = next(each for each in LAYOUTS if each.once)
    result = compare(layout)
    assert (result.wrong, result.missing, result.wrong_but_proved) == ([], [], [])
    unknown = [gold for gold, figure in result.right if figure.status == "unit_unknown"]
    assert {(gold.statement, gold.scope) for gold in unknown} == {
        ("balance_sheet", "parent"),
        ("income_statement", "consolidated"),
        ("income_statement", "parent"),
        ("cash_flow", "consolidated"),
        ("cash_flow", "parent"),
    }
