"""Obligations, prohibitions, permissions, rights, representations and conditions, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from docintel.encoder import Model
from docintel.language.fillers import Unwrapped
from docintel.language.languages import sentence_language
from docintel.language.segments import sentences
from docintel.records import Document, Obligation, Span
from docintel.taggers.deontics import Language
from docintel.taggers.long_lines import Stretch, read_whole
from docintel.taggers.unit_decisions import decided_units, read_units
from docintel.taggers.unit_rules import Unit, moved, stretches, units
from docintel.taggers.voices import Decide, asked_model

#: Words of these blocks are agreed text; headings alone, page heads and mail envelopes bind nobody.
_CONTENT = frozenset({"clause", "paragraph", "list_item", "table"})


def find_units(texts: Sequence[str], *, language: Language | None = None, decide: Decide = "both") -> list[list[Unit]]:
    """The deontic units of each sentence, in order; a sentence without any is type NONE.

    Without `language` each sentence has its own. The model reads all sentences in one call.
    """
    return decide_units(texts, asked_model(decide), language=language, decide=decide)


def decide_units(
    texts: Sequence[str], model: Model | None, *, language: Language | None = None, decide: Decide = "both"
) -> list[list[Unit]]:
    """The same with the model to ask; the rules stand alone without one."""
    pieces = [(number, start, text[start:end]) for number, text in enumerate(texts) for start, end in stretches(text)]
    read = read_whole(model, [piece for _, _, piece in pieces]) if model else [None] * len(pieces)
    found: list[list[Unit]] = [[] for _ in texts]
    for (number, start, piece), seen in zip(pieces, read, strict=True):
        said = _decided(piece, language or sentence_language(texts[number]), seen, decide)
        if model and decide == "both":
            said = [_settled(unit, model, sentence_language(piece)) for unit in said]
        found[number] += [moved(unit, start) for unit in said]
    return found


def _decided(piece: str, language: Language, seen: list[Stretch] | None, decide: Decide) -> list[Unit]:
    if seen is None:
        return units(piece, language=language)
    if decide == "model":
        return read_units(piece, language, seen)
    return decided_units(piece, language, units(piece, language=language), seen)


def _settled(unit: Unit, model: Model, language: Language) -> Unit:
    sure = unit.confidence
    return unit if sure is None else replace(unit, confidence=model.settled("units", language, sure))


def tag_line(sentence: str, *, language: Language | None = None, decide: Decide = "both") -> dict[str, Any]:
    """One line of `tag obligations`: the types a sentence carries (or NONE) and its units."""
    (found,) = find_units([sentence], language=language, decide=decide)
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
        "traces": [trace.model_dump(mode="json") for trace in unit.traces],
    }


class ObligationTagger:
    """Finds the deontic units of a document's content; in mail they are declarations, not contract terms."""

    name = "obligation"
    version = 2

    def __init__(self, *, decide: Decide = "both") -> None:
        self._decide: Decide = decide

    def tag(self, document: Document) -> Iterator[Obligation]:
        """One fact for each unit, in reading order, its evidence the unit's stretch of the sentence."""
        clauses = _clause_numbers(document)
        lines = list(_lines(document))
        found = find_units([line.text for _, line in lines], decide=self._decide)
        for (start, line), said in zip(lines, found, strict=True):
            for unit in said:
                yield _fact(document, (start, line), unit, clauses)


def _lines(document: Document) -> Iterator[tuple[int, Unwrapped]]:
    """The sentences of the content, each with its place in the text, line breaks inside of Chinese words mended."""
    for block in document.blocks:
        if block.kind in _CONTENT:
            text = document.quote(block.span)
            for start, end in sentences(text, semicolons=True):
                yield block.span.start + start, Unwrapped(text[start:end])


def _clause_numbers(document: Document) -> tuple[list[int], list[str]]:
    """Where each numbered clause begins, for the reference an obligation carries."""
    numbered = [(block.span.start, block.number) for block in document.blocks if block.number]
    return [start for start, _ in numbered], [number for _, number in numbered]


def _fact(
    document: Document, line: tuple[int, Unwrapped], unit: Unit, clauses: tuple[list[int], list[str]]
) -> Obligation:
    start, words = line
    (first, last), (cue, cue_end) = words.place(*unit.span), words.place(*unit.cue_span)
    at = bisect_right(clauses[0], start) - 1
    kind: Any = unit.type
    strength: Any = unit.strength
    right: Any = unit.right_kind
    return Obligation.found(
        document,
        Span(start=start + first, end=start + last),
        source=f"{'+'.join(trace.voice for trace in unit.traces)}:{ObligationTagger.name}@{ObligationTagger.version}",
        confidence=unit.confidence,
        type=kind,
        bearer=unit.bearer,
        bearer_inferred=unit.bearer_inferred,
        counterparty=unit.counterparty,
        cue=unit.cue,
        cue_start=start + cue,
        cue_end=start + cue_end,
        strength=strength,
        right_kind=right,
        deadline=unit.deadline,
        clause=clauses[1][at] if at >= 0 else None,
        force="correspondence" if document.message_at(start) else "contract",
        traces=unit.traces,
    )
