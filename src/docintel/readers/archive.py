"""Opens the ZIP container of a Word or Excel file, guarded against bombs, truncation and passwords."""

from __future__ import annotations

import posixpath
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from docintel.errors import ReadCode, ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

#: A part may unpack to this many bytes; the largest honest sheet seen has about 120 MB.
MAX_PART_BYTES = 256 * 1024 * 1024
#: All parts together; beyond it the file is a bomb or no document.
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
_DAMAGED = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, OverflowError)


@dataclass(frozen=True, slots=True)
class Package:
    """An open Office file: parts by name, case and leading slash aside."""

    zip: ZipFile
    names: dict[str, str]

    @classmethod
    def open(cls, data: bytes) -> Package:
        """The container in these bytes; raises ReadError for a truncated file or a bomb."""
        try:
            archive = ZipFile(BytesIO(data))
        except _DAMAGED as error:
            raise truncated() from error
        unpacked = sum(one.file_size for one in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise _bomb(unpacked)
        return cls(archive, {_key(one.filename): one.filename for one in archive.infolist()})

    def __contains__(self, part: str) -> bool:
        return _key(part) in self.names

    def size(self, part: str) -> int:
        """Unpacked size of a part in bytes, as the container states it."""
        return self.zip.getinfo(self.names[_key(part)]).file_size

    def read(self, part: str) -> bytes:
        """One part unpacked; never more than the limit, whatever the container states."""
        try:
            with self.zip.open(self.names[_key(part)]) as stream:
                data = stream.read(MAX_PART_BYTES + 1)
        except (KeyError, *_DAMAGED) as error:
            raise truncated() from error
        if len(data) > MAX_PART_BYTES:
            raise _bomb(len(data))
        return data

    def xml(self, part: str) -> _Element:
        """One part as a parsed tree; entities are not followed."""
        return parse_xml(self.read(part))

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship ids of a part with the last word of their kind and the part they lead to."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self:
            return {}
        return {
            one.get("Id") or "": (
                (one.get("Type") or "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/" + folder, one.get("Target") or "")).lstrip("/"),
            )
            for one in self.xml(path)
            if one.get("TargetMode") != "External"
        }


def local(element: _Element) -> str:
    """An element's name without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def parse_xml(data: bytes) -> _Element:
    """An XML tree that loads nothing from outside; raises ReadError when it is damaged."""
    from lxml import etree  # heavy: loaded on first use

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise truncated() from error
    if root is None:
        raise truncated()
    return root


def truncated() -> ReadError:
    """The error for a container that breaks off or holds damaged parts."""
    return ReadError(
        ReadCode.TRUNCATED, "The file is cut off or damaged; ask the sender for it again or re-save it in Office."
    )


def _bomb(size: int) -> ReadError:
    limit = MAX_UNPACKED_BYTES // 1024**2
    return ReadError(
        ReadCode.OVER_LIMIT,
        f"The file unpacks to {size // 1024**2} MB, more than a document may ({limit} MB); split it or save it as PDF.",
    )


def _key(part: str) -> str:
    return part.lstrip("/").replace("\\", "/").lower()
