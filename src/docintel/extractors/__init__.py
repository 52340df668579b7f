"""A Document yields Facts from its form: contracts, statements, correspondence."""

from collections.abc import Iterable
from typing import Protocol

from docintel.records import Document, Fact


class Extractor(Protocol):
    """Finds facts by form. A document of another form yields nothing, not an error."""

    name: str
    version: int

    def extract(self, document: Document) -> Iterable[Fact]:
        """Every fact of its kinds, in reading order, each with verified evidence."""
        ...
