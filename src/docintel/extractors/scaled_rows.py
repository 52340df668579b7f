"""Figures that count thousands or millions because words above their table say so, in tables set with spaces too.

"$ 2,984" under "(in thousands)" is no sum of 2,984 dollars; the statement extractor reads such figures with their unit.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import Literal

from docintel.records import Document, Span

_SCALE = (
    r"\bin\s+(?:\w+\s+){0,3}(?:thousand|million|billion)s\b|\b(?:thousand|million)s of (?:u\.?s\.? )?dollars"
    r"|\(?\$?\s?000s?(?:['’]s)?\)|(?:\$|rmb|['’])\s?['’]?000s?(?:['’]s)?\b(?!,)|\b000['’]?s\b"
    r"|单位[:：\s]*(?:人民币)?\s*(?:万|千|百万|亿)元|[(（](?:人民币)?(?:万|千|百万|亿)元[)）]"
)
_WHOLE = r"\bin\s+(?:u\.?s\.?\s+|whole\s+)?dollars\b|单位[:：\s]*(?:人民币)?\s*元"
_SCALED = re.compile(_SCALE, re.IGNORECASE)
_STATED = re.compile(rf"(?P<scaled>{_SCALE})|{_WHOLE}", re.IGNORECASE)
#: Right behind a sum in running text: $2,984 (in thousands).
_BEHIND = re.compile(rf"\s*[(（]\s*(?:amounts?\s+|dollars\s+)?(?:{_SCALE})", re.IGNORECASE)
_CAPTION = 250
#: A page of a text filing; the unit stands at its head.
_PAGE_LENGTH = 6_000
#: What parts the columns of a line; "$      2,984" is one cell.
_GAP = re.compile(r"(?<![$¥€£])(?:\t|[^\S\n]{3,}|\s*(?:\.{3,}|…{2,}|(?:\. ){3,})\s*|\s*\|\s*)|(?<=[\d)%])[^\S\n]{2,}")
_FIGURE = re.compile(
    r"(?:[$¥￥€£(（\s+\-–—]|US|HK|RMB)*\d[\d,，]*(?:\.\d+)?[\s)）%*†元]*|[$¥€£\s]*[-–—]{1,3}|\$|N/A|nil", re.IGNORECASE
)
Scale = Literal["none", "above", "elsewhere"]


class ScaledRows:
    """Which lines of a document are rows of a table whose figures a phrase scales."""

    def __init__(self, document: Document) -> None:
        self._text = document.text

    @cached_property
    def _stated(self) -> list[tuple[int, bool]]:
        return [(match.end(), match["scaled"] is not None) for match in _STATED.finditer(self._text)]

    def is_scaled_table(self, block: Span) -> bool:
        """Whether the unit is stated in a table or right above it."""
        return _SCALED.search(self._text, max(0, block.start - _CAPTION), block.end) is not None

    def scale_of(self, place: Span) -> Scale:
        """Whether a sum is scaled by words on its page above it or behind it, or perhaps by some elsewhere."""
        if _BEHIND.match(self._text, place.end):
            return "above"
        if not any(scaled for _, scaled in self._stated) or not self._is_in_row(place):
            return "none"
        at = bisect_right(self._stated, (place.start, True)) - 1
        if at < 0 or place.start - self._stated[at][0] > _PAGE_LENGTH:
            return "elsewhere"
        return "above" if self._stated[at][1] else "none"

    def _is_in_row(self, place: Span) -> bool:
        """A line of words, then figures in columns up to its end."""
        start = self._text.rfind("\n", 0, place.start) + 1
        end = self._text.find("\n", place.end)
        line = self._text[start : end if end >= 0 else len(self._text)]
        cells = [cell.strip() for cell in _GAP.split(line.strip()) if cell.strip()]
        words = [cell for cell in cells if not _FIGURE.fullmatch(cell)]
        alone = len(cells) == 1 and not words and line.startswith(("   ", "\t"))
        return alone or (len(cells) > 1 and len(words) <= 2 and _FIGURE.fullmatch(cells[-1]) is not None)
