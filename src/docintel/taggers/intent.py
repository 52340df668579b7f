"""Cooperation intent, credit events, tone and promises in what a correspondent wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from docintel.assets import model_table
from docintel.language.segments import sentences
from docintel.language.senders import authority, is_lender, sender_role
from docintel.language.zones import Zone, zones
from docintel.records import AspectTone, Document, Event, Fact, MessageHeader, Promise, Span, Utterance
from docintel.taggers.acts import (
    decide_intent,
    find_aspects,
    find_events,
    find_object,
    sentiment_of,
    settled,
    strength_of,
)
from docintel.taggers.promises import Pledge, find_pledge
from docintel.taggers.utterances import Language, language_of_utterance, read_utterance

_SOURCE = "rules:intent@1"


@dataclass(frozen=True, slots=True)
class Tagged:
    """The labels of one sentence."""

    ci: str | None
    ci_object: str | None
    strength: float | None
    events: tuple[Event, ...]
    sentiment: int
    aspects: tuple[AspectTone, ...]
    confidence: float | None
    context_needed: bool
    rule: str | None
    pledge: Pledge | None


def tag_utterance(
    text: str,
    *,
    context: str | None = None,
    language: Language | None = None,
    sent: date | None = None,
    weight: float | None = None,
) -> Tagged:
    """The intent, events and tone of one sentence of a letter.

    `context` is an earlier line or a fact such as "overdue 12 days"; `sent` resolves "Thursday"; `weight` is the
    sender's authority (None: taken as authorised).
    """
    content = read_utterance(text, context=context, language=language or language_of_utterance(text), sent=sent)
    events = find_events(content)
    content = settled(content, events)
    code, rule = decide_intent(content, answers_request="request_open" in content.from_context)
    if (
        code == "CI-1"
        and weight is not None
        and weight < float(model_table("rules/intent.toml")["authority"]["commits"])
    ):
        code = "CI-2"
    aspects = find_aspects(content)
    return Tagged(
        ci=code,
        ci_object=find_object(rule, content) if code else None,
        strength=strength_of(code, rule, content, weight),
        events=() if code is None else events,
        sentiment=sentiment_of(code, events, aspects),
        aspects=aspects,
        confidence=_confidence(code, events),
        context_needed=bool(rule and any(choice & content.from_context for choice in rule.needs)),
        rule=rule.id if rule else None,
        pledge=find_pledge(content, code, events),
    )


def _confidence(code: str | None, events: tuple[Event, ...]) -> float:
    """The weakest of what is said: the intent's and each raised event's share right on held-out sentences."""
    table = model_table("rules/intent.toml")["confidence"]
    raised = [event.code for event in events if event.modality in ("stated", "hinted")]
    pooled = float(table["pooled_event"])
    said = (float(table["event"].get(event, pooled)) for event in raised)
    return min((float(table["ci"].get(code or "none", pooled)), *said))


class IntentTagger:
    """Labels what customers and counterparties wrote; quotes, signatures and the lender's own mails get none."""

    name = "intent"
    version = 1

    def tag(self, document: Document) -> Iterable[Fact]:
        """Utterances and promises of every message, in reading order."""
        for header in document.messages:
            if not header.automatic:
                yield from _tag_message(document, header)


def _tag_message(document: Document, header: MessageHeader) -> Iterator[Fact]:
    body = document.quote(header.span)
    parts = zones(body)
    signed = "\n".join(body[zone.start : zone.end] for zone in parts if zone.kind == "signature")
    if is_lender(signed):
        return
    role = sender_role(signed)
    for zone in parts:
        if zone.kind == "own":
            yield from _tag_zone(document, header, zone, authority(role) if role else None)


def _tag_zone(document: Document, header: MessageHeader, zone: Zone, weight: float | None) -> Iterator[Fact]:
    offset = header.span.start + zone.start
    text = document.text[offset : header.span.start + zone.end]
    for start, end in sentences(text, semicolons=True):
        span = Span(start=offset + start, end=offset + end)
        tagged = tag_utterance(document.quote(span), sent=_day(header.date), weight=weight)
        yield _utterance(document, header, span, tagged)
        if tagged.pledge is not None:
            yield _promise(document, header, span, tagged)


def _day(sent: datetime | None) -> date | None:
    return sent.date() if sent else None


def _utterance(document: Document, header: MessageHeader, span: Span, tagged: Tagged) -> Utterance:
    return Utterance.found(
        document,
        span,
        source=_SOURCE,
        confidence=tagged.confidence,
        message_id=header.message_id,
        sent=header.date,
        sender=header.sender,
        ci=tagged.ci,
        ci_object=tagged.ci_object,
        strength=tagged.strength,
        events=tagged.events,
        sentiment=tagged.sentiment,
        aspects=tagged.aspects,
        context_needed=tagged.context_needed,
    )


def _promise(document: Document, header: MessageHeader, span: Span, tagged: Tagged) -> Promise:
    assert tagged.pledge is not None
    return Promise.found(
        document,
        span,
        source=_SOURCE,
        confidence=tagged.confidence,
        message_id=header.message_id,
        sent=header.date,
        amount=tagged.pledge.amount,
        currency=tagged.pledge.currency,
        due=tagged.pledge.due,
    )
