"""A file handed in for a customer, from the moment it was accepted to the moment its facts are stored."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from docintel.records.filing import Failure
from docintel.records.record import Record

UploadState = Literal["accepted", "reading", "done", "failed"]


class Upload(Record):
    """One accepted file; `id` is that of its filing, so the same bytes for the same customer are one upload.

    "failed" means that nothing of it could be read, `failures` why; "done" with failures means that parts of it (a
    page, an attachment) could not. `facts` counts what was found, attachments included; `size` is in bytes. `attempts`
    counts how often reading it began: more than one means that a worker was lost on the way. `folded` says whether
    the customer's profile knows of it yet.
    """

    id: str
    customer: str
    document: str
    name: str
    size: int
    state: UploadState
    received: datetime
    by: str
    attempts: int = 0
    finished: datetime | None = None
    facts: int | None = None
    failures: tuple[Failure, ...] = ()
    folded: bool = False

    @property
    def is_finished(self) -> bool:
        """Whether reading it is over, well or badly."""
        return self.state in ("done", "failed")
