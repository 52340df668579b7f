"""Figures read a second time: by another parser, and from the page's image; where two readings differ is a conflict.

A figure of a scan is proved only when its image, recognised anew, says the same number, and so do its caption, the
header of its column and the words that state date, unit and scope: identities are blind to all of these.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from docintel.errors import ReadError
from docintel.language.cells import prints_agree
from docintel.language.views import folded, half_width
from docintel.records import Check, Document, Fact, Figure, PageReader, Reading, Span
from docintel.settings import current_settings
from docintel.workflows.scanned_meaning import ScannedMeaning, is_recognised

#: The minus sign that 损失以“-”号填列 speaks of, which is read as 一 or 二 as well.
_QUOTED = re.compile(r"[“\"].?[”\"]")
_log = logging.getLogger(__name__)
_PDF = "application/pdf"
#: What stands among a figure's checks: the comparison of two parsers of a text layer; of a reading with the image
#: of the number; of the words that give a scanned number its meaning with theirs.
SECOND_READ, IMAGE_READ, IMAGE_WORDS = "second_read", "image_read", "image_words"


class _OpenReader(PageReader, AbstractContextManager["PageReader"], Protocol):
    """A second reader that holds a file open."""


def confirm_figures(facts: Sequence[Fact], reading: Reading, data: bytes) -> list[Fact]:
    """The facts with their figures compared with second readings of the places where they stand; others as they are.

    pass: the same number. fail: another one, and the figure is a conflict. cannot_tell: the second reading sees no
    number there, is not sure of it, or cannot open the page. Documents without pages are left alone.
    """
    figures = [fact for fact in facts if isinstance(fact, Figure) and reading.layout.boxes(fact.span)]
    if not figures:
        return list(facts)
    done = {fact.id: fact for fact in figures}
    if reading.document.media_type == _PDF:
        _read_by_other_parser(done, reading, data)
    _read_from_image(done, reading, data)
    return [done.get(fact.id, fact) for fact in facts]


def _read_by_other_parser(figures: dict[str, Figure], reading: Reading, data: bytes) -> None:
    from docintel.readers.second_read import SecondReader

    printed = [fact for fact in figures.values() if not _is_scanned(fact.span, reading.document)]
    spans = [fact.span for fact in printed]
    read = _reread(lambda: SecondReader(data), spans, reading) if printed else []
    for fact, words in zip(printed, read, strict=True):
        filed, seen = _digits(fact.evidence[0].quote), _digits(words or "")
        figures[fact.id] = _checked(fact, SECOND_READ, seen == filed if seen and filed else None)


def _read_from_image(figures: dict[str, Figure], reading: Reading, data: bytes) -> None:
    """Compare what no identity vouches for, and everything on scans, with what the image shows."""
    document = reading.document
    wanted = [fact for fact in figures.values() if fact.status != "proved" or is_recognised(fact.span, document)]
    scanned = ScannedMeaning(document)
    meanings = {fact.id: scanned.of(fact) for fact in wanted}
    spans = list(dict.fromkeys(span for fact in wanted for span in (fact.span, *meanings[fact.id])))
    seen = dict(zip(spans, _look(spans, reading, data), strict=True))
    for fact in wanted:
        checked = _checked(fact, IMAGE_READ, prints_agree(fact.as_filed, seen[fact.span] or ""))
        if meanings[fact.id]:
            same = all(_letters(document.quote(span)) == _letters(seen[span] or "") for span in meanings[fact.id])
            checked = _as_told(_checked(checked, IMAGE_WORDS, same or None))
        figures[fact.id] = checked


def _as_told(fact: Figure) -> Figure:
    """A scanned figure as far as second readings bear it out: proved only when all of them do."""
    told = all(check.result == "pass" for check in fact.checks if check.id in (IMAGE_READ, IMAGE_WORDS))
    return fact if told or fact.status != "proved" else fact.model_copy(update={"status": "unproved"})


def _look(spans: Sequence[Span], reading: Reading, data: bytes) -> list[str | None]:
    from docintel.readers.image_read import ImageSecondReader

    if not spans or not current_settings().ocr:
        return [None] * len(spans)
    return _reread(lambda: ImageSecondReader(data), spans, reading)


def _reread(open_reader: Callable[[], _OpenReader], spans: Sequence[Span], reading: Reading) -> list[str | None]:
    """What a second reader sees at each span, None everywhere when it cannot open the file."""
    try:
        reader = open_reader()
    except ReadError as error:
        _log.warning("%s: no second reading (%s)", reading.document.id, type(error).__name__)
        return [None] * len(spans)
    with reader:
        return reader.reread([reading.layout.place(span) for span in spans])


def _is_scanned(span: Span, document: Document) -> bool:
    page = document.page_at(span.start)
    return page is not None and page.source == "ocr"


def _checked(fact: Figure, name: str, same: bool | None) -> Figure:
    result = "cannot_tell" if same is None else "pass" if same else "fail"
    check = Check.model_validate({"id": name, "result": result})
    status = "conflict" if result == "fail" else fact.status
    return fact.model_copy(update={"checks": (*fact.checks, check), "status": status})


def _digits(text: str) -> str:
    return "".join(character for character in half_width(text) if character.isdigit())


def _letters(text: str) -> str:
    """What two readings of words must share: recognisers differ about spaces, punctuation and a dash in quotes."""
    plain = _QUOTED.sub("", folded(half_width(text)))
    return "".join(character for character in plain if character.isalnum())
