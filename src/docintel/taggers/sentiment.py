"""The credit tone of a financial sentence: what moved, which way, and whether that is good for a creditor."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import Literal

from docintel.assets import model_table
from docintel.language.cues import CueFinder, CueHit
from docintel.language.languages import sentence_language
from docintel.language.views import simplified
from docintel.records import Trace

Label = Literal["negative", "neutral", "positive"]
Language = Literal["zh", "en"]
_CLAUSE = re.compile(r"[，。；;！!？?]|,\s|\.\s")
_BEHIND_CONTRAST = 1.4
#: A bad thing merely named ("losses") weighs less than one that moves.
_NAMED_BAD = 0.5
_FLAT = 0.7


@dataclass(frozen=True, slots=True)
class Tone:
    """The label, a share for each label, and how often labels of such strength are right."""

    label: Label
    scores: dict[str, float]
    confidence: float
    traces: tuple[Trace, ...] = ()


def tone(text: str, *, language: Language | None = None) -> Tone:
    """The tone of a sentence as a creditor hears it: "losses narrowed" is good news, "costs rose" is not."""
    spoken = language or sentence_language(text)
    total = _total(simplified(text), spoken)
    calibration = model_table("rules/sentiment.toml")["calibration"]
    threshold = float(calibration["threshold"])
    label: Label = "positive" if total >= threshold else "negative" if total <= -threshold else "neutral"
    weights = {"negative": exp(-total), "neutral": exp(_FLAT - abs(total) + threshold), "positive": exp(total)}
    whole = sum(weights.values())
    scores = {name: round(weight / whole, 4) for name, weight in weights.items()}
    step = bisect_left(calibration["upto"], abs(total))
    return Tone(label, scores, float(calibration["right"][step]))


def named_things(text: str, language: Language) -> list[tuple[int, bool]]:
    """Where things are named of which more is good or bad for a creditor: (where its name begins, whether good)."""
    hits = _longest(_finder(language).find(text))
    return [(hit.start, hit.label == "good") for hit in hits if hit.label in ("good", "bad")]


@cache
def _finder(language: Language) -> CueFinder:
    table = model_table("rules/sentiment.toml")[language]
    entries = [(word, label) for label, listed in table["cues"].items() for word in listed]
    return CueFinder(entries, table["lists"]["traps"])


def _total(text: str, language: Language) -> float:
    table = model_table("rules/sentiment.toml")[language]
    hits = _longest(_finder(language).find(text))
    turn = max((hit.start for hit in hits if hit.label == "contrast"), default=-1)
    moved, used = _movements(text, hits, int(table["window"]))
    single = [(hit, _plain(hit)) for hit in hits if hit not in used and _plain(hit)]
    total = 0.0
    for hit, value in (*moved, *single):
        turned = -1.0 if _negated(text, hit, hits, int(table["negation"])) else 1.0
        total += value * turned * (_BEHIND_CONTRAST if 0 <= turn < hit.start else 1.0)
    return total


def _longest(hits: list[CueHit]) -> list[CueHit]:
    """Hits that lie in no longer one; a word of two classes keeps both."""
    return [
        hit
        for hit in hits
        if not any(o.start <= hit.start and hit.end <= o.end and len(o.cue) > len(hit.cue) for o in hits)
    ]


def _plain(hit: CueHit) -> float:
    return {"positive": 1.0, "negative": -1.0, "bad": -_NAMED_BAD}.get(hit.label, 0.0)


def _movements(text: str, hits: list[CueHit], window: int) -> tuple[list[tuple[CueHit, float]], set[CueHit]]:
    """Each direction with the nearest thing it moves; a direction alone says a little by itself."""
    things = [hit for hit in hits if hit.label in ("good", "bad")]
    found: list[tuple[CueHit, float]] = []
    used: set[CueHit] = set()
    for hit in hits:
        if hit.label not in ("up", "down"):
            continue
        sign = 1.0 if hit.label == "up" else -1.0
        near = min(
            (thing for thing in things if _near(text, thing, hit, window)),
            key=lambda thing: _gap(thing, hit),
            default=None,
        )
        if near is None:
            found.append((hit, 0.4 * sign))
            continue
        found.append((hit, sign if near.label == "good" else -sign))
        used |= {other for other in hits if other.start < near.end and near.start < other.end}
        used |= {other for other in hits if other.start < hit.end and hit.start < other.end}
    return found, used


def _gap(thing: CueHit, move: CueHit) -> int:
    """Distance; a thing behind its direction ("cut costs") counts a little farther than one before it."""
    return move.start - thing.end if thing.start < move.start else thing.start - move.end + 3


def _near(text: str, thing: CueHit, move: CueHit, window: int) -> bool:
    between = text[thing.end : move.start] if thing.start < move.start else text[move.end : thing.start]
    return len(between) <= window and not _CLAUSE.search(between)


def _negated(text: str, hit: CueHit, hits: list[CueHit], reach: int) -> bool:
    return any(
        other.label == "negator"
        and other.end <= hit.start <= other.end + reach
        and not _CLAUSE.search(text[other.end : hit.start])
        for other in hits
    )
