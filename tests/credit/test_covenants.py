"""Headroom of covenants."""

from decimal import Decimal

import pytest

from borrowers import MAKER, SPRING, covenant, worked
from docintel.credit.alerts import alerts
from docintel.credit.covenants import covenants_of, headroom
from docintel.credit.indicators import assess
from docintel.credit.signals import signals
from docintel.credit.thresholds import Line
from docintel.records import Assessment, Covenant, Fact


def assessed(*facts: Fact) -> Assessment:
    found = assess(MAKER, signals(MAKER, [*worked(), *facts], {}, SPRING), as_of=SPRING)
    (one,) = [one for one in found if one.indicator == "C-05"]
    return one


@pytest.mark.parametrize(
    ("agreed", "room", "grade"),
    [
        (covenant("fin.debt_to_assets", "<=", "0.90"), "0.2601", 0),
        (covenant("fin.debt_to_assets", "<=", "0.80"), "0.1676", 1),
        (covenant("fin.debt_to_assets", "<=", "0.70"), "0.0487", 2),
        (covenant("fin.debt_to_assets", "<=", "0.65"), "-0.0244", 3),
        (
            covenant("fin.debt_to_assets", "<=", "0.65", level="lock_up"),
            "-0.0244",
            2,
        ),  # stops distributions, no default
        (covenant("d.tangible_net_worth", ">=", "1500000000"), "-0.1300", 3),  # an aggregate by its key
    ],
)
def test_headroom_grades(agreed: Covenant, room: str, grade: int) -> None:
    found = assessed(agreed)
    assert (round(found.value or 0, 4), found.grade) == (Decimal(room), grade)
    assert found.thresholds.facts == (agreed.id,)
    assert found.inputs[1].facts == (agreed.id,)


def test_an_estimated_ratio_breaks_a_covenant_only_up_to_alert() -> None:
    found = assessed(covenant("fin.interest_cover", ">=", "2.5"))  # capitalised interest is not known
    assert (found.grade, found.caps) == (2, ("estimated",))


@pytest.mark.parametrize(
    ("agreed", "reason"),
    [
        (covenant("cov.dscr", ">=", "1.10"), "not_evaluated:cov.dscr"),
        (covenant("net_new_pipeline", ">=", "3", indicator=None), "unmeasured:net_new_pipeline"),
        (covenant("fin.contingent_leverage", "<=", "0.5"), "missing:note.guarantees_given"),
    ],
)
def test_a_covenant_nobody_can_measure_is_said(agreed: Covenant, reason: str) -> None:
    found = assessed(agreed)
    assert (found.grade, found.reason) == (None, reason)


def test_a_strict_line_is_broken_when_it_is_reached() -> None:
    exactly = covenant("bs.total_equity", ">", "1420000000")
    assert assessed(exactly).grade == 3
    assert assessed(covenant("bs.total_equity", ">=", "1420000000")).grade == 2


def test_headroom_to_a_line_at_zero_is_no_ratio() -> None:
    assert headroom(Decimal(5), Line("<", Decimal(0))) is None


def test_the_same_covenant_in_two_languages_counts_once() -> None:
    both = [
        covenant("fin.debt_to_assets", "<=", "0.70"),
        covenant("fin.debt_to_assets", "<=", "0.7", name="Facility Agreement"),
    ]
    (found,) = covenants_of(signals(MAKER, both, {}, SPRING))
    assert set(found.facts) == {one.id for one in both}


def test_the_sentence_names_metric_line_and_headroom() -> None:
    (alert,) = alerts(MAKER, [assessed(covenant("fin.debt_to_assets", "<=", "0.65"))], SPRING)
    assert alert.reason_zh == "资产负债率实际为66.6%，契约要求不高于65%，余量-2.4%。"
    assert alert.reason_en == "Liabilities to assets is 66.6 %; the contract requires at most 65 %, headroom -2.4 %."
    assert alert.measures == ("R3", "R4")
    assert alert.needs_review


def unsure(agreed: Covenant) -> Covenant:
    return agreed.model_copy(update={"confidence": None})


def test_a_line_nobody_has_confirmed_is_not_graded() -> None:
    found = assessed(unsure(covenant("fin.debt_to_assets", "<=", "0.65")))
    assert (found.grade, found.reason, found.flags) == (
        None,
        "unconfirmed:cov.limit:fin.debt_to_assets",
        ("needs_review",),
    )


def test_a_line_nobody_has_confirmed_moves_no_ratio() -> None:
    def debt(*facts: Fact) -> Assessment:
        found = assess(MAKER, signals(MAKER, [*worked(), *facts], {}, SPRING), as_of=SPRING)
        return next(one for one in found if one.key == "fin.debt_to_assets")

    agreed = covenant("fin.debt_to_assets", "<=", "0.60")
    assert debt(agreed).thresholds.source == "contract"
    assert debt(unsure(agreed)).thresholds == debt().thresholds


def test_the_sure_reading_of_a_line_stands_for_both() -> None:
    sure, doubtful = (
        covenant("fin.debt_to_assets", "<=", "0.65"),
        covenant("fin.debt_to_assets", "<=", "0.65", name="X"),
    )
    found = assessed(unsure(doubtful), sure)
    assert (found.grade, len(found.thresholds.facts)) == (3, 2)
