"""Opens the ZIP container of a Word or Excel file, guarded against bombs, truncation and passwords."""

from __future__ import annotations

import posixpath
import re
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from docintel.errors import ReadCode, ReadError
from docintel.readers.limits import check_time, require
from docintel.settings import current_settings

if TYPE_CHECKING:
    from lxml.etree import _Element

#: XML in these charsets can be searched for its own words before it is parsed; ECMA-376 part 2 allows the first two.
_PLAIN_CHARSET = re.compile(rb"(?:utf-?8|utf-?16|us-ascii|iso-8859-\d+|windows-125\d|gb\w+|big5)$", re.I)
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([^\"']*)", re.I)
#: A document type, as UTF-8 and as either UTF-16 writes it.
_DOCTYPE = tuple("<!DOCTYPE".encode(one) for one in ("utf-8", "utf-16-le", "utf-16-be"))
#: Byte order marks, white space, and the zero before each sign of UTF-16.
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"
#: General purpose bit 0 (APPNOTE 4.4.4).
_LOCKED = 1
_DAMAGED = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, OverflowError)


@dataclass(frozen=True, slots=True)
class Package:
    """An open Office file: parts by name, case and leading slash aside."""

    zip: ZipFile
    names: dict[str, str]
    #: The sizes of what was read: a part may be read again for each of a thousand references to it.
    unpacked: list[int] = field(default_factory=list)

    @classmethod
    def open(cls, data: bytes) -> Package:
        """The container in these bytes; raises ReadError for a truncated file or a bomb."""
        # Counted before `zipfile` makes an object of each.
        require(data.count(b"PK\x01\x02"), "max_members", "members")
        try:
            archive = ZipFile(BytesIO(data))
        except _DAMAGED as error:
            raise truncated() from error
        require(sum(one.file_size for one in archive.infolist()), "max_unpacked_bytes", "bytes unpacked")
        return cls(archive, {_key(one.filename): one.filename for one in archive.infolist()})

    def __contains__(self, part: str) -> bool:
        return _key(part) in self.names

    def size(self, part: str) -> int:
        """Unpacked size of a part in bytes, as the container states it."""
        return self.zip.getinfo(self.names[_key(part)]).file_size

    def read(self, part: str) -> bytes:
        """One part unpacked; raises ReadError when all that was read passes the limit."""
        check_time()
        if part in self:
            require(self.size(part), "max_part_bytes", "bytes in one part")
            if self.zip.getinfo(self.names[_key(part)]).flag_bits & _LOCKED:
                raise ReadError(
                    ReadCode.ENCRYPTED,
                    "The file is protected by a password; ask for it without one or save it without one.",
                )
        try:
            # The container's own directory bounds what comes out: `zipfile` stops at the size stated there.
            data = self.zip.read(self.names[_key(part)])
        except (KeyError, *_DAMAGED) as error:
            raise truncated() from error
        self.unpacked.append(len(data))
        require(sum(self.unpacked), "max_unpacked_bytes", "bytes unpacked")
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
    """An XML tree that loads nothing from outside; raises ReadError when it is damaged or over a limit."""
    from lxml import etree  # heavy: loaded on first use

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(harmless_xml(data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise xml_error(error) from error
    if root is None:
        raise truncated()
    depth = current_settings().max_depth
    if root.xpath("boolean(" + "/*" * (depth + 1) + ")"):
        raise nested_too_deep()
    return root


def harmless_xml(data: bytes) -> bytes:
    """The data, fit to be parsed; raises ReadError for more elements than the limit, and for a document type.

    Entities live there, and a chain of them in one attribute unpacks without end (billion laughs). ECMA-376 part 2
    (Open Packaging Conventions) forbids it, and any charset but UTF-8 and UTF-16.
    """
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    # Without declaration parsers tell EBCDIC and UTF-32 by the first sign; neither starts like this.
    if data.lstrip(_BEFORE_XML)[:1] != b"<" or b"\x00\x00" in data[:4]:
        raise truncated()
    if (declared and not _PLAIN_CHARSET.match(declared[1])) or any(mark in data for mark in _DOCTYPE):
        raise ReadError(
            ReadCode.UNSUPPORTED,
            "The file's XML is none that Office writes; open it in Office or WPS and save it anew.",
        )
    elements = data.count(b"<") - data.count(b"</")
    require(elements + data.count(b'="') + data.count(b"='"), "max_elements", "elements and attributes in one part")
    return data


def xml_error(error: Exception) -> ReadError:
    """The error for XML that could not be parsed: nested beyond what the parser takes (2,048), or damaged."""
    return nested_too_deep() if "depth" in str(error).lower() else truncated()


def nested_too_deep() -> ReadError:
    """The error for XML whose elements lie too deep in each other."""
    depth = current_settings().max_depth
    return ReadError(
        ReadCode.OVER_LIMIT,
        f"The file nests its elements more than {depth} deep; save it as PDF or raise DOCINTEL_MAX_DEPTH.",
    )


def truncated() -> ReadError:
    """The error for a container that breaks off or holds damaged parts."""
    return ReadError(
        ReadCode.TRUNCATED, "The file is cut off or damaged; ask the sender for it again or re-save it in Office."
    )


def _key(part: str) -> str:
    return part.lstrip("/").replace("\\", "/").lower()
