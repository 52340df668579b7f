"""The properties of an Outlook message (MS-OXMSG): words, numbers and moments by their tags, in whatever charset."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from docintel.readers.charset import decode
from docintel.readers.ole import root_names, stream_bytes
from docintel.readers.ole_writer import Storage, write_ole
from docintel.readers.text_builder import storable

PROPERTIES = "__properties_version1.0"
_NAMES = "__nameid_version1.0"
#: Bytes before the first property: at the top, in a message inside, in an attachment or recipient (MS-OXMSG 2.4.1).
TOP_HEADER, INNER_HEADER, PART_HEADER = 32, 24, 8
_UNICODE, _STRING8, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"
_MESSAGE_CODEPAGE, _INTERNET_CODEPAGE = 0x3FFD, 0x3FDE
_ATTACHED = 0x3701
_CHARSETS = {65001: "utf-8", 1200: "utf-16-le", 936: "gb18030", 54936: "gb18030", 20936: "gb18030", 51936: "gb18030",
             52936: "hz", 950: "big5", 20127: "ascii", 28591: "latin-1", 50220: "iso-2022-jp"}  # fmt: skip
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class MsgStorage:
    """A message, attachment or recipient: `path` is where it lies in the container, `header` what precedes its list."""

    ole: Any
    path: tuple[str, ...] = ()
    header: int = TOP_HEADER
    charset: str | None = None
    fixed: dict[int, bytes] = field(default_factory=dict)

    @classmethod
    def open(
        cls, ole: Any, path: tuple[str, ...] = (), header: int = TOP_HEADER, charset: str | None = None
    ) -> MsgStorage:
        """The storage at a path; a message states its own charset, its parts are written in that of the message."""
        root_names(ole)  # a damaged directory is said here
        listed = stream_bytes(ole, [*path, PROPERTIES]) if ole.exists([*path, PROPERTIES]) else b""
        fixed = {
            int.from_bytes(listed[at + 2 : at + 4], "little"): listed[at + 8 : at + 16]
            for at in range(header, len(listed) - 15, 16)
        }
        found = cls(ole, path, header, charset, fixed)
        stated = found.integer(_MESSAGE_CODEPAGE) or found.integer(_INTERNET_CODEPAGE)
        return replace(found, charset=charset or charset_of(stated))

    def text(self, *tags: int) -> str:
        """The first of these properties that holds words; empty without any."""
        for tag in tags:
            wide = self._stream(tag, _UNICODE)
            if wide is not None:
                found = wide.decode("utf-16-le", "replace")
            else:
                found = decode(self._stream(tag, _STRING8) or b"", self.charset).text
            if found := storable(found.rstrip("\0")):
                return found
        return ""

    def binary(self, tag: int) -> bytes | None:
        """A property of bytes; None where there is none."""
        return self._stream(tag, _BINARY)

    def string8(self, tag: int) -> bytes | None:
        """A property of words in a code page, undecoded; None where there is none."""
        return self._stream(tag, _STRING8)

    def integer(self, tag: int) -> int | None:
        """A whole number; None where there is none."""
        stored = self.fixed.get(tag)
        return struct.unpack("<i", stored[:4])[0] if stored else None

    def moment(self, tag: int) -> datetime | None:
        """A moment in UTC; None where there is none or it lies outside the calendar."""
        ticks = int.from_bytes(self.fixed.get(tag, b""), "little")
        try:
            return _EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None

    @property
    def internet_charset(self) -> str | None:
        """The charset of its page (HTML), where the message states one."""
        return charset_of(self.integer(_INTERNET_CODEPAGE))

    def parts(self, prefix: str) -> Iterator[MsgStorage]:
        """Its attachments (`__attach`) or recipients (`__recip`), in order."""
        depth = len(self.path)
        listed = self.ole.listdir(streams=False, storages=True)
        found = {path[depth] for path in listed if tuple(path[:depth]) == self.path and len(path) > depth}
        for name in sorted(found):
            if name.startswith(prefix):
                yield MsgStorage.open(self.ole, (*self.path, name), PART_HEADER, self.charset)

    def object_bytes(self) -> tuple[bytes, bool] | None:
        """The object an attachment holds as a container of its own, and whether it is a message; None without one."""
        place = (*self.path, f"__substg1.0_{_ATTACHED:04X}{_OBJECT}")
        if not self.ole.exists(list(place)):
            return None
        tree = _tree(self.ole, place)
        listed = tree.get(PROPERTIES)
        if not isinstance(listed, bytes):
            return write_ole(tree), False
        # a message at the top has eight more bytes before its properties, and keeps the names of its own ones
        tree[PROPERTIES] = listed[:INNER_HEADER] + bytes(TOP_HEADER - INNER_HEADER) + listed[INNER_HEADER:]
        tree[_NAMES] = _tree(self.ole, (_NAMES,))
        return write_ole(tree), True

    def _stream(self, tag: int, kind: str) -> bytes | None:
        path = [*self.path, f"__substg1.0_{tag:04X}{kind}"]
        return stream_bytes(self.ole, path) if self.ole.exists(path) else None


def charset_of(codepage: int | None) -> str | None:
    """The charset of a Windows code page; None without one."""
    return _CHARSETS.get(codepage, f"cp{codepage}") if codepage else None


def _tree(ole: Any, place: tuple[str, ...]) -> dict[str, bytes | Storage]:
    """Everything below a storage, as it stands."""
    root: dict[str, Any] = {}
    depth = len(place)
    for path in ole.listdir(streams=True, storages=True):
        if tuple(path[:depth]) != place or len(path) == depth:
            continue
        folder = root
        for step in path[depth:-1]:
            folder = folder.setdefault(step, {})
        folder[path[-1]] = stream_bytes(ole, path) if ole.get_type(path) == _STREAM else {}
    return root


#: olefile's number for a stream (MS-CFB 2.6.1).
_STREAM = 2
