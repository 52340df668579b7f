"""A bank's own classification head in the numbering of ours, where its labels are ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from docintel.workflows.models.checkpoints import Checkpoint, Floats
from docintel.workflows.training.labels import Labels

#: Logit of a label that the bank's model does not know: a probability of nothing.
_NEVER = -30.0
#: Heads that answer for a whole line; True where several labels may hold at once.
_LINE_HEADS = {"tone": False, "intent": False, "clauses": True, "cuad": True, "types": True}
_POOL = "imported"
#: Parts of the head for deontic units that a classifier of pieces lacks; empty ones answer "not named".
_POINTERS = ("bearer_start", "bearer_end", "deadline_start", "deadline_end")


@dataclass(frozen=True)
class Carried:
    """The head that came along, if one did, as the service reads it, and what to tell about it.

    `first_beside` says that the weights want the first piece's state beside every piece's.
    """

    told: str
    head: str | None = None
    weights: Mapping[str, Floats] = field(default_factory=dict)
    pools: Mapping[str, str] = field(default_factory=dict)
    first_beside: bool = False


def carried(checkpoint: Checkpoint, labels: Labels) -> Carried:
    """The checkpoint's head as one of ours, or why it stays behind."""
    kind = "".join(checkpoint.config.get("architectures") or ())
    if not kind.endswith("Classification"):
        return Carried("a bare encoder: no head came along.")
    if not checkpoint.config.get("id2label"):
        return Carried("its labels have no names (id2label): its head stays behind.")
    if kind.endswith("ForSequenceClassification"):
        return _line_head(checkpoint, labels)
    return _piece_head(checkpoint, labels)


def _names(checkpoint: Checkpoint) -> list[str]:
    named = checkpoint.config["id2label"]
    return [named[number] for number in sorted(named, key=int)]


def _line_head(checkpoint: Checkpoint, labels: Labels) -> Carried:
    names = _names(checkpoint)
    head = next((one for one in _LINE_HEADS if _numbers(names, _labels_of(one, labels)) is not None), None)
    if head is None:
        return Carried(f"its labels ({', '.join(names[:5])} …) are those of no head here: they stay behind.")
    several = checkpoint.config.get("problem_type") == "multi_label_classification"
    if several != _LINE_HEADS[head]:
        wanted = "several labels a line" if _LINE_HEADS[head] else "one label a line"
        return Carried(f"its head {head} does not answer with {wanted} (problem_type), as ours does: it stays behind.")
    rest = checkpoint.rest
    if "classifier.out_proj.weight" in rest:
        pooler, last = "classifier.dense", "classifier.out_proj"
    else:
        pooler, last = "pooler.dense", "classifier"
    width = checkpoint.encoder.shape.hidden
    wanted_labels = _labels_of(head, labels)
    numbers = _numbers(names, wanted_labels) or []
    weights = {
        # a mean over the pieces, of which only the first piece's half is looked at: what `<s>` and `[CLS]` are for
        f"queries.{_POOL}": np.zeros(2 * width, np.float32),
        f"pools.{_POOL}.weight": np.concatenate([np.zeros((width, width), np.float32), rest[f"{pooler}.weight"]], 1),
        f"pools.{_POOL}.bias": rest[f"{pooler}.bias"],
        **_reordered(f"outputs.{head}", rest[f"{last}.weight"], rest[f"{last}.bias"], numbers, len(wanted_labels)),
    }
    return Carried(f"its head answers {head}.", head, weights, {head: _POOL}, first_beside=True)


def _piece_head(checkpoint: Checkpoint, labels: Labels) -> Carried:
    names = _names(checkpoint)
    for head, kinds in (("entity", labels.entities), ("cue", labels.deontics)):
        numbers = _numbers(names, ["O", *(f"{side}-{kind}" for kind in kinds for side in "BI")])
        if numbers is not None:
            rest = checkpoint.rest
            count = 1 + 2 * len(kinds)
            weights = _reordered(f"tokens.{head}", rest["classifier.weight"], rest["classifier.bias"], numbers, count)
            if head == "cue":
                weights |= _nothing_pointed(checkpoint.encoder.shape.hidden, labels)
            return Carried(f"its head answers {head}.", head, weights)
    return Carried(f"its tags ({', '.join(names[:5])} …) are those of no head here: they stay behind.")


def _labels_of(head: str, labels: Labels) -> Sequence[str]:
    held = {"tone": labels.tones, "intent": labels.intents, "clauses": labels.clauses, "cuad": labels.cuad}
    return held.get(head, labels.deontics)


def _numbers(names: Sequence[str], wanted: Sequence[str]) -> list[int] | None:
    """Which of the wanted labels each name is, whatever its case; None where one is none of them."""
    known = {label.casefold(): number for number, label in enumerate(wanted)}
    numbers = [known.get(name.strip().casefold(), -1) for name in names]
    return numbers if len(numbers) > 1 and min(numbers) >= 0 and len(set(numbers)) == len(numbers) else None


def _reordered(name: str, weight: Floats, bias: Floats, numbers: Sequence[int], count: int) -> dict[str, Floats]:
    """The rows in our order; a label that the bank's model does not know never wins."""
    rows = np.zeros((count, weight.shape[1]), np.float32)
    shifts = np.full(count, _NEVER, np.float32)
    rows[list(numbers)], shifts[list(numbers)] = weight, bias
    return {f"{name}.weight": rows, f"{name}.bias": shifts}


def _nothing_pointed(width: int, labels: Labels) -> dict[str, Floats]:
    """Weights under which a unit names no bearer and no time limit, and has the first strength."""
    empty: dict[str, Floats] = {}
    for side in ("asks", "places"):
        for name in _POINTERS:
            empty |= _zeros(f"{side}.{name}", 1, width)
    empty |= _zeros("strength", len(labels.strengths), width)
    return empty | _zeros("deadline_kind", len(labels.deadline_kinds), 2 * width)


def _zeros(name: str, rows: int, width: int) -> dict[str, Floats]:
    return {f"{name}.weight": np.zeros((rows, width), np.float32), f"{name}.bias": np.zeros(rows, np.float32)}
