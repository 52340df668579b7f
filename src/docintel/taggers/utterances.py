"""What one sentence of a letter contains: classes of cue words, amounts, days, and what the context adds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from docintel.assets import model_table
from docintel.language.dates import find_dates
from docintel.language.money import Amount, find_amounts
from docintel.language.pipelines import analyse
from docintel.language.relative_days import find_relative_days
from docintel.language.rulesets import RuleSet, ruleset_from_table
from docintel.taggers.frames import Framed, find_frames

Language = Literal["zh", "en"]
_RULES = "rules/intent.toml"
_HAN = re.compile(r"[\u3400-\u9fff]")
_NOTE = re.compile(r"[（(]([^（()）]{2,40})[)）]\s*$")
_SENT = re.compile(r"\s*(?:sent|发送于|发于)\b", re.I)
_OVERDUE = re.compile(
    r"(?:已|已经)?逾期\s*\d*|过期\s*\d+|超期\s*\d+|到期后|催(?:收|告|缴|款)|\boverdue\b|\b\d+\s+(?:business\s+)?days?\s+late\b|\bpast\s+due\b|\bdays?\s+past\b",
    re.I,
)
_BEFORE_DUE = re.compile(
    r"距[^，。]{0,8}\d+\s*[天日]|到期前\s*\d+|\bdays?\s+(?:before|to|until)\b|\bbefore\s+(?:the\s+)?due\b|未到期|not\s+yet\s+due",
    re.I,
)
_ASKED = re.compile(
    r"第[二三四2-9]次(?:催|询问|要求|提醒)|再次(?:催|要求|提醒)|多次|此前已|已(?:多次)?要求|催办|\b(?:second|third|2nd|3rd|repeated)\s+(?:request|reminder)|\basked\s+(?:twice|before|again|already|\w+\s+times)\b|\breminder\b|\balready\s+(?:asked|requested)\b",
    re.I,
)
_THIRD = re.compile(r"第[三四五六3-9]次|third|3rd|fourth", re.I)
_MISSED = re.compile(
    r"(?:承诺|约定)[^，。]{0,10}(?:未|没有)(?:兑现|履行|支付)|\b(?:missed|broken|broke)\b.{0,20}\bpromise|\bpromise\b.{0,20}\b(?:missed|broken|not\s+kept)",
    re.I,
)
_RECENT = re.compile(r"今|昨|刚|上午|\b(?:today|yesterday|just|this morning|now)\b", re.I)
_TERM = re.compile(
    r"[一二两三半\d]+\s*(?:个?月|年|周|天|期|季)"
    r"|\b(?:\d+|two|three|six|nine|twelve|a|one)[ -](?:months?|years?|weeks?|quarters?)\b",
    re.I,
)
_REQUEST = re.compile(r"请|能否|可否|please|could you|kindly|request", re.I)


@dataclass(frozen=True, slots=True)
class Day:
    """A day the sentence names; value is None where only a week or a vague day is named."""

    start: int
    end: int
    value: date | None


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in one sentence: cue classes (context classes among them), amounts, days, the words of each class."""

    labels: frozenset[str]
    words: Mapping[str, tuple[str, ...]]
    amounts: tuple[Amount, ...]
    days: tuple[Day, ...]
    from_context: frozenset[str]
    frames: tuple[Framed, ...] = ()


@cache
def ruleset(language: Language) -> RuleSet:
    """The cue classes of a language as a rule set."""
    return ruleset_from_table(f"intent.{language}", model_table(_RULES)[language])


def language_of_utterance(text: str) -> Language:
    """Chinese when it has any Han character; a mixed sentence is read as Chinese, which takes both."""
    return "zh" if _HAN.search(text) else "en"


def read_utterance(text: str, *, context: str | None, language: Language, sent: date | None) -> Content:
    """The content of a sentence; a note in brackets at its end ("(已逾期12天)") counts as context."""
    text, note = _without_note(text)
    known = " ".join(part for part in (context, note) if part)
    doc = analyse(text, language, ruleset(language))
    words: dict[str, list[str]] = {}
    for span in (*doc.spans["cues"], *doc.spans["patterns"]):
        words.setdefault(span.label_, []).append(span.text)
    days = _days(text, sent)
    amounts = tuple(find_amounts(text))
    added = context_labels(known) if known else frozenset()
    years = any(day.precision == "year" for day in find_dates(text, sent))
    frames = find_frames(text, language)
    own = {*words, *frame_labels(frames)}
    named = (("year", years), ("date", days), ("amount", amounts), ("recent", _RECENT.search(text)))
    own |= {label for label, present in (*named, ("TERM", _TERM.search(text))) if present}
    if re.search(r"[?？]\s*$|吗\s*[。?？]?\s*$|^(?:能否|可否|是否|could|can|may|would|is it)\b", text.strip(), re.I):
        own.add("question")
    spoken = {label: tuple(found) for label, found in words.items()}
    return Content(frozenset(own) | added, spoken, amounts, days, added, frames)


def frame_labels(frames: tuple[Framed, ...]) -> frozenset[str]:
    """The labels the rules speak of: acts, events ("EV-02~" where only hinted), and that an event was taken back."""
    marks = {"stated": "", "hinted": "~"}
    events = {frame for frame in frames if frame.label.startswith("EV-")}
    raised = {frame.label + marks[frame.modality] for frame in events if frame.modality in marks}
    taken = {"denied": "denied", "hypothetical": "supposed"}
    back = {taken[frame.modality] for frame in events if frame.modality in taken}
    acts = {frame.label for frame in frames} - {frame.label for frame in events}
    return frozenset(acts | raised | back | ({"EV"} if raised else set()))


def _without_note(text: str) -> tuple[str, str | None]:
    note = _NOTE.search(text)
    if note is None or not (context_labels(note.group(1)) or _SENT.match(note.group(1))):
        return text, None
    return text[: note.start()], note.group(1)


def context_labels(context: str) -> frozenset[str]:
    """What a fact ("overdue 12 days") or an earlier line says about the situation."""
    found = {
        label
        for label, pattern in (
            ("overdue", _OVERDUE), ("before_due", _BEFORE_DUE), ("asked_before", _ASKED), ("third_time", _THIRD),
            ("missed_promise", _MISSED), ("request_open", _REQUEST),
        )
        if pattern.search(context)
    }  # fmt: skip
    return frozenset(found - {"overdue"} if "before_due" in found else found)


def _days(text: str, sent: date | None) -> tuple[Day, ...]:
    # A bare year (2025年度) is a period, not a day on which anything falls due.
    named = [day for day in find_dates(text, sent) if day.precision != "year"]
    absolute = [Day(day.start, day.end, day.value or day.last) for day in named]
    relative = [Day(day.start, day.end, day.value) for day in find_relative_days(text, sent)]
    free = [day for day in relative if not any(day.start < known.end and known.start < day.end for known in absolute)]
    return tuple(sorted((*absolute, *free), key=lambda day: day.start))
