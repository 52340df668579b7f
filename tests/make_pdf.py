"""PDFs made for tests: text at known places, ruled tables, rotated and cropped pages."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 420.0, 600.0
pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def make_pdf(*draw: Callable[[Canvas], None], size: tuple[float, float] = (WIDTH, HEIGHT)) -> bytes:
    """A PDF with one page for each drawing; the same drawings give the same bytes."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    for page in draw:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines(*texts: str, x: float = 50, top: float = 60, size: float = 11, leading: float = 1.5) -> Callable:
    """Draws lines below each other from `top` points below the page's upper edge; "" leaves a line out."""

    def draw(canvas: Canvas) -> None:
        for at, text in enumerate(texts):
            write(canvas, x, top + at * leading * size, text, size)

    return draw


def both(*draw: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
    """Several drawings on one page."""

    def page(canvas: Canvas) -> None:
        for one in draw:
            one(canvas)

    return page


def write(canvas: Canvas, x: float, down: float, text: str, size: float = 11, *, right: bool = False) -> None:
    """Text at a place counted from the page's upper left corner, right-aligned there if so asked."""
    canvas.setFont("Helvetica" if text.isascii() else "STSong-Light", size)
    (canvas.drawRightString if right else canvas.drawString)(x, canvas._pagesize[1] - down, text)


def ruled(rows: Sequence[Sequence[str]], *, x: float = 50, top: float = 100, sides: bool = True) -> Callable:
    """A table with all its lines, columns 100 points wide and rows 20 high; without `sides`, open left and right."""

    def draw(canvas: Canvas) -> None:
        height, width = 20 * len(rows), 100 * len(rows[0])
        page = canvas._pagesize[1]
        for at in range(len(rows) + 1):
            canvas.line(x, page - top - 20 * at, x + width, page - top - 20 * at)
        for at in range(0 if sides else 1, len(rows[0]) + (1 if sides else 0)):
            canvas.line(x + 100 * at, page - top, x + 100 * at, page - top - height)
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                write(canvas, x + 100 * j + 4, top + 20 * i + 14, text, 9)

    return draw


def turned(data: bytes, rotation: int, margins: tuple[float, float, float, float] = (0, 0, 0, 0)) -> bytes:
    """The same pages with a /Rotate entry and a CropBox that leaves margins (left, bottom, right, top) out."""
    pdf = pypdfium2.PdfDocument(data)
    for page in pdf:
        page.set_rotation(rotation)
        page.set_cropbox(margins[0], margins[1], WIDTH - margins[2], HEIGHT - margins[3])
        page.close()
    buffer = io.BytesIO()
    pdf.save(buffer)
    pdf.close()
    return buffer.getvalue()
