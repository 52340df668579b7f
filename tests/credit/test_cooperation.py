"""The cooperation score by hand."""

from decimal import Decimal

from borrowers import MAKER, SPRING, mail, utterance
from docintel.credit.cooperation import band
from docintel.credit.signals import signals
from docintel.records import Fact, Value


def score(*facts: Fact) -> Decimal | str | None:
    found = [
        one for one in signals(MAKER, facts, {}, SPRING) if isinstance(one, Value) and one.name == "int.cooperation"
    ]
    return found[0].value if found else None


def said(day: str, ci: str, confidence: float | None = 0.9, message: str | None = None) -> Fact:
    return utterance(day, ci=ci, confidence=confidence, message_id=message or f"<{day}>")


def test_three_messages_of_one_day_are_their_plain_mean() -> None:
    # (1.0 − 0.4 + 0.6) / 3 = 0.4 → 50 + 20
    assert score(*(said("2026-03-01", ci, message=ci) for ci in ("CI-1", "CI-6", "CI-2"))) == Decimal("70.0")


def test_a_message_half_a_life_older_weighs_half() -> None:
    # 45 days: weight 1/2 on CI-9; (2·0 − 0.5)/2.5 = −0.2 → 40
    old = said("2026-01-15", "CI-9")
    assert score(old, said("2026-03-01", "CI-4", message="a"), said("2026-03-01", "CI-4", message="b")) == Decimal(
        "40.0"
    )


def test_two_messages_or_unsure_labels_say_nothing() -> None:
    two = [said("2026-03-01", "CI-1", message="a"), said("2026-03-01", "CI-1", message="b")]
    assert score(*two) is None
    assert score(*two, said("2026-03-01", "CI-1", 0.5, "c")) is None
    assert score(*two, said("2026-03-01", "CI-1", None, "c")) is None
    assert score(*two, said("2025-08-01", "CI-1", 0.9, "c")) is None  # older than 180 days


def test_authority_weighs_inside_a_message() -> None:
    # one message: both utterances weigh alike, 1.0 and −1.0 cancel; two neutral ones
    facts = [
        said("2026-03-01", "CI-1", message="a"),
        said("2026-03-01", "CI-9", message="a"),
        said("2026-03-01", "CI-4", message="b"),
    ]
    assert score(*facts, said("2026-03-01", "CI-4", message="c"), mail("2026-03-01", message_id="a")) == Decimal("50.0")


def test_bands() -> None:
    assert [band(Decimal(n))[1] for n in (70, 69, 50, 35, 34)] == [
        "cooperative",
        "neutral",
        "neutral",
        "strained",
        "adverse",
    ]
