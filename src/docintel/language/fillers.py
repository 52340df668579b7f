"""Values read out of running text by a rule: the pattern says where, this says what the words there are worth.

A rule has a `pattern` (see patterns.py) with the group (?P<value>…) and a `type`: money, fraction, count, date,
duration, text, or choice. A blank (____, 【】, [●]) is worth nothing and fills nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from docintel.language.dates import find_dates
from docintel.language.durations import find_durations
from docintel.language.money import find_amounts, percentages
from docintel.language.numerals import read_chinese, read_english
from docintel.language.patterns import any_of, view

#: A value farther than this behind its cue belongs to something else.
_REACH = 60
_HAN_BREAK = re.compile(r"(?<=[\u4e00-\u9fff，、；：（）“”%‰])[^\S\n]*\n\s*(?=[\u4e00-\u9fff，、；：（）“”\d])")
_BLANK = re.compile(r"[_＿]{2,}|【\s*】|\[\s*[●•*]?\s*\]|\.{4,}|×{2,}|\bx{3,}\b", re.IGNORECASE)
#: A year is twelve months, so that 3年 and 36个月 are one value.
_PERIODS = {"year": (12, "P{}M"), "month": (1, "P{}M"), "day": (1, "P{}D"), "business_day": (1, "P{}D")}


@dataclass(frozen=True, slots=True)
class Filled:
    """A value where its words stand; `unit` is a currency, "fraction", "business_day" … or None."""

    start: int
    end: int
    value: str
    unit: str | None = None


class Unwrapped:
    """A text without the line breaks that fall inside Chinese words, and the way back to the original places."""

    def __init__(self, text: str) -> None:
        kept: list[tuple[int, int]] = []
        start = 0
        for gap in _HAN_BREAK.finditer(text):
            kept.append((start, gap.start()))
            start = gap.end()
        kept.append((start, len(text)))
        self.text = "".join(text[first:last] for first, last in kept)
        self._places = [at for first, last in kept for at in range(first, last)] if len(kept) > 1 else None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a range of the unwrapped text stands in the original; the range holds at least one character."""
        if self._places is None:
            return start, end
        return self._places[start], self._places[end - 1] + 1


def fill(rule: Mapping[str, Any], text: str) -> Iterator[Filled]:
    """Every value a rule finds in an unwrapped text, in order."""
    for match in any_of((rule["pattern"],)).finditer(view(text)):
        start, end = match.span("value")
        filled = _filled(rule, text, start, end)
        if filled is not None and not _BLANK.search(text[filled.start : filled.end]):
            yield filled


def plain(value: Decimal) -> str:
    """A number without exponent and without idle zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _filled(rule: Mapping[str, Any], text: str, start: int, end: int) -> Filled | None:
    kind = rule["type"]
    if kind == "choice":
        return Filled(start, end, str(rule["value"]), rule.get("unit"))
    if kind == "text":
        words = " ".join(text[start:end].split()).strip(" ,，。.;；:：")
        return Filled(start, end, words, rule.get("unit")) if words else None
    if kind == "count":
        count = read_count(text[start:end])
        return Filled(start, end, plain(count), rule.get("unit")) if count is not None else None
    return _measured(kind, text, start, end)


def _measured(kind: str, text: str, start: int, end: int) -> Filled | None:
    if kind == "money":
        return _money(text, start)
    if kind == "fraction":
        rates = percentages(text[start:end])
        value = rates[0].value if rates else None
        return Filled(start, end, plain(value), "fraction") if value is not None else None
    if kind == "date":
        return _date(text, start)
    return _duration(text, start)


def _money(text: str, near: int) -> Filled | None:
    base = max(0, near - 8)
    for amount in find_amounts(text[base : near + 2 * _REACH]):
        start, end = amount.start + base, amount.end + base
        if near - 8 <= start <= near + _REACH and end > near:
            value = amount.value if amount.value is not None else amount.high
            return (
                Filled(start, end, plain(value), amount.currency) if value is not None and not amount.conflict else None
            )
    return None


def _date(text: str, near: int) -> Filled | None:
    for mention in find_dates(text[near : near + _REACH]):
        if mention.value is not None and mention.precision == "day" and not mention.ambiguous:
            return Filled(mention.start + near, mention.end + near, mention.value.isoformat())
        return None
    return None


def _duration(text: str, near: int) -> Filled | None:
    for duration in find_durations(text[near : near + _REACH]):
        if duration.n is not None and duration.unit in _PERIODS:
            factor, form = _PERIODS[duration.unit]
            unit = "business_day" if duration.unit == "business_day" else None
            return Filled(duration.start + near, duration.end + near, form.format(duration.n * factor), unit)
    return None


def read_count(words: str) -> Decimal | None:
    """A whole or decimal number in figures, Chinese or English words; None when the words are no number."""
    bare = words.strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", bare):
        return Decimal(bare)
    if re.match("[\u4e00-\u9fff]", bare):
        reading = read_chinese(bare.replace("两", "二"))
        return reading.value if reading is not None else None
    return read_english(bare)
