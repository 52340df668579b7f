"""Clause types of bare sentences, outside any contract: by wording and the model, there is no heading to lean on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docintel.assets import model_table
from docintel.language.patterns import view
from docintel.records import ClauseKey
from docintel.taggers.clause_decisions import HALF, SURE, decided_keys, likeliest, listed
from docintel.taggers.clause_types import clause_types, spoken_types
from docintel.taggers.long_lines import Stretch, read_whole
from docintel.taggers.voices import Decide, asked_model


def tag_sentences(texts: Sequence[str], *, decide: Decide = "both", all_scores: bool = False) -> list[list[ClauseKey]]:
    """Types of the credit catalogue of each text, surest first; `all_scores` gives every type its score."""
    return [_listed(_credit(text, read, decide), all_scores) for text, read in _read(texts, decide)]


def tag_sentences_cuad(
    texts: Sequence[str], *, decide: Decide = "both", all_scores: bool = False
) -> list[list[ClauseKey]]:
    """The same in CUAD's 41 categories; in the rules those that one of our types answers share its score."""
    return [_listed(_cuad(text, read, decide), all_scores) for text, read in _read(texts, decide)]


def _read(texts: Sequence[str], decide: Decide) -> list[tuple[str, list[Stretch] | None]]:
    model = asked_model(decide)
    read: Sequence[list[Stretch] | None] = read_whole(model, texts) if model else [None] * len(texts)
    return list(zip(texts, read, strict=True))


def _listed(keys: list[ClauseKey], all_scores: bool) -> list[ClauseKey]:
    return keys if all_scores else listed(keys, SURE)


def _credit(text: str, read: list[Stretch] | None, decide: Decide) -> list[ClauseKey]:
    return decided_keys(_spoken(text), _likeliest(read, "clauses"), clause_types(), decide=decide)


def _cuad(text: str, read: list[Stretch] | None, decide: Decide) -> list[ClauseKey]:
    spoken = _spoken(text)
    mapped: Mapping[str, list[str]] = {row["name"]: row["keys"] for row in model_table("cuad.toml")["category"]}
    ruled = {
        name: max(spoken[key] for key in keys if key in spoken)
        for name, keys in mapped.items()
        if spoken.keys() & set(keys)
    }
    return decided_keys(ruled, _likeliest(read, "cuad"), mapped, decide=decide, weight=HALF)


def _likeliest(read: list[Stretch] | None, head: str) -> dict[str, float] | None:
    return None if read is None else likeliest(read, head)


def _spoken(text: str) -> dict[str, float]:
    return {one.key: one.confidence.pattern for one in spoken_types(view(text))}
