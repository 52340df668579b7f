"""The parts of a Word file: where the body, comments, footnotes, headers and embedded files are."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docintel.readers.archive import Package, local
from docintel.readers.docx_numbering import value
from docintel.readers.docx_runs import Comment, moment
from docintel.records import Attachment

if TYPE_CHECKING:
    from lxml.etree import _Element

_EMBEDDED = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class WordPackage:
    """A Word file's parts, found through its relationships as Word finds them."""

    package: Package
    main: str
    targets: dict[str, tuple[str, str]]

    @classmethod
    def open(cls, data: bytes) -> WordPackage:
        """The parts of a .docx; raises ReadError for damaged or oversized containers."""
        package = Package.open(data)
        main = next(
            (target for kind, target in package.relations("").values() if kind == "officeDocument"),
            "word/document.xml",
        )
        return cls(package, main, package.relations(main))

    def root(self, kind: str) -> _Element | None:
        """The part of a kind ("styles", "numbering", "footnotes"); None where the file has none."""
        for found, target in self.targets.values():
            if found == kind and target in self.package:
                return self.package.xml(target)
        return None

    def part(self, relation: str) -> _Element | None:
        """The part behind a relationship id; None where it is missing."""
        target = self.targets.get(relation, ("", ""))[1]
        return self.package.xml(target) if target in self.package else None

    def comments(self) -> dict[str, Comment]:
        """Reviewers' comments by id."""
        root = self.root("comments")
        found = () if root is None else (one for one in root if local(one) == "comment")
        return {
            value(one, "id"): Comment(_lines(one), value(one, "author") or None, moment(value(one, "date")))
            for one in found
        }

    def notes(self) -> dict[tuple[str, str], _Element]:
        """Footnotes and endnotes by (kind, id), without Word's separators."""
        return {
            (kind, value(one, "id")): one
            for kind in ("footnote", "endnote")
            for one in _children(self.root(kind + "s"))
            if local(one) == kind and value(one, "type") in ("", "normal")
        }

    def embedded(self) -> Iterator[Attachment]:
        """Files put into the document that can be read in their turn."""
        for key, name in self.package.names.items():
            media_type = _EMBEDDED.get(posixpath.splitext(key)[1])
            if "/embeddings/" in key and media_type:
                yield Attachment(posixpath.basename(name), media_type, self.package.read(key))


def _children(root: _Element | None) -> Iterator[_Element]:
    yield from () if root is None else root


def _lines(element: _Element) -> str:
    paragraphs = [one for one in element.iter() if local(one) == "p"]
    return "\n".join("".join(t.text or "" for t in one.iter() if local(t) == "t") for one in paragraphs).strip()
