"""Raw scores turned into probabilities that mean what they say, by head and language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Scale:
    """How a head's scores are stretched (Platt 1999; a shift of 0 is temperature scaling, Guo et al. 2017).

    `threshold` is the probability from which an answer of a yes-or-no head counts as yes.
    """

    slope: float = 1.0
    shift: float = 0.0
    threshold: float = 0.5


_PLAIN = Scale()


class Calibration:
    """The scale of each head and language, fitted on held-out lines; a head without one is left as it is."""

    def __init__(self, scales: Mapping[str, Mapping[str, Scale]]) -> None:
        self._scales = scales

    @classmethod
    def of_json(cls, table: Mapping[str, Mapping[str, Any]]) -> Calibration:
        """From `{head: {"zh": {"slope", "shift", "threshold"}, "en": …}}`."""
        return cls({head: {lang: Scale(**values) for lang, values in of.items()} for head, of in table.items()})

    def has(self, head: str, language: str) -> bool:
        return language in self._scales.get(head, {})

    def scale(self, head: str, language: str) -> Scale:
        return self._scales.get(head, {}).get(language, _PLAIN)

    def choice(self, head: str, language: str, scores: Floats) -> Floats:
        """Probabilities over labels of which one holds (the last axis)."""
        return softmax(scores * self.scale(head, language).slope)

    def each(self, head: str, language: str, scores: Floats) -> Floats:
        """Probabilities of labels that hold or not, independently of each other."""
        scale = self.scale(head, language)
        answers: Floats = sigmoid(scores * scale.slope + scale.shift)
        return answers

    def one(self, head: str, language: str, probability: float) -> float:
        """The probability that an answer is right, from how sure the head itself was."""
        scale = self.scale(head, language)
        return float(sigmoid(np.float32(logit(probability) * scale.slope + scale.shift)))


def softmax(scores: Floats) -> Floats:
    """Probabilities that add up to one along the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    answers: Floats = raised / raised.sum(-1, keepdims=True)
    return answers


def sigmoid(scores: Any) -> Any:
    """The probability of each score, by itself."""
    return 1 / (1 + np.exp(-np.clip(scores, -30, 30)))


def logit(probability: float) -> float:
    """The score of a probability, kept finite at 0 and 1."""
    kept = min(max(probability, 1e-6), 1 - 1e-6)
    return float(np.log(kept / (1 - kept)))
