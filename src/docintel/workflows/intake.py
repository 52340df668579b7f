"""Files and folders become readings, attachments included; what cannot be read becomes a failure with its code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from glob import glob, has_magic
from os import fsencode
from pathlib import Path
from typing import TYPE_CHECKING

from docintel.errors import InputError, ReadCode, ReadError
from docintel.records import Attachment, Document, Failure, Reading, document_id
from docintel.settings import current_settings

if TYPE_CHECKING:
    from docintel.readers.budget import Budget


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it is, and the name it goes by in every output (relative to what was asked for)."""

    path: Path
    name: str

    @property
    def folder(self) -> str:
        """The folders it lies in, as they were asked for: `deals/*` names them before any file is searched."""
        return _readable(self.path.parent.as_posix())


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file or attachment: its reading, or why there is none; both when some of its pages could not be read.

    `parent` is the document it was attached to; `original` are the bytes of a file that was read, `data` the same
    without its password.
    """

    name: str
    reading: Reading | None = None
    failure: Failure | None = None
    parent: str | None = None
    data: bytes = field(default=b"", repr=False)
    original: bytes = field(default=b"", repr=False)


def find_sources(inputs: Iterable[str]) -> list[Source]:
    """The files behind files, folders (searched whole) and glob patterns, each once, in a stable order.

    Hidden files are left out of folders. Raises InputError for an input that names nothing.
    """
    found: dict[Path, Source] = {}
    for entry in inputs:
        sources = list(_sources(entry))
        if not sources and Path(entry).is_dir():
            raise InputError(f"nothing to read in {entry!r}: the folder holds no file.")
        if not sources:
            raise InputError(f"nothing to read at {entry!r}: no such file, folder or pattern.")
        for source in sources:
            found.setdefault(source.path.resolve(), source)
    return list(found.values())


def read_source(source: Source, passwords: Sequence[str] = ()) -> Iterator[FileRead]:
    """A file and, behind it, every attachment inside it; never raises for what the file holds."""
    if refused := _over_limit(source):
        yield FileRead(source.name, failure=refused)
        return
    try:
        data = source.path.read_bytes()
    except OSError as error:
        message = f"{source.name} cannot be opened: {error.strerror or error}."
        yield FileRead(source.name, failure=Failure(name=source.name, code="unreadable", message=message))
        return
    yield from read_bytes(data, source.name, passwords)


def read_bytes(data: bytes, name: str, passwords: Sequence[str] = ()) -> Iterator[FileRead]:
    """A file's reading, then those of the files inside it, within the nesting and unpacking limits of the settings.

    The passwords are tried on the file and on everything inside it.
    """
    from docintel.readers.budget import Budget

    yield from _Descent(tuple(passwords), Budget.full()).read(data, name)


@dataclass(frozen=True, slots=True)
class _Descent:
    """From one file into the files inside it: what opens them, and what is left of the limits for all of them."""

    passwords: tuple[str, ...] = field(repr=False)
    budget: Budget

    def read(self, data: bytes, name: str, parent: str | None = None, depth: int = 0) -> Iterator[FileRead]:
        from docintel.readers.reading import read

        try:
            reading = read(data, name, self.passwords, budget=self.budget)
        except ReadError as error:
            yield FileRead(name, failure=Failure(name=name, code=error.code, message=str(error)), parent=parent)
            return
        own = Reading(_with_part_ids(reading), reading.layout)
        unread = _unread_pages(reading, name)
        yield FileRead(name, own, failure=unread, parent=parent, data=reading.unlocked or data, original=data)
        yield from self._inside(reading, name, depth + 1)

    def _inside(self, reading: Reading, name: str, depth: int) -> Iterator[FileRead]:
        parent, files = reading.document.id, reading.attachments
        room = max(self.budget.files, 0)
        # counted all together before the first of them is opened: what they hold comes out of the rest
        allowed = [self.budget.take(len(file.data)) for file in files]
        places = [f"{name}/{inner}" for inner in _inside_names(files)]
        for file, place, is_allowed in list(zip(files, places, allowed, strict=True))[:room]:
            if file.failure is not None:
                yield FileRead(place, failure=file.failure.model_copy(update={"name": place}), parent=parent)
            elif depth > current_settings().max_nesting:
                yield FileRead(place, failure=_too_deep(place), parent=parent)
            elif not is_allowed:
                yield FileRead(place, failure=_too_much(place), parent=parent)
            else:
                for read in self.read(file.data, place, parent, depth):
                    # the mail names it among its parts; nobody asks again for a logo without a word
                    if not (file.in_text and read.failure and read.failure.code == ReadCode.NO_TEXT):
                        yield read
        if len(files) > room:
            # Copies inside copies unpack to millions of files: said once for each file that holds them.
            yield FileRead(places[room], failure=_too_many(places[room]), parent=parent)


def _sources(entry: str) -> Iterator[Source]:
    path = Path(entry)
    if path.is_dir():
        inside = (file for file in sorted(path.rglob("*")) if file.is_file())
        for file in inside:
            name = file.relative_to(path)
            if not any(part.startswith(".") for part in name.parts):
                yield Source(file, _readable(name.as_posix()))
    elif path.exists():
        yield Source(path, _readable(path.name))
    elif has_magic(entry):
        for match in sorted(glob(entry, recursive=True)):
            if Path(match).is_file():
                yield Source(Path(match), _readable(Path(match).name))


def _readable(name: str) -> str:
    """The name as text: one whose bytes are no UTF-8 (unpacked from a Chinese Windows archive) is taken for GB18030."""
    # Python shows such bytes as lone surrogates, which no JSON and no database takes.
    return fsencode(name).decode("gb18030", "replace") if re.search("[\ud800-\udfff]", name) else name


def _with_part_ids(reading: Reading) -> Document:
    ids: dict[str, list[str | None]] = {}
    for file in reading.attachments:
        ids.setdefault(file.name, []).append(None if file.failure else document_id(file.data))
    parts = [
        # files of one name stand in one order in both lists
        part.model_copy(update={"document": ids[part.name].pop(0)}) if ids.get(part.name) else part
        for part in reading.document.parts
    ]
    return reading.document.model_copy(update={"parts": tuple(parts)})


def _inside_names(attachments: Iterable[Attachment]) -> Iterator[str]:
    """The names of attachments, each once: a second 对账单.pdf of one mail is 对账单 (2).pdf."""
    seen: Counter[str] = Counter()
    for attachment in attachments:
        name = attachment.name
        seen[name] += 1
        # the suffix stays the last: it tells CSV from plain text
        stem, dot, suffix = name.rpartition(".") if "." in name else (name, "", "")
        yield name if seen[name] == 1 else f"{stem} ({seen[name]}){dot}{suffix}"


def _over_limit(source: Source) -> Failure | None:
    limit = current_settings().max_file_bytes
    # asked of the folder, before the bytes fill the memory; what cannot be asked is said when it is opened
    size = source.path.stat().st_size if source.path.is_file() else 0
    if size <= limit:
        return None
    message = f"{source.name} has {size:,} bytes and the limit is {limit:,}; split it or raise DOCINTEL_MAX_FILE_BYTES."
    return Failure(name=source.name, code=ReadCode.OVER_LIMIT, message=message)


def _unread_pages(reading: Reading, name: str) -> Failure | None:
    unread = [str(page.number) for page in reading.document.unread_pages]
    if not unread:
        return None
    message = f"page {', '.join(unread)} of {name} could not be read and is not part of the result."
    return Failure(name=name, code=ReadCode.NO_TEXT, message=message)


def _too_deep(name: str) -> Failure:
    limit = current_settings().max_nesting
    message = f"{name} lies more than {limit} files deep; send it on its own or raise DOCINTEL_MAX_NESTING."
    return Failure(name=name, code=ReadCode.OVER_LIMIT, message=message)


def _too_much(name: str) -> Failure:
    from docintel.readers.budget import over_bytes

    return Failure(name=name, code=ReadCode.OVER_LIMIT, message=over_bytes(name))


def _too_many(name: str) -> Failure:
    limit = current_settings().max_attachments
    message = (
        f"{name} and what comes behind it in the same file were not read: more than {limit:,} files lie inside one; "
        "send them on their own or raise DOCINTEL_MAX_ATTACHMENTS."
    )
    return Failure(name=name, code=ReadCode.OVER_LIMIT, message=message)
