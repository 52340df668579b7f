"""A trained network kept whole, and taken up again to learn from further lines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from docintel.errors import InputError
from docintel.workflows.training.labels import Labels
from docintel.workflows.training.network import Network
from docintel.workflows.training.pretrained import Pretrained, Shape

_WEIGHTS = "weights.safetensors"
_FILES = (_WEIGHTS, "model.json", "labels.json", "tokenizer.json")
_ENCODER = "encoder."
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


def keep(folder: Path, network: Network) -> None:
    """Write every weight as it is, beside the float32 model: `read_trained` takes them up again."""
    weights = {name: values.detach().float().cpu().contiguous() for name, values in network.state_dict().items()}
    save_file(weights, folder / _WEIGHTS)


def read_trained(folder: Path, labels: Labels) -> Trained:
    """The network that `docintel train --float32 FOLDER` left there.

    Raises InputError for another folder, or where the labels have changed since: then its heads mean something else.
    """
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if missing:
        raise InputError(f"{folder} holds no {', '.join(missing)}; `docintel train --float32 {folder}` writes them.")
    described = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    held = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    if any(held.get(name) != value for name, value in json.loads(json.dumps(asdict(labels))).items()):
        raise InputError(f"{folder} was trained for other labels than today's; train it anew.")
    try:
        weights = load_file(folder / _WEIGHTS)
    except SafetensorError as error:
        raise InputError(f"{folder / _WEIGHTS} is damaged ({error}); train it anew.") from error
    encoder = {name.removeprefix(_ENCODER): v.numpy() for name, v in weights.items() if name.startswith(_ENCODER)}
    heads = {name: values for name, values in weights.items() if not name.startswith(_ENCODER)}
    shape = Shape(**{name: described[name] for name in Shape.__dataclass_fields__})
    tokenizer = (folder / "tokenizer.json").read_text(encoding="utf-8")
    told = {name: described[name] for name in _TOLD if name in described}
    return Trained(Pretrained(shape, encoder, tokenizer), heads, told)


def take_up(network: Network, heads: Mapping[str, Tensor]) -> None:
    """Give the network the heads' weights; a head that the earlier run left untaught begins with random ones."""
    network.load_state_dict({**network.state_dict(), **heads})
