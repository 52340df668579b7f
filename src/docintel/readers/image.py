"""Reads pictures of pages: scans and photographs as PNG, JPEG, TIFF (every page), BMP, GIF or WebP."""

from __future__ import annotations

from docintel.errors import ReadCode, ReadError
from docintel.readers.page_images import picture_frames
from docintel.readers.page_recognition import write_picture
from docintel.readers.paged import paged_reading
from docintel.readers.picture_types import picture_type
from docintel.readers.tape import Tape
from docintel.records import Page, Reading, Span
from docintel.settings import current_settings


class ImageReader:
    """Reads the words of a picture by OCR; each frame is a page, in points of the paper it was scanned from."""

    name = "image"
    version = 3

    def read(self, data: bytes, name: str) -> Reading:
        """The document with a box for every character; raises ReadError when there is no word to read."""
        if not current_settings().ocr:
            raise ReadError(
                ReadCode.NO_TEXT, f"{name} is a picture, and reading by OCR is switched off; set DOCINTEL_OCR=1."
            )
        tape, pages = Tape(), []
        for number, picture in enumerate(picture_frames(data, name), start=1):
            start = tape.length
            quality = write_picture(tape, picture, number)
            width, height = picture.size
            pages.append(
                Page(
                    number=number, span=Span(start=start, end=tape.length - 1), width=round(width, 3),
                    height=round(height, 3), source=quality.source, quality=quality.quality, note=quality.note,
                )
            )  # fmt: skip
        media_type = picture_type(data) or "image/*"
        return paged_reading(data, name, tape, pages, media_type=media_type, reader=f"{self.name}@{self.version}")
