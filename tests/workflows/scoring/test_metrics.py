"""The arithmetic of scoring, by textbook cases and by what must hold for any numbers."""

from __future__ import annotations

from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as some

from docintel.workflows.scoring.metrics import (
    Bin,
    Count,
    calibration_error,
    chance_calibration_error,
    count_labels,
    count_spans,
    kappa,
    macro_f1,
    micro_f1,
    reliability,
    wilson,
)

LABELS = some.frozensets(some.sampled_from("ABCD"))
PAIRS = some.lists(some.tuples(LABELS, LABELS), max_size=30)
ANSWERS = some.lists(some.tuples(some.floats(0, 1), some.booleans()), max_size=60)


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [(8, 10, 0.490, 0.943), (0, 10, 0.0, 0.278), (0, 0, 0.0, 1.0)],  # 8 of 10: the textbook case
)
def test_wilson_interval(right: int, total: int, low: float, high: float) -> None:
    assert wilson(right, total) == pytest.approx((low, high), abs=0.001)


@given(some.integers(1, 10_000).flatmap(lambda total: some.tuples(some.integers(0, total), some.just(total))))
def test_a_share_lies_in_its_interval_and_a_surer_interval_is_wider(counted: tuple[int, int]) -> None:
    right, total = counted
    low, high = wilson(right, total)
    wider_low, wider_high = wilson(right, total, z=3.0)
    bounds = [0, wider_low, low, right / total, high, wider_high, 1]
    assert bounds == pytest.approx(sorted(bounds), abs=1e-9)


def test_a_label_counts_as_right_only_where_both_have_it() -> None:
    pairs = [(frozenset("A"), frozenset("AB")), (frozenset("B"), frozenset())]
    assert count_labels(pairs) == {"A": Count(1, 1, 1), "B": Count(0, 1, 1)}


def test_a_place_counts_as_right_only_with_both_ends_and_label() -> None:
    want = frozenset({("company", 0, 4), ("amount", 9, 12)})
    got = frozenset({("company", 0, 5), ("amount", 9, 12), ("date", 0, 4)})
    assert count_spans([(want, got)]) == {"amount": Count(1, 1, 1), "company": Count(0, 1, 1), "date": Count(0, 1, 0)}


def test_f1_by_hand() -> None:
    # A: P 2/3, R 2/4 → 4/7; B: found once, never expected → left out of the mean, a mistake in the total
    counts = [Count(2, 3, 4), Count(0, 1, 0)]
    assert (micro_f1(counts), macro_f1(counts)) == (4 / 8, 4 / 7)
    assert (micro_f1([]), macro_f1([]), Count().f1) == (None, None, None)


@given(PAIRS)
def test_f1_is_a_share_and_one_only_for_equal_answers(pairs: list[tuple[frozenset[str], frozenset[str]]]) -> None:
    counts = count_labels(pairs).values()
    for score in (micro_f1(counts), macro_f1(counts)):
        assert score is None or 0 <= score <= 1
    assert (micro_f1(counts) in (1, None)) == all(want == got for want, got in pairs)


@given(PAIRS)
def test_f1_does_not_care_which_side_is_the_gold(pairs: list[tuple[frozenset[str], frozenset[str]]]) -> None:
    turned = [(got, want) for want, got in pairs]
    assert micro_f1(count_labels(pairs).values()) == micro_f1(count_labels(turned).values())


def test_kappa_by_hand() -> None:
    # Cohen's own kind of table: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no → (0.7 − 0.5) / 0.5
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert (kappa([]), kappa([("y", "y")])) == (None, None)


@given(some.lists(some.tuples(some.sampled_from("AB"), some.sampled_from("AB")), min_size=1))
def test_kappa_is_at_most_one_and_one_only_for_equal_answers(pairs: list[tuple[str, str]]) -> None:
    agreement = kappa(pairs)
    assert agreement is None or agreement <= 1 + 1e-12
    if agreement is not None:
        assert (agreement == pytest.approx(1)) == all(one == other for one, other in pairs)


def test_calibration_error_by_hand() -> None:
    # ten answers at 0.9 of which six are right, ten at 0.2 of which two are: half of them 0.3 too sure
    stated = [(0.9, number < 6) for number in range(10)] + [(0.2, number < 2) for number in range(10)]
    bins = reliability(stated)
    assert [one.number for one in bins] == [10, 10]
    assert calibration_error(bins) == pytest.approx(0.15)
    assert calibration_error([]) is None


def test_faultless_confidences_show_the_error_that_few_answers_bring() -> None:
    random = Random(3)
    shown = []
    for _ in range(300):
        answers = [(sure, random.random() < sure) for sure in (random.uniform(0.3, 1) for _ in range(150))]
        bins = reliability(answers)
        shown.append((calibration_error(bins), chance_calibration_error(bins)))
    assert fmean(error for error, _ in shown) == pytest.approx(fmean(chance for _, chance in shown), rel=0.08)
    assert chance_calibration_error([]) is None


@given(ANSWERS)
def test_every_answer_is_in_one_bin(answers: list[tuple[float, bool]]) -> None:
    bins = reliability(answers)
    error = calibration_error(bins)
    assert sum(one.number for one in bins) == len(answers)
    assert error is None or 0 <= error <= 1
    assert [one.confidence for one in bins] == sorted(one.confidence for one in bins)


@given(some.integers(1, 40), some.integers(0, 40))
def test_confidences_that_are_the_share_right_have_no_error(number: int, right: int) -> None:
    right = min(right, number)
    bins = reliability([(right / number, place < right) for place in range(number)])
    assert calibration_error(bins) == pytest.approx(0, abs=1e-9)
    assert bins == [Bin(number, pytest.approx(right / number), right / number)]
