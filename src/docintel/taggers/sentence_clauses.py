"""Clause types of a bare sentence, outside any contract: by wording alone, there is no heading to lean on."""

from __future__ import annotations

from docintel.assets import model_table
from docintel.language.patterns import view
from docintel.records import ClauseKey
from docintel.taggers.clause_types import clause_types, spoken_types


def tag_sentence(text: str, *, all_scores: bool = False) -> list[ClauseKey]:
    """Types of the credit catalogue the words speak of, surest first; `all_scores` adds the others at 0."""
    found = {clause_type.key: clause_type.confidence.pattern for clause_type in spoken_types(view(text))}
    wanted = clause_types() if all_scores else found
    keys = [ClauseKey(key=key, confidence=found.get(key, 0.0)) for key in wanted]
    return sorted(keys, key=_surest)


def tag_sentence_cuad(text: str, *, all_scores: bool = False) -> list[ClauseKey]:
    """The same in CUAD's 41 categories; categories that one of our types answers together share its score."""
    found = {key.key: key.confidence or 0.0 for key in tag_sentence(text)}
    scores = {
        category["name"]: max((found.get(key, 0.0) for key in category["keys"]), default=0.0)
        for category in model_table("cuad.toml")["category"]
    }
    keys = [ClauseKey(key=name, confidence=score) for name, score in scores.items() if all_scores or score]
    return sorted(keys, key=_surest)


def _surest(key: ClauseKey) -> float:
    return -(key.confidence or 0.0)
