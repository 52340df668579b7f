"""A Document yields Facts from its meaning: clause types, obligations, sentiment, intent."""

from collections.abc import Iterable
from typing import Protocol

from docintel.records import Document, Fact


class Tagger(Protocol):
    """Finds facts by meaning."""

    name: str
    version: int

    def tag(self, document: Document) -> Iterable[Fact]:
        """Every fact of its kinds, in reading order, each with verified evidence."""
        ...
