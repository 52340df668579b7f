"""What a tagger looks for: cue words, the longer words that only look like them, and token patterns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docintel.errors import InputError

TokenPattern = tuple[str, tuple[Mapping[str, Any], ...]]


@dataclass(frozen=True, slots=True, eq=False)
class RuleSet:
    """A named set of rules in one language; pipelines built from it are kept under its name.

    cues      (cue, label) pairs; any hit makes its sentence a candidate
    traps     see `CueFinder`
    patterns  (label, spaCy token pattern) pairs, run only on the sentences that a cue hit
    """

    name: str
    cues: tuple[tuple[str, str], ...]
    traps: tuple[str, ...] = ()
    patterns: tuple[TokenPattern, ...] = ()


def ruleset_from_table(name: str, table: Mapping[str, Any]) -> RuleSet:
    """A rule set from a parsed TOML file of `models/rules`.

    The file holds `[cues]` with a list of words for each label, `traps = […]`, and `[[patterns]]` with `label`
    and `tokens`.
    """
    cues = tuple((cue, label) for label, listed in table.get("cues", {}).items() for cue in _words(name, label, listed))
    patterns = tuple((entry["label"], tuple(entry["tokens"])) for entry in table.get("patterns", ()))
    return RuleSet(name, cues, tuple(table.get("traps", ())), patterns)


def as_config(ruleset: RuleSet) -> dict[str, Any]:
    """The rule set as the configuration of the spaCy component `docintel_cues`."""
    return {
        "cues": [list(entry) for entry in ruleset.cues],
        "traps": list(ruleset.traps),
        "patterns": [
            {"label": label, "tokens": [dict(token) for token in tokens]} for label, tokens in ruleset.patterns
        ],
    }


def _words(name: str, label: str, listed: object) -> Sequence[str]:
    if isinstance(listed, list) and all(isinstance(word, str) and word.strip() for word in listed):
        return listed
    raise InputError(f"Rule set {name}: the cues of {label} must be a list of words, none of them empty.")
