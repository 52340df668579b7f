"""One page of a PDF or picture as people see it, for a screen."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from itertools import islice
from typing import Any

from docintel.errors import NotFound
from docintel.readers.page_images import PagePicture, picture_frames, render_page
from docintel.readers.pdf import open_pdf
from docintel.readers.picture_types import picture_type
from docintel.readers.sniff import is_pdf

_INCH = 72.0


def draw_page(data: bytes, name: str, number: int, *, dpi: int) -> bytes:
    """A page as PNG, upright and in the points of its boxes times dpi/72; a plan is drawn smaller.

    Raises NotFound where there is no such page, or none at all, and ReadError for a file that cannot be opened.
    """
    if is_pdf(data):
        return _png(_pdf_page(data, name, number, dpi), dpi)
    if picture_type(data) is not None:
        frame = next(islice(picture_frames(data, name), number - 1, None), None)
        if frame is None:
            raise NotFound(f"the picture has no page {number}.")
        return _png(frame, dpi)
    raise NotFound("this kind of file has no pages to show; GET its text instead.")


def _pdf_page(data: bytes, name: str, number: int, dpi: int) -> PagePicture:
    # heavy: the native library is loaded on first use
    import pypdfium2

    with closing(open_pdf(data, name)) as pdf:
        if number > len(pdf):
            raise NotFound(f"the document has {len(pdf)} pages, and no page {number}.")
        try:
            page = pdf[number - 1]
        except pypdfium2.PdfiumError as error:
            raise NotFound(f"page {number} is damaged and cannot be shown.") from error
        with closing(page):
            return render_page(page, dpi)


def _png(picture: PagePicture, dpi: int) -> bytes:
    from PIL import Image

    drawn: Any = Image.fromarray(picture.image[..., ::-1])
    wanted = [max(1, round(points * dpi / _INCH)) for points in picture.size]
    if drawn.width > wanted[0]:
        drawn = drawn.resize((wanted[0], wanted[1]))
    out = BytesIO()
    # speed over size: the picture goes over one wire once
    drawn.save(out, "PNG", compress_level=3)
    return out.getvalue()
