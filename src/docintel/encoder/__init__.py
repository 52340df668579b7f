"""Text in, what the model reads in it out: one encoder pass a line serves every head.

The only room that loads a runtime or a tokenizer for text. `current_model()` in `docintel.encoder.reading` is the way
in; what it gives back is below. All spans are half-open character ranges of the line's text; all confidences are
calibrated probabilities between 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docintel.encoder.calibration import Floats

Range = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """A sentence, utterance or clause segment; `context` is the line or fact before it that its sense may depend on."""

    text: str
    context: str | None = None


@dataclass(frozen=True)
class UnitReading:
    """One deontic unit: its type (OBL … NEN), where its trigger, bearer and time limit stand, and how surely."""

    type: str
    cue: Range
    bearer: Range | None
    deadline: Range | None
    deadline_kind: str | None
    strength: str
    confidence: float


@dataclass(frozen=True)
class EventReading:
    """A credit event (EV-01 … EV-23) with its modality."""

    code: str
    modality: str
    confidence: float


@dataclass(frozen=True)
class AspectReading:
    """The polarity (−2 … +2) of what is said about one aspect."""

    aspect: str
    polarity: int
    kind: str
    target: str
    confidence: float


@dataclass(frozen=True)
class EntityReading:
    """A name in the text: company, person, role, amount, date, place or identifier."""

    label: str
    span: Range
    confidence: float


@dataclass(frozen=True)
class Reading:
    """What every head says of one line.

    `intent` has the probability of each of CI-1 … CI-9 and of "none"; `clauses` that of every catalogue key, `cuad` of
    each of CUAD's 41 categories (independent of each other); `tone` those of negative, neutral and positive.
    A head that the model in use lacks leaves its mapping empty. `truncated`: the line was longer than the model reads.
    """

    units: tuple[UnitReading, ...] = ()
    types: dict[str, float] = field(default_factory=dict)
    clauses: dict[str, float] = field(default_factory=dict)
    cuad: dict[str, float] = field(default_factory=dict)
    intent: dict[str, float] = field(default_factory=dict)
    objects: dict[str, float] = field(default_factory=dict)
    events: tuple[EventReading, ...] = ()
    event_scores: dict[str, float] = field(default_factory=dict)
    sentiment: dict[int, float] = field(default_factory=dict)
    aspects: tuple[AspectReading, ...] = ()
    tone: dict[str, float] = field(default_factory=dict)
    entities: tuple[EntityReading, ...] = ()
    truncated: bool = False


class Model(Protocol):
    """What reads lines: the shipped model, or a bank's own."""

    def read(self, lines: list[Line]) -> list[Reading]:
        """One reading a line, in the same order, whatever else is in the list."""
        ...

    def settled(self, question: str, language: str, chance: float) -> float:
        """How often an answer of rules and model together is right where the two put it at `chance`.

        `question` is "units", "clauses", "cuad", "intent" or "events". The rules are no independent witness: what the
        two make of a sentence is measured on held-out lines as the model's own scores are. Never falling in `chance`;
        `chance` itself where nothing was measured.
        """
        ...


class Embedder(Protocol):
    """What puts texts of like sense near each other."""

    def vectors(self, texts: Sequence[str]) -> dict[str, Floats]:
        """Each text's vector of length 1, its pieces' states averaged; none for one without a visible character."""
        ...
