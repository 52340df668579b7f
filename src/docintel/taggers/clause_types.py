"""The clause catalogue (models/clauses.toml) at work: which types a clause is, by heading and by wording.

One pass for cue words names the candidates; only their patterns are tried. A heading alone is weak evidence, a heading
with the wording strong; the numbers are precisions measured on labelled contracts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from docintel.assets import model_table
from docintel.language.outline import Section
from docintel.language.patterns import any_of, view
from docintel.records import ClauseKey

_HAN = re.compile("[\u4e00-\u9fff]")
_DEFINED = re.compile(r"\bdefinitions?\b|\bdefined terms\b|定义|释义|词语(?:含|涵)义")
_NUMBER = re.compile(r"^(?:第\S{1,8}[条章节]|(?:article|section|clause)\s+\S+|[\d.]+|[一二三四五六七八九十]+)\s*")
_FIRST_NUMBER = re.compile(r"1\b|\D*$")
#: An inherited heading alone says less than the clause's own.
_INHERITED = 0.7
_ANY = "any"
_LATIN = re.compile("[a-z]{2,}")
#: English words in a Chinese clause that make it a bilingual one.
_BILINGUAL = 15


@dataclass(frozen=True, slots=True)
class Confidence:
    """Precision of a clause type by the evidence for it, measured on labelled contracts."""

    both: float
    heading: float
    pattern: float


@dataclass(frozen=True, slots=True, eq=False)
class ClauseType:
    """One type of the catalogue with what gives it away in either language."""

    key: str
    documents: frozenset[str]
    headings_zh: tuple[str, ...]
    headings_en: frozenset[str]
    patterns_zh: re.Pattern[str]
    patterns_en: re.Pattern[str]
    confidence: Confidence

    def applies_to(self, contract: str) -> bool:
        """Whether a contract of this kind can carry the clause."""
        return _ANY in self.documents or contract in self.documents

    def heads(self, heading: str) -> bool:
        """Whether a heading (as `view` shows it) names this type."""
        if _HAN.search(heading):
            return any(cue in heading for cue in self.headings_zh)
        return any(part in self.headings_en for part in _heading_parts(heading))

    def speaks_in(self, words: str) -> bool:
        """Whether the wording matches; `words` as `view` shows them."""
        han = _HAN.search(words) is not None
        if han and self.patterns_zh.search(words):
            return True
        return (not han or len(_LATIN.findall(words)) > _BILINGUAL) and self.patterns_en.search(words) is not None


@cache
def clause_types() -> dict[str, ClauseType]:
    """The catalogue by key, in its order."""
    table = model_table("clauses.toml")
    return {entry["key"]: _clause_type(entry, table) for entry in table["clause"]}


def keys_of(section: Section, heading: str, words: str, contract: str) -> list[ClauseKey]:
    """The types of one clause, surest first; `heading` and `words` as `view` shows them.

    A clause under a heading of definitions says what a word means and is of no type.
    """
    if is_definition(section):
        return []
    candidates = cued_keys(words)
    found = sorted(_scored((heading, heading), words, contract, candidates), key=_surest)
    above = [view(parent) for parent in section.path[-3:] if section.heading is None]
    if above:
        own = {key.key: key for key in found}
        for key in _scored((_bare(" ".join(above)), ""), words, contract, candidates):
            if key.key in own and (key.confidence or 0) > (own[key.key].confidence or 0):
                own[key.key] = key
        found = sorted(own.values(), key=_surest) or _inherited(above, contract)
    return found


def spoken_types(words: str) -> list[ClauseType]:
    """Types whose wording stands in the words (as `view` shows them), whatever the kind of contract."""
    candidates = cued_keys(words)
    return [one for one in clause_types().values() if one.key in candidates and one.speaks_in(words)]


def _surest(key: ClauseKey) -> float:
    return -(key.confidence or 0)


def _bare(heading: str) -> str:
    """A heading without its number."""
    return _NUMBER.sub("", heading)


def _inherited(above: list[str], contract: str) -> list[ClauseKey]:
    """What the nearest heading above says of a clause whose own words say nothing."""
    for parent in reversed([_bare(heading) for heading in above]):
        found = [key for key in _scored((parent, parent), "", contract, set()) if key.confidence]
        if found:
            sure = {key.key: round((key.confidence or 0) * _INHERITED, 2) for key in found}
            return [ClauseKey(key=key, confidence=share, rules=share) for key, share in sure.items()]
    return []


def is_definition(section: Section) -> bool:
    """Under a heading of definitions; a clause 2.1 is not under 1 Definitions even where the reader lost heading 2."""
    under = any(_DEFINED.search(above.lower()) for above in section.path)
    return under and (section.number is None or _FIRST_NUMBER.match(section.number) is not None)


def _scored(headings: tuple[str, str], words: str, contract: str, candidates: set[str]) -> Iterator[ClauseKey]:
    """Types with their confidence; of the two headings the first may support the wording, the second stand alone."""
    supporting, alone = headings
    for clause_type in clause_types().values():
        if not clause_type.applies_to(contract):
            continue
        headed = bool(supporting) and clause_type.heads(supporting)
        spoken = clause_type.key in candidates and clause_type.speaks_in(words)
        if spoken or (headed and alone):
            weight = clause_type.confidence
            sure = weight.both if headed and spoken else weight.heading if headed else weight.pattern
            yield ClauseKey(key=clause_type.key, confidence=sure, rules=sure)


def cued_keys(words: str) -> set[str]:
    """Keys of which at least one cue stands in the words."""
    automaton, keys = _cues()
    hits = automaton.find_matches_as_indexes(words, overlapping=True)
    return {key for index in {hit[0] for hit in hits} for key in keys[index]}


@cache
def _cues() -> tuple[Any, list[frozenset[str]]]:
    # heavy: loaded on first use
    from ahocorasick_rs import AhoCorasick

    keys: dict[str, set[str]] = {}
    for entry in model_table("clauses.toml")["clause"]:
        for cue in (*entry["cues_zh"], *entry["cues_en"]):
            keys.setdefault(cue, set()).add(entry["key"])
    return AhoCorasick(list(keys)), [frozenset(found) for found in keys.values()]


def _heading_parts(heading: str) -> set[str]:
    """A heading and the pieces of "Term and Termination; Survival" that are headings themselves."""
    whole = " ".join(heading.split()).strip(" .:;")
    pieces = re.split(r"\s*(?:[;,/&]|\band\b|\bor\b)\s*", whole)
    return {whole, *(piece for piece in pieces if piece)}


def _clause_type(entry: dict[str, Any], table: dict[str, Any]) -> ClauseType:
    default = table["confidence"]
    own = entry.get("confidence", [default["heading_and_pattern"], default["heading"], default["pattern"]])
    groups = table["groups"]
    documents = [name for given in entry["documents"] for name in groups.get(given, [given])]
    return ClauseType(
        entry["key"],
        frozenset(documents),
        tuple(entry["headings_zh"]),
        frozenset(entry["headings_en"]),
        any_of(tuple(entry["patterns_zh"])),
        any_of(tuple(entry["patterns_en"])),
        Confidence(*own),
    )
