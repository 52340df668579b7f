"""The cooperation score: what the customer's messages intend, weighted by authority, confidence and age.

Source: correspondence.md section 5. 50 is neutral; None below three messages, for two mails say nothing about a will.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from docintel.assets import model_table
from docintel.credit.conduct import flag_values
from docintel.language.senders import authority
from docintel.records import Value

_NEUTRAL = Decimal(50)


def cooperation(customer: str, intents: Sequence[Value], as_of: date) -> Value | None:
    """The score 0–100 at a day, from intent values dated up to it; None with too few messages."""
    rules = model_table("measures.toml")["cooperation"]
    messages: dict[str, list[Value]] = defaultdict(list)
    for intent in sorted(intents, key=lambda value: (value.as_of, value.facts)):
        age = (as_of - intent.as_of).days
        if "side=customer" in intent.flags and 0 <= age <= rules["window"] and trend_confidence(intent) is not None:
            messages[flag_values(intent, "message")[0]].append(intent)
    if len(messages) < rules["minimum"]:
        return None
    weighted = [(_weight(as_of, found[0].as_of), message_intent(found)) for found in messages.values()]
    total = sum((weight for weight, _ in weighted), Decimal(0))
    mean = sum((weight * intent for weight, intent in weighted), Decimal(0)) / total
    score = (_NEUTRAL + _NEUTRAL * mean).quantize(Decimal("0.1"))
    facts = tuple(sorted({fact for found in messages.values() for intent in found for fact in intent.facts}))
    return Value(customer=customer, name="int.cooperation", value=score, unit="points", as_of=as_of, facts=facts)


def message_intent(intents: Sequence[Value]) -> Decimal:
    """One message's intent from -1 to 1: its utterances' scores weighted by authority and confidence."""
    scores = model_table("measures.toml")["cooperation"]["scores"]
    weighted = [(_standing(intent), Decimal(scores[str(intent.value)])) for intent in intents]
    total = sum((weight for weight, _ in weighted), Decimal(0))
    return sum((weight * score for weight, score in weighted), Decimal(0)) / total


def band(score: Decimal) -> tuple[str, str]:
    """The word for a score in Chinese and English."""
    bands = model_table("measures.toml")["cooperation"]["bands"]
    return next((zh, en) for floor, zh, en in bands if score >= Decimal(floor))


def _weight(as_of: date, day: date) -> Decimal:
    half_life = Decimal(model_table("measures.toml")["cooperation"]["half_life"])
    return Decimal("0.5") ** (Decimal((as_of - day).days) / half_life)


def _standing(intent: Value) -> Decimal:
    weight = Decimal(str(authority(flag_values(intent, "role")[0] or None)))
    return weight * (trend_confidence(intent) or Decimal(0))


def trend_confidence(intent: Value) -> Decimal | None:
    """The label's confidence where it may serve a trend; None below the floor of models/measures.toml."""
    said = flag_values(intent, "confidence")[0]
    floor = Decimal(model_table("measures.toml")["cooperation"]["confidence"])
    return Decimal(said) if said != "None" and Decimal(said) >= floor else None
