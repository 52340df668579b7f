"""Reads what is printed at a place of a page from the page's image alone, whatever a text layer or an OCR said of it.

Every place is recognised by itself, at another resolution and size than the pages were; a page is drawn once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from typing import Self

from docintel.readers.cell_images import cut_out
from docintel.readers.ocr import recognise_cell
from docintel.readers.page_images import PagePicture, picture_frames, render_page
from docintel.readers.pdf import open_pdf
from docintel.readers.picture_types import picture_type
from docintel.records import Box, Place

#: Another resolution than the one at which pages are read (pixels an inch).
_RESOLUTION = 220
#: A number with a character less certain than this is not told; words are told as they are.
_SURE = 0.7
_TELLING = frozenset("0123456789.-()")
#: Height of the letters in the images that are tried in turn, for where a column of pixels falls decides much (pixels).
_LETTERS = (48, 40, 44)
_DASH = "-"


class ImageSecondReader:
    """One PDF or picture, read place by place; use as a context manager. Raises ReadError for what cannot be opened."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf = None if picture_type(data) else open_pdf(data, "the file")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._pdf is not None:
            self._pdf.close()

    def reread(self, places: Sequence[Place]) -> list[str | None]:
        """The lines of each place; "" where there is no ink, None where a digit or sign is not certain."""
        read: dict[tuple[Box, int], str | None] = {}
        wanted = {(box, place.turn) for place in places for box in place.boxes}
        for number, picture in self._pictures({box.page for box, _ in wanted}):
            for box, turn in sorted((each for each in wanted if each[0].page == number), key=_order):
                read[box, turn] = _line(picture, box, turn)
        return [_joined([read.get((box, place.turn)) for box in place.boxes]) for place in places]

    def _pictures(self, numbers: set[int]) -> Iterator[tuple[int, PagePicture]]:
        if self._pdf is None:
            frames = enumerate(picture_frames(self._data, "the picture"), start=1)
            yield from (frame for frame in frames if frame[0] in numbers)
            return
        import pypdfium2

        for number in sorted(numbers):
            # a page that cannot be opened has no picture: what stands there cannot be told
            with suppress(pypdfium2.PdfiumError), closing(self._pdf[number - 1]) as page:
                yield number, render_page(page, _RESOLUTION)


def _order(each: tuple[Box, int]) -> tuple[float, float, int]:
    return each[0].top, each[0].x0, each[1]


def _line(picture: PagePicture, box: Box, turn: int) -> str | None:
    for letters in _LETTERS:
        found = cut_out(picture, box, turn, letters)
        if found is None:
            return ""
        if found.is_dash:
            return _DASH
        text, certainties = recognise_cell(found.image)
        if _is_words(text) or _is_sure(text, certainties):
            return text
    return None


def _is_words(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _is_sure(text: str, certainties: Sequence[float]) -> bool:
    told = [sure for character, sure in zip(text, certainties, strict=True) if character in _TELLING]
    return bool(told) and min(told) >= _SURE


def _joined(lines: list[str | None]) -> str | None:
    return None if not lines or any(line is None for line in lines) else "".join(line or "" for line in lines)
