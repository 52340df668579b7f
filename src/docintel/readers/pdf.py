"""Reads PDF files: the text layer of each page, or by OCR a page whose layer is missing or garbled.

Characters and their boxes come from pdfium, tables from the page's ruling lines or from aligned figures. pdfium is
not thread-safe: read in one thread of a process, and in parallel only by processes.
"""

from __future__ import annotations

from contextlib import closing
from typing import Any

from docintel.errors import ReadCode, ReadError
from docintel.readers.fonts import lend_font
from docintel.readers.glyph_reader import GlyphReader
from docintel.readers.limits import check_time, over_limit, require
from docintel.readers.page_glyphs import PageGlyphs, PageView
from docintel.readers.page_images import render_page
from docintel.readers.page_quality import PageQuality, judge_page
from docintel.readers.page_recognition import write_picture
from docintel.readers.page_text import PageWriter
from docintel.readers.paged import paged_reading
from docintel.readers.rulings import Drawing, DrawingReader
from docintel.readers.tape import Tape
from docintel.records import Page, Reading, Span
from docintel.settings import current_settings

_MEDIA_TYPE = "application/pdf"
#: Viewers accept a header that begins within the first kilobyte (PDF 1.7, implementation note 13).
_HEADER_WITHIN = 1024


class PdfReader:
    """Reads a PDF page by page; a page of which no word can be read is said, and a file without any is refused."""

    name = "pdf"
    version = 4

    def read(self, data: bytes, name: str) -> Reading:
        """The document with a box for every character; raises ReadError when there is no word to read."""
        with closing(open_pdf(data, name)) as pdf:
            tape, pages = Tape(), []
            for index in range(len(pdf)):
                check_time()
                pages.append(_read_page(pdf, index, tape))
                tape.end_page()
        return paged_reading(data, name, tape, pages, media_type=_MEDIA_TYPE, reader=f"{self.name}@{self.version}")


def open_pdf(data: bytes, name: str) -> Any:
    """The file opened by pdfium, within the installation's limits; the caller closes it."""
    # heavy: the native library is loaded on first use
    import pypdfium2

    lend_font()
    if not data:
        raise ReadError(ReadCode.EMPTY, f"{name} is empty (0 bytes); ask for it again.")
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(data, name, error) from error
    limit = current_settings().max_pages
    count = len(pdf)
    if 0 < count <= limit:
        return pdf
    pdf.close()
    if count:
        raise over_limit(f"{name} has {count} pages, the limit is {limit}", "max_pages")
    raise ReadError(ReadCode.TRUNCATED, f"{name} has no page that can be opened; ask for the file again.")


def _refusal(data: bytes, name: str, error: Exception) -> ReadError:
    """Why pdfium would not open the file, in the words of whoever sent it."""
    message = str(error).lower()
    if "password" in message or "security" in message:
        return ReadError(ReadCode.ENCRYPTED, f"{name} is encrypted; save it without a password and send it again.")
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        return ReadError(ReadCode.MISTYPED, f"{name} is not a PDF file, whatever its name says; check what it is.")
    return ReadError(ReadCode.TRUNCATED, f"{name} is cut off or damaged; ask for the file again.")


def _read_page(pdf: Any, index: int, tape: Tape) -> Page:
    """One page written onto the tape; a page that pdfium cannot load is an unread page, not a failure of the file."""
    import pypdfium2

    start = tape.length
    try:
        page = pdf[index]
    except pypdfium2.PdfiumError:
        tape.mark("\n")
        note = "the page is damaged and could not be opened"
        return _page(index + 1, Span(start=start, end=start), PageView.empty(), PageQuality(0.0, "none", note))
    with closing(page):
        view = PageView.of(page)
        with closing(page.get_textpage()) as text_page:
            require(text_page.count_chars(), "max_page_characters", f"characters on page {index + 1}")
            found = GlyphReader(view, text_page).read()
        drawing = DrawingReader(view, page).read()
        rotation = page.get_rotation()
        quality = judge_page(found, drawing)
        picture = render_page(page) if quality.needs_ocr and current_settings().ocr else None
    if picture is not None:
        layer, quality = quality, write_picture(tape, picture, index + 1)
        if tape.length - start <= 1 and layer.source == "text" and found.glyphs.text:
            # Where OCR sees no word, those of the text layer are not to be lost with it.
            _write(tape, view, index + 1, found, drawing)
            quality = layer
    elif quality.source == "text" and found.glyphs.text:
        _write(tape, view, index + 1, found, drawing)
    else:
        tape.mark("\n")
    require(tape.length, "max_characters", "characters")
    return _page(index + 1, Span(start=start, end=tape.length - 1), view, quality, rotation)


def _write(tape: Tape, view: PageView, number: int, found: PageGlyphs, drawing: Drawing) -> None:
    PageWriter(tape, view, number).write(found, drawing.rulings)


def _page(number: int, span: Span, view: PageView, quality: PageQuality, rotation: int = 0) -> Page:
    return Page(
        number=number, span=span, width=round(view.width, 3), height=round(view.height, 3), rotation=rotation,
        source=quality.source, quality=quality.quality, note=quality.note,
    )  # fmt: skip
