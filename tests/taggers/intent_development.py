"""Our own development sentences for the intent rules, and how often the rules are right on either half of them.

`python -m tests.taggers.intent_development` prints the two halves; `errors` adds the mistakes of half A only.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docintel.taggers.intent import Tagged, tag_utterance

_MODALITY = {"~": "hinted", "!": "denied", "?": "hypothetical"}


@dataclass(frozen=True)
class Case:
    """One authored sentence and its labels; tone is the sign of the sentiment."""

    text: str
    language: str
    half: str
    ci: str | None
    events: frozenset[tuple[str, str]]
    tone: int


def cases() -> Iterator[Case]:
    """Both languages, in file order; odd places are half A, even ones half B."""
    for language in ("zh", "en"):
        table = tomllib.loads((Path(__file__).parent / f"intent_cases_{language}.toml").read_text("utf-8"))
        for place, (text, ci, events, tone) in enumerate(table["cases"]):
            marked = frozenset((event[:5], _MODALITY.get(event[5:], "stated")) for event in events.split())
            yield Case(text, language, "AB"[place % 2], None if ci == "-" else ci, marked, tone)


def raised(events: frozenset[tuple[str, str]]) -> frozenset[str]:
    """The events that count: stated or hinted."""
    return frozenset(code for code, modality in events if modality in ("stated", "hinted"))


def found_events(tagged: Tagged) -> frozenset[tuple[str, str]]:
    return frozenset((event.code, event.modality) for event in tagged.events)


@dataclass
class Score:
    """Counts over one half of the sentences."""

    total: int = 0
    intents: int = 0
    tones: int = 0
    right: int = 0
    found: int = 0
    expected: int = 0
    quiet: int = 0
    without: int = 0


def score(half: str) -> Score:
    """How often intent, tone and events of one half come out as authored."""
    result = Score()
    for case in cases():
        if case.half == half:
            _count(result, case, tag_utterance(case.text, decide="rules"))
    return result


def _count(result: Score, case: Case, got: Tagged) -> None:
    want, have = raised(case.events), raised(found_events(got))
    result.total += 1
    result.intents += got.ci == case.ci
    result.tones += (got.sentiment > 0) - (got.sentiment < 0) == case.tone
    result.right += len(want & have)
    result.found += len(have)
    result.expected += len(want)
    result.without += not want
    result.quiet += not want and not have


def main() -> None:
    for half in "AB":
        sys.stdout.write(f"{half} {score(half)}\n")
    if "errors" in sys.argv:
        for case in (case for case in cases() if case.half == "A"):
            got = tag_utterance(case.text, decide="rules")
            tone = (got.sentiment > 0) - (got.sentiment < 0)
            if (got.ci, raised(found_events(got)), tone) != (case.ci, raised(case.events), case.tone):
                said = " ".join(code + modality[:1] for code, modality in sorted(found_events(got)))
                wanted = " ".join(code + modality[:1] for code, modality in sorted(case.events))
                sys.stdout.write(f"{case.ci}>{got.ci} [{wanted}>{said}] {case.tone}>{tone} {got.rule} | {case.text}\n")


if __name__ == "__main__":
    main()
