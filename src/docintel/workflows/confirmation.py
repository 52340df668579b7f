"""Figures of a PDF read a second time: digits on which two parsers disagree are a conflict, never a number."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docintel.errors import ReadError
from docintel.language.views import half_width
from docintel.records import Check, Fact, Figure, Reading

if TYPE_CHECKING:
    from docintel.readers.second_read import SecondReader

_log = logging.getLogger(__name__)
_PDF = "application/pdf"
#: The id under which the comparison stands among a figure's checks.
SECOND_READ = "second_read"


def confirm_figures(facts: Sequence[Fact], reading: Reading, data: bytes) -> list[Fact]:
    """The facts with each figure of a PDF compared with a second reading of its place; others as they are.

    pass: the same digits. fail: other digits, and the figure is a conflict. cannot_tell: the second parser sees
    nothing there, or cannot open the page.
    """
    if reading.document.media_type != _PDF or not any(isinstance(fact, Figure) for fact in facts):
        return list(facts)
    return list(_confirmed(facts, reading, data))


def _confirmed(facts: Sequence[Fact], reading: Reading, data: bytes) -> Iterator[Fact]:
    from docintel.readers.second_read import SecondReader

    try:
        reader = SecondReader(data)
    except ReadError as error:
        _log.warning("%s: no second reading (%s)", reading.document.id, type(error).__name__)
        yield from (_with_check(fact, "cannot_tell") if isinstance(fact, Figure) else fact for fact in facts)
        return
    with reader:
        for fact in facts:
            yield _compared(fact, reading, reader) if isinstance(fact, Figure) else fact


def _compared(fact: Figure, reading: Reading, reader: SecondReader) -> Figure:
    second = reader.reread(reading.layout.boxes(fact.span))
    printed = _digits(fact.evidence[0].quote)
    if not second or not printed:
        return _with_check(fact, "cannot_tell")
    return _with_check(fact, "pass" if _digits(second) == printed else "fail")


def _with_check(fact: Figure, result: str) -> Figure:
    check = Check.model_validate({"id": SECOND_READ, "result": result})
    status = "conflict" if result == "fail" else fact.status
    return fact.model_copy(update={"checks": (*fact.checks, check), "status": status})


def _digits(text: str) -> str:
    return "".join(character for character in half_width(text) if character.isdigit())
