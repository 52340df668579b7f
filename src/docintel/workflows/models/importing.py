"""`docintel models import`: a bank's own Hugging Face model in the format that the service loads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from docintel.errors import InputError, MissingAsset
from docintel.workflows.models.carrying import Carried, carried
from docintel.workflows.models.checkpoints import Checkpoint, read_checkpoint

#: Pieces of a line and of its context that the model reads, where it has room for them.
_TEXT_PIECES, _CONTEXT_PIECES = 256, 48
#: `<s> text </s> </s> context </s>`: pieces besides text and context.
_BETWEEN = 4
#: Lines are padded to a multiple of this.
_STEP = 8


def import_model(folder: Path, out: Path, *, int8: bool = True) -> Mapping[str, Any]:
    """Write the model of a directory to the folder `out`; returns what its `model.json` says.

    Raises InputError for a directory that holds no such model or an `out` that is in use.
    """
    _needs_extra()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InputError(f"{out} is there already; choose another folder with --out.")
    from docintel.workflows.training.labels import current_labels

    checkpoint = read_checkpoint(folder)
    labels = current_labels()
    head = carried(checkpoint, labels)
    _write(out, checkpoint, head, int8=int8)
    return _sign(out, folder.resolve().name, checkpoint, head)


def _needs_extra() -> None:
    from importlib.util import find_spec

    missing = [name for name in ("torch", "transformers", "onnx") if find_spec(name) is None]
    if missing:
        raise MissingAsset(f"importing a model needs {', '.join(missing)}; install docintel[train].")


def _write(out: Path, checkpoint: Checkpoint, head: Carried, *, int8: bool) -> None:
    from docintel.workflows.training.graph import encoder_graph
    from docintel.workflows.training.labels import current_labels
    from docintel.workflows.training.packaging import write_json

    encoder = checkpoint.encoder
    try:
        graph = encoder_graph(encoder.weights, encoder.shape, int8=int8, first_beside=head.first_beside)
    except KeyError as error:
        raise InputError(f"model.safetensors lacks {error.args[0]}; save the model again.") from error
    out.mkdir(parents=True, exist_ok=True)
    (out / "encoder.onnx").write_bytes(graph.SerializeToString(deterministic=True))
    np.savez(out / "heads.npz", allow_pickle=False, **dict(head.weights))
    (out / "tokenizer.json").write_text(encoder.tokenizer, encoding="utf-8")
    write_json(out / "labels.json", asdict(current_labels()) | {"pools": dict(head.pools)})
    # nothing is known of how far its probabilities can be believed
    write_json(out / "calibration.json", {})


def _sign(out: Path, name: str, checkpoint: Checkpoint, head: Carried) -> Mapping[str, Any]:
    from docintel.workflows.training.packaging import checksums, write_json

    text, context = window(checkpoint.encoder.shape.positions)
    made = {
        "text_pieces": text,
        "context_pieces": context,
        **asdict(checkpoint.encoder.shape),
        "name": name,
        "family": checkpoint.config["model_type"],
        "imported": datetime.now(UTC).date().isoformat(),
        "heads": [head.head] if head.head else [],
        "note": head.told,
        "checksums": checksums(out),
    }
    write_json(out / "model.json", made)
    return made


def window(positions: int) -> tuple[int, int]:
    """Pieces of text and of context that fit a model with so many places, padding included."""
    room = positions // _STEP * _STEP - _BETWEEN
    context = min(_CONTEXT_PIECES, room // 4)
    return min(_TEXT_PIECES, room - context), context
