"""One file read and analysed, attachments included: what a worker process does."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from docintel.errors import ReadCode
from docintel.records import Fact, Failure, Reading
from docintel.settings import current_settings
from docintel.store.blobs import Blobs
from docintel.workflows.confirmation import confirm_figures
from docintel.workflows.extraction import Kind, find_facts
from docintel.workflows.intake import FileRead, Source, read_bytes, read_source
from docintel.workflows.worker_process import Allowance, Lost

#: A reader that looks at the clock itself says what it was doing, and spares the files beside: it goes first (seconds).
_GRACE = 30

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Analysed:
    """A file or attachment with its facts, or the failure that took their place (or that of some pages)."""

    name: str
    reading: Reading | None
    facts: tuple[Fact, ...] = ()
    failure: Failure | None = None
    parent: str | None = None


def analyse_source(source: Source, blobs: Blobs, passwords: Sequence[str] = ()) -> list[Analysed]:
    """The file and everything inside it, their originals kept; never raises for what the file holds."""
    return [analyse(_kept(read, blobs)) for read in read_source(source, passwords)]


def analyse_bytes(data: bytes, name: str, blobs: Blobs) -> list[Analysed]:
    """The same of a file whose bytes are here."""
    return [analyse(_kept(read, blobs)) for read in read_bytes(data, name)]


def lost(source: Source, why: Lost) -> list[Analysed]:
    """What a batch says of a file whose worker process was lost."""
    code, message = lost_words(source.name, why)
    return [Analysed(source.name, None, failure=Failure(name=source.name, code=code, message=message))]


def lost_words(name: str, why: Lost) -> tuple[str, str]:
    """Code and sentence for a file whose process died, or was ended for taking too long or too much memory."""
    settings = current_settings()
    return {
        "died": ("crashed", f"{name} stopped its worker process (broken in a new way); send it on its own."),
        "time": (
            ReadCode.OVER_LIMIT,
            f"{name} took longer than {settings.max_file_seconds:,g} seconds; split it or raise "
            "DOCINTEL_MAX_FILE_SECONDS.",
        ),
        "memory": (
            ReadCode.OVER_LIMIT,
            f"{name} needs more than {settings.max_file_memory:,} bytes of memory; split it or raise "
            "DOCINTEL_MAX_FILE_MEMORY.",
        ),
    }[why.cause]


def allowance() -> Allowance:
    """What a batch grants each file, by the settings."""
    settings = current_settings()
    return Allowance(seconds=settings.max_file_seconds + _GRACE, memory=settings.max_file_memory)


def _kept(read: FileRead, blobs: Blobs) -> FileRead:
    if read.reading is not None:
        blobs.put(read.original)
    return read


def analyse(read: FileRead, kind: Kind = "all") -> Analysed:
    """The facts of one file that was read; a fault of ours in it is a failure with the code "internal"."""
    if read.reading is None:
        return Analysed(read.name, None, failure=read.failure, parent=read.parent)
    if read.reading.document.is_archive:
        # A file's name states nothing that its words do not: 还款一亿元.pdf is no promise.
        return Analysed(read.name, read.reading, failure=read.failure, parent=read.parent)
    try:
        facts = confirm_figures(find_facts(read.reading.document, kind), read.reading, read.data)
    except Exception:
        # A fault of ours in one document must not cost the batch its other documents; it is said, not hidden.
        _log.exception("analysing %s failed", read.reading.document.id)
        message = f"{read.name} was read, but analysing it failed; please report this with the log."
        return Analysed(
            read.name, None, failure=Failure(name=read.name, code="internal", message=message), parent=read.parent
        )
    return Analysed(read.name, read.reading, tuple(facts), failure=read.failure, parent=read.parent)
