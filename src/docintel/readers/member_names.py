"""Names of archive members: in the charset they were written in, made harmless, without what systems leave behind."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from zipfile import ZipInfo

from docintel.readers.charset import decode
from docintel.readers.text_builder import visible

#: Bit 11 of a member's flags: its name is UTF-8 (APPNOTE.TXT 4.4.4).
_UTF8_NAME = 0x800
#: Info-ZIP's extra field with the name in UTF-8 and the CRC of the old one (APPNOTE.TXT 4.6.9).
_UNICODE_PATH = 0x7075
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/.*|\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini|~\$[^/]*)$", re.I | re.S)
_DRIVE = re.compile(r"^[A-Za-z]:")


def zip_names(members: Sequence[ZipInfo]) -> list[str]:
    """The members' names as their packer meant them, folders marked by a slash at the end.

    Names without the UTF-8 flag come from the packer's own code page, which ZIP does not record: all of them together
    tell GB18030 from Big5 better than each alone.
    """
    raw = [_raw_name(member) for member in members]
    foreign = [name for name in raw if isinstance(name, bytes) and not _is_utf8(name)]
    charset = decode(b"\n".join(foreign)).charset if foreign else "utf-8"
    return [harmless_name(name if isinstance(name, str) else _decoded(name, charset)) for name in raw]


def text_name(raw: bytes) -> str:
    """One name whose charset nobody recorded."""
    return harmless_name(decode(raw).text)


def harmless_name(name: str) -> str:
    """The name as a path that leads nowhere: no drive, no root, no parent folder, no control characters."""
    name = _DRIVE.sub("", visible(name).replace("\\", "/"))
    steps = [step.strip() for step in re.sub(r"[\t\n\r]", " ", name).split("/")]
    kept = "/".join(step for step in steps if step not in ("", ".", "..")) or "unnamed"
    return f"{kept}/" if name.endswith("/") else kept


def is_junk(name: str) -> bool:
    """Whether a system or program left the file behind: Finder's and Explorer's notes, Office's lock files."""
    return bool(_JUNK.search(name))


def _raw_name(member: ZipInfo) -> str | bytes:
    if member.flag_bits & _UTF8_NAME:
        return member.orig_filename
    # the standard library reads unflagged names as CP437, which keeps every byte
    raw = member.orig_filename.encode("cp437", "replace")
    return _unicode_path(member.extra, raw) or raw


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name of the Unicode path field; None without one, or where the name was changed after it was written."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(body) > 5 and int.from_bytes(body[1:5], "little") == zlib.crc32(raw):
            return body[5:].decode("utf-8", "replace")
    return None


def _is_utf8(raw: bytes) -> bool:
    return decode(raw).charset == "utf-8"


def _decoded(raw: bytes, charset: str) -> str:
    return raw.decode("utf-8" if _is_utf8(raw) else charset, "replace")
