"""Hysteresis, persistence and caps (rules 3 to 7 of section 1)."""

from datetime import date
from decimal import Decimal

import pytest

from borrowers import past
from docintel.credit.grading import Grading, earlier, settle
from docintel.credit.thresholds import Ladder, grade_of, parse_line
from docintel.records import Assessment

LADDER: Ladder = (parse_line("> 0.65"), parse_line("> 0.75"), parse_line("> 0.85"))
ENDS = [date(2023, 12, 31), date(2024, 12, 31)]


def history(*graded: tuple[int | None, str | None]) -> list[Assessment]:
    """Earlier evaluations as assess() writes them: a grade that was held keeps its raw grade beside it."""
    found = []
    for end, (grade, amount) in zip(ENDS[-len(graded) :], graded, strict=True):
        raw = None if amount is None else grade_of(Decimal(amount), LADDER)
        flags = ("held", f"raw:{raw}") if raw != grade else ()
        found.append(past("k", end, grade, amount, flags=flags))
    return found


@pytest.mark.parametrize(
    ("before", "raw", "value", "kept"),
    [
        ([], 0, "0.50", 0),
        ([(1, "0.70")], 2, "0.80", 2),  # rises at once
        ([(2, "0.80")], 0, "0.50", 2),  # one better evaluation is not enough
        ([(2, "0.80"), (2, "0.60")], 0, "0.60", 0),  # two, both better by 5 % of every line left
        ([(2, "0.80"), (2, "0.74")], 0, "0.60", 2),  # the first was inside the 5 %
        ([(2, "0.80"), (2, "0.64")], 0, "0.64", 1),  # clear of 0.75 twice, of 0.65 not
        ([(2, "0.80"), (None, None)], 0, "0.50", 2),  # an unknown evaluation is not a better one
    ],
)
def test_a_grade_falls_only_after_two_clearly_better_evaluations(
    before: list[tuple[int | None, str | None]], raw: int, value: str, kept: int
) -> None:
    past_ones = history(*before) if before else []
    assert settle(raw, Decimal(value), LADDER, past_ones, trend=False, doubts=()).grade == kept


def test_a_held_grade_says_so() -> None:
    found = settle(0, Decimal("0.50"), LADDER, history((2, "0.80")), trend=False, doubts=())
    assert found == Grading(2, (), ("held", "raw:0"))


def test_three_evaluations_at_one_grade_raise_a_trend_once() -> None:
    steady = history((1, "0.70"), (1, "0.70"))
    assert settle(1, Decimal("0.70"), LADDER, steady, trend=True, doubts=()) == Grading(2, (), ("persistence", "raw:1"))
    assert settle(1, Decimal("0.70"), LADDER, steady, trend=False, doubts=()).grade == 1
    assert settle(1, Decimal("0.70"), LADDER, steady[1:], trend=True, doubts=()).grade == 1
    raised = [one.model_copy(update={"grade": 2, "flags": ("persistence", "raw:1")}) for one in steady]
    assert settle(1, Decimal("0.70"), LADDER, raised, trend=True, doubts=()).grade == 2  # not one more each time


def test_a_grade_of_nothing_is_never_raised() -> None:
    assert settle(0, Decimal("0.5"), LADDER, history((0, "0.5"), (0, "0.5")), trend=True, doubts=()).grade == 0


@pytest.mark.parametrize(
    ("doubt", "most"), [("annualised", 2), ("estimated", 2), ("hard_fail", 2), ("comparability", 1)]
)
def test_doubt_caps_the_grade(doubt: str, most: int) -> None:
    assert settle(3, Decimal("0.9"), LADDER, (), trend=False, doubts=[doubt]) == Grading(most, (doubt,), ("raw:3",))
    assert settle(1, Decimal("0.7"), LADDER, (), trend=False, doubts=[doubt]) == Grading(1)


def test_evaluating_a_period_again_is_no_second_evaluation() -> None:
    first, again = past("k", ENDS[0], 2, "0.80"), past("k", ENDS[0], 0, "0.50")
    assert earlier([first, again], "k", "single", ENDS[1]) == [again]
    assert earlier([first], "k", "single", ENDS[0]) == []
    assert earlier([first], "k", "parent", ENDS[1]) == []
