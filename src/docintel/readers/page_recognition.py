"""A page's picture is recognised and written onto the tape like a page with a text layer, boxes where the words are."""

from __future__ import annotations

import math

from docintel.readers.page_glyphs import PageView
from docintel.readers.page_images import PagePicture
from docintel.readers.page_ocr import OcrPage, read_image
from docintel.readers.page_quality import PageQuality
from docintel.readers.page_text import PageWriter
from docintel.readers.tape import Tape
from docintel.records import Layout


def write_picture(tape: Tape, picture: PagePicture, number: int) -> PageQuality:
    """Write what can be read on a picture as a page of the document; returns how well that was."""
    read = read_image(picture.image, picture.dots)
    if not read.found.glyphs.text:
        tape.mark("\n")
        return read.quality
    width, height = picture.size
    upright = (height, width) if read.turn in (90, 270) else (width, height)
    tape.end_page()
    start = len(tape.layout)
    PageWriter(tape, PageView(*upright, (0.0, 0.0), (1.0, 0.0), (0.0, 1.0)), number).write(read.found, read.rulings)
    tape.end_page()
    if read.turn or read.tilt:
        _place_back(tape.layout, start, read, upright)
    return read.quality


def _place_back(layout: Layout, start: int, read: OcrPage, upright: tuple[float, float]) -> None:
    """Boxes of the straightened, upright page become boxes of the page as shown: tilted first, then turned."""
    width, height = upright
    sin, cos = math.sin(read.tilt), math.cos(read.tilt)
    for at in range(start, len(layout)):
        if not layout.page[at]:
            continue
        half = (layout.x1[at] - layout.x0[at]) / 2, (layout.bottom[at] - layout.top[at]) / 2
        x, y = layout.x0[at] + half[0] - width / 2, layout.top[at] + half[1] - height / 2
        x, y = x * cos - y * sin + width / 2, x * sin + y * cos + height / 2
        if read.turn == 90:
            x, y, half = height - y, x, (half[1], half[0])
        elif read.turn == 180:
            x, y = width - x, height - y
        elif read.turn == 270:
            x, y, half = y, width - x, (half[1], half[0])
        layout.x0[at], layout.x1[at] = x - half[0], x + half[0]
        layout.top[at], layout.bottom[at] = y - half[1], y + half[1]
