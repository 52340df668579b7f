"""Fits, on lines the network did not learn from, how far each head's scores can be believed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docintel.encoder import Line, Model, Reading
from docintel.workflows.training.examples import Task, located

Row = Mapping[str, Any]
Floats = NDArray[np.float64]

#: Fewer answers than this tell too little about a head in one language; it then keeps its own scores.
FEWEST = 40

#: How strongly the curve leans to leaving scores as they are; it only matters where all scores are alike.
_LEAN = 1e-3

_CHOICES = {"intent": ("correspondence", "ci"), "tone": ("tone", "label"), "object": ("correspondence", "ci_object")}
_EACH = {"clauses": ("clauses", "keys"), "cuad": ("cuad", "keys"), "events": ("correspondence", "events")}
_FIELDS = {"object": "objects", "events": "event_scores"}


def calibration(model: Model, held_out: Mapping[Task, Sequence[Row]]) -> dict[str, dict[str, dict[str, float]]]:
    """The scales of every head and language, as `calibration.json` keeps them; the model must be uncalibrated."""
    scales: dict[str, dict[str, dict[str, float]]] = {}
    for language in ("zh", "en"):
        chosen = {task: [row for row in rows if row["lang"] == language] for task, rows in held_out.items()}
        read = {task: _read(model, rows) for task, rows in chosen.items()}
        for head, scale in _scales(chosen, read):
            scales.setdefault(head, {})[language] = scale
    return scales


def _read(model: Model, rows: Sequence[Row]) -> list[Reading]:
    return model.read([Line(row["text"], row.get("context")) for row in rows])


def _scales(
    rows: Mapping[Task, Sequence[Row]], read: Mapping[Task, list[Reading]]
) -> Iterable[tuple[str, dict[str, float]]]:
    for head, (task, name) in _CHOICES.items():
        pairs = zip(rows.get(task, ()), read.get(task, ()), strict=True)  # type: ignore[call-overload]
        answers = [(getattr(reading, _FIELDS.get(head, head)), row[name] or "none") for row, reading in pairs]
        if len(answers) >= FEWEST:
            yield head, {"slope": temperature(answers)}
    for head, (task, name) in _EACH.items():
        pairs = zip(rows.get(task, ()), read.get(task, ()), strict=True)  # type: ignore[call-overload]
        flat = [
            (sure, label in _names(row[name]))
            for row, reading in pairs
            for label, sure in getattr(reading, _FIELDS.get(head, head)).items()
        ]
        if sum(right for _sure, right in flat) >= FEWEST:
            slope, shift = platt(flat)
            yield head, {"slope": slope, "shift": shift, "threshold": best_threshold(flat, slope, shift)}
    for head, answered in (("units", _units(rows, read)), ("entity", _entities(rows, read))):
        if len(answered) >= FEWEST:
            slope, shift = platt(answered)
            yield head, {"slope": slope, "shift": shift}


def _names(labels: Iterable[Any]) -> set[str]:
    return {label["code"] if isinstance(label, Mapping) else label for label in labels}


def _units(rows: Mapping[Task, Sequence[Row]], read: Mapping[Task, list[Reading]]) -> list[tuple[float, bool]]:
    """Each unit found, with whether the annotation has one of its type at that place."""
    found = []
    for row, reading in zip(rows.get("obligations", ()), read.get("obligations", ()), strict=True):
        places = [(unit["type"], *located(row["text"], unit["cue"])) for unit in row["units"]]
        for unit in reading.units:
            start, end = unit.cue
            right = any(kind == unit.type and first < end and last > start for kind, first, last in places)
            found.append((unit.confidence, right))
    return found


def _entities(rows: Mapping[Task, Sequence[Row]], read: Mapping[Task, list[Reading]]) -> list[tuple[float, bool]]:
    found = []
    for row, reading in zip(rows.get("entities", ()), read.get("entities", ()), strict=True):
        places = {(entity["label"], entity["start"], entity["end"]) for entity in row["entities"]}
        found += [(entity.confidence, (entity.label, *entity.span) in places) for entity in reading.entities]
    return found


def temperature(answers: Sequence[tuple[Mapping[Any, float], Any]]) -> float:
    """The factor on the scores under which the right labels are most likely (Guo et al. 2017, 1 / T)."""
    scores = np.log(np.clip([list(probabilities.values()) for probabilities, _right in answers], 1e-5, 1))
    right = np.array([list(probabilities).index(label) for probabilities, label in answers])
    factors = np.exp(np.linspace(-1.6, 1.1, 109))
    return round(float(min(factors, key=lambda factor: _surprise(scores * factor, right))), 4)


def _surprise(scores: Floats, right: NDArray[np.int64]) -> float:
    total = np.log(np.exp(scores - scores.max(1, keepdims=True)).sum(1)) + scores.max(1)
    return float((total - scores[np.arange(len(right)), right]).mean())


def platt(answers: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and shift of the logistic curve from score to probability (Platt 1999), with his smoothed targets."""
    raw = np.clip([sure for sure, _right in answers], 1e-4, 1 - 1e-4)
    inputs = np.stack([np.log(raw / (1 - raw)), np.ones(len(raw))], axis=1)
    right = np.array([float(right) for _sure, right in answers])
    smoothed = np.where(right > 0, (right.sum() + 1) / (right.sum() + 2), 1 / (len(right) - right.sum() + 2))
    curve = np.array([1.0, 0.0])
    for _ in range(50):
        guess = _curve(inputs, curve)
        slope = inputs.T @ (guess - smoothed) + _LEAN * (curve - [1.0, 0.0])
        bend = (inputs * (guess * (1 - guess))[:, None]).T @ inputs + _LEAN * np.eye(2)
        step = np.linalg.solve(bend, slope)
        # far from the answer the curve is flat and a whole step leaps over it
        while _misfit(inputs, smoothed, curve - step) > _misfit(inputs, smoothed, curve) and np.abs(step).max() > 1e-9:
            step = step / 2
        curve = curve - step
    return round(float(max(curve[0], 0.05)), 4), round(float(curve[1]), 4)


def _curve(inputs: Floats, curve: Floats) -> Floats:
    answers: Floats = 1 / (1 + np.exp(-np.clip(inputs @ curve, -30, 30)))
    return answers


def _misfit(inputs: Floats, wanted: Floats, curve: Floats) -> float:
    guess = np.clip(_curve(inputs, curve), 1e-12, 1 - 1e-12)
    surprise = -(wanted * np.log(guess) + (1 - wanted) * np.log(1 - guess)).sum()
    return float(surprise + _LEAN / 2 * ((curve - [1.0, 0.0]) ** 2).sum())


def best_threshold(answers: Sequence[tuple[float, bool]], slope: float, shift: float) -> float:
    """The calibrated probability from which "yes" gives the best micro-F1."""
    raw = np.clip([sure for sure, _right in answers], 1e-4, 1 - 1e-4)
    sure = 1 / (1 + np.exp(-(np.log(raw / (1 - raw)) * slope + shift)))
    right = np.array([right for _sure, right in answers])
    lines = np.arange(0.2, 0.71, 0.02)
    return round(float(max(lines, key=lambda line: _f1(sure >= line, right))), 2)


def _f1(found: NDArray[np.bool_], right: NDArray[np.bool_]) -> float:
    hits = int((found & right).sum())
    return 2 * hits / max(1, int(found.sum()) + int(right.sum()))
