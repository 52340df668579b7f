"""A trained network as the folder that the service loads: graph, heads, tokenizer, labels, checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from docintel.workflows.training.graph import encoder_graph
from docintel.workflows.training.labels import Labels
from docintel.workflows.training.network import POOLS, Network, head_weights
from docintel.workflows.training.pretrained import Shape

#: Pieces of a line, and of what stood before it, that the model reads; longer lines are cut and say so.
TEXT_PIECES = 256
CONTEXT_PIECES = 48


def write_model(
    folder: Path, network: Network, labels: Labels, tokenizer: str, shape: Shape, *, int8: bool = True
) -> None:
    """Write everything but calibration and scores, which are measured on what is written here."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {
        name.removeprefix("encoder."): values.detach().float().cpu().numpy()
        for name, values in network.state_dict().items()
        if name.startswith("encoder.")
    }
    graph = encoder_graph(weights, shape, int8=int8)
    (folder / "encoder.onnx").write_bytes(graph.SerializeToString(deterministic=True))
    heads = {name: values.astype(np.float16) for name, values in head_weights(network).items()}
    np.savez(folder / "heads.npz", allow_pickle=False, **heads)
    (folder / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    write_json(folder / "labels.json", asdict(labels) | {"pools": POOLS})
    write_json(folder / "calibration.json", {})
    layout = {"text_pieces": TEXT_PIECES, "context_pieces": CONTEXT_PIECES} | asdict(shape)
    write_json(folder / "model.json", layout)


def write_json(path: Path, table: Mapping[str, Any]) -> None:
    """A table as JSON that people and diffs can read."""
    path.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def checksums(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of the model but `model.json`, which names them."""
    names = sorted(path.name for path in folder.iterdir() if path.is_file() and path.name != "model.json")
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
