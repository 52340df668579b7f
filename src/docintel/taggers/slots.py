"""The values a clause fills in (models/rules/slots.toml), each with the exact place of its words."""

from __future__ import annotations

from functools import cache
from typing import Any

from docintel.assets import model_table
from docintel.language.fillers import Unwrapped, fill
from docintel.language.outline import Section
from docintel.records import ClauseKey, Document, Slot


def slots_of(document: Document, section: Section, keys: list[ClauseKey]) -> list[Slot]:
    """The slots of a clause's types, the first match of each name; a blank fills nothing."""
    unwrapped = Unwrapped(document.text[section.heading_end : section.end])
    wanted = {key.key for key in keys}
    found: dict[str, Slot] = {}
    for rule in _rules():
        if rule["key"] in wanted and rule["name"] not in found:
            filled = next(fill(rule, unwrapped.text), None)
            if filled is not None:
                start, end = (at + section.heading_end for at in unwrapped.place(filled.start, filled.end))
                text = document.text[start:end]
                found[rule["name"]] = Slot(name=rule["name"], value=filled.value, text=text, start=start, end=end)
    return sorted(found.values(), key=lambda slot: slot.start)


@cache
def _rules() -> tuple[dict[str, Any], ...]:
    return tuple(model_table("rules/slots.toml")["slot"])
