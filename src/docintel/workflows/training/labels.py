"""The label sets of every head, in the order in which the model numbers them."""

from __future__ import annotations

from dataclasses import dataclass

from docintel.assets import model_table

#: Domain note on obligations, 1 and 4.1.
DEONTICS = ("OBL", "PRH", "PRM", "ENT", "REP", "CND", "NOB", "NEN")
DEADLINE_KINDS = (
    "absolute",
    "relative",
    "periodic",
    "periodic_relative",
    "event",
    "immediate",
    "reasonable",
    "vague",
    "window",
)
STRENGTHS = ("absolute", "best_efforts", "reasonable_efforts", "aspirational")
#: Domain note on correspondence, 2 to 4.
INTENTS = ("none", *(f"CI-{number}" for number in range(1, 10)))
OBJECTS = (
    "none",
    "payment",
    "loan",
    "project",
    "information",
    "meeting",
    "contract",
    "relationship",
    "terms",
    "other",
)
EVENTS = tuple(f"EV-{number:02d}" for number in range(1, 24))
MODALITIES = ("stated", "hinted", "denied", "hypothetical", "reported_by_third_party")
SENTIMENTS = (-2, -1, 0, 1, 2)
ASPECTS = ("price", "service", "payment", "project", "relationship", "information", "product", "terms")
KINDS = ("opinion", "state", "emotion")
TARGETS = ("lender", "customer", "third_party")
TONES = ("negative", "neutral", "positive")
ENTITIES = ("company", "person", "role", "amount", "date", "place", "identifier")


@dataclass(frozen=True)
class Labels:
    """Every head's labels; what is shipped beside the model as `labels.json`."""

    clauses: tuple[str, ...]
    cuad: tuple[str, ...]
    deontics: tuple[str, ...] = DEONTICS
    deadline_kinds: tuple[str, ...] = DEADLINE_KINDS
    strengths: tuple[str, ...] = STRENGTHS
    intents: tuple[str, ...] = INTENTS
    objects: tuple[str, ...] = OBJECTS
    events: tuple[str, ...] = EVENTS
    modalities: tuple[str, ...] = MODALITIES
    sentiments: tuple[int, ...] = SENTIMENTS
    aspects: tuple[str, ...] = ASPECTS
    kinds: tuple[str, ...] = KINDS
    targets: tuple[str, ...] = TARGETS
    tones: tuple[str, ...] = TONES
    entities: tuple[str, ...] = ENTITIES


def current_labels() -> Labels:
    """The labels by today's tables: clause keys from `clauses.toml`, CUAD's categories from `cuad.toml`."""
    clauses = tuple(row["key"] for row in model_table("clauses.toml")["clause"])
    return Labels(clauses=clauses, cuad=tuple(row["name"] for row in model_table("cuad.toml")["category"]))
