"""Tags bare sentences, one JSON object in and one out, in the same order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

from docintel.errors import InputError

Task = Literal["obligations", "deadlines", "intent", "clauses", "sentiment"]
Row = dict[str, Any]


def tag_lines(task: Task, lines: Iterable[str], *, scheme: str = "credit", all_scores: bool = False) -> Iterator[Row]:
    """The tags of each line; a line that is no valid input becomes `{"id", "error"}` and the rest goes on."""
    tagger = _taggers(scheme, all_scores)[task]
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _tag_line(tagger, line, number)


def _tag_line(tagger: Callable[[Row], Row], line: str, number: int) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        return {"id": None, "error": f"line {number} is not JSON: {error.msg}."}
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return {"id": row.get("id") if isinstance(row, dict) else None, "error": f'line {number} needs a "text".'}
    try:
        return {"id": row.get("id"), **tagger(row)}
    except InputError as error:
        return {"id": row.get("id"), "error": str(error)}


def _taggers(scheme: str, all_scores: bool) -> Mapping[Task, Callable[[Row], Row]]:
    return {}
