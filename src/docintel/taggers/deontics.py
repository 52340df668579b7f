"""Decides what a modal cue says: must, must not, may, is entitled to, states, depends on, is freed from, lacks.

The rules are data (models/rules/obligation.toml) and their order is the decision order: definition, narrative use,
negation scope, right or power, representation, duty. The first rule that fits a cue decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from docintel.assets import model_table
from docintel.language.cues import CueFinder, CueHit

Language = Literal["zh", "en"]
_RULES = "rules/obligation.toml"
_MACRO = re.compile(r"\{([a-z_]+)\}")
#: A modal stands near what governs it; farther words belong to other clauses.
_LONGEST_HEAD = 240


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the decision order, see the head of obligation.toml."""

    id: str
    cues: frozenset[str]
    type: str
    words: frozenset[str]
    other_words: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None
    right: str | None
    strength: str | None
    bearer: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A cue that a rule decided on, with the words that belong to it and the bearer if the rule names one."""

    rule: Rule
    start: int
    end: int
    bearer: tuple[int, int] | None = None


@dataclass(frozen=True)
class Rulebook:
    """The cues and rules of one language."""

    finder: CueFinder
    rules: tuple[Rule, ...]
    macros: dict[str, str]
    open_traps: frozenset[str]
    guards: frozenset[str]

    def traps(self, view: str) -> list[tuple[int, int]]:
        """Where words stand that only look like a cue, those left out that are two words as often as one."""
        found = self.finder.traps(view)
        return [(start, end) for start, end in found if view[start:end] not in self.open_traps]

    def denied(self, view: str, clauses: Sequence[int]) -> list[tuple[int, int]]:
        """Cues that commit nobody by a near-certain rule; `clauses` are where half-sentences begin."""
        found = []
        for hit in self.finder.find(view):
            start = max((at for at in clauses if at <= hit.start), default=0)
            finding = self.decide(view, start, hit)
            if finding is not None and finding.rule.id in self.guards:
                found.append((hit.start, hit.end))
        return found

    def decide(self, view: str, head_start: int, hit: CueHit) -> Finding | None:
        """What the cue says in its clause, which begins at `head_start`; None when no rule speaks of it."""
        head = view[max(head_start, hit.start - _LONGEST_HEAD) : hit.start]
        for rule in self.rules:
            if hit.label in rule.cues:
                found = _fits(rule, view, head, hit)
                if found is not None:
                    return found
        return None


@cache
def rulebook(language: Language) -> Rulebook:
    """The rules of a language, compiled once a process."""
    table = model_table(_RULES)[language]
    macros = {name: _expand(pattern, table["macros"]) for name, pattern in table["macros"].items()}
    confidences = table["confidence"]
    entries = [(word, label) for label, listed in table["cues"].items() for word in listed]
    finder = CueFinder(entries, table["traps"])
    return Rulebook(
        finder,
        tuple(_rule(entry, macros, confidences) for entry in table["rules"]),
        macros,
        frozenset(table.get("open_traps", ())),
        frozenset(table.get("guards", ())),
    )


def is_power(view: str, language: Language, at: int) -> bool:
    """Whether the words behind a cue change the other party's position: terminate, set off, 解除, 扣划."""
    return _power(language).match(view, at) is not None


@cache
def _power(language: Language) -> re.Pattern[str]:
    macros = rulebook(language).macros
    return re.compile(_expand("{adv}\\s*(?:to\\s+)?{power}\\b" if language == "en" else "{power}", macros))


def _rule(entry: dict[str, Any], macros: dict[str, str], confidences: dict[str, float]) -> Rule:
    patterns = {
        name: re.compile(_expand(entry[name], macros)) if name in entry else None
        for name in ("before", "after", "unless_before", "unless_after")
    }
    kind: str = entry["type"]
    return Rule(
        id=entry["id"],
        cues=frozenset(entry["cues"]),
        type=kind,
        words=frozenset(entry.get("words", ())),
        other_words=frozenset(entry.get("unless_word", ())),
        right=entry.get("right", "claim" if kind == "ENT" else None),
        strength=entry.get("strength"),
        bearer=entry.get("bearer", "subject"),
        confidence=confidences.get(entry["id"], confidences.get(kind)),
        **patterns,
    )


def _expand(pattern: str, macros: dict[str, str]) -> str:
    return _MACRO.sub(lambda match: macros.get(match.group(1), match.group()), pattern)


def _fits(rule: Rule, view: str, head: str, hit: CueHit) -> Finding | None:
    if (rule.words and hit.cue not in rule.words) or hit.cue in rule.other_words:
        return None
    if rule.before is not None and rule.before.search(head) is None:
        return None
    if rule.unless_before is not None and rule.unless_before.search(head) is not None:
        return None
    if rule.unless_after is not None and rule.unless_after.match(view, hit.end) is not None:
        return None
    after = rule.after.match(view, hit.end) if rule.after is not None else None
    if rule.after is not None and after is None:
        return None
    return Finding(rule, hit.start, after.end() if after else hit.end, _named_bearer(after))


def _named_bearer(after: re.Match[str] | None) -> tuple[int, int] | None:
    if after is None or "bearer" not in after.re.groupindex or after.group("bearer") is None:
        return None
    return after.span("bearer")
