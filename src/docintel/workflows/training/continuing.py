"""A trained network taken up again from its folder, to learn from further lines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from torch import Tensor

from docintel.errors import InputError
from docintel.workflows.models.installed import described, differing
from docintel.workflows.training.graph import graph_weights
from docintel.workflows.training.labels import Labels
from docintel.workflows.training.network import Network
from docintel.workflows.training.packaging import checksums
from docintel.workflows.training.pretrained import Pretrained, Shape

_FILES = ("encoder.onnx", "heads.npz", "model.json", "labels.json", "tokenizer.json")
#: What a run says of itself in `model.json`, and a run that goes on from it repeats.
_TOLD = ("starts_from", "trained", "recipe", "lines", "seconds", "continues")


@dataclass(frozen=True)
class Trained:
    """An encoder with its sizes and tokenizer, the heads' weights, and what `model.json` says of the run."""

    encoder: Pretrained
    heads: Mapping[str, Tensor]
    told: Mapping[str, Any]

    @property
    def taught(self) -> set[str]:
        """The heads of the earlier run, which left out those that no line taught."""
        return {name.split(".")[1] for name in self.heads if name.startswith(("outputs.", "tokens."))}


def read_trained(folder: Path, labels: Labels) -> Trained:
    """The network in a folder that `docintel train` wrote; int8 weights as they were rounded, which costs it little.

    Raises InputError for another folder, or where the labels have changed since: then its heads mean something else.
    """
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if missing:
        raise InputError(f"{folder} holds no {', '.join(missing)}; name a folder that `docintel train` wrote.")
    layout = described(folder)
    held = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    if any(held.get(name) != value for name, value in json.loads(json.dumps(asdict(labels))).items()):
        raise InputError(f"{folder} was trained for other labels than today's; train it anew.")
    wrong = differing(layout, checksums(folder))
    if wrong:
        raise InputError(f"{', '.join(wrong)} in {folder} is not what model.json states; copy the model again.")
    encoder = graph_weights(onnx.load(folder / "encoder.onnx"))
    if not encoder:
        raise InputError(f"{folder} was trained before weights kept their names; train it anew.")
    with np.load(folder / "heads.npz", allow_pickle=False) as arrays:
        heads = {name: torch.from_numpy(arrays[name].astype(np.float32)) for name in arrays.files}
    shape = Shape(**{name: layout[name] for name in Shape.__dataclass_fields__})
    tokenizer = (folder / "tokenizer.json").read_text(encoding="utf-8")
    told = {name: layout[name] for name in _TOLD if name in layout}
    return Trained(Pretrained(shape, encoder, tokenizer), heads, told)


def take_up(network: Network, heads: Mapping[str, Tensor]) -> None:
    """Give the network the heads' weights; a head that the earlier run left untaught begins with random ones."""
    network.load_state_dict({**network.state_dict(), **heads})
