"""What the invented US filings hold closes, and reading them states no wrong figure as proved."""

from __future__ import annotations

import pytest
from tests.bench.held_out import compare
from tests.bench.us_filers import us_filings
from tests.bench.us_filing import UsFiling
from tests.bench.us_later_filers import later_filings


@pytest.mark.parametrize("filing", [*us_filings(), *later_filings()], ids=lambda filing: str(filing.name))
def test_a_filing_reads_as_it_was_written(filing: UsFiling) -> None:
    result = compare(filing)
    assert (result.missing, result.stray, result.wrong_but_proved) == ([], [], [])
    assert {each.label for each, _ in result.other_key} <= {"Change in cash and cash equivalents"}


def test_the_gold_of_a_balance_sheet_closes() -> None:
    for filing in (*us_filings(), *later_filings()):
        filing.data()
        totals = [
            {each.end: each.value for each in filing.expected if each.keys[0] == key}
            for key in ("bs.total_assets", "bs.total_liabilities_and_equity")
        ]
        assert totals[0] == totals[1] != {}
