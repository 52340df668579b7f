"""Bytes become a Document: one reader a format, chosen by what the bytes are, never by the file's name."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from docintel.readers.budget import Budget
from docintel.records import Reading


class Reader(Protocol):
    """Reads one kind of file. `version` goes up whenever the same bytes would give another text."""

    name: str
    version: int

    def read(self, data: bytes, name: str) -> Reading:
        """The file as one text with blocks, tables and page quality; raises ReadError with its code."""
        ...


@runtime_checkable
class Unpacker(Protocol):
    """A reader of archives, which is told the passwords of their members and how much it may unpack.

    Files that are locked as a whole need no such reader: they are unlocked before a reader sees them.
    """

    def unpack(self, data: bytes, name: str, passwords: Sequence[str], budget: Budget) -> Reading:
        """The list of the members as a document, the members as attachments; raises ReadError with its code."""
        ...
