"""Annotated lines as they lie in a file: JSON Lines, each the input of a tagger with the labels it should get."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from docintel.errors import InputError
from docintel.workflows.referenced import with_text

ScoredTask = Literal["obligations", "deadlines", "intent", "clauses", "sentiment", "entities"]

#: Fields that must be there, by task; where there are two, one of them is enough.
_NEEDED: Mapping[ScoredTask, tuple[str, ...]] = {
    "obligations": ("types", "units"),
    "deadlines": ("due", "deadline_kind"),
    "intent": ("ci",),
    "clauses": ("keys",),
    "sentiment": ("label",),
    "entities": ("entities",),
}
_INPUTS = ("id", "text", "context", "anchor", "law", "calendar", "roll", "sent")


def read_gold(task: ScoredTask, path: Path, public: Path | None = None) -> list[dict[str, Any]]:
    """The annotated lines of a file; lines kept by reference get their texts from the folder PUBLIC.

    Raises InputError for one that is no annotation of this task, or whose text cannot be had.
    """
    if not path.is_file():
        raise InputError(f"no file at {path}.")
    rows = []
    # split at line feeds only: a text may hold U+2028 or a form feed
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        if line.strip():
            rows.append(_row(task, line, f"{path.name}, line {number}", public))
    if not rows:
        raise InputError(f"{path} holds no annotated line.")
    return rows


def _row(task: ScoredTask, line: str, place: str, public: Path | None) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{place} is not JSON: {error.msg}.") from error
    if isinstance(row, dict) and "document" in row and "text" not in row:
        if public is None:
            raise InputError(f"{place} keeps its text by reference; --public names the folder of public sets.")
        try:
            row = with_text(row, public)
        except InputError as error:
            raise InputError(f"{place}: {error}") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError(f'{place} needs a "text".')
    needed = _NEEDED[task]
    if not any(name in row for name in needed):
        raise InputError(f"{place} has no {' or '.join(needed)}; is it the gold of another task?")
    return row


def as_input(row: Mapping[str, Any]) -> str:
    """What a tagger may see of an annotated line, as one line of JSON: never its labels."""
    shown = {name: row[name] for name in _INPUTS if row.get(name) is not None}
    if row.get("lang") in ("zh", "en"):
        shown["lang"] = row["lang"]
    return json.dumps(shown, ensure_ascii=False)


def by_language(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The language of each line: as annotated, else by its letters."""
    from docintel.language.languages import sentence_language

    return [row["lang"] if row.get("lang") in ("zh", "en") else sentence_language(row["text"]) for row in rows]
