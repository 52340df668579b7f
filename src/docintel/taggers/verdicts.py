"""What a voice says of one sentence, and how two voices become one answer.

The model decides. A rule that spoke is a second witness: its answer is weighed by how often that rule was right on the
training sentences (`votes` in models/rules/intent.toml), so a rule that nearly always is right outweighs a model in
doubt and never one that is sure. Ties that hang on a fact beside the sentence ("third request") are settled by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import exp, log
from typing import Any, cast

from docintel.assets import model_table
from docintel.encoder import Reading
from docintel.records import AspectTone
from docintel.records.correspondence import Modality
from docintel.taggers.acts import Rule, decide_intent, find_aspects, find_events, find_object, sentiment_of, settled
from docintel.taggers.utterances import Content

_RULES = "rules/intent.toml"
#: A probability is kept this far from 0 and 1 before it is weighed.
_EDGE = 1e-4


@dataclass(frozen=True, slots=True)
class Heard:
    """An event that a voice hears, with how it is spoken of and how surely."""

    code: str
    modality: Modality
    confidence: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answers to every question about a sentence, before values are attached; `confidence` is the intent's."""

    ci: str | None
    confidence: float
    ci_object: str | None
    events: tuple[Heard, ...]
    sentiment: int
    aspects: tuple[AspectTone, ...]
    rule: Rule | None = None


def by_rules(content: Content) -> Verdict:
    """What the rules say, each answer with its share right on held-out sentences."""
    table = model_table(_RULES)["confidence"]
    pooled = float(table["pooled_event"])
    events = find_events(content)
    content = settled(content, events)
    code, rule = decide_intent(content, answers_request="request_open" in content.from_context)
    aspects = find_aspects(content)
    return Verdict(
        ci=code,
        confidence=float(table["ci"].get(code or "none", pooled)),
        ci_object=find_object(rule, content) if code else None,
        events=tuple(Heard(e.code, e.modality, float(table["event"].get(e.code, pooled))) for e in events),
        sentiment=sentiment_of(code, events, aspects),
        aspects=aspects,
        rule=rule,
    )


def by_model(reading: Reading, rules: Verdict) -> Verdict:
    """What the model says; the rules answer for a head that it lacks."""
    verdict = rules
    if reading.intent:
        code = _likeliest(reading.intent)
        verdict = replace(verdict, ci=_named(code), confidence=reading.intent[code])
    if reading.objects:
        verdict = replace(verdict, ci_object=_named(_likeliest(reading.objects)))
    if reading.event_scores:
        verdict = replace(verdict, events=_heard(reading))
    if reading.sentiment:
        verdict = replace(verdict, sentiment=_likeliest(reading.sentiment), aspects=_tones(reading))
    return verdict


def by_both(content: Content, rules: Verdict, reading: Reading) -> Verdict:
    """The model's answers after hearing the rules."""
    verdict = by_model(reading, rules)
    if reading.intent:
        chances = _settle_ties(_weigh_intent(reading.intent, rules), content)
        code = _likeliest(chances)
        verdict = replace(verdict, ci=_named(code), confidence=round(chances[code], 4))
    if reading.event_scores:
        verdict = replace(verdict, events=_weigh_events(reading, rules))
    heard = {aspect.aspect for aspect in verdict.aspects}
    missed = tuple(aspect for aspect in rules.aspects if aspect.aspect not in heard)
    # the rules seldom hear an aspect, and where they do they are right about its tone more often than the model
    told = any(aspect.polarity for aspect in rules.aspects)
    sentiment = rules.sentiment if told else verdict.sentiment
    return replace(verdict, sentiment=sentiment, aspects=(*verdict.aspects, *missed))


def _weigh_intent(chances: Mapping[str, float], rules: Verdict) -> dict[str, float]:
    """The model's distribution times the rule's vote; the other answers share what the rule leaves."""
    votes = model_table(_RULES)["votes"]
    if rules.rule is None:
        return dict(chances)
    answer = rules.ci or "none"
    # a rule too seldom heard to have a share of its own is as good a witness as the others with its answer
    share = votes["ci"].get(rules.rule.id, votes["answer"][answer])
    others = (1 - share) / (len(chances) - 1)
    raised = {
        code: max(chance, _EDGE) * (share if code == answer else others) ** votes["weight"]
        for code, chance in chances.items()
    }
    whole = sum(raised.values())
    return {code: chance / whole for code, chance in raised.items()}


def _settle_ties(chances: dict[str, float], content: Content) -> dict[str, float]:
    """Moves the chance of an answer that a known fact rules out to the one it asks for (domain note, 3, tie rules)."""
    for tie in model_table(_RULES)["ties"]:
        if tie["fact"] in content.from_context and not content.labels & set(tie["without"]):
            for code in tie["given"]:
                moved = chances[code] * float(tie["share"])
                chances[code] -= moved
                chances[tie["then"]] += moved
    return chances


def _weigh_events(reading: Reading, rules: Verdict) -> tuple[Heard, ...]:
    """The model's events, and the rules' where both voices make them likely; a denial that a rule saw holds."""
    votes = model_table(_RULES)["votes"]
    found = {event.code: event for event in _heard(reading)}
    for said in rules.events:
        chance = _raised(reading.event_scores.get(said.code, 0.0), said.code)
        held = found.get(said.code)
        if held is not None:
            modality = "denied" if said.modality == "denied" else held.modality
            found[said.code] = Heard(said.code, modality, max(chance, held.confidence))
        elif chance >= votes["event_from"]:
            found[said.code] = replace(said, confidence=chance)
    if "EV-10" in found and "EV-01" not in {said.code for said in rules.events}:
        # what is paid is promised no more; a sentence that does both has words of promise that the rules know
        found.pop("EV-01", None)
    return tuple(found[code] for code in sorted(found))


def _raised(chance: float, code: str) -> float:
    """The chance of an event that the rules hear too: the model's odds, raised by how telling such a rule is."""
    votes = model_table(_RULES)["votes"]
    share = votes["event"].get(code)
    if share is None:
        return chance
    telling = _logit(share) - _logit(votes["event_base"])
    return round(1 / (1 + exp(-_logit(chance) - votes["weight"] * telling)), 4)


def _logit(chance: float) -> float:
    kept = min(max(chance, _EDGE), 1 - _EDGE)
    return log(kept / (1 - kept))


def _heard(reading: Reading) -> tuple[Heard, ...]:
    return tuple(Heard(event.code, cast("Modality", event.modality), event.confidence) for event in reading.events)


def _tones(reading: Reading) -> tuple[AspectTone, ...]:
    return tuple(
        AspectTone.model_validate(
            {"aspect": said.aspect, "polarity": said.polarity, "kind": said.kind, "target": said.target}
        )
        for said in reading.aspects
    )


def _likeliest(chances: Mapping[Any, float]) -> Any:
    return max(chances, key=lambda answer: chances[answer])


def _named(answer: str) -> str | None:
    return None if answer == "none" else answer
