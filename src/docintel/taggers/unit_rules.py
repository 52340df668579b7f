"""The deontic units of a sentence as the rules read it: cue, bearer, other party, time limit and strength."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from docintel.language.languages import sentence_language
from docintel.records import Deadline, Trace
from docintel.taggers.bearers import bearer_of, counterparty_of
from docintel.taggers.deontics import Language
from docintel.taggers.unit_deadlines import deadline_of, find_deadlines
from docintel.taggers.units import Part, find_parts, view_of

Range = tuple[int, int]
_DETERMINER = re.compile(r"^(?:the|such|said|an?)\s+", re.IGNORECASE)
_LONGEST_SENTENCE = 4_000


@dataclass(frozen=True, slots=True)
class Unit:
    """One deontic unit of a sentence; offsets count from the start of the sentence."""

    type: str
    bearer: str | None
    counterparty: str | None
    cue: str
    cue_span: Range
    span: Range
    strength: str
    right_kind: str | None
    deadline: Deadline | None
    confidence: float | None
    traces: tuple[Trace, ...]
    bearer_inferred: bool = False


def units(sentence: str, *, language: Language | None = None) -> list[Unit]:
    """The deontic units of one sentence in order; an empty list is type NONE."""
    spoken = language or sentence_language(sentence)
    cut = [(start, _units(sentence[start:end], spoken)) for start, end in stretches(sentence)]
    return [moved(unit, start) for start, found in cut for unit in found]


def moved(unit: Unit, offset: int) -> Unit:
    """The unit of a stretch that begins `offset` characters into the sentence."""
    if not offset:
        return unit
    cue, span = ((start + offset, end + offset) for start, end in (unit.cue_span, unit.span))
    return replace(unit, cue_span=cue, span=span)


def party_name(sentence: str, place: Range | None) -> str | None:
    """A party as the sentence names it, without its article."""
    return _DETERMINER.sub("", " ".join(sentence[slice(*place)].split())) or None if place else None


def _units(sentence: str, spoken: Language) -> list[Unit]:
    view = view_of(sentence, spoken)
    parts = find_parts(view, spoken)
    deadlines = find_deadlines(sentence) if parts else []
    found: list[Unit] = []
    for part in parts:
        place, carried = bearer_of(view, spoken, part, bool(found))
        bearer = found[-1].bearer if carried else party_name(sentence, place)
        towards = counterparty_of(view, spoken, (part.finding.end, part.span[1]), bearer)
        due = deadline_of(sentence, part.span, (part.finding.start, part.finding.end), deadlines)
        found.append(_unit(sentence, part, (bearer, party_name(sentence, towards)), due, carried=carried))
    return found


def _unit(
    sentence: str, part: Part, parties: tuple[str | None, str | None], due: Deadline | None, *, carried: bool
) -> Unit:
    finding = part.finding
    rule = finding.rule
    return Unit(
        type=rule.type,
        bearer=parties[0],
        counterparty=parties[1],
        cue=sentence[finding.start : finding.end],
        cue_span=(finding.start, finding.end),
        span=part.span,
        strength=part.strength,
        right_kind=rule.right,
        deadline=due,
        confidence=rule.confidence,
        traces=(Trace(voice="rules", question="type", answer=rule.type, confidence=rule.confidence, rule=rule.id),),
        bearer_inferred=carried,
    )


def stretches(text: str) -> Iterator[Range]:
    """A sentence whole; damaged text without a full stop for pages is cut at commas, or the time it takes squares."""
    start, end = 0, len(text)
    while end - start > _LONGEST_SENTENCE:
        limit = start + _LONGEST_SENTENCE
        at = max(text.rfind(sign, start, limit) for sign in ",;，；") + 1
        at = at if at > start else limit
        yield start, at
        start = at
    yield start, end
