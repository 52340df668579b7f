"""Subtotals whose printed rows make them up to the digit: they leave no room for a row that is not printed.

A row left blank is no nil by itself (statements.md 7.3); beside a subtotal that closes without it, it is. Every row of
the sum must be known by its name: a borrowing under a caption that maps to no account would else be taken for nil.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from docintel.assets import model_table
from docintel.credit.slots import grain, is_part
from docintel.records import Figure, Value

#: The name of the signal that a subtotal closes, before the subtotal's own key.
CLOSES = "check.closes:"
#: Subtotal of a balance sheet, the identity over its rows, and the section these stand in (statements.md section 8).
_SUMS = (
    ("bs.total_current_assets", "I-BS4", "current_assets"),
    ("bs.total_noncurrent_assets", "I-BS5", "noncurrent_assets"),
    ("bs.total_current_liabilities", "I-BS6", "current_liabilities"),
    ("bs.total_noncurrent_liabilities", "I-BS7", "noncurrent_liabilities"),
)


def closing_sums(customer: str, figures: Iterable[Figure]) -> list[Value]:
    """For each scope and day the subtotals that close over their printed rows, with all of them as evidence."""
    sheets: dict[tuple[str, date, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.statement == "balance_sheet" and figure.period_end is not None:
            sheets[(figure.scope, figure.period_end, figure.document)].append(figure)
    found: dict[tuple[str, date, str], tuple[str, ...]] = {}
    for (scope, end, _), rows in sorted(sheets.items()):
        for total, identity, _ in _SUMS:
            summed = [row for row in rows if any(check.id == identity for check in row.checks)]
            if _closes(total, identity, summed):
                found.setdefault((scope, end, total), tuple(sorted(row.id for row in summed)))
    return [
        Value(customer=customer, name=CLOSES + total, value=Decimal(1), as_of=end, scope=scope, facts=facts)
        for (scope, end, total), facts in found.items()
    ]


def subtotal_of(key: str) -> str | None:
    """The subtotal that adds up a row of the balance sheet; None for what is no row, or stands inside another."""
    return _subtotals().get(key)


@cache
def _subtotals() -> dict[str, str]:
    totals = {section: total for total, _, section in _SUMS}
    rows = model_table("accounts.toml")["account"]
    return {row["key"]: totals[row["section"]] for row in rows if row["nature"] in "AL" and row["section"] in totals}


def _closes(total: str, identity: str, summed: Sequence[Figure]) -> bool:
    heads = [row for row in summed if row.key == total]
    if not heads or len(heads) == len(summed) or any(head.status != "proved" for head in heads):
        return False
    exact = all(_is_exact(row, identity) for row in summed)
    return exact and all(row.key and row.mapped_by != "similarity" and not is_part(row) for row in summed)


def _is_exact(row: Figure, identity: str) -> bool:
    """Whether every run of an identity over the row closes to the printed digit; a sheet's binary fractions aside."""
    runs = [check for check in row.checks if check.id == identity]
    least = grain(row) / 4
    return all(run.result == "pass" and run.difference is not None and abs(run.difference) <= least for run in runs)
