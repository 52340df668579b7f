"""Obligations, prohibitions, permissions, rights, representations and conditions, sentence by sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docintel.taggers import bearers
from docintel.taggers.deontics import Language
from docintel.taggers.units import Part, find_parts, view_of

Range = tuple[int, int]
_HAN = re.compile(r"[\u3400-\u9fff]")
_NEGATIVE_FRONT = re.compile(r"\b(?:nor|in no event|under no circumstances|at no time)\s*,?\s*$", re.IGNORECASE)
_DETERMINER = re.compile(r"^(?:the|such|said|an?)\s+", re.IGNORECASE)
_ELIDED_ZH = re.compile(
    r"^\s*(?:(?:但是?|并且?|且|同时|亦|也|还|均|则|而|或者?|仍|另|此外|其中|否则|必要时|原则上|其|有权|自行|负责)*)\s*"
    r"(?:$|在|于|按|自|向|对|提前|及时|每|依|根据|将|为|如|若|经|因|以|未经|未|由|从|就|除|凡|除非|不|无|至|与|逾期|一次性|立即|书面)"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One deontic unit of a sentence; offsets count from the start of the sentence."""

    type: str
    bearer: str | None
    counterparty: str | None
    cue: str
    cue_span: Range
    span: Range
    strength: str
    right_kind: str | None
    confidence: float | None
    rule: str
    bearer_inferred: bool = False


def units(sentence: str, *, language: Language | None = None) -> list[Unit]:
    """The deontic units of one sentence in order; an empty list is type NONE."""
    spoken: Language = language or ("zh" if _HAN.search(sentence) else "en")
    view = view_of(sentence, spoken)
    found: list[Unit] = []
    for part in find_parts(view, spoken):
        place, inferred = _bearer(view, spoken, part, found)
        bearer = found[-1].bearer if inferred and found else sentence[slice(*place)] if place else None
        found.append(_unit(sentence, view, spoken, part, bearer, inferred))
    return found


def _unit(sentence: str, view: str, spoken: Language, part: Part, bearer: str | None, inferred: bool) -> Unit:
    finding = part.finding
    other = bearers.counterparty_zh if spoken == "zh" else bearers.counterparty_en
    towards = other(view, finding.end, part.span[1], bearer)
    return Unit(
        type=finding.rule.type,
        bearer=_plain(bearer),
        counterparty=_plain(sentence[slice(*towards)]) if towards else None,
        cue=sentence[finding.start : finding.end],
        cue_span=(finding.start, finding.end),
        span=part.span,
        strength=part.strength,
        right_kind=finding.rule.right,
        confidence=finding.rule.confidence,
        rule=finding.rule.id,
        bearer_inferred=inferred,
    )


def _plain(name: str | None) -> str | None:
    return _DETERMINER.sub("", " ".join(name.split())) if name else None


def _bearer(view: str, spoken: Language, part: Part, earlier: list[Unit]) -> tuple[Range | None, bool]:
    """Where the bearer stands, and whether it is carried over from the unit before."""
    if part.finding.rule.bearer == "none":
        return None, False
    if part.finding.bearer is not None:
        return part.finding.bearer, False
    return _bearer_zh(view, part, earlier) if spoken == "zh" else _bearer_en(view, part, earlier)


def _bearer_zh(view: str, part: Part, earlier: list[Unit]) -> tuple[Range | None, bool]:
    start, end = part.finding.start, part.finding.end
    by = bearers.agent_after_zh(view, start, min(part.span[1], end + 5))
    own = by or bearers.subject_zh(view, part.clause, start)
    if own is not None:
        return own, False
    if not _ELIDED_ZH.match(view[part.clause : start]):
        return None, False
    position = part.clause
    while position > 0:
        before = max(view.rfind(mark, 0, position - 1) for mark in "，,；;：:。")
        found = bearers.carried_subject_zh(view, before + 1, position - 1)
        if found is not None:
            return found, False
        position = before + 1
    return None, bool(earlier)


def _bearer_en(view: str, part: Part, earlier: list[Unit]) -> tuple[Range | None, bool]:
    start, end = part.finding.start, part.finding.end
    own = bearers.subject_en(view, part.clause, start)
    if own is None and _NEGATIVE_FRONT.search(view[:start]):
        own = bearers.inverted_subject_en(view, start)
    if own is None:
        own = bearers.agent_after_en(view, end, part.span[1])
    if own is not None or bearers.has_own_subject(view, max(part.clause, part.span[0]), start):
        return own, False
    return None, bool(earlier)
