"""Clause types of bare sentences, outside any contract: by wording and the model, there is no heading to lean on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from docintel.assets import model_table
from docintel.encoder import Model
from docintel.language.languages import sentence_language
from docintel.language.patterns import view
from docintel.records import ClauseKey
from docintel.taggers.clause_decisions import HALF, SURE, decided_keys, likeliest, listed
from docintel.taggers.clause_types import clause_types, spoken_types
from docintel.taggers.long_lines import Stretch, read_whole
from docintel.taggers.voices import Decide, asked_model

Settled = Callable[[float], float]


def tag_sentences(texts: Sequence[str], *, decide: Decide = "both", all_scores: bool = False) -> list[list[ClauseKey]]:
    """Types of the credit catalogue of each text, surest first; `all_scores` gives every type its score."""
    return [_listed(keys, all_scores) for keys in decide_clauses(texts, asked_model(decide), decide)]


def decide_clauses(texts: Sequence[str], model: Model | None, decide: Decide) -> list[list[ClauseKey]]:
    """Every type of the credit catalogue with its score, with the model to ask."""
    return [_credit(text, read, decide, _settled(model, "clauses", text)) for text, read in _read(texts, model)]


def tag_sentences_cuad(
    texts: Sequence[str], *, decide: Decide = "both", all_scores: bool = False
) -> list[list[ClauseKey]]:
    """The same in CUAD's 41 categories; in the rules those that one of our types answers share its score."""
    model = asked_model(decide)
    found = [_cuad(text, read, decide, _settled(model, "cuad", text)) for text, read in _read(texts, model)]
    return [_listed(keys, all_scores) for keys in found]


def _settled(model: Model | None, question: str, text: str) -> Settled:
    return partial(model.settled, question, sentence_language(text)) if model else float


def _read(texts: Sequence[str], model: Model | None) -> list[tuple[str, list[Stretch] | None]]:
    read: Sequence[list[Stretch] | None] = read_whole(model, texts) if model else [None] * len(texts)
    return list(zip(texts, read, strict=True))


def _listed(keys: list[ClauseKey], all_scores: bool) -> list[ClauseKey]:
    return keys if all_scores else listed(keys, SURE)


def _credit(text: str, read: list[Stretch] | None, decide: Decide, settled: Settled) -> list[ClauseKey]:
    return decided_keys(_spoken(text), _likeliest(read, "clauses"), clause_types(), decide=decide, settled=settled)


def _cuad(text: str, read: list[Stretch] | None, decide: Decide, settled: Settled) -> list[ClauseKey]:
    spoken = _spoken(text)
    mapped: Mapping[str, list[str]] = {row["name"]: row["keys"] for row in model_table("cuad.toml")["category"]}
    ruled = {
        name: max(spoken[key] for key in keys if key in spoken)
        for name, keys in mapped.items()
        if spoken.keys() & set(keys)
    }
    return decided_keys(ruled, _likeliest(read, "cuad"), mapped, decide=decide, weight=HALF, settled=settled)


def _likeliest(read: list[Stretch] | None, head: str) -> dict[str, float] | None:
    return None if read is None else likeliest(read, head)


def _spoken(text: str) -> dict[str, float]:
    return {one.key: one.confidence.pattern for one in spoken_types(view(text))}
