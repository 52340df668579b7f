"""The arithmetic of the held-out measurement, and that its sentences carry only labels the guide knows."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.bench.heldout import HELDOUT, LabelCount, bearer, count_labels, direction, wilson


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [(8, 10, 0.490, 0.943), (0, 10, 0.0, 0.278), (0, 0, 0.0, 1.0)],  # 8 of 10: the textbook case
)
def test_wilson_interval(right: int, total: int, low: float, high: float) -> None:
    assert wilson(right, total) == pytest.approx((low, high), abs=0.001)


def test_a_label_counts_as_right_only_where_both_have_it() -> None:
    pairs: list[tuple[Any, Any]] = [({"x": {"A"}}, {"x": {"A", "B"}}), ({"x": {"B"}}, {"x": set()})]
    counted = count_labels(pairs, lambda row: row["x"])
    assert counted == {"A": LabelCount(1, 1, 1), "B": LabelCount(0, 1, 1)}


def test_bearer_without_article() -> None:
    assert [bearer("The Lessee"), bearer("Each Obligor"), bearer("任何一方")] == ["lessee", "obligor", "一方"]


@pytest.mark.parametrize(("intent", "expected"), [("CI-3", "+"), ("CI-4", "0"), (None, "0"), ("CI-5", "−")])
def test_direction(intent: str | None, expected: str) -> None:
    assert direction(intent) == expected


def test_correspondence_carries_only_known_labels() -> None:
    rows = [json.loads(line) for line in (HELDOUT / "correspondence.jsonl").read_text("utf-8").splitlines()]
    assert {lang: sum(row["lang"] == lang for row in rows) for lang in ("zh", "en")} == {"zh": 291, "en": 297}
    assert {row["ci"] for row in rows} == {f"CI-{n}" for n in range(1, 10)} | {None}
    assert {event["code"] for row in rows for event in row["events"]} == {f"EV-{n:02}" for n in range(1, 24)}
    assert {row["sentiment"] for row in rows} <= {-2, -1, 0, 1, 2}


def test_obligation_bearers_stand_in_their_sentences() -> None:
    rows = [json.loads(line) for line in (HELDOUT / "obligations.jsonl").read_text("utf-8").splitlines()]
    assert {lang: sum(row["lang"] == lang for row in rows) for lang in ("zh", "en")} == {"zh": 101, "en": 105}
    assert [row["id"] for row in rows if row["bearer"] and row["bearer"] not in row["text"]] == []
