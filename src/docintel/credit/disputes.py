"""Documents that state a customer's figure otherwise: versions of one period, a year and its later comparative.

Which of them counts is settled with the figure (`docintel.credit.figures`); here it is said, whichever counts, so that
the other is not left out in silence (statements.md I-X3; indicators F-RF-09 and F-RF-12).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product

from docintel.credit.absences import Dispute, disagreeing_documents
from docintel.credit.slots import Slot, agree, comparable, grain, is_comparative, latest_ends
from docintel.records import Absence, Document, Figure, Signal, Value

#: Accounts on which statement versions and restated openings are compared (F-RF-09, F-RF-12).
_COMPARED = ("bs.total_assets", "bs.total_equity", "bs.total_liabilities", "is.revenue", "is.net_profit")

Slots = Mapping[Slot, Sequence[Figure]]


def disputes(customer: str, slots: Slots, shelf: Mapping[str, Document]) -> list[Signal]:
    """How far documents lie apart on the accounts that indicators compare, and each figure they state otherwise."""
    return [*_distances(customer, slots), *_contradictions(customer, slots, shelf)]


@dataclass(frozen=True)
class _Apart:
    share: Decimal
    facts: tuple[str, ...]


def _distances(customer: str, slots: Slots) -> list[Value]:
    """How far versions of one statement, and a closing balance and its later comparative, lie apart."""
    ends = latest_ends(figure for found in slots.values() for figure in found)
    apart: dict[tuple[str, str, date], list[_Apart]] = defaultdict(list)
    for slot, found in slots.items():
        for usable in comparable(found) if slot.key in _COMPARED else ():
            current, later = _split(usable)
            if len({figure.document for figure in current}) > 1:
                apart[("check.version_conflict", slot.scope, slot.end)].append(_spread(current))
            told = {figure.document for figure in later} - {figure.document for figure in current}
            if current and told:
                # a finding of the period whose statements restate: there the indicators of that year look for it
                end = max(ends.get((document, slot.scope), slot.end) for document in told)
                apart[("check.prior_restatement", slot.scope, end)].append(_spread(usable))
    return [_worst(customer, *at, found) for at, found in sorted(apart.items())]


def _split(figures: Sequence[Figure]) -> tuple[list[Figure], list[Figure]]:
    """The figures of the period's own statements, and those that later ones give for comparison."""
    current = [figure for figure in figures if not is_comparative(figure)]
    return current, [figure for figure in figures if is_comparative(figure)]


def _spread(figures: Sequence[Figure]) -> _Apart:
    values = [figure.value for figure in figures if figure.value is not None]
    size, gap = max(abs(value) for value in values), max(values) - min(values)
    share = gap / size if size and gap > max(grain(figure) for figure in figures) else Decimal(0)
    return _Apart(share, tuple(sorted(figure.id for figure in figures)))


def _worst(customer: str, name: str, scope: str, end: date, found: Sequence[_Apart]) -> Value:
    worst = max(found, key=lambda one: (one.share, one.facts))
    return Value(customer=customer, name=name, value=worst.share, unit=None, as_of=end, scope=scope, facts=worst.facts)


def _contradictions(customer: str, slots: Slots, shelf: Mapping[str, Document]) -> list[Absence]:
    """For each scope and day one signal that names what its documents state otherwise."""
    found: dict[tuple[str, str, date], list[Dispute]] = defaultdict(list)
    for slot, figures in slots.items():
        for usable in comparable(figures):
            current, later = _split(usable)
            found[("versions", slot.scope, slot.end)] += _disputed(slot.key, current, current)
            found[("comparatives", slot.scope, slot.end)] += _disputed(slot.key, current, later)
    return [
        disagreeing_documents(customer, sought, scope, disputed, at=end, shelf=shelf)
        for (sought, scope, end), disputed in sorted(found.items(), key=lambda item: item[0])
        if disputed
    ]


def _disputed(key: str, ours: Sequence[Figure], theirs: Sequence[Figure]) -> list[Dispute]:
    """What two documents state of an account, for the first two of which one says what the other does not."""
    pairs = product(_by_document(ours).items(), _by_document(theirs).items())
    apart = (pair for (here, one), (there, other) in pairs if here != there for pair in _apart(one, other))
    first = next(apart, None)
    return [Dispute(key, *first)] if first else []


def _by_document(figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda figure: (figure.statement == "notes_table", figure.id)):
        found[figure.document].append(figure)
    return found


def _apart(ours: Sequence[Figure], theirs: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """A figure of either side that the other side nowhere has, with the other side's first; ours come first."""
    yield from ((one, theirs[0]) for one in ours if not any(agree(one, other) for other in theirs))
    yield from ((ours[0], other) for other in theirs if not any(agree(one, other) for one in ours))
