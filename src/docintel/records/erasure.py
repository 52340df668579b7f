"""What is erased with a customer or a document."""

from __future__ import annotations

from pydantic import Field

from docintel.records.record import Record


class Erasure(Record):
    """What goes, or went, with a customer or one of its documents.

    `documents` are the ids of the filings and uploads, `names` the files' names in the same order, and `stays` the
    names of attachments that remain because they were handed in on their own or lie in another document. `counts`
    are rows of this customer alone: whether anybody else holds the same bytes shows nowhere. `is_whole` says that
    the customer goes too.
    """

    customer: str
    is_whole: bool
    documents: tuple[str, ...] = ()
    names: tuple[str, ...] = Field(default=(), repr=False)
    stays: tuple[str, ...] = Field(default=(), repr=False)
    counts: dict[str, int] = Field(default_factory=dict)
