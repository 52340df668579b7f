"""A document's facts: every extractor and tagger of the registry, each claim once, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Literal

from docintel import registry
from docintel.records import Document, Fact, Proposal

Kind = Literal["figures", "clauses", "obligations", "messages", "parties", "statements", "all"]

_GROUPS: tuple[registry.Group, ...] = ("readers", "extractors", "taggers")

#: What each kind needs to run, and which facts belong to it.
_STAGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "figures": (("statement",), ("figure", "proposal")),
    "clauses": (("clause",), ("clause",)),
    "obligations": (("obligation",), ("obligation",)),
    "messages": (("correspondence", "intent"), ("message", "utterance", "promise")),
    "parties": (("contract",), ("party",)),
    # figures with the companies that the document says they are of
    "statements": (("statement", "contract"), ("figure", "proposal", "party")),
}


def find_facts(document: Document, kind: Kind = "all") -> list[Fact]:
    """The facts of one kind, or all, sorted by where they stand in the text; proposals come after what was read."""
    stages, kinds = _STAGES.get(kind, ((), ()))
    found: dict[str, Fact] = {}
    for fact in _run(document, stages):
        if not kinds or fact.kind in kinds:
            found.setdefault(fact.id, _as_sure_as_read(fact, document))
    return sorted(found.values(), key=_place)


def _place(fact: Fact) -> tuple[bool, int, int, str, str]:
    return isinstance(fact, Proposal), fact.span.start, fact.span.end, fact.kind, fact.id


def _as_sure_as_read(fact: Fact, document: Document) -> Fact:
    """A fact can be no surer than its page was read: its confidence times the quality of the page."""
    page = document.page_at(fact.span.start)
    if page is None or page.quality == 1.0 or fact.confidence is None:
        return fact
    return fact.model_copy(update={"confidence": round(fact.confidence * page.quality, 3)})


@cache
def analysis_version() -> str:
    """The names and versions of everything that reads, extracts and tags: facts made by another one are stale."""
    return " ".join(f"{name}@{version}" for group in _GROUPS for name, version in component_versions(group).items())


def component_versions(group: registry.Group) -> dict[str, int]:
    """The installed versions of a group by name."""
    return {name: _component(group, name).version for name in registry.names(group)}


def _run(document: Document, stages: Iterable[str]) -> Iterator[Fact]:
    wanted = set(stages)
    for name in registry.names("extractors"):
        if not wanted or name in wanted:
            yield from _component("extractors", name).extract(document)
    for name in registry.names("taggers"):
        if not wanted or name in wanted:
            yield from _component("taggers", name).tag(document)


@cache
def _component(group: registry.Group, name: str) -> Any:
    return registry.load(group, name)()
