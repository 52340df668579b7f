"""Clause types of a segment: several keys, or none."""

from __future__ import annotations

from collections.abc import Iterator

from docintel.workflows.scoring.yardsticks import LabelSet, Pair, Row, Yardstick


def keys(row: Row) -> frozenset[str]:
    """The keys of a segment, given as names or as {"key", …}."""
    return frozenset(key["key"] if isinstance(key, dict) else key for key in row["keys"])


def _none_kept(pair: Pair) -> list[bool]:
    return [] if keys(pair.gold) else [not keys(pair.found)]


def _answers(pair: Pair) -> Iterator[tuple[float | None, bool]]:
    for key in pair.found["keys"]:
        yield key.get("confidence"), key["key"] in keys(pair.gold)


YARDSTICK = Yardstick(answers=_answers, labels={"keys": LabelSet(keys)}, shares={"none_kept_none": _none_kept})
