"""Intent, events, tone and aspects of sentences: rules find candidates and values, the model decides, both are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Literal

from docintel.assets import model_table
from docintel.encoder import Line, Model, Reading
from docintel.language.languages import sentence_language
from docintel.records import AspectTone, Event, Trace
from docintel.taggers.acts import slots, strength_of
from docintel.taggers.promises import Pledge, find_pledge
from docintel.taggers.utterances import Content, Language, language_of_utterance, read_utterance
from docintel.taggers.verdicts import Verdict, by_both, by_model, by_rules
from docintel.taggers.voices import Decide


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with what is known beside it.

    `context` is an earlier line or a fact such as "overdue 12 days"; `sent` resolves "Thursday"; `weight` is the
    sender's authority (None: taken as authorised).
    """

    text: str
    context: str | None = None
    language: Language | None = None
    sent: date | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Tagged:
    """The labels of one sentence.

    `confidence` is that of the intent, `weakest` the smallest among it and the raised events.
    """

    ci: str | None
    ci_object: str | None
    strength: float | None
    events: tuple[Event, ...]
    sentiment: int
    aspects: tuple[AspectTone, ...]
    confidence: float | None
    weakest: float | None
    context_needed: bool
    rule: str | None
    pledge: Pledge | None
    traces: tuple[Trace, ...]


def tag_all(lines: Sequence[Said], model: Model | None, decide: Decide) -> list[Tagged]:
    """The labels of each sentence, in the same order; without a model the rules stand alone."""
    if model is None or decide == "rules":
        return [_tag(said, None, decide) for said in lines]
    readings = model.read([Line(said.text, said.context) for said in lines])
    return [_tag(said, (model, reading), decide) for said, reading in zip(lines, readings, strict=True)]


def _tag(said: Said, read: tuple[Model, Reading] | None, decide: Decide) -> Tagged:
    language = said.language or language_of_utterance(said.text)
    content = read_utterance(said.text, context=said.context, language=language, sent=said.sent)
    rules = by_rules(content)
    if read is None:
        return _tagged(content, rules, said.weight, tuple(_traces("rules", rules)))
    voice, reading = read
    model = by_model(reading, rules)
    verdict = model if decide == "model" else _settled(by_both(content, rules, reading), voice, said.text)
    # a head that the model lacks said nothing, whatever the rules put in its place
    heard = [
        trace for trace in _traces("model", model) if (reading.intent if trace.question == "ci" else reading.events)
    ]
    return _tagged(content, verdict, said.weight, (*_traces("rules", rules), *heard))


def _settled(verdict: Verdict, model: Model, text: str) -> Verdict:
    """A verdict of both voices, as sure of each answer as such answers were right on held-out lines."""
    settled = partial(model.settled, "events", sentence_language(text))
    events = tuple(replace(heard, confidence=settled(heard.confidence)) for heard in verdict.events)
    sure = model.settled("intent", sentence_language(text), verdict.confidence)
    return replace(verdict, confidence=sure, events=events)


def _tagged(content: Content, verdict: Verdict, weight: float | None, traces: tuple[Trace, ...]) -> Tagged:
    """A verdict with the values that rules read beside it: amounts, days, strength and the promise for the ledger."""
    rule = verdict.rule if verdict.rule and verdict.rule.then.get("code") == verdict.ci else None
    verdict = _authorised(verdict, weight)
    events = tuple(
        Event(code=heard.code, modality=heard.modality, slots=slots(heard.code, content)) for heard in verdict.events
    )
    raised = (heard.confidence for heard in verdict.events if heard.modality in ("stated", "hinted"))
    return Tagged(
        ci=verdict.ci,
        ci_object=verdict.ci_object if verdict.ci else None,
        strength=strength_of(verdict.ci, rule, content, weight),
        events=() if verdict.ci is None else events,
        sentiment=verdict.sentiment,
        aspects=verdict.aspects,
        confidence=verdict.confidence,
        weakest=min((verdict.confidence, *raised)),
        context_needed=bool(rule and any(choice & content.from_context for choice in rule.needs)),
        rule=rule.id if rule else None,
        pledge=find_pledge(content, verdict.ci, events),
        traces=traces,
    )


def _authorised(verdict: Verdict, weight: float | None) -> Verdict:
    """A commitment of somebody who cannot commit the company is interest (domain note, 3)."""
    commits = float(model_table("rules/intent.toml")["authority"]["commits"])
    unauthorised = verdict.ci == "CI-1" and weight is not None and weight < commits
    return replace(verdict, ci="CI-2") if unauthorised else verdict


def _traces(voice: Literal["rules", "model"], verdict: Verdict) -> Iterator[Trace]:
    rule = verdict.rule.id if voice == "rules" and verdict.rule else None
    yield Trace(voice=voice, question="ci", answer=verdict.ci, confidence=verdict.confidence, rule=rule)
    for heard in verdict.events:
        yield Trace(voice=voice, question=heard.code, answer=heard.modality, confidence=heard.confidence)
