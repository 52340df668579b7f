"""Figures become values: one per account, period and scope; what contradicts itself is left out and said.

Precedence: proved before unproved; of versions that agree within their printed precision the finest; of a closing
balance and the comparative a later statement gives for it, the comparative (like for like). Anything else that
disagrees is a conflict and enters no ratio.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from docintel.credit.absences import unusable_figure
from docintel.credit.ledgers import is_flow
from docintel.records import Document, Figure, Signal, Value

#: Identities whose failure bars automatic use (statements.md section 8: the hard ones).
HARD_CHECKS = frozenset(
    [f"I-BS{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)]
    + [f"I-IS{n}" for n in (1, 2, 3, 4, 5, 6)]
    + [f"I-CF{n}" for n in (1, 2, 3, 4, 5)]
    # Hard wherever the equity statement was read: only there it can fail.
    + ["I-X2"]
    # Two statements contradict each other in the unit or the periods they state.
    + ["SCALE", "PERIODS"]
)
#: What the printed units of `Figure.unit` stand for.
#: The extractor's mark on rows of one statement that name the same account.
PART = "PART"
_UNITS = {
    "元": 1, "千元": 10**3, "仟元": 10**3, "万元": 10**4, "百万元": 10**6, "佰万元": 10**6, "百万": 10**6,
    "千万元": 10**7, "亿元": 10**8, "十亿元": 10**9, "thousand": 10**3, "ten thousand": 10**4, "million": 10**6,
    "mn": 10**6, "mm": 10**6, "hundred million": 10**8, "billion": 10**9, "bn": 10**9,
}  # fmt: skip
#: Accounts on which statement versions and restated openings are compared (F-RF-09, F-RF-12).
_COMPARED = ("bs.total_assets", "bs.total_equity", "bs.total_liabilities", "is.revenue", "is.net_profit")


@dataclass(frozen=True)
class _Slot:
    key: str
    scope: str
    end: date
    months: int | None


def figure_values(customer: str, figures: Iterable[Figure], shelf: Mapping[str, Document], as_of: date) -> list[Signal]:
    """One value per account, period and scope known by the day, and an absence for each that may not be used."""
    slots: dict[_Slot, list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda figure: figure.id):
        if figure.key is not None and figure.period_end is not None and figure.period_end <= as_of:
            months = figure.months if is_flow(figure.key) else None
            slots[_Slot(figure.key, figure.scope, figure.period_end, months)].append(figure)
    signals = [_settle(customer, slot, found, shelf) for slot, found in sorted(slots.items(), key=_by_slot)]
    return [*signals, *_checks(customer, slots), *_versions(customer, slots)]


def _settle(customer: str, slot: _Slot, found: Sequence[Figure], shelf: Mapping[str, Document]) -> Signal:
    usable = _usable(found)
    proved = [figure for figure in usable if figure.status == "proved"] or usable
    chosen = _agreed(proved)
    if chosen is None or (is_flow(slot.key) and slot.months is None):
        return unusable_figure(
            customer, slot.key, slot.scope, _why(found, usable, chosen), at=slot.end,
            documents=[figure.document for figure in found], shelf=shelf, label=found[0].label,
        )  # fmt: skip
    best, flags = chosen
    alike = [figure for figure in proved if _agree(figure, best)]
    return Value(
        customer=customer,
        name=slot.key,
        value=best.value if best.value is not None else Decimal(0),
        unit=best.currency,
        as_of=slot.end,
        period_start=best.period_start,
        months=slot.months,
        scope=slot.scope,
        facts=tuple(figure.id for figure in alike),
        flags=(*flags, *_marks(alike)),
    )


def _usable(found: Sequence[Figure]) -> list[Figure]:
    """Figures with a value whose statement does not contradict them; of an account printed in several rows none."""
    read = [figure for figure in found if figure.value is not None and figure.status in ("proved", "unproved")]
    return [figure for figure in read if not _is_part(figure)]


def _is_part(figure: Figure) -> bool:
    """Whether another row of the same statement names the account too: neither row alone is the account's value."""
    return any(check.id == PART for check in figure.checks)


def _agreed(figures: Sequence[Figure]) -> tuple[Figure, tuple[str, ...]] | None:
    """The figure to use among versions of one value; None when they contradict each other."""
    if not figures:
        return None
    best = min(figures, key=lambda figure: (_grain(figure), figure.id))
    if all(_agree(figure, best) for figure in figures):
        return best, ()
    later = [figure for figure in figures if figure.period == "prior"]
    if not later or len(later) == len(figures):
        return None
    chosen = _agreed(later)
    earlier_agree = _agreed([figure for figure in figures if figure.period != "prior"])
    return (chosen[0], ("restated",)) if chosen and earlier_agree else None


def _why(found: Sequence[Figure], usable: Sequence[Figure], chosen: object) -> str:
    if chosen is not None:
        return "period_unknown"
    if usable or any(figure.status == "conflict" for figure in found):
        return "conflict"
    if any(_is_part(figure) for figure in found):
        return "parts"
    return "unit_unknown" if any(figure.status == "unit_unknown" for figure in found) else "unreadable"


def _grain(figure: Figure) -> Decimal:
    """The smallest step of the printed number, in units of currency."""
    decimals = len(figure.as_filed.partition(".")[2].rstrip(" )）-"))
    return Decimal(_UNITS.get(figure.unit or "", 1)).scaleb(-decimals)


def _agree(one: Figure, other: Figure) -> bool:
    if one.value is None or other.value is None or one.currency != other.currency:
        return False
    return abs(one.value - other.value) <= (_grain(one) + _grain(other)) / 2


def _marks(figures: Sequence[Figure]) -> list[str]:
    failed = {check.id for one in figures for check in one.checks if check.result == "fail" and check.id in HARD_CHECKS}
    unproved = ["unproved"] if all(figure.status == "unproved" for figure in figures) else []
    return [*unproved, *(f"hard_fail:{check}" for check in sorted(failed))]


def _checks(customer: str, slots: Mapping[_Slot, Sequence[Figure]]) -> list[Signal]:
    """How many hard identities fail for each period and scope, where any was tried."""
    tried: dict[tuple[str, date], list[Figure]] = defaultdict(list)
    for slot, found in slots.items():
        tried[(slot.scope, slot.end)].extend(figure for figure in found if figure.checks)
    signals: list[Signal] = []
    for (scope, end), figures in sorted(tried.items()):
        if not figures:
            continue
        failing = [figure for figure in figures if any(_failed(check.id, check.result) for check in figure.checks)]
        failed = {check.id for one in failing for check in one.checks if _failed(check.id, check.result)}
        facts = tuple(sorted(figure.id for figure in failing)) or (min(figure.id for figure in figures),)
        for name, count in (("check.integrity_failures", len(failed)), ("check.balance_sheet_open", "I-BS1" in failed)):
            signals.append(
                Value(customer=customer, name=name, value=Decimal(count), as_of=end, scope=scope, facts=facts)
            )
    return signals


def _failed(check: str, result: str) -> bool:
    return result == "fail" and check in HARD_CHECKS


def _versions(customer: str, slots: Mapping[_Slot, Sequence[Figure]]) -> list[Signal]:
    """How far versions of one statement, and a closing balance and its later comparative, lie apart."""
    apart: dict[tuple[str, str, date], list[tuple[Decimal, tuple[str, ...]]]] = defaultdict(list)
    for slot, found in slots.items():
        for usable in _by_currency(found) if slot.key in _COMPARED else ():
            current = [figure for figure in usable if figure.period != "prior"]
            later = [figure for figure in usable if figure.period == "prior"]
            if len({figure.document for figure in current}) > 1:
                apart[("check.version_conflict", slot.scope, slot.end)].append(_spread(current))
            if current and {figure.document for figure in later} - {figure.document for figure in current}:
                apart[("check.prior_restatement", slot.scope, slot.end)].append(_spread([*current, *later]))
    return [_worst(customer, name, scope, end, found) for (name, scope, end), found in sorted(apart.items())]


def _by_currency(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Figures that can be compared: a translation into another currency is no other version."""
    usable: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.value is not None and not figure.restated and not _is_part(figure):
            usable[figure.currency or ""].append(figure)
    return list(usable.values())


def _spread(figures: Sequence[Figure]) -> tuple[Decimal, tuple[str, ...]]:
    values = [figure.value for figure in figures if figure.value is not None]
    size = max(abs(value) for value in values)
    grain = max(_grain(figure) for figure in figures)
    gap = max(values) - min(values)
    share = gap / size if size and gap > grain else Decimal(0)
    return share, tuple(sorted(figure.id for figure in figures))


def _worst(customer: str, name: str, scope: str, end: date, found: Sequence[tuple[Decimal, tuple[str, ...]]]) -> Value:
    share, facts = max(found)
    return Value(customer=customer, name=name, value=share, unit=None, as_of=end, scope=scope, facts=facts)


def _by_slot(item: tuple[_Slot, Sequence[Figure]]) -> tuple[str, str, date, int]:
    return item[0].key, item[0].scope, item[0].end, item[0].months or 0
