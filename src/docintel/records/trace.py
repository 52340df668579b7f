"""What rules and model each said before one answer was taken."""

from __future__ import annotations

from typing import Literal

from docintel.records.record import Record


class Trace(Record):
    """One voice's answer to one question, such as "ci" or "EV-02"; the answer that was taken stands on the fact.

    `confidence` is the voice's own: the model's calibrated probability, or how often the rules' answer was right where
    that was measured. `rule` names the rule that spoke, or that overruled the model.
    """

    voice: Literal["rules", "model"]
    question: str
    answer: str | None
    confidence: float | None = None
    rule: str | None = None
