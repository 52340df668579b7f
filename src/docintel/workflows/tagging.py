"""Tags bare sentences, one JSON object in and one out, in the same order."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from typing import Any, Literal

from docintel.errors import InputError

Task = Literal["obligations", "deadlines", "intent", "clauses", "sentiment"]
Decide = Literal["rules", "model", "both"]
Row = dict[str, Any]

#: Lines taken at a time: enough for the model to read together, few enough to see the first answers soon.
_AT_ONCE = 128
#: Tasks whose lines the model reads, and which of them with their context.
_READ_BY_MODEL = frozenset({"obligations", "clauses", "intent", "sentiment"})
_READ_IN_CONTEXT = frozenset({"intent"})

#: Fields that are text where a line has them; `calendar` may also be a list.
_TEXTS = ("lang", "context", "law", "roll", "sent", "anchor")


@dataclass(frozen=True, slots=True)
class Choices:
    """How lines are tagged: who decides, and for clauses which catalogue and whether every type has a score."""

    decide: Decide = "both"
    scheme: str = "credit"
    all_scores: bool = False


@dataclass(frozen=True, slots=True)
class _Refused:
    """A line that cannot be tagged, and why."""

    id: Any
    error: str


def tag_lines(
    task: Task, lines: Iterable[str], *, decide: Decide = "both", scheme: str = "credit", all_scores: bool = False
) -> Iterator[Row]:
    """The tags of each line; a line that is no valid input becomes `{"id", "error"}` and the rest goes on.

    The lines are taken some at a time, because the text model reads many together faster than one by one.
    """
    choices = Choices(decide, scheme, all_scores)
    numbered = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
    while some := list(islice(numbered, _AT_ONCE)):
        rows = [_row(line.removeprefix("\ufeff") if number == 1 else line, number) for number, line in some]
        if task in _READ_BY_MODEL:
            _read_ahead([row for row in rows if not isinstance(row, _Refused)], decide, task in _READ_IN_CONTEXT)
        yield from (_tagged(task, row, choices) for row in rows)


def _row(line: str, number: int) -> Row | _Refused:
    if not _is_unicode(line):
        return _Refused(None, f"line {number} is not UTF-8; save the file as UTF-8.")
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        return _Refused(None, f"line {number} is not JSON: {error.msg}.")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not _is_unicode(row["text"]):
        return _Refused(row.get("id") if isinstance(row, dict) else None, f'line {number} needs a "text".')
    wrong = [name for name in _TEXTS if not isinstance(row.get(name, ""), str | None)]
    return _Refused(row.get("id"), f'line {number}: "{wrong[0]}" must be text.') if wrong else row


def _read_ahead(rows: list[Row], decide: Decide, in_context: bool) -> None:
    """One call of the model for many lines; it keeps what it read, so that tagging them one by one costs no more."""
    # heavy: only where lines are tagged
    from docintel.encoder import Line
    from docintel.taggers.voices import asked_model

    model = asked_model(decide)
    if model is not None:
        model.read([Line(row["text"], row.get("context") if in_context else None) for row in rows])


def _tagged(task: Task, row: Row | _Refused, choices: Choices) -> Row:
    if isinstance(row, _Refused):
        return {"id": row.id, "error": row.error}
    try:
        return {"id": row.get("id"), **_TAGGERS[task](row, choices)}
    except InputError as error:
        return {"id": row.get("id"), "error": str(error)}


def _is_unicode(text: str) -> bool:
    """Whether every character is one; bytes of another encoding stand as lone surrogates."""
    return re.search("[\ud800-\udfff]", text) is None


def _tag_obligations(row: Row, choices: Choices) -> Row:
    from docintel.taggers.obligation import tag_line

    return tag_line(row["text"], language=_language(row), decide=choices.decide)


def _tag_clauses(row: Row, choices: Choices) -> Row:
    from docintel.taggers.sentence_clauses import tag_sentences, tag_sentences_cuad

    tag = tag_sentences_cuad if choices.scheme == "cuad" else tag_sentences
    (found,) = tag([row["text"]], decide=choices.decide, all_scores=choices.all_scores)
    return {"keys": [key.model_dump(mode="json") for key in found]}


def _language(row: Row) -> Any:
    language = row.get("lang")
    if language not in (None, "zh", "en"):
        raise InputError(f'"lang" is zh or en, not {language!r}.')
    return language


def _tag_deadline(row: Row, _choices: Choices) -> Row:
    from docintel.language.deadlines import due

    found = due(
        row["text"],
        _day(row.get("anchor")),
        law=row.get("law", "PRC"),
        calendar=row.get("calendar"),
        roll=row.get("roll"),
    )
    return {name: _plain(value) for name, value in asdict(found).items()}


def _tag_intent(row: Row, choices: Choices) -> Row:
    from docintel.taggers.intent import tag_utterance

    sent = row.get("sent")
    found = tag_utterance(
        row["text"],
        context=row.get("context"),
        language=_language(row),
        sent=_day(sent) if sent else None,
        decide=choices.decide,
    )
    return {
        "ci": found.ci,
        "ci_object": found.ci_object,
        "strength": found.strength,
        "events": [event.model_dump(mode="json") for event in found.events],
        "sentiment": found.sentiment,
        "aspects": [aspect.model_dump(mode="json") for aspect in found.aspects],
        "confidence": found.confidence,
        "traces": [trace.model_dump(mode="json") for trace in found.traces],
    }


def _tag_sentiment(row: Row, choices: Choices) -> Row:
    from docintel.taggers.tones import tag_tone

    found = tag_tone(row["text"], language=_language(row), decide=choices.decide)
    return {
        "label": found.label,
        "scores": found.scores,
        "confidence": found.confidence,
        "traces": [trace.model_dump(mode="json") for trace in found.traces],
    }


def _day(text: object) -> date:
    if not isinstance(text, str):
        raise InputError('"anchor" is the day to count from, as "2026-04-20".')
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise InputError(f"{text!r} is no day; write it as 2026-04-20.") from error


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


_TAGGERS: Mapping[Task, Callable[[Row, Choices], Row]] = {
    "obligations": _tag_obligations,
    "deadlines": _tag_deadline,
    "intent": _tag_intent,
    "clauses": _tag_clauses,
    "sentiment": _tag_sentiment,
}
