"""The heads: small matrices that turn a line's hidden states into answers, whatever runtime stands beneath."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docintel.encoder import AspectReading, EntityReading, EventReading, Reading
from docintel.encoder.calibration import Calibration, Floats, softmax
from docintel.encoder.runs import runs
from docintel.encoder.tokenization import Tokens
from docintel.encoder.units import UnitReader

#: Digits that a confidence keeps: enough to rank by, few enough that two CPUs agree.
DIGITS = 4

Weights = Mapping[str, NDArray[np.float32]]


class Heads:
    """Weights and labels of every head, as `docintel train` wrote them. A head without weights answers nothing."""

    def __init__(self, weights: Weights, labels: Mapping[str, Any], calibration: Calibration) -> None:
        self._weights, self._labels, self._calibration = weights, labels, calibration
        self._units = UnitReader(weights, labels, calibration)

    def has(self, head: str) -> bool:
        return f"outputs.{head}.weight" in self._weights or f"tokens.{head}.weight" in self._weights

    def read(self, tokens: Tokens, hidden: Floats, language: str) -> Reading:
        """What the heads say of a line; `hidden` is pieces × width, `<s>` first."""
        text = hidden[1 : 1 + len(tokens.offsets)]
        scores = self._sequence_scores(text)
        types = self._each("types", "deontics", scores, language)
        return Reading(
            units=self._units.read(tokens, hidden, types, language) if self.has("cue") else (),
            types=types,
            clauses=self._each("clauses", "clauses", scores, language),
            cuad=self._each("cuad", "cuad", scores, language),
            intent=self._choice("intent", "intents", scores, language),
            objects=self._choice("object", "objects", scores, language),
            event_scores=self._each("events", "events", scores, language),
            events=self._events(scores, language),
            sentiment=self._choice("sentiment", "sentiments", scores, language),
            aspects=self._aspects(scores, language),
            tone=self._choice("tone", "tones", scores, language),
            entities=self._entities(text, tokens, language) if self.has("entity") else (),
            truncated=tokens.truncated,
        )

    def _sequence_scores(self, text: Floats) -> dict[str, Floats]:
        pooled: dict[str, Floats] = {}
        for name in {key.split(".")[1] for key in self._weights if key.startswith("queries.")}:
            looked = softmax(text @ self._weights[f"queries.{name}"])
            vector = looked @ text
            pooled[name] = np.tanh(self._weights[f"pools.{name}.weight"] @ vector + self._weights[f"pools.{name}.bias"])
        return {
            head: self._weights[f"outputs.{head}.weight"] @ pooled[pool] + self._weights[f"outputs.{head}.bias"]
            for head, pool in self._labels["pools"].items()
            if self.has(head)
        }

    def _each(self, head: str, labels: str, scores: dict[str, Floats], language: str) -> dict[str, float]:
        if head not in scores:
            return {}
        return _named(self._labels[labels], self._calibration.each(head, language, scores[head]))

    def _choice(self, head: str, labels: str, scores: dict[str, Floats], language: str) -> dict[Any, float]:
        if head not in scores:
            return {}
        return _named(self._labels[labels], self._calibration.choice(head, language, scores[head]))

    def _events(self, scores: dict[str, Floats], language: str) -> tuple[EventReading, ...]:
        if "events" not in scores:
            return ()
        line = self._calibration.scale("events", language).threshold
        modality = self._labels["modalities"][int(scores["modality"].argmax())]
        return tuple(
            EventReading(code, modality, sure)
            for code, sure in self._each("events", "events", scores, language).items()
            if sure >= line
        )

    def _aspects(self, scores: dict[str, Floats], language: str) -> tuple[AspectReading, ...]:
        if "aspects" not in scores:
            return ()
        names = self._labels["aspects"]
        table = self._calibration.choice("aspects", language, scores["aspects"].reshape(len(names), -1))
        kind = self._labels["kinds"][int(scores["kind"].argmax())]
        target = self._labels["targets"][int(scores["target"].argmax())]
        return tuple(
            AspectReading(
                name, self._labels["sentiments"][int(row.argmax()) - 1], kind, target, round(float(row.max()), DIGITS)
            )
            for name, row in zip(names, table, strict=True)
            if row.argmax() > 0
        )

    def _entities(self, text: Floats, tokens: Tokens, language: str) -> tuple[EntityReading, ...]:
        scores = softmax(text @ self._weights["tokens.entity.weight"].T + self._weights["tokens.entity.bias"])
        found = []
        for label, first, last in runs(scores.argmax(-1).tolist()):
            sure = self._calibration.one("entity", language, float(scores[first : last + 1].max(-1).min()))
            span = (tokens.offsets[first][0], tokens.offsets[last][1])
            found.append(EntityReading(self._labels["entities"][label], span, round(sure, DIGITS)))
        return tuple(found)


def _named(labels: list[Any], probabilities: Floats) -> dict[Any, float]:
    return {label: round(float(value), DIGITS) for label, value in zip(labels, probabilities, strict=True)}
