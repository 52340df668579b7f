"""The name of an uploaded file, from whatever its sender made of it.

Browsers send the bytes of the page's encoding with `"` and line ends percent-encoded (HTML, multipart/form-data),
other programs `filename*` (RFC 8187), encoded words (RFC 2047), or GBK, plain or percent-encoded.
"""

from __future__ import annotations

import re
from email.errors import MessageError
from email.header import decode_header, make_header
from unicodedata import category
from urllib.parse import unquote_to_bytes

#: File systems take 255 bytes; a name of so many characters is still one that a person reads.
_LONGEST = 200
#: Marks that turn the writing direction round: "exe.pdf" could be shown for "fdp.exe".
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PARAMETER = re.compile(r';\s*(filename\*?)\s*=\s*(?:"((?:\\"|[^"])*)"|([^;\s]*))', re.I)
_HIGH_BYTE = re.compile(r"%[89a-fA-F][0-9a-fA-F]")


def file_name(disposition: bytes) -> str | None:
    """The file name of a part's Content-Disposition without folders and control characters; None for a form field."""
    found = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(_decoded(disposition))}
    if not found:
        return None
    name = _extended(found["filename*"]) if "filename*" in found else None
    return _clean(_plain(found.get("filename", "")) if name is None else name)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _extended(value: str) -> str | None:
    """RFC 8187: charset'language'percent-encoded bytes; None for anything else."""
    charset, _, rest = value.partition("'")
    _language, quote, encoded = rest.partition("'")
    if not quote:
        return None
    try:
        return unquote_to_bytes(encoded).decode(charset or "utf-8")
    except (LookupError, ValueError):  # no such charset, one that no name can have, or other bytes than it says
        return _decoded(unquote_to_bytes(encoded))


def _plain(value: str) -> str:
    name = value.replace('\\"', '"').replace("%22", '"')
    if name.startswith("=?") and name.endswith("?="):
        return _words(name)
    # only a sender that encodes the whole name leaves none of its characters as they are
    if name.isascii() and _HIGH_BYTE.search(name):
        return _decoded(unquote_to_bytes(name))
    return name


def _words(name: str) -> str:
    """RFC 2047; the name as it stands where it only looks like encoded words."""
    try:
        return str(make_header(decode_header(name)))
    except (LookupError, ValueError, MessageError):
        return name


def _clean(name: str) -> str:
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(one for one in last if category(one) not in ("Cc", "Cs", "Zl", "Zp") and one not in _TURNING)
    kept = kept.strip()
    if kept in ("", ".", ".."):
        return "unnamed"
    stem, dot, suffix = kept.rpartition(".")
    if len(kept) > _LONGEST and dot and len(suffix) < 10:
        return stem[: _LONGEST - len(suffix) - 1] + dot + suffix
    return kept[:_LONGEST]
