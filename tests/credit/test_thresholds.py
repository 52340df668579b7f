"""Which line an indicator is held against: contract > customer > industry > default."""

from decimal import Decimal

import pytest

from borrowers import MAKER, SPRING, covenant
from docintel.credit.catalogue import for_customer, indicator
from docintel.credit.signals import signals
from docintel.credit.thresholds import Line, grade_of, ladder_for, parse_line
from docintel.errors import InputError
from docintel.records import Customer, Fact, Thresholds, Value


def lines(key: str, customer: Customer = MAKER, *facts: Fact) -> Thresholds:
    row = indicator(key)
    assert row is not None
    known = [one for one in signals(customer, facts, {}, SPRING) if isinstance(one, Value)]
    return ladder_for(for_customer(row, customer), customer, known)[1]


def test_default_industry_customer_contract() -> None:
    plain = MAKER.model_copy(update={"industry": None})
    road = MAKER.model_copy(update={"industry": "G"})
    own = road.model_copy(update={"extra": {"limit:fin.current_ratio": "1.3/1.1/0.9"}})
    agreed = covenant("fin.current_ratio", ">=", "1.25")
    found = [lines("fin.current_ratio", *given) for given in ((plain,), (road,), (own,), (own, agreed))]
    assert [(one.watch, one.alert, one.critical, one.source) for one in found] == [
        ("< 1.20", "< 1.00", "< 0.80", "default"),
        ("< 0.7", "< 0.5", "< 0.4", "industry"),
        ("< 1.3", "< 1.1", "< 0.9", "customer"),
        ("< 1.3", "< 1.25", "< 1.25", "contract"),  # milder lines are pulled up to the contract's
    ]
    assert found[3].facts == (agreed.id,)


def test_a_lock_up_is_an_alert_and_a_strict_operator_breaks_at_the_line() -> None:
    found = lines("fin.debt_to_assets", MAKER, covenant("fin.debt_to_assets", "<", "0.70", level="lock_up"))
    assert (found.watch, found.alert, found.critical) == ("> 0.65", ">= 0.70", "> 0.85")


def test_a_covenant_of_the_other_direction_binds_nothing() -> None:
    assert lines("fin.debt_to_assets", MAKER, covenant("fin.debt_to_assets", ">=", "0.70")).source == "industry"


def test_bad_limits_say_what_to_write() -> None:
    bad = MAKER.model_copy(update={"extra": {"limit:fin.current_ratio": "1.3"}})
    with pytest.raises(InputError, match="watch/alert/critical"):
        lines("fin.current_ratio", bad)
    with pytest.raises(InputError, match="operator and a number"):
        parse_line("about 3")


@pytest.mark.parametrize(("value", "grade"), [("0.65", 0), ("0.651", 1), ("0.76", 2), ("0.9", 3)])
def test_a_line_is_crossed_beyond_it(value: str, grade: int) -> None:
    ladder = (parse_line("> 0.65"), parse_line("> 0.75"), parse_line("> 0.85"))
    assert grade_of(Decimal(value), ladder) == grade


def test_cleared_means_better_by_a_twentieth() -> None:
    assert not Line(">", Decimal("0.80")).cleared(Decimal("0.77"))
    assert Line(">", Decimal("0.80")).cleared(Decimal("0.75"))
    assert Line("<", Decimal("-2")).cleared(Decimal("-1.8"))
    assert not Line("<", Decimal("-2")).cleared(Decimal("-1.95"))
