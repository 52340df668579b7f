"""Names in a line (company, person, role, amount, date, place, identifier): right with label and both ends right."""

from __future__ import annotations

from collections.abc import Iterator

from docintel.workflows.scoring.metrics import Count
from docintel.workflows.scoring.places import shared
from docintel.workflows.scoring.yardsticks import Pair, Row, Yardstick

_Entity = tuple[str, int, int]


def entities(row: Row) -> frozenset[_Entity]:
    """The names of a line: label, start, end."""
    return frozenset((entity["label"], entity["start"], entity["end"]) for entity in row["entities"])


def _overlapping(pair: Pair) -> Count:
    want, got = sorted(entities(pair.gold)), sorted(entities(pair.found))
    number, right = len(got), 0
    for label, start, end in want:
        same = [one for one in got if one[0] == label and shared((start, end), one[1:]) > 0]
        if same:
            got.remove(max(same, key=lambda one, place=(start, end): shared(place, one[1:])))  # type: ignore[misc]
            right += 1
    return Count(right, number, len(want))


def _answers(pair: Pair) -> Iterator[tuple[float | None, bool]]:
    for entity in pair.found["entities"]:
        yield entity.get("confidence"), (entity["label"], entity["start"], entity["end"]) in entities(pair.gold)


YARDSTICK = Yardstick(answers=_answers, spans={"entities": entities}, counts={"entities_overlap_f1": _overlapping})
