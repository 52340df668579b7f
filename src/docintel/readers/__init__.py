"""Bytes become a Document: one reader a format, chosen by what the bytes are, never by the file's name."""

from typing import Protocol

from docintel.records import Reading


class Reader(Protocol):
    """Reads one kind of file. `version` goes up whenever the same bytes would give another text."""

    name: str
    version: int

    def read(self, data: bytes, name: str) -> Reading:
        """The file as one text with blocks, tables and page quality; raises ReadError with its code."""
        ...
