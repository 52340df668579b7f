"""Acts and events as word frames with their scope: an event denied, supposed, over or somebody else's is not raised.

The frames are data (models/rules/intent_frames.toml): a verb class, its object class and the gap between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from docintel.assets import model_table

Language = Literal["zh", "en"]
_FRAMES = "rules/intent_frames.toml"
_CLASS = re.compile(r"\{([A-Z_]+)\}")
_GAPS = {"zh": r"[^，。；！？]{0,12}?", "en": r"[^;.!?]{0,40}?"}
#: Names of documents and quoted words say what a paper is called, not what happened.
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|「[^」]*」|\"[^\"]*\"")
_CLAUSES = {
    "zh": re.compile(r"[，。；！？,;!?：]|但是|不过"),
    "en": re.compile(r"[;.!?:](?!\d)|,(?!\d)|\bbut\b|\bhowever\b"),
}


@dataclass(frozen=True, slots=True)
class Framed:
    """A frame found in a sentence: its label, where, and how an event is spoken of (stated for acts)."""

    label: str
    start: int
    end: int
    modality: str


@dataclass(frozen=True, slots=True)
class _Frame:
    label: str
    modality: str
    negatable: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Scope:
    """The words that take an event back, in one language, and the events each of them leaves alone."""

    patterns: Mapping[str, re.Pattern[str]]
    spares: Mapping[str, frozenset[str]]

    def holds(self, name: str, label: str, text: str) -> bool:
        """Whether such words stand in the text and the label is not spared by them."""
        return label not in self.spares[name] and self.patterns[name].search(text) is not None


def find_frames(text: str, language: Language) -> tuple[Framed, ...]:
    """The frames of a sentence, the first fitting one of each label; what names a document or is over is left out."""
    view = _view(text)
    if _scope(language).holds("noise", "", view):
        return ()
    found: dict[str, Framed] = {}
    for frame in _frames(language):
        held = found.get(frame.label)
        if held is not None and held.modality == "stated":
            continue
        better = next(_spoken(frame, view, language), None)
        if better is not None and (held is None or better.modality == "stated"):
            found[frame.label] = better
    return tuple(found.values())


def _view(text: str) -> str:
    lowered = text.lower().replace("’", "'") if len(text.lower()) == len(text) else text
    return _QUOTED.sub(lambda match: "□" * len(match.group()), lowered)


def _spoken(frame: _Frame, view: str, language: Language) -> Iterator[Framed]:
    for match in frame.pattern.finditer(view):
        modality = _modality(frame, match, view, language) if frame.label.startswith("EV-") else frame.modality
        if modality is not None:
            yield Framed(frame.label, match.start(), match.end(), modality)


def _modality(frame: _Frame, match: re.Match[str], view: str, language: Language) -> str | None:
    """How an event is spoken of; None where the words name a paper, somebody else's trouble or what is over."""
    scope, label = _scope(language), frame.label
    start, end = _clause(view, match.start(), match.end(), language)
    before, after = view[start : match.start()], view[match.end() : end]
    if scope.holds("named", label, after) or any(scope.holds(name, label, view) for name in ("others", "over")):
        return None
    if scope.holds("hearsay", label, view):
        return "reported_by_third_party"
    if scope.holds("supposed", label, before + match.group()):
        return "hypothetical"
    if frame.negatable and (scope.holds("denied", label, before + match.group()) or scope.holds("untrue", label, view)):
        return "denied"
    if scope.holds("asked", label, view):
        return None
    return frame.modality


def _clause(view: str, start: int, end: int, language: Language) -> tuple[int, int]:
    bounds = [match.span() for match in _CLAUSES[language].finditer(view)]
    first = max((after for _, after in bounds if after <= start), default=0)
    last = min((before for before, _ in bounds if before >= end), default=len(view))
    return first, last


@cache
def _frames(language: Language) -> tuple[_Frame, ...]:
    table = model_table(_FRAMES)[language]
    return tuple(
        frame for label, patterns in table["frames"].items() for frame in _label_frames(label, patterns, language)
    )


def _label_frames(key: str, patterns: list[str], language: Language) -> Iterator[_Frame]:
    """One compiled frame for the plain patterns of a label, one for those that hold their own negation ("!…")."""
    label, _, modality = key.partition("~")
    own = [pattern.removeprefix("!") for pattern in patterns if pattern.startswith("!")]
    plain = [pattern for pattern in patterns if not pattern.startswith("!")]
    for negatable, listed in ((True, plain), (False, own)):
        if listed:
            yield _Frame(label, modality or "stated", negatable, _compile("|".join(listed), language))


@cache
def _scope(language: Language) -> _Scope:
    table: Mapping[str, Any] = model_table(_FRAMES)[language]["scope"]
    spares = model_table(_FRAMES)["spares"]
    return _Scope(
        {name: _compile("|".join(words), language) for name, words in table.items()},
        {name: frozenset(spares.get(name, ())) for name in table},
    )


def _compile(pattern: str, language: Language) -> re.Pattern[str]:
    classes = model_table(_FRAMES)[language]["classes"]
    while _CLASS.search(pattern):
        pattern = _CLASS.sub(lambda match: f"(?:{classes[match.group(1)]})", pattern)
    pattern = pattern.replace("…?", "…").replace("…", _GAPS[language])
    return re.compile(pattern if language == "zh" else rf"(?<!\w)(?:{pattern})(?!\w)")
