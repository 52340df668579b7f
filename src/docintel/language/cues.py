"""Cue words found in one pass over the text, at the price of reading it.

A cue inside a longer word that only looks like it (应 in 应收账款, 得 in 不得不) is a trap and is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docintel.language.views import folded, half_width

_PATTERN_TRAP = "re:"
_GAP = "…"
_GAP_LENGTH = 15


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue word where it stands, with the label it speaks for."""

    start: int
    end: int
    label: str
    cue: str


class CueFinder:
    """Finds every cue of a list, overlapping ones included, in Chinese and English.

    Letters are compared without case and half-width; an English cue must stand between word boundaries.
    A trap is a longer word ("应收"), two words around a short gap ("应…要求"), or "re:" and a regular expression.
    """

    def __init__(self, entries: Iterable[tuple[str, str]], traps: Iterable[str] = ()) -> None:
        # heavy: loaded on first use
        from ahocorasick_rs import AhoCorasick

        self._entries = [(_view(cue), cue, label) for cue, label in entries if cue.strip()]
        given = list(traps)
        plain = [_view(trap) for trap in given if _GAP not in trap and not trap.startswith(_PATTERN_TRAP)]
        self._gapped = [_gap_pattern(trap) for trap in given if _GAP in trap and not trap.startswith(_PATTERN_TRAP)]
        self._shaped = [
            re.compile(trap.removeprefix(_PATTERN_TRAP), re.IGNORECASE)
            for trap in given
            if trap.startswith(_PATTERN_TRAP)
        ]
        self._patterns = [view for view, _, _ in self._entries] + plain
        self._automaton = AhoCorasick(self._patterns)

    def find(self, text: str) -> list[CueHit]:
        """All cues by position, longer before shorter at the same place."""
        hits, traps = self._scan(text)
        return sorted(_outside(hits, traps), key=lambda hit: (hit.start, -hit.end, hit.label))

    def traps(self, text: str) -> list[tuple[int, int]]:
        """Where longer words stand that only look like a cue, by position, none inside another."""
        return self._scan(text)[1]

    def _scan(self, text: str) -> tuple[list[CueHit], list[tuple[int, int]]]:
        view = _view(text)
        hits: list[CueHit] = []
        shaped = set(self._pattern_traps(view))
        trapped = list(shaped)
        for index, start, end in self._automaton.find_matches_as_indexes(view, overlapping=True):
            if not _stands_alone(view, start, end):
                continue
            if index >= len(self._entries):
                trapped.append((start, end))
            else:
                _, cue, label = self._entries[index]
                hits.append(CueHit(start, end, label, cue))
        return [hit for hit in hits if (hit.start, hit.end) not in shaped], _merged(trapped)

    def _pattern_traps(self, view: str) -> Iterator[tuple[int, int]]:
        for pattern in self._gapped:
            for match in pattern.finditer(view):
                yield match.span("head")
                yield match.span("tail")
        for pattern in self._shaped:
            for match in pattern.finditer(view):
                yield match.span()


def _view(text: str) -> str:
    return folded(half_width(text))


def _gap_pattern(trap: str) -> re.Pattern[str]:
    head, _, tail = _view(trap).partition(_GAP)
    gap = rf"[^,.;。、!?\n]{{1,{_GAP_LENGTH}}}?"
    return re.compile(rf"(?P<head>{re.escape(head)}){gap}(?P<tail>{re.escape(tail)})")


def _stands_alone(view: str, start: int, end: int) -> bool:
    """No Latin letter or digit continues the word; Chinese has no such boundary."""
    before = start > 0 and _is_latin(view[start]) and _is_latin(view[start - 1])
    after = end < len(view) and _is_latin(view[end - 1]) and _is_latin(view[end])
    return not (before or after)


def _is_latin(letter: str) -> bool:
    return letter.isascii() and (letter.isalnum() or letter == "_")


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Traps by start, none inside another, so that one look-up tells whether a cue lies in any."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def _outside(hits: list[CueHit], traps: Sequence[tuple[int, int]]) -> list[CueHit]:
    starts = [start for start, _ in traps]
    return [hit for hit in hits if not _inside(hit, starts, traps)]


def _inside(hit: CueHit, starts: list[int], traps: Sequence[tuple[int, int]]) -> bool:
    position = bisect_right(starts, hit.start) - 1
    if position < 0:
        return False
    start, end = traps[position]
    # A word listed as cue and trap at once is a cue itself and hides the shorter cues in it.
    return hit.end <= end and (hit.start, hit.end) != (start, end)
