"""Deontic units by rules and model together: rules propose, guard and compute, the model decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docintel.language import deadlines
from docintel.records import Deadline, Trace
from docintel.taggers.bearers import counterparty_of
from docintel.taggers.deontics import Language, is_power
from docintel.taggers.long_lines import Stretch
from docintel.taggers.unit_deadlines import deadline_at, find_deadlines
from docintel.taggers.unit_readings import Seen, Sight, guarded, sight_of
from docintel.taggers.unit_rules import Unit, party_name
from docintel.taggers.units import clause_starts, strength_in, unit_spans, view_of

Range = tuple[int, int]
#: A unit that only one side sees needs so much: on the development lines the types score best there. What the rules
#: alone see is right four times in five above it, and one time in five below.
_LIKELY = {"rules": 0.5, "model": 0.4}


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with what both sides are looked up in."""

    words: str
    view: str
    language: Language
    limits: list[deadlines.Deadline]


@dataclass(frozen=True, slots=True)
class _Found:
    """A unit decided on: its cue and type, how surely, and what the rules and the model say of that cue."""

    cue: Range
    type: str
    confidence: float | None
    ruled: Unit | None
    seen: Seen | None


def read_units(sentence: str, language: Language, stretches: Sequence[Stretch]) -> list[Unit]:
    """The units as the model alone sees them."""
    text = _Sentence(sentence, view_of(sentence, language), language, find_deadlines(sentence))
    sight = sight_of(text.view, language, stretches)
    return _built(text, [_Found(one.cue, one.type, one.confidence, None, one) for one in sight.units])


def decided_units(sentence: str, language: Language, ruled: Sequence[Unit], stretches: Sequence[Stretch]) -> list[Unit]:
    """The units as rules and model together see them, in text order."""
    text = _Sentence(sentence, view_of(sentence, language), language, find_deadlines(sentence))
    sight = sight_of(text.view, language, stretches)
    found = _decided(ruled, guarded(text.view, language, sight), sight)
    return _built(text, sorted(found, key=lambda one: one.cue))


def _decided(ruled: Sequence[Unit], seen: Sequence[Seen], sight: Sight) -> Iterator[_Found]:
    left = list(ruled)
    for one in seen:
        partner = next((unit for unit in left if _overlap(unit.cue_span, one.cue)), None)
        if partner is not None:
            left.remove(partner)
        if partner is not None or one.confidence >= _LIKELY["model"]:
            yield _surer(one, partner)
    for unit in left:
        likely = _likelihood(unit, sight)
        if likely >= _LIKELY["rules"]:
            yield _Found(unit.cue_span, unit.type, likely, unit, None)


def _surer(seen: Seen, ruled: Unit | None) -> _Found:
    """The model's type, unless a rule of higher measured precision says another; where they agree, both must err."""
    precision = (ruled.confidence if ruled else None) or 0.0
    if ruled is not None and ruled.type == seen.type:
        sure = round(1 - (1 - precision) * (1 - seen.confidence), 4)
        return _Found(seen.cue, seen.type, sure, ruled, seen)
    if ruled is not None and precision > seen.confidence:
        return _Found(ruled.cue_span, ruled.type, ruled.confidence, ruled, seen)
    return _Found(seen.cue, seen.type, seen.confidence, ruled, seen)


def _likelihood(unit: Unit, sight: Sight) -> float:
    """Of a unit without the model's trigger: between the rule's precision and the model's probability of its type."""
    return round(((unit.confidence or 0.0) + sight.types.get(unit.type, 0.0)) / 2, 4)


def _built(text: _Sentence, found: Sequence[_Found]) -> list[Unit]:
    starts = clause_starts(text.view, text.language)
    cues = [(one.cue, max((start for start in starts if start <= one.cue[0]), default=0)) for one in found]
    spans = unit_spans(text.view, text.language, cues)
    return [_unit(text, one, span) for one, span in zip(found, spans, strict=True)]


def _unit(text: _Sentence, found: _Found, span: Range) -> Unit:
    bearer, inferred = _bearer(text, found, span)
    towards = counterparty_of(text.view, text.language, (found.cue[1], span[1]), bearer)
    return Unit(
        type=found.type,
        bearer=bearer,
        counterparty=party_name(text.words, towards),
        cue=text.words[slice(*found.cue)],
        cue_span=found.cue,
        span=span,
        strength=_strength(text, found, span),
        right_kind=_right(text, found),
        deadline=_deadline(text, found),
        confidence=found.confidence,
        traces=_traces(found),
        bearer_inferred=inferred,
    )


def _bearer(text: _Sentence, found: _Found, span: Range) -> tuple[str | None, bool]:
    """Who bears the unit, and whether the name stands outside of its own words."""
    if found.seen is None:
        ruled = found.ruled
        return (ruled.bearer, ruled.bearer_inferred) if ruled else (None, False)
    place = found.seen.bearer
    return party_name(text.words, place), place is not None and not span[0] <= place[0] < span[1]


def _deadline(text: _Sentence, found: _Found) -> Deadline | None:
    if found.seen is None:
        return found.ruled.deadline if found.ruled else None
    place, kind = found.seen.deadline, found.seen.deadline_kind
    if place is None or kind is None:
        return None
    # the model finds the words better, the rules know better what kind they are
    ruled = found.ruled.deadline if found.ruled else None
    words = text.words[slice(*place)]
    same = ruled is not None and (ruled.text in words or words in ruled.text)
    return deadline_at(text.words, place, ruled.kind if ruled and same else kind, text.limits)


def _strength(text: _Sentence, found: _Found, span: Range) -> str:
    """Wording that lowers the strength is rare and fixed: the rules know it better than the model."""
    if found.ruled is not None:
        return found.ruled.strength
    return strength_in(text.view, text.language, span)


def _right(text: _Sentence, found: _Found) -> str | None:
    if found.type != "ENT":
        return None
    if found.ruled is not None and found.ruled.right_kind is not None:
        return found.ruled.right_kind
    return "power" if is_power(text.view, text.language, found.cue[1]) else "claim"


def _traces(found: _Found) -> tuple[Trace, ...]:
    said = found.ruled.traces if found.ruled else ()
    if found.seen is None:
        return said
    return (*said, Trace(voice="model", question="type", answer=found.seen.type, confidence=found.seen.confidence))


def _overlap(first: Range, second: Range) -> bool:
    return first[0] < second[1] and second[0] < first[1]
