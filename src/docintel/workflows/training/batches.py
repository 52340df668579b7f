"""Examples of one task put together to a batch, and what the network gets wrong on it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from docintel.workflows.training.examples import UNKNOWN, Example, Task
from docintel.workflows.training.network import Network

#: Pieces in a batch, padding included: about 25 lines of ordinary length.
BATCH_PIECES = 1_024

#: How much each head's loss counts. Token heads are means over pieces, most of which are easy.
_WEIGHTS = {"cue": 6.0, "entity": 6.0, "aspects": 4.0}
_BINARY = frozenset({"events", "clauses", "cuad", "types"})
HEADS: Mapping[Task, tuple[str, ...]] = {
    "obligations": ("types",),
    "correspondence": ("intent", "object", "events", "modality", "sentiment", "aspects", "kind", "target"),
    "clauses": ("clauses",),
    "cuad": ("cuad",),
    "tone": ("tone",),
    "entities": (),
}


PIECE_HEADS: Mapping[Task, str] = {"obligations": "cue", "entities": "entity"}


@dataclass(frozen=True)
class Batch:
    """Padded lines of one task: `ids` and `mask` are lines × pieces, `text` marks the text's own pieces."""

    examples: list[Example]
    ids: Tensor
    mask: Tensor
    text: Tensor


def batches(examples: Sequence[Example], *, shuffle: random.Random | None = None) -> list[Batch]:
    """The examples in batches of about equal length, each of one task; in random order when `shuffle` is given."""
    by_length = sorted(
        examples, key=lambda example: (example.task, len(example.tokens.ids), str(example.row.get("id")))
    )
    if shuffle is not None:
        # a little noise in the order of lengths, so that no two epochs make the same batches
        by_length.sort(key=lambda example: (example.task, len(example.tokens.ids) + shuffle.uniform(-4, 4)))
    groups: list[list[Example]] = []
    longest = 0
    for example in by_length:
        longest = max(longest, len(example.tokens.ids))
        if not groups or groups[-1][0].task != example.task or (len(groups[-1]) + 1) * longest > BATCH_PIECES:
            groups.append([])
            longest = len(example.tokens.ids)
        groups[-1].append(example)
    if shuffle is not None:
        shuffle.shuffle(groups)
    return [_batch(group) for group in groups]


def _batch(examples: list[Example]) -> Batch:
    longest = max(len(example.tokens.ids) for example in examples)
    ids = torch.ones(len(examples), longest, dtype=torch.long)
    mask = torch.zeros(len(examples), longest, dtype=torch.bool)
    text = torch.zeros(len(examples), longest, dtype=torch.bool)
    for number, example in enumerate(examples):
        ids[number, : len(example.tokens.ids)] = torch.tensor(example.tokens.ids)
        mask[number, : len(example.tokens.ids)] = True
        text[number, 1 : 1 + len(example.tokens.offsets)] = True
    return Batch(examples, ids, mask, text)


def loss(network: Network, batch: Batch, hidden: Tensor) -> Tensor:
    """The sum of the losses of every head that the batch's task trains."""
    task = batch.examples[0].task
    total = hidden.new_zeros(())
    for head, answers in network.sequence(hidden, batch.text, HEADS[task]).items():
        total = total + _WEIGHTS.get(head, 1.0) * _sequence_loss(head, answers, batch)
    if task in PIECE_HEADS:
        head = PIECE_HEADS[task]
        answers = network.pieces(hidden, head)
        wanted = torch.full(batch.mask.shape, UNKNOWN)
        for number, example in enumerate(batch.examples):
            tags = torch.tensor(example.targets[head])
            wanted[number, 1 : 1 + len(tags)] = tags
        total = total + _WEIGHTS[head] * functional.cross_entropy(answers.transpose(1, 2).float(), wanted)
    if task == "obligations":
        total = total + _unit_loss(network, batch, hidden)
    return total


def _sequence_loss(head: str, answers: Tensor, batch: Batch) -> Tensor:
    answers = answers.float()
    if head in _BINARY:
        wanted = torch.tensor([example.targets[head] for example in batch.examples])
        # the sum over labels: a mean would drown the few that hold among a hundred that do not
        each = functional.binary_cross_entropy_with_logits(answers, wanted, reduction="sum") / len(wanted)
        return each if head == "types" else 0.3 * each + _ranking_loss(answers, wanted)
    numbers = torch.tensor([example.targets[head] for example in batch.examples])
    if head == "aspects":
        answers, numbers = answers.reshape(-1, answers.shape[1] // numbers.shape[1]), numbers.reshape(-1)
    if (numbers == UNKNOWN).all():
        return answers.sum() * 0
    return functional.cross_entropy(answers, numbers, ignore_index=UNKNOWN)


def _ranking_loss(answers: Tensor, wanted: Tensor) -> Tensor:
    """How far the labels that hold stand from the top: rare ones learn faster by being compared than by themselves."""
    some = wanted.sum(-1) > 0
    if not some.any():
        return answers.sum() * 0
    shares = wanted[some] / wanted[some].sum(-1, keepdim=True)
    return functional.cross_entropy(answers[some], shares)


def _unit_loss(network: Network, batch: Batch, hidden: Tensor) -> Tensor:
    units = [(line, cue, wanted) for line, example in enumerate(batch.examples) for cue, wanted in example.cues]
    if not units:
        return hidden.sum() * 0
    lines = torch.tensor([line for line, _cue, _wanted in units])
    cues = torch.tensor([cue + 1 for _line, cue, _wanted in units])
    allowed = batch.text.clone()
    allowed[:, 0] = True
    total = hidden.new_zeros(())
    wanted = {name: torch.tensor([targets[name] for *_at, targets in units]) for name in units[0][2]}
    for name, scores in network.pointers(hidden, lines, cues, allowed).items():
        total = total + functional.cross_entropy(scores.float(), wanted[name])
    triggers = hidden[lines, cues]
    total = total + functional.cross_entropy(network.strength(triggers).float(), wanted["strength"])
    dated = wanted["deadline_kind"] != UNKNOWN
    if dated.any():
        starts = hidden[lines, wanted["deadline_start"]]
        kinds = network.deadline_kind(torch.cat([triggers, starts], -1))
        total = total + functional.cross_entropy(kinds[dated].float(), wanted["deadline_kind"][dated])
    return total
