"""Compares the facts of two readings of one document: which are the same claim, and which took another's place.

A pure function of two sets of facts; their order does not matter. Pairs are for showing old beside new; whether a
review may follow is decided more strictly (relocation.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from docintel.records import Fact

#: What may differ between two readings without the fact having changed: where it stands, who read it and how surely;
#: the printed words are in the quote already.
_NO_CONTENT = {"id", "document", "anchor", "source", "confidence", "evidence", "checks", "as_filed"}
_OFFSETS = {"start", "end", "cue_start", "cue_end", "confidence"}
#: Longer values are cut for showing, with "…" (characters).
_LONGEST = 300

Key = Callable[[Fact], Hashable | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact as read before, as read now, or both; "changed" may keep the id when only details differ."""

    status: Literal["changed", "moved", "gone", "new"]
    old: Fact | None
    new: Fact | None


def compare_facts(old: Iterable[Fact], new: Iterable[Fact]) -> list[Difference]:
    """What differs between two readings, in reading order; empty when every id and its details are the same.

    First the same claim at another place, then another claim at the same place, then another value of the same
    thing where the document has one such thing only; what remains is gone or new.
    """
    before, after = {fact.id: fact for fact in old}, {fact.id: fact for fact in new}
    kept = [(before[name], after[name]) for name in before.keys() & after.keys()]
    found = [Difference("changed", *pair) for pair in kept if content(pair[0]) != content(pair[1])]
    lost = _in_order(fact for name, fact in before.items() if name not in after)
    come = _in_order(fact for name, fact in after.items() if name not in before)
    for key, moved in _STEPS:
        pairs = list(_pairs(lost, come, key, alone=not moved))
        found += [
            Difference("moved" if moved and content(pair[0]) == content(pair[1]) else "changed", *pair)
            for pair in pairs
        ]
        paired = {fact.id for pair in pairs for fact in pair}
        lost, come = ([fact for fact in facts if fact.id not in paired] for facts in (lost, come))
    found += [Difference("gone", fact, None) for fact in lost]
    found += [Difference("new", None, fact) for fact in come]
    return sorted(found, key=_place)


def content(fact: Fact) -> Any:
    """Everything a fact says, without place, reader and confidence; equal for two that say the same."""
    return _without_offsets(fact.model_dump(exclude=_NO_CONTENT))


def subject(fact: Fact) -> str:
    """Of what the fact's value is, in words; its kind where only the place tells."""
    named = [shown(value) for name in fact.subject_fields if (value := getattr(fact, name)) is not None]
    return " ".join(named) or fact.kind


def values(old: Fact | None, new: Fact | None) -> tuple[str | None, str | None]:
    """The old and the new value for showing; the differing fields by name where more than the value differs."""
    if old is None or new is None:
        return _value(old), _value(new)
    before, after = content(old), content(new)
    differing = [name for name in before if before[name] != after.get(name)]
    if set(differing) <= set(old.value_fields):
        return _value(old), _value(new)
    sides = ["; ".join(f"{name}: {shown(side[name])}" for name in differing) for side in (before, after)]
    return sides[0], sides[1]


def shown(value: Any) -> str:
    """A value in one line: exact numbers, ISO dates, long ones cut with "…"."""
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _value(fact: Fact | None) -> str | None:
    if fact is None:
        return None
    said = content(fact)
    return "; ".join(shown(said[name]) for name in fact.value_fields if said[name] not in (None, ()))


def _subject_key(fact: Fact) -> Hashable | None:
    named = tuple(getattr(fact, name) for name in fact.subject_fields)
    return (fact.kind, named) if any(value is not None for value in named) else None


#: How facts whose id is not in both readings find each other, and whether that means they only moved. What moved is
#: paired in reading order however often it stands; the others only where each side has one with that key.
_STEPS: tuple[tuple[Key, bool], ...] = (
    (lambda fact: fact.claim, True),
    (lambda fact: (fact.kind, fact.anchor), False),
    (lambda fact: (fact.kind, fact.anchor, _subject_key(fact)), False),
    (_subject_key, False),
)


def _pairs(old: Sequence[Fact], new: Sequence[Fact], key: Key, *, alone: bool) -> Iterator[tuple[Fact, Fact]]:
    sides: tuple[dict[Hashable, list[Fact]], ...] = (defaultdict(list), defaultdict(list))
    for side, facts in zip(sides, (old, new), strict=True):
        for fact in facts:
            if (name := key(fact)) is not None:
                side[name].append(fact)
    for name, before in sides[0].items():
        after = sides[1].get(name, [])
        if not alone or len(before) == len(after) == 1:
            yield from zip(before, after, strict=False)


def _in_order(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (fact.span.start, fact.span.end, fact.kind, fact.id))


def _place(found: Difference) -> tuple[int, int, str, str]:
    fact = found.new or found.old
    assert fact is not None
    return fact.span.start, fact.span.end, fact.kind, fact.id


def _without_offsets(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_offsets(item) for name, item in value.items() if name not in _OFFSETS}
    if isinstance(value, list | tuple):
        return tuple(_without_offsets(item) for item in value)
    return value
