"""The standard terms of a deal (models/rules/terms.toml): principal, rate, tenor, dates, governing law, price …

A term is listed only where its words stand, once a document: the first rule that fills wins, and a term that the
document states twice with different values is listed with each, so that the conflict stays visible.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from docintel.assets import model_table
from docintel.language.fillers import Filled, Unwrapped, fill
from docintel.language.outline import Section, content_words, section_at, sections
from docintel.language.patterns import any_of, view
from docintel.records import Document, Span, Term

#: Characters at the start and the end of a contract in which its date may stand.
_OPENING = 8000
_AHEAD, _BEHIND = 200, 80
_TABLE = "rules/terms.toml"


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of the document that one search goes over."""

    offset: int
    unwrapped: Unwrapped


def terms(document: Document, contract: str | None) -> Iterator[Term]:
    """Term facts; `contract` is the kind of contract the document is."""
    outline = sections(document)
    runs = [_Run(block.span.start, Unwrapped(words)) for block, words in content_words(document)]
    seen: dict[str, int] = {}
    for position, rule in enumerate(_rules()):
        name = rule["name"]
        if seen.get(name, position) != position or contract not in rule.get("contracts", [contract]):
            continue
        found = list(_found(document, rule, runs, outline))
        if found:
            seen[name] = position
            yield from found


@cache
def _rules() -> tuple[dict[str, Any], ...]:
    return tuple(model_table(_TABLE)["term"])


def _found(document: Document, rule: dict[str, Any], runs: list[_Run], outline: list[Section]) -> Iterator[Term]:
    values: set[tuple[str, str | None]] = set()
    for run in runs:
        if rule.get("opening") and run.offset > _OPENING:
            return
        for filled in fill(rule, run.unwrapped.text):
            if (filled.value.casefold(), filled.unit) in values or _is_of_another(document, rule, _span(run, filled)):
                continue
            values.add((filled.value.casefold(), filled.unit))
            yield _term(document, rule, _span(run, filled), filled, outline)
            if rule.get("opening"):
                return


def _is_of_another(document: Document, rule: dict[str, Any], span: Span) -> bool:
    """Whether the words around a value give it to something else, as in "that certain Note Agreement dated …"."""
    ahead = view(document.text[max(0, span.start - _AHEAD) : span.start])
    if "unless_before" in rule and any_of((rule["unless_before"],)).search(ahead):
        return True
    if not rule.get("own"):
        return False
    table = model_table(_TABLE)
    behind = view(document.text[span.end : span.end + _BEHIND])
    if any_of(tuple(table["another_agreement"])).search(ahead):
        return True
    amended = any_of((table["amended_agreement"],)).search(ahead)
    return amended is not None and any_of((table["this_one_behind"],)).match(behind) is None


def _span(run: _Run, filled: Filled) -> Span:
    start, end = run.unwrapped.place(filled.start, filled.end)
    return Span(start=start + run.offset, end=end + run.offset)


def _term(document: Document, rule: dict[str, Any], span: Span, filled: Filled, outline: list[Section]) -> Term:
    clause = section_at(outline, span.start)
    return Term.found(
        document,
        span,
        source="rules:term@1",
        confidence=rule.get("confidence"),
        name=rule["name"],
        value=filled.value,
        unit=filled.unit,
        clause=clause.number if clause else None,
    )
