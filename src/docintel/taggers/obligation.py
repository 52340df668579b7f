"""Obligations, prohibitions, permissions, rights, representations and conditions, sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from docintel.language.languages import sentence_language
from docintel.language.segments import sentences
from docintel.records import Deadline, Document, Obligation, Span
from docintel.taggers.bearers import bearer_of, counterparty_of
from docintel.taggers.deontics import Language
from docintel.taggers.unit_deadlines import deadline_of, find_deadlines
from docintel.taggers.units import Part, find_parts, view_of

Range = tuple[int, int]
_SOURCE = "rules:obligation@1"
_DETERMINER = re.compile(r"^(?:the|such|said|an?)\s+", re.IGNORECASE)
_LONGEST_SENTENCE = 4_000
#: Words of these blocks are agreed text; headings alone, page heads and mail envelopes bind nobody.
_CONTENT = frozenset({"clause", "paragraph", "list_item", "table"})


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
    rule: str
    bearer_inferred: bool = False


def units(sentence: str, *, language: Language | None = None) -> list[Unit]:
    """The deontic units of one sentence in order; an empty list is type NONE."""
    spoken = language or sentence_language(sentence)
    cut = [(start, _units(sentence[start:end], spoken)) for start, end in _stretches(sentence, 0, len(sentence))]
    return [_moved(unit, start) for start, found in cut for unit in found]


def _moved(unit: Unit, offset: int) -> Unit:
    if not offset:
        return unit
    cue, span = ((start + offset, end + offset) for start, end in (unit.cue_span, unit.span))
    return replace(unit, cue_span=cue, span=span)


def _units(sentence: str, spoken: Language) -> list[Unit]:
    view = view_of(sentence, spoken)
    parts = find_parts(view, spoken)
    deadlines = find_deadlines(sentence) if parts else []
    found: list[Unit] = []
    for part in parts:
        place, carried = bearer_of(view, spoken, part, bool(found))
        bearer = found[-1].bearer if carried else _name(sentence, place)
        towards = counterparty_of(view, spoken, (part.finding.end, part.span[1]), bearer)
        due = deadline_of(sentence, part.span, (part.finding.start, part.finding.end), deadlines)
        found.append(_unit(sentence, part, (bearer, _name(sentence, towards)), due, carried=carried))
    return found


def tag_line(sentence: str, *, language: Language | None = None) -> dict[str, Any]:
    """One line of `tag obligations`: the types a sentence carries (or NONE) and its units."""
    found = units(sentence, language=language)
    types = list(dict.fromkeys(unit.type for unit in found)) or ["NONE"]
    return {"types": types, "units": [_as_json(unit) for unit in found]}


def _as_json(unit: Unit) -> dict[str, Any]:
    due = unit.deadline
    return {
        "type": unit.type,
        "bearer": unit.bearer,
        "counterparty": unit.counterparty,
        "cue": unit.cue,
        "cue_span": list(unit.cue_span),
        "span": list(unit.span),
        "strength": unit.strength,
        "right_kind": unit.right_kind,
        "deadline": due
        and {
            "kind": due.kind,
            "text": due.text,
            "anchor": due.anchor,
            "offset": due.offset,
            "due": due.due and due.due.isoformat(),
        },
        "deadline_kind": due.kind if due else None,
        "confidence": unit.confidence,
    }


def _unit(
    sentence: str, part: Part, parties: tuple[str | None, str | None], due: Deadline | None, *, carried: bool
) -> Unit:
    finding = part.finding
    return Unit(
        type=finding.rule.type,
        bearer=parties[0],
        counterparty=parties[1],
        cue=sentence[finding.start : finding.end],
        cue_span=(finding.start, finding.end),
        span=part.span,
        strength=part.strength,
        right_kind=finding.rule.right,
        deadline=due,
        confidence=finding.rule.confidence,
        rule=finding.rule.id,
        bearer_inferred=carried,
    )


def _name(sentence: str, place: Range | None) -> str | None:
    return _DETERMINER.sub("", " ".join(sentence[slice(*place)].split())) if place else None


class ObligationTagger:
    """Finds the deontic units of a document's content; in mail they are declarations, not contract terms."""

    name = "obligation"
    version = 1

    def tag(self, document: Document) -> Iterator[Obligation]:
        """One fact for each unit, in reading order, its evidence the unit's stretch of the sentence."""
        clauses = _clause_numbers(document)
        for block in document.blocks:
            if block.kind in _CONTENT:
                yield from _tag_block(document, block.span, clauses)


def _tag_block(document: Document, block: Span, clauses: tuple[list[int], list[str]]) -> Iterator[Obligation]:
    text = document.quote(block)
    for start, end in sentences(text, semicolons=True):
        for unit in units(text[start:end]):
            yield _fact(document, block.start + start, unit, clauses)


def _stretches(text: str, start: int, end: int) -> Iterator[Range]:
    """A sentence whole; damaged text without a full stop for pages is cut at commas, or the time it takes squares."""
    while end - start > _LONGEST_SENTENCE:
        limit = start + _LONGEST_SENTENCE
        at = max(text.rfind(sign, start, limit) for sign in ",;，；") + 1
        at = at if at > start else limit
        yield start, at
        start = at
    yield start, end


def _clause_numbers(document: Document) -> tuple[list[int], list[str]]:
    """Where each numbered clause begins, for the reference an obligation carries."""
    numbered = [(block.span.start, block.number) for block in document.blocks if block.number]
    return [start for start, _ in numbered], [number for _, number in numbered]


def _fact(document: Document, offset: int, unit: Unit, clauses: tuple[list[int], list[str]]) -> Obligation:
    at = bisect_right(clauses[0], offset) - 1
    kind: Any = unit.type
    strength: Any = unit.strength
    right: Any = unit.right_kind
    return Obligation.found(
        document,
        Span(start=offset + unit.span[0], end=offset + unit.span[1]),
        source=_SOURCE,
        confidence=unit.confidence,
        type=kind,
        bearer=unit.bearer,
        bearer_inferred=unit.bearer_inferred,
        counterparty=unit.counterparty,
        cue=unit.cue,
        cue_start=offset + unit.cue_span[0],
        cue_end=offset + unit.cue_span[1],
        strength=strength,
        right_kind=right,
        deadline=unit.deadline,
        clause=clauses[1][at] if at >= 0 else None,
        force="correspondence" if document.message_at(offset) else "contract",
    )
