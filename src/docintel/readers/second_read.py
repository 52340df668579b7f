"""Reads the same place of a PDF again with another parser: two readings that agree are hard to have wrong by accident.

The first reading comes from pdfium; this one from pdfminer through pdfplumber, which decodes fonts and places
characters on its own. It is slow (a few pages a second) and is asked only about numbers that matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Self

from docintel.errors import ReadCode, ReadError
from docintel.records import Box, Place


class SecondReader:
    """One PDF opened by the second parser; use as a context manager."""

    def __init__(self, data: bytes) -> None:
        # heavy: pdfplumber loads when a number is to be confirmed
        import pdfplumber
        from pdfminer.pdfexceptions import PDFException
        from pdfplumber.utils.exceptions import PdfminerException

        try:
            self._pdf = pdfplumber.open(BytesIO(data))
        except (PDFException, PdfminerException) as error:
            raise ReadError(ReadCode.TRUNCATED, "the second parser cannot open the file.") from error
        self._pages: dict[int, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._pdf.close()

    def reread(self, places: Sequence[Place]) -> list[str | None]:
        """The characters whose middle lies in the boxes of each place, box by box, without white space.

        None when the second parser cannot be asked: a turned page, whose coordinates it counts otherwise.
        """
        return [self._words(place.boxes) for place in places]

    def _words(self, boxes: Sequence[Box]) -> str | None:
        words = []
        for box in boxes:
            page = self._page(box.page)
            if page.rotation:
                return None
            left, top = page.cropbox[0], page.cropbox[1]
            inside = [character for character in page.chars if _is_inside(character, box, left, top)]
            words.append("".join(str(character["text"]) for character in sorted(inside, key=_left)))
        return "".join("".join(words).split())

    def _page(self, number: int) -> Any:
        if number not in self._pages:
            # one page's characters at a time: a long report would fill the memory
            for other in self._pages.values():
                other.close()
            self._pages = {number: self._pdf.pages[number - 1]}
        return self._pages[number]


def _is_inside(character: dict[str, Any], box: Box, left: float, top: float) -> bool:
    x = (character["x0"] + character["x1"]) / 2 - left
    y = (character["top"] + character["bottom"]) / 2 - top
    return bool(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom)


def _left(character: dict[str, Any]) -> float:
    return float(character["x0"])
