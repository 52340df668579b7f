"""The values a clause fills in (models/rules/slots.toml), each with the exact place of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from docintel.assets import model_table
from docintel.language.money import find_amounts, percentages
from docintel.language.numerals import read_chinese, read_english
from docintel.language.outline import Section
from docintel.language.patterns import any_of, view
from docintel.records import ClauseKey, Document, Slot

#: An amount farther than this behind its cue belongs to something else.
_REACH = 60


def slots_of(document: Document, section: Section, keys: list[ClauseKey]) -> list[Slot]:
    """The slots of a clause's types, the first match of each name; a blank fills nothing."""
    words = document.text[section.heading_end : section.end]
    wanted = {key.key for key in keys}
    found: dict[str, Slot] = {}
    for rule in _rules():
        if rule["key"] in wanted and rule["name"] not in found:
            for slot in _filled(rule, words, section.heading_end):
                found[rule["name"]] = slot
                break
    return sorted(found.values(), key=lambda slot: slot.start)


@cache
def _rules() -> tuple[dict[str, Any], ...]:
    return tuple(model_table("rules/slots.toml")["slot"])


def _filled(rule: dict[str, Any], words: str, offset: int) -> Iterator[Slot]:
    for match in any_of((rule["pattern"],)).finditer(view(words)):
        start, end = match.span("value")
        placed = _amount(words, start) if rule["type"] == "money" else (start, end, _value(rule, words[start:end]))
        if placed is not None and placed[2] is not None:
            start, end, value = placed
            yield Slot(name=rule["name"], value=value, text=words[start:end], start=offset + start, end=offset + end)


def _amount(words: str, near: int) -> tuple[int, int, str | None] | None:
    window = words[max(0, near - 12) : near + _REACH + 60]
    for amount in find_amounts(window):
        start = amount.start + max(0, near - 12)
        if near - 4 <= start <= near + _REACH:
            value = amount.value if amount.value is not None else amount.high
            length = amount.end - amount.start
            return start, start + length, _plain(value) if value is not None else None
    return None


def _value(rule: dict[str, Any], words: str) -> str | None:
    if rule["type"] == "choice":
        return str(rule["value"])
    if rule["type"] == "fraction":
        found = percentages(words)
        return _plain(found[0].value) if found and found[0].value is not None else None
    if rule["type"] == "count":
        return _count(words)
    return " ".join(words.split())


def _count(words: str) -> str | None:
    if re.fullmatch(r"\d+(?:\.\d+)?", words.strip()):
        return words.strip()
    bare = re.match(r"[一二三四五六七八九十百零两贰叁]+", words)
    if bare:
        reading = read_chinese(bare.group())
        return _plain(reading.value) if reading is not None and reading.value is not None else None
    english = read_english(words.strip())
    return _plain(english) if english is not None else None


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
