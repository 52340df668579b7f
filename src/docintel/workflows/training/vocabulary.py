"""The pieces of the vocabulary that Chinese and English need, and the encoder cut down to them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import numpy as np
from tokenizers import Tokenizer

from docintel.workflows.training.pretrained import Pretrained

#: What stands at the front of the vocabulary, in this order; `<mask>` is not needed once pre-training is over.
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")

_SPACE = "▁"
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN_PIECE = re.compile(f"{_SPACE}?[{_HAN}\u3000-\u303f\uff00-\uffef]+")


@cache
def characters() -> frozenset[str]:
    """Every character that must stay known: ASCII, Latin-1, GB 2312 and Big5, the printable ones."""
    found = {chr(code) for code in range(0x20, 0x100)}
    for codec in ("gb2312", "big5"):
        pairs = (bytes((high, low)) for high in range(0xA1, 0xFF) for low in range(0x40, 0xFF))
        found.update(pair.decode(codec, errors="ignore") for pair in pairs)
    return frozenset(character for character in found if len(character) == 1 and character.isprintable())


def count_pieces(tokenizer: str, texts: Iterable[str]) -> Counter[str]:
    """How often each piece of the vocabulary stands in the texts."""
    full = Tokenizer.from_str(tokenizer)
    counts: Counter[str] = Counter()
    for encoding in full.encode_batch(list(texts), add_special_tokens=False):
        counts.update(encoding.tokens)
    return counts


def kept_pieces(tokenizer: str, seen: Iterable[str]) -> list[str]:
    """The pieces to keep, in the vocabulary's order: all Han ones, those of the characters above, and those seen."""
    full = Tokenizer.from_str(tokenizer)
    wanted = set(seen)
    for character in characters():
        wanted.update(full.encode(character, add_special_tokens=False).tokens)
        wanted.update(full.encode(f"一{character}", add_special_tokens=False).tokens)
    vocabulary = [piece for piece, _score in json.loads(tokenizer)["model"]["vocab"]]
    return [piece for piece in vocabulary if piece in SPECIAL or piece in wanted or _HAN_PIECE.fullmatch(piece)]


def prune(encoder: Pretrained, pieces: Iterable[str]) -> Pretrained:
    """The encoder with these pieces only; text made of them is cut into pieces as before.

    Pieces keep their scores, so a text whose best cut uses kept pieces only is cut the same way.
    """
    layout = json.loads(encoder.tokenizer)
    vocabulary = layout["model"]["vocab"]
    kept = set(pieces).union(SPECIAL)
    rows = [number for number, (piece, _score) in enumerate(vocabulary) if piece in kept]
    layout["model"]["vocab"] = [vocabulary[row] for row in rows]
    layout["added_tokens"] = [token for token in layout["added_tokens"] if token["content"] in SPECIAL]
    name = "embeddings.word_embeddings.weight"
    weights = encoder.weights | {name: np.ascontiguousarray(encoder.weights[name][rows])}
    shape = replace(encoder.shape, vocabulary=len(rows))
    return Pretrained(shape, weights, json.dumps(layout, ensure_ascii=False, separators=(",", ":")))
