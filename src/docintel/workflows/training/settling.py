"""Fits, on lines the network did not learn from, how far answers of rules and model together can be believed.

The rules look at the same words as the model, so what the two agree on is right less often than it would be if they
were independent of each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docintel.encoder import Line, Model
from docintel.taggers.obligation import decide_units
from docintel.taggers.sentence_clauses import decide_clauses
from docintel.taggers.utterances import language_of_utterance, read_utterance
from docintel.taggers.verdicts import Verdict, by_both, by_rules
from docintel.workflows.training.calibrating import FEWEST, platt
from docintel.workflows.training.examples import Task, located

Row = Mapping[str, Any]
Scales = dict[str, dict[str, dict[str, float]]]

#: Clause types less likely than that are never shown; there are so many of them that they would decide the curve.
_SHOWN = 0.05


def settlement(model: Model, held_out: Mapping[Task, Sequence[Row]]) -> Scales:
    """The scales of "both.…" by language, as `calibration.json` keeps them beside the model's own."""
    scales: Scales = {}
    for language in ("zh", "en"):
        chosen = {task: [row for row in rows if row["lang"] == language] for task, rows in held_out.items()}
        verdicts = _verdicts(model, chosen.get("correspondence", ()))
        answered = {
            "units": list(_units(model, chosen.get("obligations", ()))),
            "clauses": list(_clauses(model, chosen.get("clauses", ()))),
            "intent": [(verdict.confidence, verdict.ci == row["ci"]) for row, verdict in verdicts],
            "events": list(_events(verdicts)),
        }
        for question, answers in answered.items():
            if len(answers) >= FEWEST:
                slope, shift = platt(answers)
                scales.setdefault(f"both.{question}", {})[language] = {"slope": slope, "shift": shift}
    return scales


def _units(model: Model, rows: Sequence[Row]) -> Iterator[tuple[float, bool]]:
    """Each unit found, with whether the annotation has one of its type at that place."""
    for row, units in zip(rows, decide_units([row["text"] for row in rows], model), strict=True):
        places = [(unit["type"], *located(row["text"], unit["cue"])) for unit in row["units"]]
        for unit in units:
            start, end = unit.cue_span
            if unit.confidence is not None:
                right = any(kind == unit.type and first < end and last > start for kind, first, last in places)
                yield unit.confidence, right


def _clauses(model: Model, rows: Sequence[Row]) -> Iterator[tuple[float, bool]]:
    for row, keys in zip(rows, decide_clauses([row["text"] for row in rows], model, "both"), strict=True):
        scored = [(key.confidence or 0.0, key.key in row["keys"]) for key in keys]
        yield from (pair for pair in scored if pair[0] >= _SHOWN)


def _verdicts(model: Model, rows: Sequence[Row]) -> list[tuple[Row, Verdict]]:
    readings = model.read([Line(row["text"], row.get("context")) for row in rows])
    found = []
    for row, reading in zip(rows, readings, strict=True):
        language = language_of_utterance(row["text"])
        content = read_utterance(row["text"], context=row.get("context"), language=language, sent=None)
        found.append((row, by_both(content, by_rules(content), reading)))
    return found


def _events(verdicts: Sequence[tuple[Row, Verdict]]) -> Iterator[tuple[float, bool]]:
    for row, verdict in verdicts:
        codes = {event["code"] for event in row["events"]}
        yield from ((heard.confidence, heard.code in codes) for heard in verdict.events)
