"""Currencies as documents write them, before or behind the number, as ISO 4217 codes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from docintel.assets import model_table

_TABLE = "rules/currencies.toml"
_JAPANESE = re.compile(r"[\u3040-\u30ff円]")
# A currency may stand on the line beside its number, never beyond an empty one.
_NEAR = r"[^\S\n]*\n?[^\S\n]*"
_AFTER = re.compile(r"\s*[^\s\d,.;:()%，。、；：]")
# 元 begins many words that are no currency: 元旦, 元件, 多元化.
_NOT_YUAN = r"(?![件素旦月宵老首帅凶勋化论结体次方组年])"


def currency_before(ahead: str) -> re.Match[str] | None:
    """The currency that ends where the number begins: 人民币(大写): or US$. `ahead` is the text up to the number."""
    last = ahead.rstrip(" \n\t\u3000:")[-1:].lower()
    return _before_number().search(ahead) if last and last in _last_letters() else None


def currency_after(view: str, position: int) -> re.Match[str] | None:
    """The currency that begins where the number ends, at a position of the text."""
    return _after_number().match(view, position) if _AFTER.match(view, position) else None


@cache
def _last_letters() -> frozenset[str]:
    return frozenset(word[-1].lower() for entry in model_table(_TABLE).values() for word in entry["before"]) | {")"}


@cache
def _before_number() -> re.Pattern[str]:
    spoken = _alternatives("before", "before")
    return re.compile(
        rf"(?P<before>{spoken})"
        rf"(?P<joint>[^\S\n]*(?:\((?:大写|小写|金额大写|in words|in figures)\))?[^\S\n]*[:：]?{_NEAR})\Z",
        re.IGNORECASE,
    )


@cache
def _after_number() -> re.Pattern[str]:
    return re.compile(rf"{_NEAR}(?P<after>{_alternatives('after', 'after')})", re.IGNORECASE)


def code_of(spelling: str, *, japanese: bool) -> str | None:
    """The ISO code of a spelling; ¥ is yen where the text around it is Japanese, 圆 alone is nobody's."""
    spelling = re.sub(r"\s+", " ", spelling).strip()
    if spelling == "¥" and japanese:
        return "JPY"
    return None if spelling == "圆" else _codes().get(spelling.lower())


def is_japanese(text: str) -> bool:
    """Whether kana or 円 stand in the text."""
    return _JAPANESE.search(text) is not None


@cache
def _codes() -> dict[str, str]:
    table = model_table(_TABLE)
    return {word.lower(): code for code, entry in table.items() for word in [*entry["before"], *entry["after"]]}


def _alternatives(side: str, place: str) -> str:
    table = model_table(_TABLE)
    return "|".join(
        _bounded(word, place) for word in _longest_first(w for entry in table.values() for w in entry[side])
    )


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))


def _bounded(word: str, place: str) -> str:
    pattern = re.escape(word).replace(r"\ ", r"\s+")
    if word == "元":
        return pattern + _NOT_YUAN
    left = r"(?<![A-Za-z])" if place == "before" and word[0].isalpha() and word[0].isascii() else ""
    right = r"(?![A-Za-z])" if place == "after" and word[-1].isalpha() and word[-1].isascii() else ""
    return left + pattern + right
