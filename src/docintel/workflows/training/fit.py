"""Training: lower layers frozen and their answers kept, upper layers and heads learnt; one seed, one run."""

from __future__ import annotations

import logging
import math
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from transformers import BertModel

from docintel.workflows.training.batches import Batch, batches, loss
from docintel.workflows.training.examples import Example
from docintel.workflows.training.network import Network

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recipe:
    """How long and how fast to learn; the defaults made the shipped model."""

    epochs: int = 8
    frozen_layers: int = 6
    encoder_rate: float = 2.5e-4
    head_rate: float = 2e-3
    warmup: float = 0.06
    seed: int = 20261123


#: For a network that has learnt already: shorter, and in smaller steps, so that it forgets less of what it knows.
CONTINUED = Recipe(epochs=4, encoder_rate=1.5e-4, head_rate=1.2e-3)


def prepare(seed: int) -> torch.device:
    """The GPU if there is one, else the CPU; every random number from here on follows the seed."""
    random.seed(seed)
    torch.use_deterministic_algorithms(True, warn_only=True)
    torch.manual_seed(seed)
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


class _Layers:
    """The encoder in two parts: the frozen one, whose answers never change, and the one that learns."""

    def __init__(self, encoder: BertModel, frozen: int, device: torch.device) -> None:
        self._encoder, self._frozen, self._device = encoder, frozen, device
        self._kept: dict[int, Tensor] = {}

    def lower(self, all_batches: Iterable[Batch]) -> None:
        """Keep the frozen part's answer for every example, as float16: they are read again in every epoch."""
        for batch in all_batches:
            with torch.no_grad(), self._faster():
                states = self._encoder.embeddings(input_ids=batch.ids.to(self._device))
                states = self._run(states, batch.mask, self._encoder.encoder.layer[: self._frozen])
            for number, example in enumerate(batch.examples):
                self._kept[id(example)] = states[number, : len(example.tokens.ids)].half().cpu()

    def upper(self, batch: Batch) -> Tensor:
        longest = batch.ids.shape[1]
        kept = [self._kept[id(example)].float() for example in batch.examples]
        states = torch.stack([torch.nn.functional.pad(k, (0, 0, 0, longest - len(k))) for k in kept]).to(self._device)
        return self._run(states, batch.mask, self._encoder.encoder.layer[self._frozen :])

    def _run(self, states: Tensor, mask: Tensor, layers: Iterable[torch.nn.Module]) -> Tensor:
        bias = (1 - mask.to(states.device).float())[:, None, None, :] * -1e4
        for layer in layers:
            answer = layer(states, attention_mask=bias.to(states.dtype))
            states = answer[0] if isinstance(answer, tuple) else answer
        return states

    def _faster(self) -> torch.autocast:
        return torch.autocast(self._device.type, torch.bfloat16)


def fit(network: Network, examples: Sequence[Example], recipe: Recipe) -> Network:
    """Train the network in place; logs seconds, lines a second and the mean loss of every epoch."""
    device = prepare(recipe.seed)
    network.to(device).eval()
    layers = _Layers(network.encoder, recipe.frozen_layers, device)
    began = time.perf_counter()
    distinct = list({id(example): example for example in examples}.values())
    layers.lower(batches(distinct))
    _LOG.info("frozen layers: %d lines in %.0f s", len(distinct), time.perf_counter() - began)
    network.train()
    shuffle = random.Random(recipe.seed)
    plan = [batches(examples, shuffle=shuffle) for _ in range(recipe.epochs)]
    steps = sum(map(len, plan))
    optimiser = _optimiser(network, recipe)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _schedule(step, steps, recipe.warmup))
    for epoch, shuffled in enumerate(plan, start=1):
        began, total = time.perf_counter(), 0.0
        for batch in shuffled:
            with torch.autocast(device.type, torch.bfloat16):
                hidden = layers.upper(batch)
                wrong = loss(network, batch, hidden.float())
            optimiser.zero_grad()
            wrong.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            rate.step()
            total += wrong.item()
        seconds = time.perf_counter() - began
        speed = len(examples) / seconds
        _LOG.info("epoch %d: %.0f s, %.1f lines/s, loss %.3f", epoch, seconds, speed, total / len(shuffled))
    return network.eval()


def _optimiser(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    for parameter in network.encoder.embeddings.parameters():
        parameter.requires_grad_(False)
    for layer in network.encoder.encoder.layer[: recipe.frozen_layers]:
        layer.requires_grad_(False)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    return torch.optim.AdamW(
        [{"params": encoder, "lr": recipe.encoder_rate}, {"params": heads, "lr": recipe.head_rate}],
        weight_decay=0.01,
        fused=True,
    )


def _schedule(step: int, steps: int, warmup: float) -> float:
    begun = steps * warmup
    return step / begun if step < begun else 0.5 * (1 + math.cos(math.pi * (step - begun) / max(1.0, steps - begun)))
