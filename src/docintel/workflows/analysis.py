"""One file read and analysed, attachments included: what a worker process does."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from docintel.records import Fact, Failure, Reading
from docintel.workflows.confirmation import confirm_figures
from docintel.workflows.extraction import Kind, find_facts
from docintel.workflows.intake import FileRead, Source, read_source

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Analysed:
    """A file or attachment with its facts, or the failure that took their place (or that of some pages)."""

    name: str
    reading: Reading | None
    facts: tuple[Fact, ...] = ()
    failure: Failure | None = None
    parent: str | None = None


def analyse_source(source: Source, passwords: Sequence[str] = ()) -> list[Analysed]:
    """The file and everything inside it; never raises for what the file holds."""
    return [analyse(read) for read in read_source(source, passwords)]


def crashed(source: Source) -> list[Analysed]:
    """What to say of a file whose worker process died."""
    message = f"{source.name} stopped its worker process (too large, or broken in a new way); send it on its own."
    return [Analysed(source.name, None, failure=Failure(name=source.name, code="crashed", message=message))]


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
        _log.exception("analysing %s failed", read.name)
        message = f"{read.name} was read, but analysing it failed; please report this with the log."
        return Analysed(
            read.name, None, failure=Failure(name=read.name, code="internal", message=message), parent=read.parent
        )
    return Analysed(read.name, read.reading, tuple(facts), failure=read.failure, parent=read.parent)
