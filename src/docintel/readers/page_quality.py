"""How well a page could be read, judged before its words are used: a garbled text layer is not a success."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docintel.readers.characters import is_readable
from docintel.readers.page_glyphs import PageGlyphs
from docintel.readers.rulings import Drawing
from docintel.records.document import PageSource

BLANK = "blank page"
#: Below this share of readable characters a page counts as not read, and its characters are left out.
_READABLE = 0.5
#: A page under an image for at least this share, with fewer words than this, is a scan with a stamp on it.
_UNDER_IMAGE, _FEW_CHARACTERS = 0.5, 40
#: A page drawn in this many paths without a character has its letters drawn as outlines.
_OUTLINED = 60
_CID = re.compile(r"\(cid:\d+\)")


@dataclass(frozen=True, slots=True)
class PageQuality:
    """Quality from 0 to 1, where the words come from, what was wrong in one sentence, and whether OCR may do better."""

    quality: float = 1.0
    source: PageSource = "text"
    note: str | None = None
    needs_ocr: bool = False


def judge_page(found: PageGlyphs, drawing: Drawing) -> PageQuality:
    """The quality of a page's text layer; `source` is "none" where no word can be trusted."""
    characters = "".join(found.glyphs.text.split())
    if not characters:
        return _judge_wordless(found, drawing)
    share = readable_share(characters)
    if share < _READABLE:
        return PageQuality(0.0, "none", f"garbled text layer ({share:.0%} of characters readable)", needs_ocr=True)
    if drawing.image_share >= _UNDER_IMAGE and len(characters) < _FEW_CHARACTERS:
        return PageQuality(0.2, "text", "an image fills the page and little of it has a text layer", needs_ocr=True)
    if drawing.image_share >= _UNDER_IMAGE and found.invisible > len(characters) / 2:
        return PageQuality(
            round(min(share, 0.7), 3), "text", "a scan with an earlier OCR's words behind it; check figures by eye"
        )
    if share < 0.99:
        return PageQuality(round(share, 3), "text", f"{1 - share:.0%} of the characters could not be decoded")
    return PageQuality(
        note=f"{found.hidden} characters outside the visible page were left out" if found.hidden else None
    )


def readable_share(text: str) -> float:
    """The share of characters that can be named; the letters of "(cid:12)" stand for one that cannot."""
    garbage = sum(len(found) for found in _CID.findall(text)) if "(cid:" in text else 0
    unreadable = sum(text.count(character) for character in set(text) if not is_readable(character))
    return (len(text) - unreadable - garbage) / len(text)


def _judge_wordless(found: PageGlyphs, drawing: Drawing) -> PageQuality:
    if drawing.image_share > 0.02:
        return PageQuality(0.0, "none", "no text layer, only an image", needs_ocr=True)
    if drawing.paths >= _OUTLINED:
        return PageQuality(0.0, "none", "no text layer, only drawn shapes", needs_ocr=True)
    return PageQuality(note=BLANK)
