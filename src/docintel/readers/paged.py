"""A document made of pages that were written onto a tape: from a PDF, or from pictures of paper."""

from __future__ import annotations

from docintel.errors import ReadCode, ReadError
from docintel.readers.continued_tables import join_continued
from docintel.readers.page_quality import BLANK
from docintel.readers.paragraphs import make_blocks
from docintel.readers.running_lines import find_running_lines
from docintel.readers.tape import Tape
from docintel.records import Document, Page, Reading, document_id


def paged_reading(data: bytes, name: str, tape: Tape, pages: list[Page], *, media_type: str, reader: str) -> Reading:
    """The document with its layout; raises ReadError when there is no word on any page."""
    from docintel.language.languages import language_of

    text = "".join(tape.texts)
    _require_words(pages, text, name)
    running = find_running_lines(tape.lines, pages, text)
    document = Document(
        id=document_id(data),
        name=name,
        media_type=media_type,
        reader=reader,
        text=text,
        language=language_of(text),
        blocks=tuple(make_blocks(tape.lines, running, text)),
        tables=tuple(join_continued(tape, pages, running, text)),
        pages=tuple(pages),
        notes=tuple(_notes(pages)),
    )
    return Reading(document, tape.layout)


def _require_words(pages: list[Page], text: str, name: str) -> None:
    if text.strip():
        return
    causes = sorted({page.note for page in pages if page.note})
    raise ReadError(
        ReadCode.NO_TEXT,
        f"{name} has no readable word on any of its {len(pages)} pages ({'; '.join(causes) or 'all are blank'}); "
        "ask for a better scan or for the original file.",
    )


def _notes(pages: list[Page]) -> list[str]:
    """One sentence for each way in which pages could not be read as meant, with the pages it concerns."""
    where: dict[str, list[int]] = {}
    for page in pages:
        if page.note and page.note != BLANK:
            where.setdefault(page.note, []).append(page.number)
    return [f"page {', '.join(map(str, numbers))}: {note}." for note, numbers in where.items()]
