"""Deontic units from a line's hidden states: triggers by type, and by each trigger its bearer and its time limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docintel.encoder import Range, UnitReading
from docintel.encoder.calibration import Calibration, Floats, softmax
from docintel.encoder.runs import runs
from docintel.encoder.tokenization import Tokens

#: Longest bearer and longest time limit, in pieces; a longer one is a misreading.
_LONGEST = {"bearer": 24, "deadline": 48}

Weights = Mapping[str, NDArray[np.float32]]


class UnitReader:
    """Triggers and pointers with their labels; answers for one line at a time."""

    def __init__(self, weights: Weights, labels: Mapping[str, Any], calibration: Calibration) -> None:
        self._weights, self._labels, self._calibration = weights, labels, calibration

    def read(
        self, tokens: Tokens, hidden: Floats, types: Mapping[str, float], language: str
    ) -> tuple[UnitReading, ...]:
        """The units of a line, in text order; `hidden` is pieces × width with `<s>` first."""
        text = hidden[1 : 1 + len(tokens.offsets)]
        scores = softmax(text @ self._weights["tokens.cue.weight"].T + self._weights["tokens.cue.bias"])
        found = []
        for label, first, last in runs(scores.argmax(-1).tolist()):
            name = self._labels["deontics"][label]
            # two heads must agree: the trigger's own, and the one that reads the whole line
            sure = float(np.sqrt(scores[first].max() * max(types.get(name, 1.0), 1e-3)))
            deadline, start = self._pointed("deadline", hidden, first, tokens)
            bearer, _at = self._pointed("bearer", hidden, first, tokens)
            found.append(
                UnitReading(
                    type=name,
                    cue=(tokens.offsets[first][0], tokens.offsets[last][1]),
                    bearer=bearer,
                    deadline=deadline,
                    deadline_kind=self._kind(hidden, first, start) if deadline else None,
                    strength=self._labels["strengths"][self._best("strength", hidden[first + 1])],
                    confidence=round(self._calibration.one("units", language, sure), 4),
                )
            )
        return tuple(found)

    def _pointed(self, name: str, hidden: Floats, trigger: int, tokens: Tokens) -> tuple[Range | None, int]:
        """Where the trigger's bearer or time limit stands, and its first piece; None where the line names none."""
        ends = {}
        for side in ("start", "end"):
            ask = self._linear(f"asks.{name}_{side}", hidden[trigger + 1])
            # the asking vector is turned once instead of every piece: the same products, summed in another order;
            # what the bias adds is the same for all pieces
            ends[side] = hidden[: 1 + len(tokens.offsets)] @ (ask @ self._weights[f"places.{name}_{side}.weight"])
        start = int(ends["start"].argmax())
        if start == 0:
            return None, 0
        end = start + int(ends["end"][start : start + _LONGEST[name]].argmax())
        return (tokens.offsets[start - 1][0], tokens.offsets[end - 1][1]), start

    def _kind(self, hidden: Floats, trigger: int, start: int) -> str:
        kinds: list[str] = self._labels["deadline_kinds"]
        return kinds[self._best("deadline_kind", np.concatenate([hidden[trigger + 1], hidden[start]]))]

    def _best(self, head: str, vector: Floats) -> int:
        return int(self._linear(head, vector).argmax())

    def _linear(self, name: str, vector: Floats) -> Floats:
        answers: Floats = self._weights[f"{name}.weight"] @ vector + self._weights[f"{name}.bias"]
        return answers
