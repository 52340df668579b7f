"""The container of old Office files and Outlook messages (MS-CFB): a file system in a file."""

from __future__ import annotations

import struct
from io import SEEK_END, BytesIO
from typing import Any

from docintel.readers.archive import truncated

#: The first eight bytes of every such file.
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What the parser throws on a damaged allocation table.
_DAMAGED = (OSError, struct.error, IndexError, ValueError, TypeError, RecursionError, AttributeError, OverflowError)


def open_ole(data: bytes) -> Any:
    """The container in these bytes, opened by olefile; raises ReadError where it is cut off or damaged."""
    import olefile  # heavy: loaded on first use

    try:
        return olefile.OleFileIO(BytesIO(data))
    except _DAMAGED as error:
        raise truncated() from error


def root_names(ole: Any) -> frozenset[str]:
    """Names of the streams and storages at the top; what lies in an attachment of a message does not count."""
    try:
        return frozenset(path[0] for path in ole.listdir(streams=True, storages=True))
    except _DAMAGED as error:
        raise truncated() from error


def stream_bytes(ole: Any, path: list[str]) -> bytes:
    """A stream's bytes; raises ReadError for one that breaks off, or claims more bytes than the whole file has."""
    try:
        # a chain of sectors that runs in a circle would be followed as far as the stream claims to reach
        whole = ole.fp.seek(0, SEEK_END)
        if max(ole.get_size(path), ole.root.size) > whole:
            raise truncated()
        with ole.openstream(path) as stream:
            found: bytes = stream.read()
    except _DAMAGED as error:
        raise truncated() from error
    return found
