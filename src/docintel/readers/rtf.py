"""The RTF body of an Outlook message: unpacked (MS-OXRTFCP), then its page or its words (MS-OXRTFEX).

Outlook wraps the page (HTML) of a mail in RTF and can unwrap it; a mail written as RTF has its words only.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass, field, replace
from typing import Any

from docintel.readers.charset import decode

_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
#: What the window holds before the first byte (MS-OXRTFCP 2.1.2.1).
_WINDOW = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
    b"{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_WINDOW_SIZE = 4096
_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>.)|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.S,
)
#: Groups that hold no words of the mail.
_ASIDE = frozenset(("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "pntext", "listtext", "themedata"))
_SIGNS = {"par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t", "cell": "\t", "lquote": "‘",
          "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "endash": "–", "emdash": "—"}  # fmt: skip
#: Charsets of fonts (the numbers of Windows) as code pages.
_FONT_CHARSETS = {134: "gb18030", 136: "big5", 128: "cp932", 129: "cp949", 204: "cp1251", 238: "cp1250"}


def unpack_rtf(data: bytes) -> bytes | None:
    """The RTF of a compressed property; None where it is damaged."""
    if len(data) < 16:
        return None
    _, size, kind, checksum = struct.unpack_from("<IIII", data)
    if kind == _PLAIN:
        return data[16 : 16 + size]
    # the checksum starts from zero, unlike that of ZIP
    if kind != _PACKED or zlib.crc32(data[16:], 0xFFFFFFFF) ^ 0xFFFFFFFF != checksum:
        return None
    return _unpacked(data[16:])[:size]


def _unpacked(data: bytes) -> bytes:
    window = bytearray(_WINDOW.ljust(_WINDOW_SIZE, b"\0"))
    at, found = len(_WINDOW), bytearray()
    position = 0
    while position < len(data):
        control = data[position]
        position += 1
        for bit in range(8):
            if not control >> bit & 1:
                copied, position = data[position : position + 1], position + 1
            else:
                token = int.from_bytes(data[position : position + 2], "big")
                position += 2
                offset = token >> 4
                if offset == at:
                    return bytes(found)
                # what is copied may overlap the place it is copied to: then it repeats itself
                between = (at - offset) % _WINDOW_SIZE
                copied = bytes(window[(offset + step % between) % _WINDOW_SIZE] for step in range((token & 15) + 2))
            if position > len(data):
                return bytes(found)
            for sign in copied:
                window[at] = sign
                at = (at + 1) % _WINDOW_SIZE
            found += copied
    return bytes(found)


def rtf_text(rtf: bytes) -> tuple[str, bool]:
    """The words of an RTF text, and whether they are the source of a page that it wraps."""
    reader = _RtfReader(is_page=b"\\fromhtml" in rtf[:1024])
    for token in _TOKEN.finditer(rtf.decode("latin-1")):
        reader.take(token)
    reader.flush()
    # \u gives characters beyond the basic plane as surrogate pairs
    text = "".join(reader.pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text, reader.is_page


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds until the next closing brace."""

    aside: bool = False
    is_tag: bool = False
    is_copy: bool = False
    charset: str | None = None
    fallback: int = 1


@dataclass(slots=True)
class _RtfReader:
    is_page: bool
    pieces: list[str] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    group: _Group = field(default_factory=_Group)
    outer: list[_Group] = field(default_factory=list)
    charset: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    skip: int = 0
    starred: bool = False

    def take(self, token: re.Match[str]) -> None:
        """One token of the text."""
        if brace := token["brace"]:
            self._brace(brace)
        elif word := token["word"]:
            self._word(word, int(token["number"]) if token["number"] else None)
        elif code := token["hex"]:
            self._bytes(bytes([int(code, 16)]))
        elif sign := token["sign"]:
            self._sign(sign)
        elif words := token["text"]:
            self._bytes(words.encode("latin-1"))

    def flush(self) -> None:
        """Decode the bytes so far: a character may be written as two."""
        if self.pending:
            self.pieces.append(decode(bytes(self.pending), self.group.charset or self.charset).text)
            self.pending.clear()

    def _brace(self, brace: str) -> None:
        self.flush()
        self.skip, self.starred = 0, False
        if brace == "{":
            self.outer.append(self.group)
        elif self.outer:
            self.group = self.outer.pop()

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self.starred = True
        elif sign in "{}\\":
            self._bytes(sign.encode())
        elif sign == "~":
            self._write("\u00a0")
        elif sign in "\r\n":
            self._write("\n")

    def _word(self, word: str, number: int | None) -> None:
        starred, self.starred = self.starred, False
        if word == "fonttbl" or (starred and word != "htmltag") or word in _ASIDE:
            self._change(aside=True)
        elif word == "htmltag":
            self._change(is_tag=True)
        elif word == "htmlrtf":
            # what RTF readers see in place of a tag of the page
            self._change(is_copy=number != 0)
        elif word == "u" and number is not None:
            self._write(chr(number & 0xFFFF))
            self.skip = self.group.fallback
        elif word == "uc":
            self._change(fallback=max(number or 0, 0))
        elif word == "ansicpg" and number:
            self.charset = {936: "gb18030", 950: "big5", 65001: "utf-8"}.get(number, f"cp{number}")
        elif word in ("f", "fcharset"):
            self._font(word, number or 0)
        elif word in _SIGNS:
            self._write(_SIGNS[word])

    def _font(self, word: str, number: int) -> None:
        if self.group.aside:
            # the table of fonts
            if word == "f":
                self.font = number
            elif number in _FONT_CHARSETS:
                self.fonts[self.font] = _FONT_CHARSETS[number]
        elif word == "f":
            self._change(charset=self.fonts.get(number))

    def _change(self, **what: Any) -> None:
        self.flush()
        self.group = replace(self.group, **what)

    def _bytes(self, data: bytes) -> None:
        skipped = min(self.skip, len(data))
        self.skip -= skipped
        if self._shows():
            self.pending += data[skipped:]

    def _write(self, text: str) -> None:
        self.skip = 0
        if self._shows():
            self.flush()
            self.pieces.append(text)

    def _shows(self) -> bool:
        return not self.group.aside and (self.group.is_tag or not self.group.is_copy or not self.is_page)
