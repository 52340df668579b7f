"""Annotated lines of public texts, kept by reference: the text stays in the public set, labels and its place are ours.

A row has `document` (a file under the folder of public sets; `#` and the number of an item in it, where a file holds
many), `start` and `end` (half-open, in the document with every run of blanks as one), `context` (the range of what
stands before it, where its sense depends on that), `digest`, and the labels of its task. Words of the text among the
labels (`cue`, `bearer`, `deadline` of a unit) are ranges within it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from docintel.errors import InputError, MissingAsset

#: What `应#2` can count.
_MOST_EQUAL = 9
_Place = tuple[Annotated[int, Field(ge=0)], int]


class _Unit(BaseModel):
    """Where the words of a deontic unit stand."""

    model_config = ConfigDict(strict=True, extra="allow")
    cue: _Place
    bearer: _Place | None
    deadline: _Place | None


class _Reference(BaseModel):
    """A row as it lies in the file; labels that need no text are kept as they are."""

    model_config = ConfigDict(strict=True, extra="allow")
    id: str
    document: str
    start: Annotated[int, Field(ge=0)]
    end: int
    digest: str
    context: _Place | None = None
    units: list[_Unit] | None = None


def with_text(row: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The row with its `text` (and `context`) from the public sets in FOLDER, in the form of the other corpora.

    Raises InputError for a row of another form, a document that is not there, or another text at that place;
    MissingAsset for a set in Arrow's format without the extra [train].
    """
    try:
        # the row comes from JSON, which has lists for pairs
        place = _Reference.model_validate_json(json.dumps(row))
    except ValidationError as error:
        wrong = error.errors()[0]
        where = ".".join(map(str, wrong["loc"]))
        raise InputError(f"{row.get('id', 'a row')} cannot be read: {where}: {wrong['msg']}.") from error
    whole = document_text(folder, place.document)
    text = _cut(whole, (place.start, place.end), place)
    context = _cut(whole, place.context, place) if place.context else None
    if digest(text, context) != place.digest:
        raise InputError(f"{place.document} has another text at {place.start} than {place.id} was annotated on.")
    held = {name: value for name, value in row.items() if name not in ("document", "start", "end", "digest", "context")}
    if place.units is not None:
        held["units"] = [_quoted(unit, text, place) for unit in place.units]
    return held | {"text": text} | ({"context": context} if context else {})


def digest(text: str, context: str | None = None) -> str:
    """What tells that text and context are still those annotated: the first 16 hex digits of their SHA-256."""
    return hashlib.sha256("\n".join(filter(None, (context, text))).encode("utf-8")).hexdigest()[:16]


def _cut(text: str, place: tuple[int, int], row: _Reference) -> str:
    start, end = place
    if not start < end <= len(text):
        raise InputError(f"{row.id} names the characters {start} to {end} of a text that has {len(text)}.")
    return text[start:end]


def _quoted(unit: _Unit, text: str, row: _Reference) -> dict[str, Any]:
    """A unit with words for ranges; words that stand in the text more than once say which they are (`应#2`)."""
    words = {name: getattr(unit, name) for name in _Unit.model_fields}
    return unit.model_dump() | {name: _counted(place, text, row) if place else None for name, place in words.items()}


def _counted(place: tuple[int, int], text: str, row: _Reference) -> str:
    words = _cut(text, place, row)
    starts = [found.start() for found in re.finditer(f"(?={re.escape(words)})", text)]
    number = starts.index(place[0]) + 1
    if number > _MOST_EQUAL:
        raise InputError(f"{row.id}: {words!r} is the {number}th of its kind; only {_MOST_EQUAL} can be counted.")
    return f"{words}#{number}" if len(starts) > 1 else words


@cache
def document_text(folder: Path, document: str) -> str:
    """A document's text with every run of blanks as one blank. Raises InputError where there is none."""
    # a file's own name may hold a #, too
    if (folder / document).is_file():
        path, item = folder / document, None
    else:
        name, _mark, item = document.rpartition("#")
        path = folder / name
    if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        raise InputError(f"{folder} holds no {document}; --public names the folder with every set of corpora/public.")
    try:
        text = _whole(path) if item is None else _item(path, item)
    except (ValueError, LookupError, TypeError) as error:
        raise InputError(f"{path} has no item {item} that can be read.") from error
    return re.sub(r"\s+", " ", text)


def arrow_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a table in Arrow's stream format. Raises MissingAsset without the extra [train]."""
    try:
        from pyarrow import ipc
    except ImportError as error:
        raise MissingAsset(f"{path.name} is read with pyarrow; install docintel[train].") from error
    with path.open("rb") as stream:
        rows: list[dict[str, Any]] = ipc.open_stream(stream).read_all().to_pylist()
    return rows


@cache
def _whole(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _item(path: Path, item: str) -> str:
    reader = next((reader for end, reader in _ITEMS.items() if path.name.endswith(end)), None)
    if reader is None:
        raise LookupError(path.name)
    numbers = [int(number) for number in item.split("/")]
    if min(numbers) < 0:
        raise IndexError(item)
    return reader(_items(path), *numbers)


@cache
def _items(path: Path) -> list[Any]:
    if path.suffix == ".arrow":
        return list(arrow_rows(path))
    if path.suffix == ".json":
        return list(json.loads(_whole(path)))
    return _whole(path).split("\n")


#: How an item's text is found, by how the file's name ends; other files are one document.
_ITEMS: Mapping[str, Callable[..., str]] = {
    "intent_pos": lambda lines, line: str(lines[line]).strip(),
    "intent_neg": lambda lines, line: str(lines[line]).strip(),
    "tatqa_dataset_dev.json": lambda reports, report, part: str(reports[report]["paragraphs"][part]["text"]),
    "FinEntity.json": lambda texts, number: str(texts[number]["content"]),
    "trigger_train_data.json": lambda mails, mail: " ".join(mails[mail]["text"]),
    ".arrow": lambda news, number: str(news[number]["input"]),
}
