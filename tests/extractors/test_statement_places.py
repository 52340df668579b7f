"""The account a caption names depends on where it stands."""

from __future__ import annotations

import pytest

from docintel.extractors.statement_labels import read_label
from docintel.extractors.statement_places import Place, account_in, says_both
from docintel.records.statement import StatementKind


def key(caption: str, kind: StatementKind, section: str | None, *seen: str) -> str | None:
    account = account_in(read_label(caption), kind, Place(section, seen=set(seen)))
    return account.key if account else None


@pytest.mark.parametrize(
    ("caption", "section", "expected"),
    [
        ("Long-term debt", "current_liabilities", "bs.noncurrent_liabilities_due_1y"),
        ("Long-term debt", "noncurrent_liabilities", "bs.long_term_borrowings"),
        ("Long-term debt", "liabilities", "bs.long_term_borrowings"),  # not classified: all of it
        ("Lease liabilities", "liabilities", "bs.lease_liabilities"),
        ("Notes payable, net", "liabilities", "bs.long_term_borrowings"),  # may fall due in thirty years
        ("Short-term borrowings", "liabilities", "bs.short_term_borrowings"),
        ("短期借款", "liabilities", "bs.short_term_borrowings"),
        ("Financing receivables, net", "current_assets", None),  # loans to customers
        ("应收款项融资", "current_assets", "bs.receivables_financing"),
        ("Other assets", "current_assets", None),
        ("Other assets", "noncurrent_assets", "bs.other_noncurrent_assets"),
        ("Redeemable noncontrolling interests", "equity", None),
        ("Equity attributable to noncontrolling interests", "equity", "bs.minority_interest"),
        ("Cash and cash equivalents – restricted", "current_assets", "bs.restricted_cash"),
    ],
)
def test_balance_sheet(caption: str, section: str, expected: str | None) -> None:
    assert key(caption, "balance_sheet", section) == expected


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Other income/(loss), net", None),
        ("Other (expense) income", None),
        ("Total non-operating expense, net", None),
        ("Other income", "is.other_income"),
        ("Equity in earnings of unconsolidated affiliates", "is.share_of_associates"),
        ("营业外收入", "is.nonoperating_income"),
    ],
)
def test_below_operating_profit_a_net_of_both_sides_is_no_account_of_one(caption: str, expected: str | None) -> None:
    assert key(caption, "income_statement", "income", "is.operating_profit") == expected


def test_shares_counted_are_no_earnings_per_share() -> None:
    assert key("Weighted-average basic shares", "income_statement", "per_share") is None
    assert key("Basic", "income_statement", "per_share") == "is.eps_basic"
    assert key("Earnings per share assuming dilution", "income_statement", "per_share") == "is.eps_diluted"


def test_income_taxes_are_paid_only_where_something_says_so() -> None:
    assert key("Income taxes", "cash_flow", "operating") is None
    assert key("Income taxes paid, net", "cash_flow", "disclosure") == "cf.taxes_paid"


def test_captions_that_say_both_sides() -> None:
    assert says_both(read_label("Interest and other (income) expense"))
    assert says_both(read_label("Other income/(loss), net"))
    assert not says_both(read_label("Other income (Note 4)"))
