"""Outlook messages written property by property (MS-OXMSG), in Unicode or in a code page as old Outlook wrote them."""

import struct
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docintel.readers.ole_writer import Storage, write_ole

_HEADER = {"top": 32, "inner": 24, "part": 8}
_TICKS = 10_000_000
SUBJECT, BODY, HTML, RTF, HEADERS, CLASS = 0x0037, 0x1000, 0x1013, 0x1009, 0x007D, 0x001A
SENDER, SENDER_ADDRESS, SENDER_SMTP, SUBMITTED = 0x0C1A, 0x0C1F, 0x5D01, 0x0039
MESSAGE_ID, REPLY_TO, REFERENCES = 0x1035, 0x1042, 0x1039
MESSAGE_CODEPAGE, INTERNET_CODEPAGE = 0x3FFD, 0x3FDE
NAME, ADDRESS, SMTP, KIND = 0x3001, 0x3003, 0x39FE, 0x0C15
DATA, FILE_NAME, MIME, METHOD, CONTENT_ID = 0x3701, 0x3707, 0x370E, 0x3705, 0x3712


def msg(
    properties: dict[int, Any],
    *,
    recipients: Sequence[dict[int, Any]] = (),
    attachments: Sequence[dict[int, Any]] = (),
    codepage: str | None = None,
) -> bytes:
    """A message; words go in Unicode, or in `codepage` where one is given."""
    return write_ole(message_tree(properties, recipients, attachments, codepage))


def message_tree(
    properties: dict[int, Any],
    recipients: Sequence[dict[int, Any]] = (),
    attachments: Sequence[dict[int, Any]] = (),
    codepage: str | None = None,
    place: str = "top",
) -> dict[str, bytes | Storage]:
    """What lies in the container; as `inner` it is the DATA of an attachment."""
    tree = _storage(properties, codepage, place)
    if place == "top":
        tree["__nameid_version1.0"] = {"__substg1.0_00020102": b"", "__substg1.0_00030102": b""}
    for at, recipient in enumerate(recipients):
        tree[f"__recip_version1.0_#{at:08X}"] = _storage(recipient, codepage, "part")
    for at, attachment in enumerate(attachments):
        tree[f"__attach_version1.0_#{at:08X}"] = _storage(attachment, codepage, "part")
    return tree


def _storage(properties: dict[int, Any], codepage: str | None, place: str) -> dict[str, bytes | Storage]:
    tree: dict[str, bytes | Storage] = {}
    listed = bytes(_HEADER[place])
    for tag, value in properties.items():
        if isinstance(value, int):
            listed += struct.pack("<HHIiI", 0x0003, tag, 6, value, 0)
        elif isinstance(value, datetime):
            ticks = round((value - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * _TICKS
            listed += struct.pack("<HHIQ", 0x0040, tag, 6, ticks)
        else:
            kind, stored = _stored(value, codepage)
            tree[f"__substg1.0_{tag:04X}{kind:04X}"] = stored
            listed += struct.pack("<HHIII", kind, tag, 6, len(stored), 0)
    tree["__properties_version1.0"] = listed
    return tree


def _stored(value: Any, codepage: str | None) -> tuple[int, Any]:
    if isinstance(value, bytes):
        return 0x0102, value
    if isinstance(value, dict):
        return 0x000D, value
    return (0x001E, value.encode(codepage)) if codepage else (0x001F, value.encode("utf-16-le"))


def packed_rtf(rtf: bytes) -> bytes:
    """RTF as a compressed property that copies nothing (MS-OXRTFCP 2.1.3.2)."""
    body = b"".join(b"\0" + rtf[at : at + 8] for at in range(0, len(rtf), 8))
    checksum = zlib.crc32(body, 0xFFFFFFFF) ^ 0xFFFFFFFF
    return struct.pack("<IIII", len(body) + 12, len(rtf), 0x75465A4C, checksum) + body
