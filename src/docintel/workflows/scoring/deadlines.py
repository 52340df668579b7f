"""Time limits computed to days: the gold has the line's inputs and what comes out (`deadline_kind`, `due`, …)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docintel.workflows.scoring.yardsticks import LabelSet, Pair, Row, Yardstick


def _kind(row: Row) -> frozenset[str]:
    return frozenset({row["deadline_kind"] or "none"})


def _same(name: str) -> Callable[[Pair], list[bool]]:
    return lambda pair: [pair.gold[name] == pair.found[name]] if name in pair.gold else []


def _answers(_pair: Pair) -> Iterator[tuple[float | None, bool]]:
    """None: a computed day is right or wrong by its rule and states no confidence."""
    return iter(())


YARDSTICK = Yardstick(
    answers=_answers,
    labels={"deadline_kind": LabelSet(_kind, single=True, only=lambda pair: "deadline_kind" in pair.gold)},
    shares={
        "due_exact": _same("due"),
        "grace_end_exact": _same("grace_end"),
        "review_date_exact": _same("review_date"),
        "ambiguous_right": _same("ambiguous"),
    },
)
