"""Gives every amount the one sign its account has, from what the layout and the caption say (statements.md §6)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from docintel.extractors.statement_numbers import read_amount
from docintel.extractors.statement_rows import StatementRow

_OUTGOING = frozenset("XO")
_BRACKET_SHARE = Decimal("0.7")
#: Rows whose print may be signed as a gain or as a loss (SG2 to SG4).
IMPAIRMENTS = frozenset({"is.credit_impairment_loss", "is.asset_impairment_loss"})
#: Expenses that may rightly be negative and say nothing about the layout (SG5, SG10).
_SIGNED_EXPENSES = frozenset({"is.finance_expenses", "is.income_tax", *IMPAIRMENTS})
#: Never negative as a cost or payment: a minus in front says only that it is one.
_MAGNITUDES = frozenset({"is.interest_expense", "bs.treasury_shares"})
#: Totals of payments and costs, negative where the layout prints those so.
_PAID_TOTALS = frozenset(
    {
        "is.total_operating_cost", "cf.operating_out_total", "cf.investing_out_total", "cf.financing_out_total",
        "cf.dividends_minority_paid",
    }
)  # fmt: skip
_DEFICIT = re.compile(r"未弥补亏损|累计亏损|^(accumulated (deficit|loss)|deficit)")
#: "Net loss attributable to noncontrolling interests", "Net (income) loss …": positive is their loss.
_ITS_LOSS = re.compile(r"(?:net )?loss\b")
_OUTSIDE_LAYOUT = frozenset({"disclosure", "per_share", "share_count"})


def prints_costs_negative(rows: Sequence[StatementRow]) -> bool:
    """Whether the statement sets costs and payments in brackets: decided for the layout, never row by row (SG1)."""
    amounts = [
        read_amount(cell)
        for row in rows
        if row.account and row.account.nature in _OUTGOING and row.section not in _OUTSIDE_LAYOUT
        if row.key not in _SIGNED_EXPENSES and row.key not in _MAGNITUDES
        for _, cell in row.cells[:1]
    ]
    told = [amount.value for amount in amounts if amount and amount.value]
    return bool(told) and sum(value < 0 for value in told) >= _BRACKET_SHARE * len(told)


def sign_of(row: StatementRow, printed: Decimal, negative_costs: bool) -> int:
    """+1 when the canonical value has the printed sign, −1 when it is the opposite."""
    if row.account is None:
        return 1
    if row.key in _MAGNITUDES:
        return -1 if printed < 0 else 1
    if row.key == "bs.retained_earnings":
        return -1 if printed > 0 and _DEFICIT.search(row.label.name) else 1
    if row.key == "is.np_minority" and _ITS_LOSS.match(row.label.name):
        return -1
    if row.key in IMPAIRMENTS:
        return _impairment_sign(row, negative_costs)
    if row.key in _PAID_TOTALS:
        return -1 if printed < 0 and negative_costs else 1
    outgoing = row.account.nature in _OUTGOING and row.section not in _OUTSIDE_LAYOUT
    return -1 if outgoing and negative_costs else 1


def _impairment_sign(row: StatementRow, negative_costs: bool) -> int:
    """Gain-signed when the caption says so (SG2); in the cost block a loss is positive (SG3)."""
    if row.label.gain_signed or negative_costs:
        return -1
    return -1 if row.label.chinese and row.after_other_income else 1
