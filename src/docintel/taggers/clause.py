"""Finds the clauses of a contract and says what types of clause they are, with the values and the traps in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from docintel.encoder import Model
from docintel.language.contract_types import contract_type
from docintel.language.fillers import Unwrapped
from docintel.language.languages import sentence_language
from docintel.language.outline import Section, sections
from docintel.language.patterns import view
from docintel.records import Clause, ClauseKey, Document, Span
from docintel.taggers.clause_decisions import CANDIDATE, SURE, decided_keys, likeliest, listed
from docintel.taggers.clause_types import clause_types, is_definition, keys_of
from docintel.taggers.flags import flags_of
from docintel.taggers.long_lines import Stretch, read_whole
from docintel.taggers.slots import slots_of
from docintel.taggers.voices import Decide, asked_model

#: A clause is listed under its surest types only; beyond four (clauses.md section 6) a label says nothing.
_MOST_KEYS = 4
_FEWEST_WORDS = 8


@dataclass(frozen=True, slots=True)
class _Passage:
    """A section that is long enough to be a clause; `words` as `view` shows them."""

    section: Section
    words: str


class ClauseTagger:
    """Clause facts of a contract, in reading order; a document that is no contract yields none."""

    name = "clause"
    version = 2

    def __init__(self, *, decide: Decide = "both") -> None:
        self._decide: Decide = decide

    def tag(self, document: Document) -> Iterator[Clause]:
        """Every clause of a known type; a clause of no known type makes no claim and is not listed."""
        contract = contract_type(document)
        if contract is None:
            return
        passages = list(_passages(document))
        model = asked_model(self._decide)
        read = (
            read_whole(model, [_line(document, one.section) for one in passages]) if model else [None] * len(passages)
        )
        for passage, seen in zip(passages, read, strict=True):
            keys = self._keys(passage, contract, seen, model)
            if keys:
                yield self._found(document, passage, keys, contract)

    def _keys(
        self, passage: _Passage, contract: str, seen: list[Stretch] | None, model: Model | None
    ) -> list[ClauseKey]:
        """What a passage may be; under definitions it is nothing, and no type of another kind of contract."""
        ruled = keys_of(passage.section, view(passage.section.heading or ""), passage.words, contract)
        if seen is None or model is None:
            return ruled[:_MOST_KEYS]
        if is_definition(passage.section) and self._decide == "both":
            return []
        possible = [key for key, one in clause_types().items() if one.applies_to(contract)]
        precisions = {key.key: key.confidence or 0.0 for key in ruled}
        settled = partial(model.settled, "clauses", sentence_language(passage.words))
        scored = decided_keys(precisions, likeliest(seen, "clauses"), possible, decide=self._decide, settled=settled)
        return listed(scored, CANDIDATE)[:_MOST_KEYS]

    def _found(self, document: Document, passage: _Passage, keys: list[ClauseKey], contract: str) -> Clause:
        section = passage.section
        sure = listed(keys, SURE)
        slots = slots_of(document, section, sure)
        voices = [name for name in ("rules", "model") if any(getattr(key, name) is not None for key in keys)]
        return Clause.found(
            document,
            Span(start=section.start, end=section.end),
            source=f"{'+'.join(voices)}:{self.name}@{self.version}",
            confidence=keys[0].confidence,
            number=section.number,
            heading=section.heading,
            path=section.path,
            keys=tuple(keys),
            slots=tuple(slots),
            flags=tuple(flags_of(passage.words, sure, slots, contract)),
        )


def _passages(document: Document) -> Iterator[_Passage]:
    for section in sections(document):
        words = view(Unwrapped(document.text[section.heading_end : section.end]).text)
        if len(words.strip()) >= _FEWEST_WORDS:
            yield _Passage(section, words)


def _line(document: Document, section: Section) -> str:
    """A section as the model reads it: on one line, under the heading above it where it has none of its own."""
    words = " ".join(Unwrapped(document.text[section.start : section.end]).text.split())
    above = next((heading for heading in reversed(section.path) if heading and heading != section.label), None)
    return f"{above} {words}" if above and section.heading is None else words
