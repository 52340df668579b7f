"""One encoder and a head for each task, as a torch module."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from docintel.workflows.training.labels import Labels
from docintel.workflows.training.pretrained import Pretrained, Shape

#: Which pooled vector each sequence head reads; one attention pooling a task.
POOLS = {
    "types": "obligations",
    "clauses": "clauses",
    "cuad": "clauses",
    "intent": "correspondence",
    "object": "correspondence",
    "events": "correspondence",
    "modality": "correspondence",
    "sentiment": "correspondence",
    "aspects": "correspondence",
    "kind": "correspondence",
    "target": "correspondence",
    "tone": "tone",
}
POINTERS = ("bearer_start", "bearer_end", "deadline_start", "deadline_end")
_POINTER_WIDTH = 64


class Network(nn.Module):
    """Hidden states from the encoder's layers, answers from the heads."""

    def __init__(self, encoder: BertModel, labels: Labels, width: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.queries = nn.ParameterDict(
            {pool: nn.Parameter(torch.zeros(width)) for pool in sorted(set(POOLS.values()))}
        )
        self.pools = nn.ModuleDict({pool: nn.Linear(width, width) for pool in sorted(set(POOLS.values()))})
        self.outputs = nn.ModuleDict({head: nn.Linear(width, size) for head, size in _sizes(labels).items()})
        self.tokens = nn.ModuleDict(
            {
                "cue": nn.Linear(width, 1 + 2 * len(labels.deontics)),
                "entity": nn.Linear(width, 1 + 2 * len(labels.entities)),
            }
        )
        self.asks = nn.ModuleDict({name: nn.Linear(width, _POINTER_WIDTH) for name in POINTERS})
        self.places = nn.ModuleDict({name: nn.Linear(width, _POINTER_WIDTH) for name in POINTERS})
        self.strength = nn.Linear(width, len(labels.strengths))
        self.deadline_kind = nn.Linear(2 * width, len(labels.deadline_kinds))
        for head in ("clauses", "cuad", "events"):
            # most labels do not hold: begin there, or the first epoch is spent on learning it
            nn.init.constant_(self.get_parameter(f"outputs.{head}.bias"), -4.0)

    def hidden(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The encoder's last hidden states: batch × pieces × width."""
        states: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return states

    def sequence(self, hidden: Tensor, text: Tensor, heads: tuple[str, ...]) -> dict[str, Tensor]:
        """Answers of the heads that read a whole line; `text` marks the pieces of the text itself."""
        pooled: dict[str, Tensor] = {}
        answers = {}
        for head in heads:
            name = POOLS[head]
            if name not in pooled:
                scores = (hidden @ self.queries[name]).masked_fill(~text, -1e4)
                vector = (torch.softmax(scores, -1).unsqueeze(-1) * hidden).sum(1)
                pooled[name] = self.dropout(torch.tanh(self.pools[name](self.dropout(vector))))
            answers[head] = self.outputs[head](pooled[name])
        return answers

    def pieces(self, hidden: Tensor, head: str) -> Tensor:
        """Answers for every piece: batch × pieces × labels."""
        answers: Tensor = self.tokens[head](self.dropout(hidden))
        return answers

    def pointers(self, hidden: Tensor, lines: Tensor, cues: Tensor, allowed: Tensor) -> dict[str, Tensor]:
        """For each cue (its line and its piece, `<s>` being 0) a score for every place: cues × pieces."""
        triggers = hidden[lines, cues]
        scores = {}
        for name in POINTERS:
            ask, place = self.asks[name](triggers), self.places[name](hidden)[lines]
            scores[name] = (
                (ask.unsqueeze(1) * place).sum(-1).mul(_POINTER_WIDTH**-0.5).masked_fill(~allowed[lines], -1e4)
            )
        return scores


def _sizes(labels: Labels) -> dict[str, int]:
    return {
        "types": len(labels.deontics),
        "clauses": len(labels.clauses),
        "cuad": len(labels.cuad),
        "intent": len(labels.intents),
        "object": len(labels.objects),
        "events": len(labels.events),
        "modality": len(labels.modalities),
        "sentiment": len(labels.sentiments),
        "aspects": len(labels.aspects) * (1 + len(labels.sentiments)),
        "kind": len(labels.kinds),
        "target": len(labels.targets),
        "tone": len(labels.tones),
    }


def bert(pretrained: Pretrained) -> BertModel:
    """The pretrained encoder as a Hugging Face model, without its pooler."""
    shape = pretrained.shape
    model = BertModel(configuration(shape), add_pooling_layer=False)
    # of all kinds of attention the plain product of matrices learns fastest on a CPU
    model.set_attn_implementation("eager")
    model.load_state_dict({name: torch.from_numpy(values) for name, values in pretrained.weights.items()})
    return model


def configuration(shape: Shape) -> BertConfig:
    """The sizes as Hugging Face names them."""
    return BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.epsilon,
        # random numbers for every pair of pieces cost a CPU more than they teach
        attention_probs_dropout_prob=0.0,
    )


def head_weights(network: Network) -> Mapping[str, Any]:
    """Every head's weights as arrays, named as the service reads them."""
    return {
        name: values.detach().float().numpy()
        for name, values in network.state_dict().items()
        if not name.startswith("encoder.")
    }
