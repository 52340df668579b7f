"""Cooperation intent, credit events, tone and promises in what a correspondent wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from docintel.language.segments import sentences
from docintel.language.senders import authority, is_lender, sender_role
from docintel.language.zones import zones
from docintel.records import Document, Fact, MessageHeader, Promise, Span, Utterance
from docintel.taggers.situations import situation
from docintel.taggers.stance import Said, Tagged, tag_all
from docintel.taggers.utterances import Language
from docintel.taggers.voices import Decide, asked_model


def tag_utterance(
    text: str,
    *,
    context: str | None = None,
    language: Language | None = None,
    sent: date | None = None,
    weight: float | None = None,
    decide: Decide = "both",
) -> Tagged:
    """The intent, events and tone of one sentence of a letter.

    `context` is an earlier line or a fact such as "overdue 12 days"; `sent` resolves "Thursday"; `weight` is the
    sender's authority (None: taken as authorised).
    """
    (tagged,) = tag_utterances([Said(text, context, language, sent, weight)], decide)
    return tagged


def tag_utterances(lines: Sequence[Said], decide: Decide = "both") -> list[Tagged]:
    """The same of many sentences, read together."""
    return tag_all(lines, asked_model(decide), decide)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence stands."""

    header: MessageHeader
    span: Span


class IntentTagger:
    """Labels what customers and counterparties wrote; quotes, signatures and the lender's own mails get none."""

    name = "intent"
    version = 2

    def tag(self, document: Document, decide: Decide = "both") -> Iterable[Fact]:
        """Utterances and promises of every message, in reading order."""
        found = [
            (place, said)
            for header in document.messages
            if not header.automatic
            for place, said in _sentences(document, header)
        ]
        if not found:
            return
        # one call for the whole document: the model reads many lines faster than one by one
        model = asked_model(decide)
        source = f"{'rules' if model is None else 'rules+model'}:intent@{self.version}"
        for (place, _), tagged in zip(found, tag_all([said for _, said in found], model, decide), strict=True):
            yield _utterance(document, place, tagged, source)
            if tagged.pledge is not None:
                yield _promise(document, place, tagged, source)


def _sentences(document: Document, header: MessageHeader) -> Iterator[tuple[_Place, Said]]:
    body = document.quote(header.span)
    parts = zones(body)
    signed = "\n".join(body[zone.start : zone.end] for zone in parts if zone.kind == "signature")
    if is_lender(signed):
        return
    role = sender_role(signed)
    weight = authority(role) if role else None
    context = situation(document, header)
    for zone in parts:
        if zone.kind == "own":
            offset = header.span.start + zone.start
            for start, end in sentences(body[zone.start : zone.end], semicolons=True):
                span = Span(start=offset + start, end=offset + end)
                yield _Place(header, span), Said(document.quote(span), context, None, _day(header.date), weight)


def _day(sent: datetime | None) -> date | None:
    return sent.date() if sent else None


def _utterance(document: Document, place: _Place, tagged: Tagged, source: str) -> Utterance:
    return Utterance.found(
        document,
        place.span,
        source=source,
        confidence=tagged.weakest,
        message_id=place.header.message_id,
        sent=place.header.date,
        sender=place.header.sender,
        ci=tagged.ci,
        ci_object=tagged.ci_object,
        strength=tagged.strength,
        events=tagged.events,
        sentiment=tagged.sentiment,
        aspects=tagged.aspects,
        context_needed=tagged.context_needed,
        traces=tagged.traces,
    )


def _promise(document: Document, place: _Place, tagged: Tagged, source: str) -> Promise:
    assert tagged.pledge is not None
    return Promise.found(
        document,
        place.span,
        source=source,
        confidence=tagged.weakest,
        message_id=place.header.message_id,
        sent=place.header.date,
        amount=tagged.pledge.amount,
        currency=tagged.pledge.currency,
        due=tagged.pledge.due,
    )
