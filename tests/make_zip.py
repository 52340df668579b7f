"""ZIP archives that the standard library will not write: names in old code pages, lying sizes, shared bytes."""

import struct
import zlib
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass

#: Written once by pyzipper 0.4.0, password 东汀2026: 对账单.txt (AE-2) and terms.txt (AE-1).
AES = b64decode(
    "UEsDBBQAAQhjAKubdl0AAAAAQAAAAB8AAAANAAsA5a+56LSm5Y2VLnR4dAGZBwACAEFFAwgAkWrOOl8t3Mr/b/vQRQIUkoXM9/bMqd5G4Q4N226VIr4dYoCCqL6ZD6ASf0pqgIA6ENbzg3U3qhClEgjYRZ5pgVBLAwQUAAEAYwCrm3ZdAAAAAD8AAAAhAAAACQALAHRlcm1zLnR4dAGZBwACAEFFAwgAKx42bYETp7/s0ISxA1YPJdNHoYlFkw8EY6D5WJbrEL9xmB/FRGsnoIa9MN8Zz4mb6A7l1uEs+MOH7a/muQC3UEsBAhQDFAABCGMAq5t2XQAAAABAAAAAHwAAAA0ACwAAAAAAAAAAAIABAAAAAOWvuei0puWNlS50eHQBmQcAAgBBRQMIAFBLAQIUAxQAAQBjAKubdl0AAAAAPwAAACEAAAAJAAsAAAAAAAAAAACAAXYAAAB0ZXJtcy50eHQBmQcAAgBBRQMIAFBLBQYAAAAAAgACAIgAAADnAAAAAAA="
)
#: Written once by Info-ZIP 3.0 with the old cipher, password secret: terms.txt.
OLD_CIPHER = b64decode(
    "UEsDBAoACQAAAKubdl3RbEWuLQAAACEAAAAJAAAAdGVybXMudHh0kZKBaQxgmSr776ZLDInCM1nWbX9xh7sW8vyJzFAGX4tdMKWL8PA0y4ZmXZOMUEsHCNFsRa4tAAAAIQAAAFBLAQIeAwoACQAAAKubdl3RbEWuLQAAACEAAAAJAAAAAAAAAAEAAACkgQAAAAB0ZXJtcy50eHRQSwUGAAAAAAEAAQA3AAAAZAAAAAAA"
)


@dataclass(frozen=True)
class Entry:
    """An entry with its name as bytes; `stated` lies about its unpacked size, `at` about where its bytes are."""

    name: bytes
    data: bytes = b""
    flags: int = 0
    method: int = 8
    extra: bytes = b""
    stated: int | None = None
    at: int | None = None


def raw_zip(entries: Sequence[Entry]) -> bytes:
    """The archive of these entries (APPNOTE.TXT 4.3)."""
    body, listed = b"", b""
    for entry in entries:
        packed = _deflated(entry.data) if entry.method == 8 else entry.data
        size = len(entry.data) if entry.stated is None else entry.stated
        start = len(body) if entry.at is None else entry.at
        common = struct.pack(
            "<HHHHHIIIHH", 20, entry.flags, entry.method, 0, 0x21, zlib.crc32(entry.data), len(packed), size,
            len(entry.name), len(entry.extra),
        )  # fmt: skip
        if entry.at is None:
            body += b"PK\x03\x04" + common + entry.name + entry.extra + packed
        listed += b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, start)
        listed += entry.name + entry.extra
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(listed), len(body), 0)
    return body + listed + b"PK\x05\x06" + end


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()
