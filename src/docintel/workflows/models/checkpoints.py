"""A Hugging Face model directory (BERT, RoBERTa, XLM-RoBERTa) as the encoder we know: sizes, weights, tokenizer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docintel.errors import InputError, MissingAsset
from docintel.workflows.training.pretrained import Pretrained, Shape

Floats = NDArray[np.float32]

_FAMILIES = {"bert": "BERT", "roberta": "RoBERTa", "xlm-roberta": "XLM-RoBERTa"}
_FILES = ("config.json", "model.safetensors", "tokenizer.json")
#: What a checkpoint of the whole model puts before the encoder's names; a bare encoder puts nothing.
_PREFIXES = ("bert.", "roberta.", "")
_EMBEDDINGS = "embeddings.word_embeddings.weight"
_POSITIONS = "embeddings.position_embeddings.weight"


@dataclass(frozen=True)
class Checkpoint:
    """An encoder with whatever stands on it; `rest` are the weights outside of the encoder, by their names."""

    config: Mapping[str, Any]
    encoder: Pretrained
    rest: Mapping[str, Floats]


def read_checkpoint(folder: Path) -> Checkpoint:
    """The model in a directory as `save_pretrained` writes it.

    Raises InputError for a missing file or another family, MissingAsset without the extra [train].
    """
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if missing:
        raise InputError(f"{folder} lacks {', '.join(missing)}; save model and fast tokenizer there (save_pretrained).")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    _check(config)
    weights, rest = _parted(_tensors(folder / "model.safetensors"))
    if config["model_type"] != "bert":
        # these count places from the padding's number on; without the rows before, the first piece stands at 0
        weights[_POSITIONS] = np.ascontiguousarray(weights[_POSITIONS][config.get("pad_token_id", 1) + 1 :])
    shape = _shape(config, weights)
    tokenizer = (folder / "tokenizer.json").read_text(encoding="utf-8")
    _check_tokenizer(tokenizer, shape)
    return Checkpoint(config, Pretrained(shape, weights, tokenizer), rest)


def _check(config: Mapping[str, Any]) -> None:
    """Refuse what the graph would compute differently."""
    family = config.get("model_type")
    if family not in _FAMILIES:
        known = ", ".join(_FAMILIES.values())
        raise InputError(f"a model of the family {family or 'unknown'} cannot be imported; these can: {known}.")
    if config.get("hidden_act", "gelu") != "gelu":
        raise InputError(f"the model's activation is {config['hidden_act']}; only gelu can be imported.")
    if config.get("position_embedding_type", "absolute") != "absolute":
        raise InputError("the model counts places relatively; only absolute position embeddings can be imported.")
    if config.get("is_decoder"):
        raise InputError("the model is a decoder; only encoders can be imported.")


def _check_tokenizer(layout: str, shape: Shape) -> None:
    from tokenizers import Tokenizer

    from docintel.encoder.tokenization import LineTokenizer

    try:
        LineTokenizer.of_json(layout, text_pieces=1, context_pieces=0)
    # the library raises plain Exception for a layout that it cannot read
    except Exception as error:
        raise InputError(f"tokenizer.json cannot be used: {error}.") from error
    pieces = Tokenizer.from_str(layout).get_vocab_size()
    if pieces > shape.vocabulary:
        raise InputError(f"tokenizer.json has {pieces} pieces, the model {shape.vocabulary}; they are of two models.")


def _tensors(path: Path) -> dict[str, Floats]:
    try:
        from safetensors import SafetensorError
        from safetensors.torch import load_file
    except ImportError as error:
        raise MissingAsset("importing a model needs torch and transformers; install docintel[train].") from error
    try:
        held = load_file(path)
    except SafetensorError as error:
        raise InputError(f"{path} is no safetensors file ({error}); save the model again.") from error
    return {name: tensor.float().numpy() for name, tensor in held.items()}


def _parted(tensors: Mapping[str, Floats]) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """The encoder's weights by the names of a bare encoder, and the rest."""
    prefix = next((one for one in _PREFIXES if f"{one}{_EMBEDDINGS}" in tensors), None)
    if prefix is None:
        raise InputError("model.safetensors holds no word embeddings; it is no BERT or RoBERTa encoder.")
    encoder, rest = {}, {}
    for name, values in tensors.items():
        plain = name.removeprefix(prefix)
        if name.startswith(prefix) and plain.startswith(("embeddings.", "encoder.")):
            # the names of LayerNorm's parts in checkpoints from TensorFlow
            plain = plain.replace("LayerNorm.gamma", "LayerNorm.weight").replace("LayerNorm.beta", "LayerNorm.bias")
            encoder[plain] = values
        else:
            rest[plain] = values
    return encoder, rest


def _shape(config: Mapping[str, Any], weights: Mapping[str, Floats]) -> Shape:
    shape = Shape(
        hidden=config["hidden_size"],
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        feed_forward=config["intermediate_size"],
        vocabulary=len(weights[_EMBEDDINGS]),
        positions=len(weights[_POSITIONS]),
        types=len(weights["embeddings.token_type_embeddings.weight"]),
        epsilon=config.get("layer_norm_eps", 1e-12),
    )
    last = f"encoder.layer.{shape.layers - 1}.output.dense.weight"
    if last not in weights or weights[last].shape != (shape.hidden, shape.feed_forward):
        raise InputError(f"model.safetensors and config.json disagree on {last}; they are of different models.")
    return shape
