"""From the content of a sentence to its labels: cooperation intent, credit events, aspect tones, strength.

The rules are data (models/rules/intent.toml) and speak of cue classes only, so the same act gets the same label in
Chinese and in English.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from docintel.assets import model_table
from docintel.records import AspectTone, Event
from docintel.taggers.utterances import Content

_RULES = "rules/intent.toml"
_HEDGES = frozenset({"try", "condition", "soon", "think"})
_POLITE = frozenset({
    "thanks", "us", "softener", "request", "boilerplate", "great", "lender_act", "interest",
    "project", "terms", "meeting",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """Classes that must all be there ("a|b": one of them), classes that must not, and what then holds."""

    id: str
    needs: tuple[frozenset[str], ...]
    without: frozenset[str]
    then: dict[str, Any]

    def fits(self, labels: frozenset[str]) -> bool:
        """Whether a sentence with these classes is one the rule speaks of."""
        return not (self.without & labels) and all(choice & labels for choice in self.needs)


@cache
def _rules(section: str) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            id=entry.get("id", entry.get("code", "")),
            needs=tuple(frozenset(choice.split("|")) for choice in entry["needs"]),
            without=frozenset(entry.get("without", ())),
            then=entry,
        )
        for entry in model_table(_RULES)[section]
    )


def is_courtesy(content: Content) -> bool:
    """Thanks and good wishes and nothing else: no label at all."""
    meant = content.labels - content.from_context
    return "thanks" in meant and meant <= _POLITE


def settled(content: Content, events: tuple[Event, ...]) -> Content:
    """The content without the events that the rest of the sentence explained away."""
    marks = {"stated": "", "hinted": "~"}
    raised = {event.code + marks[event.modality] for event in events if event.modality in marks}
    labels = {label for label in content.labels if not label.startswith("EV-")} | raised
    return replace(content, labels=frozenset(labels))


def decide_intent(content: Content, *, answers_request: bool) -> tuple[str | None, Rule | None]:
    """The CI code of a sentence and the rule that gave it; None for courtesy, CI-4 when nothing else speaks."""
    labels = content.labels if answers_request else content.labels - {"request_open"}
    if is_courtesy(content):
        return None, None
    for rule in _rules("rules"):
        if rule.fits(labels):
            return rule.then.get("code"), rule
    return "CI-4", None


def find_events(content: Content) -> tuple[Event, ...]:
    """Every credit event a sentence speaks of, once each, with how it is spoken of.

    The frames say which; the event rules then drop or weaken one that the rest of the sentence explains otherwise.
    """
    found: dict[str, Any] = {frame.label: frame.modality for frame in content.frames if frame.label.startswith("EV-")}
    for rule in _rules("events"):
        code = rule.then["code"]
        if code in found and rule.fits(content.labels):
            found[code] = rule.then["modality"]
    return tuple(
        Event(code=code, modality=found[code], slots=slots(code, content))
        for code in sorted(found)
        if found[code] != "none"
    )


def slots(code: str, content: Content) -> dict[str, str]:
    """The values beside an event: amount and currency, day, reason, proof of payment, the role concerned."""
    found: dict[str, str] = {}
    exact = [amount for amount in content.amounts if amount.value is not None]
    # "of 9m we pay 3m now; may the other 6m wait": what is asked stands last.
    amount = (exact[-1] if code == "EV-02" else exact[0]) if exact else None
    if amount is not None:
        found["amount"] = format(amount.value, "f")
        found |= {"currency": amount.currency} if amount.currency else {}
    days = [day.value for day in content.days if day.value is not None]
    if days and code == "EV-02":
        found["new_date"] = days[-1].isoformat()
        found |= {"due_date": days[0].isoformat()} if len(days) > 1 else {}
    elif days:
        found["date"] = days[0].isoformat()
    reasons = model_table(_RULES)["reasons"]
    reason = next((name for name, classes in reasons.items() if content.labels & set(classes)), None)
    if reason is not None and code in ("EV-02", "EV-04", "EV-07", "EV-22"):
        found["reason"] = reason
    if code == "EV-10" and content.words.get("proof"):
        found["proof"] = content.words["proof"][0]
    if code == "EV-07" and content.words.get("role"):
        found["person_role"] = content.words["role"][0]
    return found


def find_aspects(content: Content) -> tuple[AspectTone, ...]:
    """How the sentence speaks of price, service, payment, project …; the stronger tone wins inside an aspect."""
    found: dict[str, AspectTone] = {}
    for rule in _rules("aspects"):
        then = rule.then
        held = found.get(then["aspect"])
        if rule.fits(content.labels) and (held is None or abs(then["polarity"]) > abs(held.polarity)):
            found[then["aspect"]] = AspectTone(
                aspect=then["aspect"],
                polarity=then["polarity"],
                kind=then.get("kind", "state"),
                target=then.get("target", "customer"),
            )
    return tuple(found.values())


def find_object(rule: Rule | None, content: Content) -> str | None:
    """What the act is about: payment, information, meeting, loan, project, contract, relationship."""
    table = model_table(_RULES)["objects"]
    given = rule.then.get("object") if rule else None
    if given is not None:
        return str(given)
    return next((name for name in table["order"] if content.labels & set(table[name])), None)


def strength_of(code: str | None, rule: Rule | None, content: Content, weight: float | None) -> float | None:
    """How specific and binding the act is, 0.1 to 1: day, amount or deliverable, authority, proof a quarter each."""
    if code is None:
        return None
    if rule is not None and "strength" in rule.then:
        return float(rule.then["strength"])
    labels = content.labels
    points = 0.25 * sum((
        "date" in labels or "done" in labels,
        "amount" in labels or bool(labels & {"money", "info", "sign"}),
        weight is None or weight >= 0.8,
        ("proof" in labels and bool(labels & {"done", "deliver"})) or ("deliver" in labels and "info" in labels),
    ))  # fmt: skip
    hedged = 0.2 if labels & _HEDGES else 0.0
    return round(max(0.1, points - hedged), 2)


def sentiment_of(code: str | None, events: tuple[Event, ...], aspects: tuple[AspectTone, ...]) -> int:
    """The tone −2 … +2: the strongest of the aspects, the raised events and the intent; of equals the darker."""
    table = model_table(_RULES)["polarity"]
    tones = [aspect.polarity for aspect in aspects]
    if not any(tones):
        spoken = [event.code for event in events if event.modality == "stated"]
        tones = [int(table.get(label, 0)) for label in (*spoken, code)]
    return min(tones, key=lambda tone: (-abs(tone), tone), default=0)
