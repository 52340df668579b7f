"""Mails and utterances as dated values: side, weight, support, promises settled against evidence only."""

from datetime import date
from decimal import Decimal

import pytest

from borrowers import MAKER, SPRING, event, mail, promise, utterance
from docintel.credit.conduct import conduct_values, day_of, decimal_of
from docintel.records import Fact, Value


def named(name: str, *facts: Fact, as_of: date = SPRING) -> list[Value]:
    return [one for one in conduct_values(MAKER, facts, as_of) if one.name == name]


@pytest.mark.parametrize(
    ("modality", "weight"),
    [("stated", "1"), ("hinted", "0.5"), ("reported_by_third_party", "0.5"), ("denied", "0"), ("hypothetical", "0")],
)
def test_an_event_counts_by_its_modality(modality: str, weight: str) -> None:
    (found,) = named("event:EV-02", utterance("2026-02-01", event("EV-02", modality)))
    assert found.value == Decimal(weight)


@pytest.mark.parametrize(
    ("sender", "side"),
    [("desk@bank.example", "other"), ("a@chenghu.example", "customer"), ("a@163.com", "private")],
)
def test_an_event_says_whose_words_it_is(sender: str, side: str) -> None:
    (found,) = named("event:EV-02", utterance("2026-02-01", event("EV-02"), sender=sender))
    assert f"side={side}" in found.flags


@pytest.mark.parametrize(("confidence", "sure"), [(0.8, True), (0.79, False), (None, False)])
def test_an_indicator_needs_a_sure_reading(confidence: float | None, sure: bool) -> None:
    (found,) = named("event:EV-02", utterance("2026-02-01", event("EV-02"), confidence=confidence))
    assert ("sure" in found.flags) is sure


def test_what_was_sent_later_is_not_known() -> None:
    assert (
        conduct_values(
            MAKER,
            [mail("2026-03-02"), utterance("2026-03-02", event("EV-02")), promise("2026-03-02", "2026-03-09")],
            SPRING,
        )
        == []
    )


@pytest.mark.parametrize(
    ("due", "receipts", "outcome"),
    [
        ("2026-03-20", [], "open"),
        ("2026-02-10", [], "unknown"),  # due, and no evidence either way: not broken
        ("2026-02-10", [("2026-02-11", "1005000")], "kept"),  # within 1 % and two working days
        ("2026-02-10", [("2026-02-13", "1000000")], "unknown"),  # too late to settle it
        ("2026-02-10", [("2026-02-10", "900000")], "unknown"),
    ],
)
def test_a_promise_is_settled_only_against_evidence(due: str, receipts: list[tuple[str, str]], outcome: str) -> None:
    paid = [utterance(day, event("EV-10", amount=amount)) for day, amount in receipts]
    (found,) = named("promise", promise("2026-01-20", due), *paid)
    assert found.value == outcome


def test_a_promise_said_to_be_broken_is_broken() -> None:
    (found,) = named("promise", promise("2026-01-20", "2026-02-10", status="broken"))
    assert found.value == "broken"


@pytest.mark.parametrize(
    ("text", "number"), [("1,200.5", Decimal("1200.5")), ("八万", None), ("NaN", None), (None, None)]
)
def test_slots_are_numbers_or_nothing(text: str | None, number: Decimal | None) -> None:
    assert decimal_of(text) == number


@pytest.mark.parametrize(("text", "day"), [("2026-02-28", date(2026, 2, 28)), ("2026-02-30", None), ("月底", None)])
def test_slots_are_days_or_nothing(text: str, day: date | None) -> None:
    assert day_of(text) == day
