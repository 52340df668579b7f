"""What a reader hands over: the document, where its characters stand, and the files inside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from docintel.records.document import Document
from docintel.records.filing import Failure
from docintel.records.layout import Layout, Place


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the file, not yet read: whoever called the reader decides how deep to go.

    `failure` says why its bytes could not be taken out (an encrypted or damaged archive member); `data` is empty then.
    `in_text` marks a picture set into the words of a mail: a logo that holds no word is no loss.
    """

    name: str
    media_type: str
    data: bytes
    failure: Failure | None = None
    in_text: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its sidecar (empty for formats without pages) and its attachments.

    `unlocked` are the bytes without their password, for a second look at the pages; empty where there was none.
    """

    document: Document
    layout: Layout = field(default_factory=Layout)
    attachments: tuple[Attachment, ...] = ()
    unlocked: bytes = field(default=b"", repr=False)


class PageReader(Protocol):
    """Reads places of a document's pages once more, another way than they were read first."""

    def reread(self, places: Sequence[Place]) -> list[str | None]:
        """The words of each place: "" where nothing is to be seen, None where they cannot be told."""
