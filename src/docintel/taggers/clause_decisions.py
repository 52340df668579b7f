"""Clause types by rules and model together: headings and wording raise what the model is unsure of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import exp, log

from docintel.records import ClauseKey
from docintel.taggers.long_lines import Stretch
from docintel.taggers.voices import Decide

#: From this score on a clause may be of a type (domain note on clauses, 1); from `SURE` on it has its values and flags.
CANDIDATE = 0.3
SURE = 0.4
#: How often a clause is of a given type before anything is known of it: 1.3 types a clause, 109 types.
_PRIOR = 0.012
#: How much of the rules' evidence counts, though the model looks at the same words: what scores best on the development
#: segments, all of it in our own catalogue, half where our types only stand for CUAD's categories.
WHOLE, HALF = 1.0, 0.5
_LEAST = 1e-4


def decided_keys(
    ruled: Mapping[str, float],
    read: Mapping[str, float] | None,
    keys: Iterable[str],
    *,
    decide: Decide = "both",
    weight: float = WHOLE,
    settled: Callable[[float], float] = lambda chance: chance,
) -> list[ClauseKey]:
    """A score for each key, surest first, from what the rules and the model say; `read` is None without a model.

    `settled` makes of what the two together give the share of such keys that were right.
    """
    pairs = [(key, ruled.get(key), read.get(key) if read is not None else None) for key in keys]
    if decide == "model":
        scored = [ClauseKey(key=key, confidence=model or 0.0, model=model) for key, _rules, model in pairs]
    else:
        scored = [
            ClauseKey(key=key, confidence=_together(rules, model, weight, settled), rules=rules, model=model)
            for key, rules, model in pairs
        ]
    return sorted(scored, key=lambda one: -(one.confidence or 0.0))


def listed(keys: Iterable[ClauseKey], least: float) -> list[ClauseKey]:
    """The keys that score enough; without a model whatever the rules see, however seldom they are right."""
    return [key for key in keys if (key.confidence or 0.0) >= least or (key.model is None and key.rules is not None)]


def likeliest(stretches: Sequence[Stretch], head: str) -> dict[str, float]:
    """What a head says of a text read in stretches: each label as likely as where it is likeliest."""
    found: dict[str, float] = {}
    for stretch in stretches:
        scores: Mapping[str, float] = getattr(stretch.reading, head)
        for label, likely in scores.items():
            found[label] = max(likely, found.get(label, 0.0))
    return found


def _together(ruled: float | None, read: float | None, weight: float, settled: Callable[[float], float]) -> float:
    """The two as one probability: a rule multiplies the model's odds as far as its precision lies over the prior."""
    if read is None:
        return ruled or 0.0
    if ruled is None:
        return settled(read)
    lifted = _log_odds(read) + weight * (_log_odds(ruled) - _log_odds(_PRIOR))
    return settled(round(1 / (1 + exp(-lifted)), 4))


def _log_odds(probability: float) -> float:
    kept = min(max(probability, _LEAST), 1 - _LEAST)
    return log(kept / (1 - kept))
