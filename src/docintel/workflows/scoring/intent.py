"""Correspondence: intent, credit events with their modality, sentiment and aspects."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docintel.workflows.scoring.yardsticks import LabelSet, Pair, Row, Yardstick

_CLASSES = frozenset(f"CI-{number}" for number in range(1, 10))
#: CI-1 to CI-3 lean to the cooperation, CI-4 and courtesy nowhere, the rest against it
#: (domain note on correspondence, 6.1).
_DIRECTION = {"CI-1": "+", "CI-2": "+", "CI-3": "+", "CI-4": "0", None: "0"}
_RAISED = frozenset({"stated", "hinted"})


def intent(row: Row) -> frozenset[str]:
    """The one intent of an utterance; "none" for courtesy and boilerplate."""
    return frozenset({row["ci"] or "none"})


def direction(row: Row) -> frozenset[str]:
    """The three-class intent: + for the cooperation, − against it, 0 neither."""
    return frozenset({_DIRECTION.get(row["ci"], "−")})


def events(row: Row) -> frozenset[str]:
    """Event codes in any modality."""
    return frozenset(event["code"] for event in row["events"])


def raised(row: Row) -> frozenset[str]:
    """Events stated or hinted: those that count against or for a customer."""
    return frozenset(event["code"] for event in row["events"] if event["modality"] in _RAISED)


def _with_modality(row: Row) -> frozenset[str]:
    return frozenset(f"{event['code']} {event['modality']}" for event in row["events"])


def sign(row: Row) -> frozenset[str]:
    """The sign of the sentiment."""
    return frozenset({_sign(row["sentiment"])})


def _sign(polarity: int) -> str:
    return "+" if polarity > 0 else "−" if polarity < 0 else "0"


def _aspects(row: Row) -> frozenset[str]:
    return frozenset(aspect["aspect"] for aspect in row["aspects"])


def _signed_aspects(row: Row) -> frozenset[str]:
    return frozenset(f"{aspect['aspect']} {_sign(aspect['polarity'])}" for aspect in row["aspects"])


def _object(row: Row) -> frozenset[str]:
    return frozenset({row["ci_object"] or "none"})


def _silent(pair: Pair) -> list[bool]:
    """No event raised where the gold raises none."""
    return [] if "events" not in pair.gold or raised(pair.gold) else [not raised(pair.found)]


def _unreal_kept(pair: Pair) -> list[bool]:
    """A denied or supposed event is not raised."""
    if all(event["modality"] in _RAISED for event in pair.gold.get("events", ())):
        return []
    return [not (raised(pair.found) - raised(pair.gold))]


def _exact_sentiment(pair: Pair) -> list[bool]:
    return [pair.gold["sentiment"] == pair.found["sentiment"]] if "sentiment" in pair.gold else []


def _answers(pair: Pair) -> Iterator[tuple[float | None, bool]]:
    """The intent, and each event that states a confidence of its own."""
    yield pair.found["confidence"], pair.gold["ci"] == pair.found["ci"]
    for event in pair.found["events"]:
        if "confidence" in event:
            yield event["confidence"], event["code"] in events(pair.gold)


def _gives(name: str) -> Callable[[Pair], bool]:
    return lambda pair: name in pair.gold


YARDSTICK = Yardstick(
    answers=_answers,
    labels={
        "intent": LabelSet(intent, single=True, averaged=_CLASSES),
        "direction": LabelSet(direction, single=True),
        "events": LabelSet(events, only=_gives("events")),
        "events_raised": LabelSet(raised, only=_gives("events")),
        "events_with_modality": LabelSet(_with_modality, only=_gives("events")),
        "sentiment": LabelSet(sign, single=True, only=_gives("sentiment")),
        "aspects": LabelSet(_aspects, only=_gives("aspects")),
        "aspects_with_sign": LabelSet(_signed_aspects, only=_gives("aspects")),
        "object": LabelSet(_object, single=True, only=lambda pair: bool(pair.gold.get("ci_object"))),
    },
    shares={
        "no_event_where_none": _silent,
        "denied_or_supposed_not_raised": _unreal_kept,
        "sentiment_exact": _exact_sentiment,
    },
)
