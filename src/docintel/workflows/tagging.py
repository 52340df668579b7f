"""Tags bare sentences, one JSON object in and one out, in the same order."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Literal

from docintel.errors import InputError

Task = Literal["obligations", "deadlines", "intent", "clauses", "sentiment"]
Row = dict[str, Any]
Decide = Literal["rules", "model", "both"]

#: Fields that are text where a line has them; `calendar` may also be a list.
_TEXTS = ("lang", "context", "law", "roll", "sent", "anchor")


def tag_lines(
    task: Task, lines: Iterable[str], *, scheme: str = "credit", all_scores: bool = False, decide: Decide = "both"
) -> Iterator[Row]:
    """The tags of each line; a line that is no valid input becomes `{"id", "error"}` and the rest goes on."""
    tagger = _taggers(scheme, all_scores)[task]
    for number, line in enumerate(lines, start=1):
        line = line.removeprefix("\ufeff") if number == 1 else line
        if line.strip():
            yield _tag_line(tagger, line, number)


def _tag_line(tagger: Callable[[Row], Row], line: str, number: int) -> Row:
    if not _is_unicode(line):
        return {"id": None, "error": f"line {number} is not UTF-8; save the file as UTF-8."}
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        return {"id": None, "error": f"line {number} is not JSON: {error.msg}."}
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not _is_unicode(row["text"]):
        return {"id": row.get("id") if isinstance(row, dict) else None, "error": f'line {number} needs a "text".'}
    wrong = [name for name in _TEXTS if not isinstance(row.get(name, ""), str | None)]
    if wrong:
        return {"id": row.get("id"), "error": f'line {number}: "{wrong[0]}" must be text.'}
    try:
        return {"id": row.get("id"), **tagger(row)}
    except InputError as error:
        return {"id": row.get("id"), "error": str(error)}


def _is_unicode(text: str) -> bool:
    """Whether every character is one; bytes of another encoding stand as lone surrogates."""
    return re.search("[\ud800-\udfff]", text) is None


def _taggers(scheme: str, all_scores: bool) -> Mapping[Task, Callable[[Row], Row]]:
    return {
        "obligations": _tag_obligations,
        "deadlines": _tag_deadline,
        "intent": _tag_intent,
        "clauses": lambda row: _tag_clauses(row, scheme, all_scores=all_scores),
        "sentiment": _tag_sentiment,
    }


def _tag_obligations(row: Row) -> Row:
    from docintel.taggers.obligation import tag_line

    return tag_line(row["text"], language=_language(row))


def _tag_clauses(row: Row, scheme: str, *, all_scores: bool) -> Row:
    from docintel.taggers.sentence_clauses import tag_sentence, tag_sentence_cuad

    tag = tag_sentence_cuad if scheme == "cuad" else tag_sentence
    return {"keys": [key.model_dump(mode="json") for key in tag(row["text"], all_scores=all_scores)]}


def _language(row: Row) -> Any:
    language = row.get("lang")
    if language not in (None, "zh", "en"):
        raise InputError(f'"lang" is zh or en, not {language!r}.')
    return language


def _tag_deadline(row: Row) -> Row:
    from docintel.language.deadlines import due

    found = due(
        row["text"],
        _day(row.get("anchor")),
        law=row.get("law", "PRC"),
        calendar=row.get("calendar"),
        roll=row.get("roll"),
    )
    return {name: _plain(value) for name, value in asdict(found).items()}


def _tag_intent(row: Row) -> Row:
    from docintel.taggers.intent import tag_utterance

    sent = row.get("sent")
    found = tag_utterance(
        row["text"], context=row.get("context"), language=_language(row), sent=_day(sent) if sent else None
    )
    return {
        "ci": found.ci,
        "ci_object": found.ci_object,
        "strength": found.strength,
        "events": [event.model_dump(mode="json") for event in found.events],
        "sentiment": found.sentiment,
        "aspects": [aspect.model_dump(mode="json") for aspect in found.aspects],
        "confidence": found.confidence,
    }


def _tag_sentiment(row: Row) -> Row:
    from docintel.taggers.sentiment import tone

    return asdict(tone(row["text"], language=_language(row)))


def _day(text: object) -> date:
    if not isinstance(text, str):
        raise InputError('"anchor" is the day to count from, as "2026-04-20".')
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise InputError(f"{text!r} is no day; write it as 2026-04-20.") from error


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
