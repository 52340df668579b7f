"""A pretrained encoder small enough to make in a test: 2 layers, 32 wide, a vocabulary of single characters."""

from __future__ import annotations

import json

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


def encoder(seed: int = 1) -> Pretrained:
    """Random weights in the shape above, by Hugging Face name."""
    random = np.random.default_rng(seed)
    layout = tokenizer()
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
