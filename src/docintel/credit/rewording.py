"""Weighs the differences between two texts: what somebody wrote otherwise, and what a scan may have misread."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docintel.credit.identity import is_digit_misread, resembles
from docintel.language.wording import Difference, find_differences, is_number, read_alike

#: Numbering that one format prints and another only shows: 第三条, 4.1, (a), Article IV, page numbers.
_ENUMERATOR = re.compile(
    r"(?:第?(?:[一二三四五六七八九十百零〇]+|\d{1,3}(?:\.\d{1,3}){0,3})(?:条|章|节|款|项|页|部分)?"
    r"|(?:article|section|clause|page)?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[ivxl]{1,5}|[a-z])|页|共\d{1,3}页|of\d{1,3})"
)
#: Letters that a scan misreads leave this share of a stretch as it was; with less than the lower, it is other words.
_STILL_READ, _OTHER_WORDS = 0.5, 0.25
#: A stretch without any letter in common that is no longer than this may still be misread (words).
_MISREAD_WORDS = 2
_TELLING_DIGITS = 3
#: Words in a row that only one text has: a stamp or a page's head is shorter, a clause is longer.
_PASSAGE = 7


@dataclass(frozen=True, slots=True)
class Weighed:
    """What two texts differ in.

    `real` are stretches written otherwise, `figures` and `letters` such as a scan may have misread. `added` counts the
    words that only one of the two has, `passages` the stretches of them that are long enough for a clause.
    """

    real: tuple[Difference, ...]
    figures: tuple[Difference, ...]
    letters: tuple[Difference, ...]
    added: int
    passages: int


def weigh(left: Sequence[str], right: Sequence[str], *, noisy: bool) -> Weighed:
    """The differences of two texts by weight; `noisy` says that OCR read one of them."""
    sorted_out: dict[str, list[Difference]] = {"real": [], "figures": [], "letters": [], "noise": []}
    added = passages = 0
    for found in find_differences(left, right):
        if "".join(found.left) == "".join(found.right):
            continue
        words = found.left or found.right
        if found.left and found.right:
            sorted_out[_weight(found) if noisy else "real"].append(found)
        elif not _ENUMERATOR.fullmatch("".join(words)):
            added += len(words)
            if len(words) > _PASSAGE:
                passages += 1
            elif any(is_number(word) and _digits((word,)) >= _TELLING_DIGITS for word in words):
                sorted_out["figures" if noisy else "real"].append(found)
    real, figures, letters = (tuple(sorted_out[weight]) for weight in ("real", "figures", "letters"))
    return Weighed(real, figures, letters, added, passages)


def _digits(words: Iterable[str]) -> int:
    return sum(letter.isdigit() for word in words for letter in word)


def _figures(words: Sequence[str]) -> str:
    """The digits of a stretch, without those that are letters misread in the middle of a word ("f 0 r")."""
    kept = []
    for at, word in enumerate(words):
        beside = "".join((*words[max(0, at - 1) : at], *words[at + 1 : at + 2]))
        if is_number(word) and not (len(word) == 1 and re.search(r"[a-z]", beside)):
            kept.append(re.sub(r"\D", "", word))
    return "".join(kept)


def _weight(found: Difference) -> str:
    """How a scan's stretch stands to the other text's: the same but misread, perhaps that, or written otherwise."""
    said, instead = (read_alike("".join(side)) for side in (found.left, found.right))
    if said == instead:
        return "noise"
    numbers, others = _figures(found.left), _figures(found.right)
    if numbers != others:
        return "figures" if is_digit_misread(numbers, others) or not (numbers and others) else "real"
    if resembles(said, instead, _STILL_READ) or max(len(said), len(instead)) == 1:
        return "noise"
    short = min(len(found.left), len(found.right)) <= _MISREAD_WORDS
    return "letters" if short or resembles(said, instead, _OTHER_WORDS) else "real"
