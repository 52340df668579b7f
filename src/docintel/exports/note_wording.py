"""What readers and filing say of a document, in both languages (models/notes.toml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from docintel.assets import model_table
from docintel.exports.names import Name, in_both


def word_note(note: str) -> Name:
    """A sentence with its Chinese; one that no row of the table knows stands as it is in both."""
    for pattern, zh in _rows():
        if (found := pattern.fullmatch(note)) is not None:
            return Name(_filled(zh, found.groupdict()), note)
    return Name(note, note)


def note_in_both(note: str) -> str:
    """A sentence in one line, Chinese before English."""
    return in_both(word_note(note))


def _filled(zh: str, caught: Mapping[str, str]) -> str:
    # not str.format: what was caught is a file's own name, and may hold braces
    return re.sub(r"\{(\w+)\}", lambda place: caught[place[1]], zh)


@cache
def _rows() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["en"]), row["zh"]) for row in model_table("notes.toml")["note"])
