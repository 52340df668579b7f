"""What each character code of a page becomes in the document's text: the reader's one normalisation.

Digits are never changed. Line-end hyphens stay, as printed. Ligatures open into their letters, radicals and
compatibility ideographs become the ordinary ideograph (fonts of Chinese filings map 「⼀」 where 「一」 is meant),
unmapped codes become U+FFFD, and what takes no room on the page is left out.
"""

from __future__ import annotations

import unicodedata
from functools import cache

UNREADABLE = "\ufffd"

#: pdfium reports the hyphen at which a word was broken over two lines as U+0002 or U+FFFE.
_BROKEN_WORD_HYPHENS = {0x02, 0xFFFE}
_TAKES_NO_ROOM = {0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)}
#: Symbol and Wingdings codes, by how office software writes bullets and check boxes.
_SYMBOL_FONT = {
    0xF06C: "●", 0xF06E: "■", 0xF06F: "□", 0xF076: "❖", 0xF0A7: "▪", 0xF0A8: "□", 0xF0B7: "•", 0xF0D8: "➢",
    0xF0FC: "✓", 0xF0FD: "☒", 0xF0FE: "☑",
}  # fmt: skip


@cache
def normalise_character(code: int) -> str:
    """The text of one character code: "" when nothing is printed, more than one letter for a ligature."""
    if code in _BROKEN_WORD_HYPHENS or code == 0xAD:
        return "-"
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return UNREADABLE
    if code in _TAKES_NO_ROOM:
        return ""
    character = chr(code)
    if code < 0x20 or 0x7F <= code < 0xA0:
        return " " if character in "\t\n\r" else ""
    return _SYMBOL_FONT.get(code) or _plain_form(character)


def is_readable(character: str) -> bool:
    """Whether a character is one a person could name: not unmapped, not private to a font."""
    return character != UNREADABLE and unicodedata.category(character) not in ("Co", "Cn", "Cs")


@cache
def is_ideographic(character: str) -> bool:
    """Whether a character is set in a full square without word spaces: Chinese, and its punctuation."""
    return unicodedata.east_asian_width(character) in "WF"


def _plain_form(character: str) -> str:
    if unicodedata.category(character) == "Zs" and character != "\u3000":
        return " "
    code = ord(character)
    if 0xFB00 <= code <= 0xFB06 or 0x2E80 <= code <= 0x2FDF:
        return unicodedata.normalize("NFKC", character)
    return unicodedata.normalize("NFC", character)
