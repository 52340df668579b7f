"""Reads PDF files that carry their text: reports, contracts and papers as they were printed, not as they were scanned.

Characters and their boxes come from pdfium, tables from the page's ruling lines or from aligned figures. pdfium is
not thread-safe: read in one thread of a process, and in parallel only by processes.
"""

from __future__ import annotations

from contextlib import closing
from typing import Any

from docintel.errors import ReadCode, ReadError
from docintel.readers.limits import check_time, over_limit, require
from docintel.readers.page_glyphs import GlyphReader, PageGlyphs, PageView
from docintel.readers.page_quality import BLANK, PageQuality, judge_page
from docintel.readers.page_text import PageWriter, Tape
from docintel.readers.paragraphs import make_blocks
from docintel.readers.rulings import Drawing, DrawingReader
from docintel.readers.running_lines import find_running_lines
from docintel.records import Document, Page, Reading, Span, document_id
from docintel.settings import current_settings

_MEDIA_TYPE = "application/pdf"
#: Viewers accept a header that begins within the first kilobyte (PDF 1.7, implementation note 13).
_HEADER_WITHIN = 1024


class PdfReader:
    """Reads a PDF's text layer; what has none is said page by page, and a file without any is refused."""

    name = "pdf"
    version = 1

    def read(self, data: bytes, name: str) -> Reading:
        """The document with a box for every character; raises ReadError when there is no word to read."""
        with closing(open_pdf(data, name)) as pdf:
            tape, pages = Tape(), []
            for index in range(len(pdf)):
                check_time()
                pages.append(_read_page(pdf, index, tape))
        text = "".join(tape.characters)
        _require_words(pages, text, name)
        return Reading(self._document(data, name, text, pages, tape), tape.layout)

    def _document(self, data: bytes, name: str, text: str, pages: list[Page], tape: Tape) -> Document:
        from docintel.language.languages import language_of

        running = find_running_lines(tape.lines, pages, text)
        return Document(
            id=document_id(data),
            name=name,
            media_type=_MEDIA_TYPE,
            reader=f"{self.name}@{self.version}",
            text=text,
            language=language_of(text),
            blocks=tuple(make_blocks(tape.lines, running, text)),
            tables=tuple(tape.tables),
            pages=tuple(pages),
            notes=tuple(_notes(pages)),
        )


def open_pdf(data: bytes, name: str) -> Any:
    """The file opened by pdfium, within the installation's limits; the caller closes it."""
    # heavy: the native library is loaded on first use
    import pypdfium2

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
    if quality.source == "text" and found.glyphs:
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


def _require_words(pages: list[Page], text: str, name: str) -> None:
    if not text.strip():
        raise ReadError(
            ReadCode.NO_TEXT,
            f"{name} has no readable text on any of its {len(pages)} pages: it is probably a scan, "
            "and OCR is not part of this version; ask for the original file.",
        )


def _notes(pages: list[Page]) -> list[str]:
    """One sentence for each way in which pages could not be read as meant, with the pages it concerns."""
    where: dict[str, list[int]] = {}
    for page in pages:
        if page.note and page.note != BLANK:
            where.setdefault(page.note, []).append(page.number)
    return [f"page {', '.join(map(str, numbers))}: {note}." for note, numbers in where.items()]
