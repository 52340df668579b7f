"""Deontic units: types by line, and by unit trigger, bearer, time limit and strength.

The gold has either `units` (with `cue`, `bearer`, `deadline`, `deadline_kind`, `strength` as words of the line) or only
`types`, the first unit's `bearer` and the first time limit's `deadline_kind`; what a line lacks is not measured on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from docintel.workflows.scoring.metrics import Count
from docintel.workflows.scoring.places import Range, name_of, place_of, shared
from docintel.workflows.scoring.yardsticks import LabelSet, Pair, Row, Yardstick

#: Two places are the same time limit when they share this much (characters in both / in either).
_SAME_PLACE = 0.5


def types(row: Row) -> frozenset[str]:
    """The types of a line; NONE where it binds nobody."""
    named = row["types"] if "types" in row else [unit["type"] for unit in row["units"]]
    return (frozenset(named) - {"NONE"}) or frozenset({"NONE"})


def _kinds(row: Row) -> frozenset[str]:
    """The kinds of time limit in a line that gives each unit's."""
    return frozenset(unit["deadline_kind"] for unit in row.get("units", ()) if unit.get("deadline_kind"))


def _first_kind(row: Row) -> str | None:
    if "units" not in row:
        kind: str | None = row.get("deadline_kind")
        return kind
    return next((unit["deadline_kind"] for unit in row["units"] if unit.get("deadline_kind")), None)


def _has_units(pair: Pair) -> bool:
    return "units" in pair.gold


def _none_kept(pair: Pair) -> list[bool]:
    return [types(pair.found) == {"NONE"}] if types(pair.gold) == {"NONE"} else []


def _kind_right(pair: Pair) -> list[bool]:
    """The first time limit's kind, none counted as one."""
    told = "units" in pair.gold or "deadline_kind" in pair.gold
    return [_first_kind(pair.gold) == _first_kind(pair.found)] if told else []


def _dated_kind_right(pair: Pair) -> list[bool]:
    return _kind_right(pair) if _first_kind(pair.gold) else []


def _first_bearer_right(pair: Pair) -> list[bool]:
    """Of the first unit of a line whose gold names a bearer for it."""
    bearer = _first_bearer(pair.gold)
    return [name_of(bearer) == name_of(_first_bearer(pair.found))] if bearer else []


def _first_bearer(row: Row) -> str | None:
    return next((unit.get("bearer") for unit in row["units"]), None) if "units" in row else row.get("bearer")


def matched(pair: Pair) -> list[tuple[Row, Row | None]]:
    """Each annotated unit with the unit found at its trigger (the one that shares most with it), or None."""
    left = list(pair.found["units"])
    found: list[tuple[Row, Row | None]] = []
    for unit in pair.gold.get("units", ()):
        place = cue_place(pair.gold["text"], unit)
        best = max(left, key=lambda one: _overlap(place, one), default=None)
        if best is not None and _overlap(place, best) > 0:
            left.remove(best)
            found.append((unit, best))
        else:
            found.append((unit, None))
    return found


def cue_place(text: str, unit: Row) -> Range | None:
    """Where a unit's trigger stands: by its span, else by its words."""
    span = unit.get("cue_span")
    if span:
        return span[0], span[1]
    return place_of(text, unit["cue"]) if unit.get("cue") else None


def _overlap(place: Range | None, unit: Row) -> float:
    span = unit.get("cue_span")
    return shared(place, (span[0], span[1])) if place and span else 0.0


def _unit_count(*, exact: bool) -> Callable[[Pair], Count]:
    def count(pair: Pair) -> Count:
        if "units" not in pair.gold:
            return Count()
        places = [(unit, found) for unit, found in matched(pair) if found and found["type"] == unit["type"]]
        if exact:
            places = [one for one in places if cue_place(pair.gold["text"], one[0]) == tuple(one[1]["cue_span"])]
        return Count(len(places), len(pair.found["units"]), len(pair.gold["units"]))

    return count


def _bearers_right(pair: Pair) -> list[bool]:
    """Of every unit whose bearer the line names; a unit that was not found has it wrong."""
    return [
        found is not None and name_of(unit["bearer"]) == name_of(found.get("bearer"))
        for unit, found in matched(pair)
        if unit.get("bearer")
    ]


def _found_bearers_right(pair: Pair) -> list[bool]:
    found = [(unit, found) for unit, found in matched(pair) if found and unit.get("bearer")]
    return [name_of(unit["bearer"]) == name_of(found.get("bearer")) for unit, found in found]


def _strengths_right(pair: Pair) -> list[bool]:
    found = [(unit, found) for unit, found in matched(pair) if found and "strength" in unit]
    return [unit["strength"] == found.get("strength") for unit, found in found]


def _deadlines(*, exact: bool) -> Callable[[Pair], Count]:
    def count(pair: Pair) -> Count:
        if "units" not in pair.gold:
            return Count()
        text = pair.gold["text"]
        wanted, found = _limits(text, pair.gold["units"]), _limits(text, pair.found["units"])
        left, right = list(found), 0
        for place in wanted:
            best = max(left, key=lambda one, place=place: shared(place, one), default=None)  # type: ignore[misc]
            if best is not None and (best == place if exact else shared(place, best) >= _SAME_PLACE):
                left.remove(best)
                right += 1
        return Count(right, len(found), len(wanted))

    return count


def _limits(text: str, units: list[dict[str, Any]]) -> list[Range]:
    """Places of the time limits of a line, each once however many units share it."""
    places = set()
    for unit in units:
        limit = unit.get("deadline")
        words = limit.get("text") if isinstance(limit, dict) else limit
        place = place_of(text, words) if words else None
        if place:
            places.add(place)
    return sorted(places)


def _answers(pair: Pair) -> Iterator[tuple[float | None, bool]]:
    """Each unit found: right when the gold has one of its type there, or anywhere in a line that gives types only."""
    places = {id(found): unit["type"] for unit, found in matched(pair) if found}
    for unit in pair.found["units"]:
        right = places.get(id(unit)) == unit["type"] if "units" in pair.gold else unit["type"] in types(pair.gold)
        yield unit.get("confidence"), right


YARDSTICK = Yardstick(
    answers=_answers,
    labels={"types": LabelSet(types), "deadline_kinds": LabelSet(_kinds, only=_has_units)},
    shares={
        "hard_negative_precision": _none_kept,
        "bearer_accuracy": _bearers_right,
        "bearer_accuracy_of_found_units": _found_bearers_right,
        "first_bearer_accuracy": _first_bearer_right,
        "deadline_kind_accuracy": _kind_right,
        "deadline_kind_accuracy_dated": _dated_kind_right,
        "strength_accuracy_of_found_units": _strengths_right,
    },
    counts={
        "unit_f1": _unit_count(exact=False),
        "cue_exact_f1": _unit_count(exact=True),
        "deadline_exact_f1": _deadlines(exact=True),
        "deadline_overlap_f1": _deadlines(exact=False),
    },
)
