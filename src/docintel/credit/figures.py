"""Figures become values: one per account, period and scope; what contradicts itself is left out and said.

Precedence: proved before unproved; of versions that agree within their printed precision the finest; of a closing
balance and the comparative a later statement gives for it, the comparative (like for like). Anything else that
disagrees is a conflict and enters no ratio.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from docintel.credit.absences import unusable_figure
from docintel.credit.closing_sums import closing_sums
from docintel.credit.disputes import disputes
from docintel.credit.ledgers import is_flow
from docintel.credit.slots import Slot, agree, grain, is_comparative, is_part, latest_ends
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
#: What a note or a statement of changes in equity says otherwise than the face of the statements it belongs to.
_TIES = frozenset({"I-EQ3", "I-EQ4", "I-NT2"})


def figure_values(customer: str, figures: Sequence[Figure], shelf: Mapping[str, Document], as_of: date) -> list[Signal]:
    """One value per account, period and scope known by the day, and an absence for each that may not be used."""
    slots: dict[Slot, list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda figure: figure.id):
        if figure.key is not None and figure.period_end is not None and figure.period_end <= as_of:
            months = figure.months if is_flow(figure.key) else None
            slots[Slot(figure.key, figure.scope, figure.period_end, months)].append(figure)
    signals = [_settle(customer, slot, found, shelf) for slot, found in sorted(slots.items(), key=_by_slot)]
    known = [figure for figure in figures if figure.period_end is not None and figure.period_end <= as_of]
    return [*signals, *_checks(customer, known), *disputes(customer, slots, shelf), *closing_sums(customer, known)]


def _settle(customer: str, slot: Slot, found: Sequence[Figure], shelf: Mapping[str, Document]) -> Signal:
    usable = _usable(found)
    proved = [figure for figure in usable if figure.status == "proved"] or usable
    chosen = _agreed(proved)
    if chosen is None or (is_flow(slot.key) and slot.months is None):
        return unusable_figure(
            customer, slot.key, slot.scope, _why(found, usable, chosen), at=slot.end,
            documents=[figure.document for figure in found], shelf=shelf, label=found[0].label,
        )  # fmt: skip
    best, flags = chosen
    alike = [figure for figure in proved if agree(figure, best)]
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
    return [figure for figure in read if not is_part(figure)]


def _agreed(figures: Sequence[Figure]) -> tuple[Figure, tuple[str, ...]] | None:
    """The figure to use among versions of one value; None when they contradict each other."""
    if not figures:
        return None
    best = min(figures, key=lambda figure: (grain(figure), figure.id))
    if all(agree(figure, best) for figure in figures):
        return best, ()
    later = [figure for figure in figures if is_comparative(figure)]
    if not later or len(later) == len(figures):
        return None
    chosen = _agreed(later)
    earlier_agree = _agreed([figure for figure in figures if not is_comparative(figure)])
    return (chosen[0], ("restated",)) if chosen and earlier_agree else None


def _why(found: Sequence[Figure], usable: Sequence[Figure], chosen: object) -> str:
    if chosen is not None:
        return "period_unknown"
    if usable or any(figure.status == "conflict" for figure in found):
        return "conflict"
    if any(is_part(figure) for figure in found):
        return "parts"
    return "unit_unknown" if any(figure.status == "unit_unknown" for figure in found) else "unreadable"


def _marks(figures: Sequence[Figure]) -> list[str]:
    failed = {check.id for one in figures for check in one.checks if check.result == "fail" and check.id in HARD_CHECKS}
    unproved = ["unproved"] if all(figure.status == "unproved" for figure in figures) else []
    return [*unproved, *(f"hard_fail:{check}" for check in sorted(failed))]


def _checks(customer: str, figures: Sequence[Figure]) -> list[Signal]:
    """How many hard identities fail for each period and scope, where any was tried.

    A document's latest period answers for all its columns: a comparative that does not add up was filed with it.
    """
    tried: dict[tuple[str, date], list[Figure]] = defaultdict(list)
    latest = latest_ends(figures)
    for figure in figures:
        if figure.checks and figure.period_end is not None:
            ends = {figure.period_end, latest.get((figure.document, figure.scope), figure.period_end)}
            for end in ends if figure.key or _failing(figure) else ():
                tried[(figure.scope, end)].append(figure)
    signals: list[Signal] = []
    for (scope, end), found in sorted(tried.items()):
        failed = {check for figure in found for check in _failing(figure)}
        facts = tuple(sorted({figure.id for figure in found if _failing(figure)})) or (min(one.id for one in found),)
        for name, count in (("check.integrity_failures", len(failed)), ("check.balance_sheet_open", "I-BS1" in failed)):
            signals.append(
                Value(customer=customer, name=name, value=Decimal(count), as_of=end, scope=scope, facts=facts)
            )
    return signals


def _failing(figure: Figure) -> set[str]:
    """The hard identities a figure fails; a tie to another statement only where it leaves the figure in conflict."""
    hard = HARD_CHECKS | _TIES if figure.status == "conflict" else HARD_CHECKS
    return {check.id for check in figure.checks if check.result == "fail" and check.id in hard}


def _by_slot(item: tuple[Slot, Sequence[Figure]]) -> tuple[str, str, date, int]:
    return item[0].key, item[0].scope, item[0].end, item[0].months or 0
