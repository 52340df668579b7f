"""The credit tone of a financial sentence: negative, neutral or positive."""

from __future__ import annotations

from collections.abc import Iterator

from docintel.workflows.scoring.yardsticks import LabelSet, Pair, Row, Yardstick


def label(row: Row) -> frozenset[str]:
    """The one tone of a sentence."""
    return frozenset({row["label"]})


def _answers(pair: Pair) -> Iterator[tuple[float | None, bool]]:
    yield pair.found["confidence"], pair.gold["label"] == pair.found["label"]


YARDSTICK = Yardstick(answers=_answers, labels={"tone": LabelSet(label, single=True)})
