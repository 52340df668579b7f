"""What a reader hands over: the document, where its characters stand, and the files inside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from docintel.records.document import Document
from docintel.records.layout import Layout


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the file, not yet read: whoever called the reader decides how deep to go."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its sidecar (empty for formats without pages) and its attachments."""

    document: Document
    layout: Layout = field(default_factory=Layout)
    attachments: tuple[Attachment, ...] = ()
