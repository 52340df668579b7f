"""Whether statements agree on the scale and the periods they state: sums inside a statement are blind to both.

Cash, profit and operating cash flow are printed in two statements each. Where two prints of one amount lie apart as
their stated scales do, or each shows the other's periods, one statement states a wrong unit or wrong periods, and none
of its figures may be proved. To blame is the one that agrees with no other statement, else both are.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import combinations

from docintel.extractors.statement_entries import Entry, Statement
from docintel.extractors.statement_sums import Identity
from docintel.records.statement import Check

#: Two statements print one amount in scales that cannot both be right.
SCALE = "SCALE"
#: Two statements print the same amounts under each other's periods.
PERIODS = "PERIODS"
_DAY = timedelta(days=1)
#: So many times as much is no longer cash with and without what is restricted.
_APART = Decimal(5)
#: And so many times as much is no longer one amount, whatever is stated.
_FAR_APART = Decimal(100)
#: By how much total assets never change from one year to the next: two scales (statements.md §7, U3).
_LEAPS = tuple(Decimal(10) ** power for power in (3, 4, 6, 8))
_ABOUT = Decimal("0.2")
_FEWEST_DIGITS = 4

#: A statement as far as its periods and units were stated together: kind, reconciliation or not, power of ten, owner,
#: scope.
_Print = tuple[str, bool, int, str | None, str]
#: By whatever tells that two are one: a day, or a last day and months, and an account where there are several.
_Amounts = dict[Hashable, Entry]


@dataclass(frozen=True, slots=True)
class _Comparison:
    """One amount as two statements print it, by the day or the stretch it is of."""

    left: _Print
    right: _Print
    amounts: tuple[_Amounts, _Amounts]

    @property
    def pairs(self) -> Iterator[tuple[Entry, Entry]]:
        """The amounts of the days and stretches that both print."""
        left, right = self.amounts
        yield from ((entry, right[when]) for when, entry in left.items() if when in right)


def compare_statements(statements: Sequence[Statement], identities: Iterable[Identity]) -> None:
    """Write a failed check on every figure of a statement whose scale or periods another statement contradicts.

    `identities` are those that were run: a number that its own statement does not bear out is no witness.
    """
    prints = _by_print(statements, _unsure(statements, identities))
    comparisons = [*_comparisons(prints), *_leaps(prints)]
    for name, tell in ((SCALE, _tells_scale), (PERIODS, _tells_periods)):
        told = [(each, tell(each)) for each in comparisons]
        sure = {side for each, agrees in told if agrees for side in (each.left, each.right)}
        for each, agrees in told:
            if agrees is False:
                sides = {each.left, each.right}
                _doubt(statements, (sides - sure) or sides, name, each)


def _leaps(prints: Mapping[_Print, Mapping[str, _Amounts]]) -> Iterator[_Comparison]:
    """Two balance sheets, or columns of one, whose total assets lie as far apart as two scales do."""
    totals = [
        (where, entry) for where, accounts in prints.items() for entry in accounts.get("bs.total_assets", {}).values()
    ]
    for (left, one), (right, other) in combinations(totals, 2):
        times = _times(one.value, other.value)
        if left[3:] == right[3:] and any(abs(times / leap - 1) <= _ABOUT for leap in _LEAPS):
            yield _Comparison(left, right, ({"": one}, {"": other}))


def is_contradicted(entry: Entry) -> bool:
    """Whether another statement contradicts the unit or the period of a number: it is not what it says to be."""
    return any(check.id in (SCALE, PERIODS) for check in entry.checks)


def _unsure(statements: Iterable[Statement], identities: Iterable[Identity]) -> set[int]:
    """The numbers that stand in an open sum of their own statement: they may be wrong alone."""
    home = {id(entry): id(each.part_of or each) for each in statements for entry in each.entries}
    sums = [each for each in identities if each.id.startswith("I-") and each.binding and each.hard]
    opened = [each for each in sums if not each.closes]
    inside = [each for each in opened if len({home.get(id(entry)) for entry in each.entries}) == 1]
    return {id(entry) for each in inside for entry in each.entries}


def _by_print(statements: Iterable[Statement], unsure: Collection[int]) -> dict[_Print, dict[str, _Amounts]]:
    """The amounts of every account by last day and months, and balances of cash by day, for each print."""
    found: dict[_Print, dict[str, _Amounts]] = {}
    for statement in statements:
        for entry in statement.entries:
            bound = statement.bounds[entry.column]
            if entry.key is None or bound.end is None or bound.restated:
                continue
            if entry.unit is None or not entry.value or id(entry) in unsure:
                continue
            accounts = found.setdefault(_print_of(statement, entry), {})
            if entry.key == "cf.cash_begin":
                if bound.start is not None:
                    accounts.setdefault("cash", {}).setdefault((bound.start - _DAY, None), entry)
            elif entry.key in ("bs.cash", "cf.cash_end"):
                accounts.setdefault("cash", {}).setdefault((bound.end, None), entry)
            else:
                accounts.setdefault(entry.key, {}).setdefault((bound.end, bound.months), entry)
    return found


def _print_of(statement: Statement, entry: Entry) -> _Print:
    power = entry.unit.exponent if entry.unit else 0
    return statement.kind, statement.supplement, power, statement.owner, statement.scope_of(entry.column)


def _comparisons(prints: Mapping[_Print, Mapping[str, _Amounts]]) -> Iterator[_Comparison]:
    for left, amounts in prints.items():
        for right, others in prints.items():
            if left[3:] != right[3:] or left == right:
                continue
            kinds = left[0], right[0]
            if kinds == ("balance_sheet", "cash_flow"):
                yield from _compared(left, right, amounts.get("cash"), others.get("cash"))
            elif kinds == ("income_statement", "cash_flow"):
                yield from _compared(left, right, amounts.get("is.net_profit"), others.get("cfs.net_profit"))
            elif kinds == ("cash_flow", "cash_flow") and right[1] and not left[1]:
                yield from _compared(left, right, amounts.get("cf.cfo"), others.get("cfs.cfo"))
            elif left[:2] == right[:2] and left[2] < right[2]:
                yield from _compared(left, right, _everything(amounts), _everything(others))


def _everything(accounts: Mapping[str, _Amounts]) -> _Amounts:
    return {(key, when): entry for key, amounts in accounts.items() for when, entry in amounts.items()}


def _compared(left: _Print, right: _Print, one: _Amounts | None, other: _Amounts | None) -> Iterator[_Comparison]:
    if one and other:
        yield _Comparison(left, right, (one, other))


def _tells_scale(comparison: _Comparison) -> bool | None:
    """Whether the stated scales agree; None where nothing tells."""
    told = [agrees for one, other in comparison.pairs if (agrees := _same_scale(one, other)) is not None]
    return all(told) if told else None


def _same_scale(one: Entry, other: Entry) -> bool | None:
    if one.unit is None or other.unit is None:
        return None
    apart = _times(one.value, other.value)
    if apart < _APART:
        return True
    printed = _times(one.value / one.unit.multiplier, other.value / other.unit.multiplier)
    return False if printed < apart or apart > _FAR_APART else None


def _times(one: Decimal, other: Decimal) -> Decimal:
    """How many times the larger is the smaller."""
    small, large = sorted((abs(one), abs(other)))
    return large / small


def _tells_periods(comparison: _Comparison) -> bool | None:
    """Whether amounts stand under the same periods; False where each is another period's, None where nothing tells."""
    pairs = list(comparison.pairs)
    if any(_is_one(one, other) for one, other in pairs):
        return True
    left, right = comparison.amounts
    crossed = [
        one
        for when, one in left.items()
        if when in right and any(_is_one(one, other) for day, other in right.items() if day != when)
    ]
    return False if crossed else None


def _is_one(one: Entry, other: Entry) -> bool:
    """Whether two prints show one number, long enough for it to be no chance; the coarser may have rounded it."""
    if len(str(abs(int(one.value / one.step)))) < _FEWEST_DIGITS:
        return False
    rounded = max(one.step, other.step) / 2 if one.step != other.step else Decimal(0)
    return abs(one.value - other.value) <= rounded


def _doubt(statements: Iterable[Statement], blamed: Iterable[_Print], name: str, comparison: _Comparison) -> None:
    sides = set(blamed)
    gap = next((one.value - other.value for one, other in comparison.pairs), None)
    for statement in statements:
        for entry in statement.entries:
            known = any(check.id == name for check in entry.checks)
            if entry.unit is not None and not known and _print_of(statement, entry) in sides:
                entry.checks.append(Check(id=name, result="fail", difference=gap))
