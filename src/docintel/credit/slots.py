"""One account in one scope and period, and whether two figures of it are the same number but for printed precision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from docintel.records import Figure

#: The extractor's mark on rows of one statement that name the same account.
PART = "PART"
#: What the printed units of `Figure.unit` stand for.
_UNITS = {
    "元": 1, "千元": 10**3, "仟元": 10**3, "万元": 10**4, "百万元": 10**6, "佰万元": 10**6, "百万": 10**6,
    "千万元": 10**7, "亿元": 10**8, "十亿元": 10**9, "thousand": 10**3, "ten thousand": 10**4, "million": 10**6,
    "mn": 10**6, "mm": 10**6, "hundred million": 10**8, "billion": 10**9, "bn": 10**9,
}  # fmt: skip

_STATEMENTS = ("balance_sheet", "income_statement", "cash_flow")


@dataclass(frozen=True)
class Slot:
    """What a figure is the value of; `months` is None for a balance, and for a flow whose length is not known."""

    key: str
    scope: str
    end: date
    months: int | None


def is_part(figure: Figure) -> bool:
    """Whether another row of the same statement names the account too: neither row alone is the account's value."""
    return any(check.id == PART for check in figure.checks)


def is_comparative(figure: Figure) -> bool:
    """Whether it is an earlier period's figure in a later period's statements, however many years back."""
    return figure.period.startswith("prior")


def grain(figure: Figure) -> Decimal:
    """The smallest step of the printed number, in units of currency."""
    decimals = len(figure.as_filed.partition(".")[2].rstrip(" )）-"))
    return Decimal(_UNITS.get(figure.unit or "", 1)).scaleb(-decimals)


def agree(one: Figure, other: Figure) -> bool:
    """Whether two figures are one number, each as finely as it was printed."""
    if one.value is None or other.value is None or one.currency != other.currency:
        return False
    return abs(one.value - other.value) <= (grain(one) + grain(other)) / 2


def comparable(figures: Iterable[Figure]) -> list[list[Figure]]:
    """Figures that can be held against each other: a translation into another currency is no other version."""
    usable: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.value is not None and not figure.restated and not is_part(figure):
            usable[figure.currency or ""].append(figure)
    return list(usable.values())


def latest_ends(figures: Iterable[Figure]) -> dict[tuple[str, str], date]:
    """The last day that the statements of a document are of, by document and scope; notes look beyond it."""
    ends: dict[tuple[str, str], date] = {}
    for figure in figures:
        if figure.period_end is not None and figure.key is not None and figure.statement in _STATEMENTS:
            at = figure.document, figure.scope
            ends[at] = max(figure.period_end, ends.get(at, figure.period_end))
    return ends
