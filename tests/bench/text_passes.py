"""What each pass over a text costs: sentences, words, amounts, dates, obligations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from tests.bench.material import texts
from tests.bench.timing import Measured, interleaved

from docintel.language.dates import find_dates
from docintel.language.money import find_amounts
from docintel.language.segments import sentences, words
from docintel.taggers.unit_rules import units

_ROUNDS = 3


def measure() -> Iterator[Measured]:
    """Characters a second of each pass, Chinese and English."""
    for language, text in texts().items():
        _warm(text[:2_000])
        seconds = interleaved({name: partial(work, text) for name, work in _PASSES.items()}, _ROUNDS)
        for name, taken in seconds.items():
            yield Measured(name, f"{language}, {len(text):,} characters", len(text) / taken, "characters/CPU-s")


def _tag(text: str) -> int:
    return sum(len(units(text[start:end])) for start, end in sentences(text, semicolons=True))


_PASSES: dict[str, Callable[[str], object]] = {
    "sentences": sentences,
    "words": words,
    "amounts": find_amounts,
    "dates": find_dates,
    "obligations": _tag,
}


def _warm(text: str) -> None:
    # Dictionaries and rule tables load on first use; that is the start of a process, not the price of a text.
    for work in _PASSES.values():
        work(text)
