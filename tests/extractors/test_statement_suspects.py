"""The smallest sets of numbers whose correction closes all sums, on bare equations."""

from __future__ import annotations

import tracemalloc
from collections.abc import Hashable
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from docintel.extractors import statement_suspects
from docintel.extractors.statement_suspects import MOST_SUSPECTS, Changes, Equation, Finding, _joined, find_suspects

#: A little balance sheet: every total as the sum of others.
SUMS = {
    "current": ("cash", "receivables", "stock"),
    "fixed": ("land", "plant"),
    "assets": ("current", "fixed"),
    "liabilities": ("loans", "payables"),
    "equity": ("capital", "earnings"),
    "claims": ("liabilities", "equity"),
}
LEAVES = ("cash", "receivables", "stock", "land", "loans", "payables", "capital", "earnings")
VALUES = {"cash": 120, "receivables": 80, "stock": 50, "land": 70, "loans": 90, "payables": 60, "capital": 200}


def books(**values: int) -> dict[str, int]:
    """Every number of the sheet from the rows that are free: plant and earnings balance it."""
    free = {**VALUES, **values}
    free["plant"], free["earnings"] = 100, 0
    free["earnings"] = sum(free[name] for name in ("cash", "receivables", "stock", "land", "plant")) - sum(
        free[name] for name in ("loans", "payables", "capital")
    )
    for total, parts in SUMS.items():
        free[total] = sum(free[part] for part in parts)
    return free


def equations(values: dict[str, int], slack: int = 0, *more: Equation) -> list[Equation]:
    found = [_sum(values, {total: 1, **dict.fromkeys(parts, -1)}, slack) for total, parts in SUMS.items()]
    return [*found, _sum(values, {"assets": 1, "claims": -1}, slack), *more]


def _sum(values: dict[str, int], weights: dict[str, int], slack: int = 0, **kinds: bool) -> Equation:
    gap = sum(weight * values[name] for name, weight in weights.items())
    return Equation(weights, Decimal(gap), Decimal(slack), **kinds)


def members(name: str) -> frozenset[str]:
    """The sums a number stands in; numbers of the same sums cannot be told apart."""
    found = {total for total, parts in SUMS.items() if name == total or name in parts}
    return frozenset(found | ({"balance"} if name in ("assets", "claims") else set()))


def sets(findings: list[Finding]) -> list[set[frozenset[tuple[Hashable, int]]]]:
    return [{frozenset((name, int(by)) for name, by in changes.items()) for changes in each.sets} for each in findings]


def one(**changes: int) -> frozenset[tuple[Hashable, int]]:
    return frozenset(changes.items())


names = st.sampled_from(sorted(books()))
errors = st.integers(min_value=-500, max_value=500).filter(bool)
amounts = st.fixed_dictionaries({name: st.integers(min_value=0, max_value=10**6) for name in VALUES})


@settings(deadline=None)
@given(values=amounts)
def test_what_closes_accuses_nobody(values: dict[str, int]) -> None:
    assert find_suspects(equations(books(**values))) == []


@settings(deadline=None)
@given(values=amounts, name=names, error=errors)
def test_one_wrong_number_is_named_with_those_of_the_same_sums_only(
    values: dict[str, int], name: str, error: int
) -> None:
    printed = books(**values)
    printed[name] += error
    (finding,) = find_suspects(equations(printed))
    assert finding.suspects == {other for other in printed if members(other) == members(name)}
    assert {int(by) for changes in finding.sets for by in [changes.get(name, 0)] if by} == {-error}


@pytest.mark.parametrize("name", ["current", "fixed", "assets", "liabilities", "equity", "claims"])
def test_a_wrong_total_is_alone(name: str) -> None:
    printed = books()
    printed[name] += 9
    assert sets(find_suspects(equations(printed))) == [{one(**{name: -9})}]


def test_two_wrong_numbers_in_two_sums_are_two_findings() -> None:
    printed = books()
    printed["cash"] += 7
    printed["loans"] -= 5
    assert sets(find_suspects(equations(printed))) == [
        {one(cash=-7), one(receivables=-7), one(stock=-7)},
        {one(loans=5), one(payables=5)},
    ]


def test_rows_exchanged_between_two_sums_are_found_together_with_what_else_moves_the_same() -> None:
    printed = books()
    printed["cash"], printed["land"] = printed["land"], printed["cash"]
    (found,) = sets(find_suspects(equations(printed)))
    assert one(cash=50, land=-50) in found
    # the sub-totals may have taken each other's share as well
    assert one(current=-50, fixed=50) in found
    assert {len(changes) for changes in found} == {2}


def test_a_total_and_the_total_above_it_that_are_wrong_alike() -> None:
    printed = books()
    printed["current"] += 6
    printed["assets"] += 6
    assert sets(find_suspects(equations(printed))) == [{one(current=-6, assets=-6)}]


def test_more_wrong_numbers_than_sums_can_tell() -> None:
    printed = books()
    for name, error in zip(
        ("assets", "liabilities", "current", "equity", "claims"), (1, 20, 300, 4000, 50000), strict=True
    ):
        printed[name] += error
    found = find_suspects(equations(printed))
    assert all(len(changes) <= MOST_SUSPECTS for each in found for changes in each.sets)
    assert {len(each.equations) for each in found} == {6}
    assert [each.sets for each in found] == [()]


@settings(deadline=None)
@given(error=st.integers(min_value=-3, max_value=3), name=names)
def test_what_rounding_excuses_accuses_nobody(error: int, name: str) -> None:
    printed = books()
    printed[name] += error
    assert find_suspects(equations(printed, 3)) == []


def test_sums_that_are_rounded_apart_still_agree_on_one_number() -> None:
    printed = books()
    printed["current"] += 100
    printed["stock"] += 2  # rounding, inside of the slack
    (finding,) = find_suspects(equations(printed, 3))
    assert finding.suspects == {"current"}
    (changes,) = finding.sets
    assert abs(changes["current"] + 100) <= 2


def test_a_soft_relation_decides_between_equals_and_accuses_nobody_itself() -> None:
    printed = books()
    twin = {**printed, "carried": printed["cash"]}
    assert find_suspects(equations(twin, 0, _sum({**twin, "carried": 1}, {"cash": 1, "carried": -1}, hard=False))) == []
    twin["cash"] += 7
    carried = _sum(twin, {"cash": 1, "carried": -1}, hard=False)
    assert sets(find_suspects(equations(twin, 0, carried))) == [{one(cash=-7)}]


@pytest.mark.parametrize(("pledged", "barred"), [(100, False), (115, True)])
def test_what_must_be_at_least_bars_a_change_that_would_break_it(pledged: int, barred: bool) -> None:
    printed = {**books(), "pledged": pledged}
    printed["receivables"] += 7
    # cash of 120 may lose 7 while it still holds what is pledged
    held = _sum(printed, {"cash": 1, "pledged": -1}, at_least=True)
    (finding,) = find_suspects(equations(printed, 0, held))
    assert finding.suspects == {"receivables", "stock"} | (set() if barred else {"cash"})


def test_what_must_be_at_least_accuses_nobody_alone() -> None:
    printed = {**books(), "pledged": 500}
    assert find_suspects(equations(printed, 0, _sum(printed, {"cash": 1, "pledged": -1}, at_least=True))) == []


def test_what_must_be_at_least_decides_with_an_open_sum_and_is_given_up_where_it_cannot() -> None:
    printed = {**books(), "pledged": 100}
    printed["cash"] -= 50
    held = _sum(printed, {"cash": 1, "pledged": -1}, at_least=True)
    assert sets(find_suspects(equations(printed, 0, held))) == [{one(cash=50)}]
    printed = {**books(), "pledged": 500}
    printed["stock"] += 7
    held = _sum(printed, {"cash": 1, "pledged": -1}, at_least=True)
    assert "stock" in find_suspects(equations(printed, 0, held))[0].suspects


def test_the_order_of_equations_does_not_matter() -> None:
    printed = books()
    printed["cash"], printed["land"] = printed["land"], printed["cash"]
    forward, backward = (sets(find_suspects(order)) for order in (equations(printed), equations(printed)[::-1]))
    assert forward == backward


@settings(deadline=None)
@given(values=amounts, first=names, second=names, errors=st.tuples(errors, errors))
def test_two_wrong_numbers_are_among_the_smallest_sets_when_two_are_needed(
    values: dict[str, int], first: str, second: str, errors: tuple[int, int]
) -> None:
    assume(first != second)
    printed = books(**values)
    printed[first] += errors[0]
    printed[second] += errors[1]
    found = find_suspects(equations(printed))
    truth: Changes = {first: Decimal(-errors[0]), second: Decimal(-errors[1])}
    needed = sum(min(len(changes) for changes in each.sets) for each in found)
    assert needed <= 2
    if needed == 2:
        joint = {frozenset(changes.items()) for changes in found[0].sets}
        if len(found) == 2:
            joint = {one | other for one in joint for other in ({frozenset(c.items()) for c in found[1].sets})}
        assert frozenset(truth.items()) in joint


def test_no_change_is_finer_than_the_print() -> None:
    # Only half a step would close both within their rounding: no printed number does.
    first = Equation({"total": 1, "a": -1, "b": -1}, Decimal(50), Decimal("1.5"), step=Decimal(1))
    second = Equation({"total": 1, "c": -1, "d": -1}, Decimal(54), Decimal("2.5"), step=Decimal(1))
    (finding,) = find_suspects([first, second])
    assert "total" not in finding.suspects or min(len(changes) for changes in finding.sets) > 1
    changes = [change for each in finding.sets for change in each.values()]
    assert changes == [change.to_integral_value() for change in changes]
    nearer = Equation(second.weights, Decimal(53), Decimal("2.5"), step=Decimal(1))
    assert sets(find_suspects([first, nearer])) == [{one(total=-51)}]


@settings(deadline=None)
@given(pairs=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=25))
def test_knots_share_no_number_and_keep_their_order(pairs: list[tuple[int, int]]) -> None:
    given_in_order = [Equation({first: 1, second: -1}, Decimal(1), Decimal(0)) for first, second in pairs]
    groups = _joined(given_in_order)
    numbers = [{number for each in group for number in each.weights} for group in groups]
    assert sum(map(len, numbers)) == len(set().union(*numbers))
    places = [[given_in_order.index(each) for each in group] for group in groups]
    assert places == sorted(sorted(each) for each in places)
    assert sorted(place for each in places for place in each) == list(range(len(pairs)))


def test_knots_in_disorder_are_told_apart_without_every_combination_of_their_sets() -> None:
    disorder = []
    for knot in ("p", "q"):
        for side, gap in (("left", 7), ("right", 113)):
            rows = {f"{knot} {side} {at}": -1 for at in range(12)}
            disorder.append(Equation({knot: 1, **rows}, Decimal(gap), Decimal(0)))
    bridge = Equation({"p left 0": 1, "q left 0": 1, "top": -1}, Decimal(0), Decimal(0))
    tracemalloc.start()
    found = find_suspects([*disorder, bridge])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert {len(each.equations) for each in found} == {2}
    assert [len(each.sets) for each in found] == [155, 155]
    # 24,025 combinations held at once are more than ten times as much
    assert peak < 4_000_000


def test_beyond_so_many_tries_for_a_document_the_rest_stays_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = books()
    printed["cash"] += 7
    printed["loans"] -= 5
    monkeypatch.setattr(statement_suspects, "_MOST_TRIES_IN_ALL", 2)
    assert [bool(each.sets) for each in find_suspects(equations(printed))] == [True, False]
