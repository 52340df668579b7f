"""Deontic units of one sentence: cues decided one by one, each with its stretch of the sentence and its strength."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from docintel.assets import model_table
from docintel.language.views import half_width, simplified
from docintel.taggers.deontics import Finding, Language, rulebook

Range = tuple[int, int]
_STRENGTHS = ("best_efforts", "reasonable_efforts", "aspirational")
_CONDITION_ZH = re.compile(
    r"(?:^|[，,；;])\s*(?:(?:如|若|倘|因|凡|但如|当|未经|经|除)[^，。；]*|[^，。；]*(?:的|时|后|前|内|情况下|之日起))$"
)
# Chinese sentences typed with Western punctuation; the comma inside 1,180万 stays.
_FULL_SIGNS = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_ASCII_SIGN = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[;!?]")
# The number of a clause is no part of what it says.
_NUMBERING = re.compile(
    r"\s*(?:第[零一二三四五六七八九十百\d]+条|\d+(?:\.\d+)*[.、．]?(?=\s)|[（(]?[一二三四五六七八九十\d]{1,3}[)）、])\s*"
)
_COORDINATOR_EN = re.compile(r",|;|\b(?:and|but|or)\b")


@dataclass(frozen=True, slots=True)
class Part:
    """One decided cue with the stretch of the sentence that is its unit; `clause` is where its own clause begins."""

    finding: Finding
    span: Range
    clause: int
    strength: str


@dataclass(frozen=True)
class _Frame:
    definition: re.Pattern[str]
    quoted: re.Pattern[str]
    clause_end: re.Pattern[str]
    strength: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _frame(language: Language) -> _Frame:
    table = model_table("rules/obligation.toml")[language]
    flags = re.IGNORECASE
    return _Frame(
        definition=re.compile(table["definition"], flags),
        quoted=re.compile(table["quoted"]),
        clause_end=re.compile(table["clause_end"]),
        strength=tuple((name, re.compile(table["strength"][name], flags)) for name in _STRENGTHS),
    )


def view_of(sentence: str, language: Language) -> str:
    """The sentence as the rules read it: half-width, simplified, line breaks as blanks, of the same length."""
    plain = half_width(sentence).replace("\n", " ")
    if language == "en":
        return plain.lower() if plain.isupper() else plain
    return _ASCII_SIGN.sub(lambda sign: _FULL_SIGNS[sign.group()], simplified(plain))


def is_definition(view: str, language: Language) -> bool:
    """Whether a sentence says what a word means, which binds nobody."""
    return _frame(language).definition.search(view) is not None


def is_quoted(view: str, language: Language, cue: Range) -> bool:
    """Words in quotation marks are somebody else's, unless the quotation is the whole sentence."""
    whole = len(view.strip().rstrip(".。"))
    return any(
        quote.start() < cue[0] and cue[1] < quote.end() and len(quote.group()) < whole - 2
        for quote in _frame(language).quoted.finditer(view)
    )


def clause_starts(view: str, language: Language) -> list[int]:
    """Where the half-sentences behind the first begin."""
    return [match.end() for match in _frame(language).clause_end.finditer(view)]


def find_parts(view: str, language: Language) -> list[Part]:
    """What each modal cue of a sentence says, in order; a definition says nothing about anybody's duty."""
    if is_definition(view, language):
        return []
    ends = clause_starts(view, language)
    found: list[tuple[Finding, int]] = []
    consumed = 0
    for hit in rulebook(language).finder.find(view):
        if hit.start < consumed or is_quoted(view, language, (hit.start, hit.end)):
            continue
        clause = max((end for end in ends if end <= hit.start), default=0)
        finding = rulebook(language).decide(view, clause, hit)
        if finding is not None and finding.rule.type == "PASS":
            continue
        consumed = hit.end
        if finding is not None and _repeats(finding, clause, found):
            continue
        if finding is not None and finding.rule.type != "NONE":
            found.append((finding, clause))
            consumed = finding.end
    spans = unit_spans(view, language, [((finding.start, finding.end), clause) for finding, clause in found])
    return [
        Part(finding, span, clause, finding.rule.strength or strength_in(view, language, span))
        for (finding, clause), span in zip(found, spans, strict=True)
    ]


def _repeats(finding: Finding, clause: int, found: list[tuple[Finding, int]]) -> bool:
    """A second bare verb of one clause belongs to the act already found: 支付 and 退还 share their subject and day."""
    return bool(found) and finding.rule.id == "performance_stated" and found[-1][1] == clause


def unit_spans(view: str, language: Language, cues: Sequence[tuple[Range, int]]) -> list[Range]:
    """The stretch of each unit, by its cue and where the half-sentence of the cue begins."""
    if not cues:
        return []
    number = _NUMBERING.match(view)
    starts = [number.end() if number else 0]
    for ((_, end), _clause), ((start, _), clause) in pairwise(cues):
        starts.append(_boundary(view, language, end, (start, clause)))
    return [_trimmed(view, start, end) for start, end in zip(starts, [*starts[1:], len(view)], strict=True)]


def _boundary(view: str, language: Language, after: int, cue: tuple[int, int]) -> int:
    """Where the next unit begins: at its own clause, and before the condition that leads into it."""
    start, clause = cue
    if language == "en":
        marks = [match.start() for match in _COORDINATOR_EN.finditer(view, after, start)]
        return marks[-1] if marks else max(after, min(clause, start))
    if clause <= after:
        return start
    begin = clause
    lead = _CONDITION_ZH.search(view[after : clause - 1])
    if lead:
        begin = after + lead.start()
    return max(begin, after)


def _trimmed(view: str, start: int, end: int) -> Range:
    while start < end and (view[start].isspace() or view[start] in ",;，；、"):
        start += 1
    while end > start and (view[end - 1].isspace() or view[end - 1] in ",;，；、"):
        end -= 1
    return start, end


def strength_in(view: str, language: Language, span: Range) -> str:
    """How strictly the words of a unit bind; absolute unless they say that an effort is enough."""
    for name, pattern in _frame(language).strength:
        if pattern.search(view, *span):
            return name
    return "absolute"
