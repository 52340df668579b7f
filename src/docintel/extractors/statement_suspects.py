"""The smallest sets of numbers whose correction closes every equation over them: which number is the wrong one.

A wrong number opens every sum it stands in and no other, so it is looked for where the open sums meet and no closed
one is broken; where a correction breaks a closed sum, another number of that sum has to go with it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from itertools import combinations, product
from math import prod
from typing import Any

#: Beyond so many wrong numbers at once, and so many ways to mend them, sums tell nothing.
MOST_SUSPECTS = 3
MOST_SETS = 2_000
#: So many corrections are tried for one knot; a statement in disorder is not worth more.
_MOST_TRIES = 10_000
#: And so many for all knots of a document; what is left then stays in doubt.
_MOST_TRIES_IN_ALL = 200_000

#: By whatever tells one number from another.
Changes = Mapping[Any, Decimal]


@dataclass(frozen=True, slots=True, eq=False)
class Equation:
    """Weighted numbers that should add up to zero; `gap` is what they add up to, `slack` what rounding excuses.

    One that is not hard may rightly stay open: it decides only between changes that close all others. With
    `at_least` they should add up to zero or more: it dictates no change and accuses nobody alone, but no change may
    leave it open. `step` is the least amount the numbers can show: no change is finer; zero where any amount can be.
    """

    weights: Mapping[Any, int]
    gap: Decimal
    slack: Decimal
    hard: bool = True
    at_least: bool = False
    step: Decimal = Decimal(0)

    def gap_after(self, changes: Changes) -> Decimal:
        """What the numbers add up to when some are changed."""
        changed = (self.weights[number] * change for number, change in changes.items() if number in self.weights)
        return self.gap + sum(changed, Decimal(0))

    def is_open(self, changes: Changes) -> bool:
        """Whether the numbers, some changed, fail to add up."""
        gap = self.gap_after(changes)
        return gap < -self.slack or (gap > self.slack and not self.at_least)


@dataclass(frozen=True, slots=True)
class Finding:
    """Open equations and the smallest sets of changes that close them; no set where none is small enough."""

    equations: tuple[Equation, ...]
    sets: tuple[Changes, ...]

    @property
    def suspects(self) -> set[Any]:
        """Every number that one of the sets changes."""
        return {number for changes in self.sets for number in changes}


def find_suspects(equations: Sequence[Equation]) -> list[Finding]:
    """One finding for every knot of open equations, with all the smallest sets of changes that close them.

    Knots without a number in common are told apart, unless other changes, as few or fewer, close them together.
    """
    found: list[Finding] = []
    soft = [each for each in equations if not each.hard]
    hard = [each for each in equations if each.hard]
    search = _Search(hard, soft)
    for group in _joined(hard):
        knots = _joined(_opened(group))
        if knots:
            found += _find(search, knots)
    return found


def _find(search: _Search, knots: Sequence[Sequence[Equation]]) -> list[Finding]:
    everything = [each for knot in knots for each in knot]
    opened = frozenset(everything)
    alone = [Finding(tuple(knot), tuple(_alone(search, knot, opened))) for knot in knots]
    if not 1 < len(knots) <= MOST_SUSPECTS:
        return alone
    fewest = sum(min((len(changes) for changes in each.sets), default=MOST_SUSPECTS) for each in alone)
    apart = [{frozenset(changes.items()) for changes in each.sets} for each in alone]
    ways = min(prod(len(sets) for sets in apart), _MOST_TRIES)
    together = search.smallest(everything, most=fewest, limit=MOST_SETS + ways)
    fewer = any(len(changes) < fewest for changes in together)
    if not fewer and all(_falls_apart(changes, apart) for changes in together):
        return alone
    return [Finding(tuple(everything), tuple(together if len(together) <= MOST_SETS else ()))]


def _opened(group: Sequence[Equation]) -> list[Equation]:
    """The open equations; what must be at least something counts where an open sum holds a number of it."""
    summed = {number for each in group if each.is_open({}) and not each.at_least for number in each.weights}
    return [each for each in group if each.is_open({}) and not (each.at_least and summed.isdisjoint(each.weights))]


def _alone(search: _Search, knot: Sequence[Equation], opened: frozenset[Equation]) -> list[Changes]:
    """The sets for one knot; what must be at least something is given up where no small set closes it as well."""
    others = opened.difference(knot)
    lower = [each for each in knot if each.at_least]
    found = search.smallest(knot, apart_from=others)
    if found or not lower:
        return found
    return search.smallest([each for each in knot if not each.at_least], apart_from=others.union(lower))


def _falls_apart(changes: Changes, apart: Sequence[set[frozenset[tuple[Hashable, Decimal]]]]) -> bool:
    """Whether changes are nothing but one set of each knot's own."""
    items = changes.items()
    some = [frozenset(part) for count in range(1, len(items) + 1) for part in combinations(items, count)]
    own = [[part for part in some if part in sets] for sets in apart]
    return any(frozenset().union(*parts) == items for parts in product(*own))


class _Search:
    """A search among the equations of a document."""

    def __init__(self, equations: Sequence[Equation], soft: Sequence[Equation]) -> None:
        self._soft = soft
        self._over: dict[Hashable, list[Equation]] = {}
        for equation in equations:
            for number in equation.weights:
                self._over.setdefault(number, []).append(equation)
        self._apart: frozenset[Equation] = frozenset()
        self._seen: set[frozenset[tuple[Hashable, Decimal]]] = set()
        self._tried = 0

    def smallest(
        self, knot: Sequence[Equation], *, most: int = MOST_SUSPECTS, limit: int = MOST_SETS,
        apart_from: frozenset[Equation] = frozenset(),
    ) -> list[Changes]:  # fmt: skip
        """All sets of as few changes as close the knot and break nothing; none where there are too many to tell."""
        self._apart = apart_from
        for count in range(_fewest(knot), min(most, MOST_SUSPECTS) + 1):
            if self._tried > _MOST_TRIES_IN_ALL:
                return []
            self._seen = set()
            found: dict[frozenset[tuple[Hashable, Decimal]], Changes] = {}
            for changes in self._extended({}, knot, count):
                found.setdefault(frozenset(changes.items()), changes)
                if len(found) > limit:
                    break
            self._tried += len(self._seen)
            if len(found) > limit or len(self._seen) > _MOST_TRIES:
                return []
            if found:
                return self._most_plausible(list(found.values()))
        return []

    def _extended(self, changes: Changes, still_open: Sequence[Equation], left: int) -> Iterator[Changes]:
        """The changes with `left` more, each of which an equation that is still open dictates."""
        if left == 0:
            yield changes
            return
        if _fewest(still_open) > left:
            return
        for number, change in self._last(changes, still_open) if left == 1 else _next(changes, still_open):
            more = {**changes, number: change}
            key = frozenset(more.items())
            if key in self._seen or len(self._seen) > _MOST_TRIES:
                continue
            self._seen.add(key)
            kept = [each for each in still_open if number not in each.weights]
            opened = [each for each in self._touched(number) if each.is_open(more)]
            if left == 1 or kept or opened:
                yield from self._extended(more, [*kept, *opened], left - 1)

    def _last(self, changes: Changes, still_open: Sequence[Equation]) -> Iterator[tuple[Hashable, Decimal]]:
        """Each number that alone closes what is open, with the change, and leaves closed what it touches."""
        first = min(still_open, key=lambda each: (each.at_least, each.slack))
        if first.at_least:
            return
        common = set.intersection(*(set(each.weights) for each in still_open))
        for number in first.weights:
            if number in common and number not in changes:
                low, high = self._allowed(number, changes)
                wanted = -first.gap_after(changes) / first.weights[number]
                step = min((each.step for each in self._touched(number)), default=first.step)
                low, high = _rounded(low, step, ROUND_CEILING), _rounded(high, step, ROUND_FLOOR)
                if low <= high:
                    yield number, min(max(_rounded(wanted, step, ROUND_HALF_EVEN), low), high)

    def _allowed(self, number: Hashable, changes: Changes) -> tuple[Decimal, Decimal]:
        """The least and the greatest change of a number with which every equation over it is closed."""
        low, high = Decimal("-Infinity"), Decimal("Infinity")
        for equation in self._touched(number):
            weight = equation.weights[number]
            middle, reach = -equation.gap_after(changes) / weight, equation.slack / abs(weight)
            if weight > 0 or not equation.at_least:
                low = max(low, middle - reach)
            if weight < 0 or not equation.at_least:
                high = min(high, middle + reach)
        return low, high

    def _touched(self, number: Hashable) -> list[Equation]:
        return [each for each in self._over[number] if each not in self._apart]

    def _most_plausible(self, sets: list[Changes]) -> list[Changes]:
        """Of sets as small as each other those that leave the fewest soft equations open."""
        left_open = [sum(each.is_open(changes) for each in self._soft) for changes in sets]
        return [changes for changes, count in zip(sets, left_open, strict=True) if count == min(left_open)]


def _next(changes: Changes, still_open: Iterable[Equation]) -> Iterator[tuple[Hashable, Decimal]]:
    """Every number of an open equation, not changed yet, with the change that closes the equation."""
    for equation in still_open:
        if equation.at_least:
            continue
        gap = equation.gap_after(changes)
        for number, weight in equation.weights.items():
            change = _rounded(-gap / weight, equation.step, ROUND_HALF_EVEN)
            if number not in changes and abs(gap + weight * change) <= equation.slack:
                yield number, change


def _rounded(change: Decimal, step: Decimal, how: str) -> Decimal:
    """The change that a print with such a step can show."""
    return (change / step).to_integral_value(how) * step if step and change.is_finite() else change


def _fewest(equations: Iterable[Equation]) -> int:
    """At least so many changes close them: those that share no number, counted greedily."""
    taken: set[Hashable] = set()
    count = 0
    for equation in sorted(equations, key=lambda each: len(each.weights)):
        if taken.isdisjoint(equation.weights):
            taken.update(equation.weights)
            count += 1
    return count


def _joined(equations: Iterable[Equation]) -> list[list[Equation]]:
    """Equations in groups that share numbers, directly or through others of the group; in their order."""
    found = list(equations)
    root: dict[Hashable, Hashable] = {}
    for equation in found:
        roots = [_root(root, number) for number in equation.weights]
        root.update(dict.fromkeys(roots, roots[0]) if roots else {})
    groups: dict[Hashable, list[Equation]] = {}
    for equation in found:
        place = next((_root(root, number) for number in equation.weights), equation)
        groups.setdefault(place, []).append(equation)
    return list(groups.values())


def _root(root: dict[Hashable, Hashable], number: Hashable) -> Hashable:
    """The number that stands for all that are joined with one; the way to it is shortened."""
    while (above := root.setdefault(number, number)) != number:
        root[number] = root[above]
        number = above
    return number
