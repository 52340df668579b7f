"""Finds the clauses of a contract and says what types of clause they are, with the values and the traps in them."""

from __future__ import annotations

from collections.abc import Iterator

from docintel.language.contract_types import contract_type
from docintel.language.fillers import Unwrapped
from docintel.language.outline import Section, sections
from docintel.language.patterns import view
from docintel.records import Clause, ClauseKey, Document, Flag, Slot, Span
from docintel.taggers.clause_types import keys_of
from docintel.taggers.flags import flags_of
from docintel.taggers.slots import slots_of

#: A clause is listed under its surest types only; beyond four (clauses.md section 6) a label says nothing.
_MOST_KEYS = 4
_FEWEST_WORDS = 8


class ClauseTagger:
    """Clause facts of a contract, in reading order; a document that is no contract yields none."""

    name = "clause"
    version = 1

    def tag(self, document: Document) -> Iterator[Clause]:
        """Every clause of a known type; a clause of no known type makes no claim and is not listed."""
        contract = contract_type(document)
        if contract is None:
            return
        for section in sections(document):
            clause = self._clause(document, section, contract)
            if clause is not None:
                yield clause

    def _clause(self, document: Document, section: Section, contract: str) -> Clause | None:
        words = view(Unwrapped(document.text[section.heading_end : section.end]).text)
        if len(words.strip()) < _FEWEST_WORDS:
            return None
        keys = keys_of(section, view(section.heading or ""), words, contract)[:_MOST_KEYS]
        if not keys:
            return None
        slots = slots_of(document, section, keys)
        return self._found(document, section, keys, slots, flags_of(words, keys, slots, contract))

    def _found(
        self, document: Document, section: Section, keys: list[ClauseKey], slots: list[Slot], flags: list[Flag]
    ) -> Clause:
        return Clause.found(
            document,
            Span(start=section.start, end=section.end),
            source=f"rules:{self.name}@{self.version}",
            confidence=keys[0].confidence,
            number=section.number,
            heading=section.heading,
            path=section.path,
            keys=tuple(keys),
            slots=tuple(slots),
            flags=tuple(flags),
        )
