"""The sentences and lines of a document as the patterns of models/rules/auditor.toml see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from docintel.assets import model_table
from docintel.language.segments import sentences
from docintel.language.views import half_width, simplified
from docintel.records import Document, Span

_RUNNING = ("header", "footer", "comment")
_HAN = re.compile("[\u4e00-\u9fff]")
_NOT_BLANK = re.compile(r"[^\s]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a sentence stands; its words half-width and simplified, without line breaks (Chinese: without blanks)."""

    start: int
    end: int
    printed: str

    @property
    def words(self) -> str:
        """The words in lower case."""
        return self.printed.lower()

    @property
    def span(self) -> Span:
        """The place as a span."""
        return Span(start=self.start, end=self.end)


def own_text(document: Document) -> str:
    """The text with running headers, footers and comments blanked out, every offset kept."""
    text = document.text
    for block in document.blocks:
        if block.kind in _RUNNING and len(block.span):
            words = text[block.span.start : block.span.end]
            text = text[: block.span.start] + _NOT_BLANK.sub(" ", words) + text[block.span.end :]
    return text


def read_sentences(text: str) -> list[Sentence]:
    """All sentences; a heading and a line of a signature are sentences of their own."""
    return [_said(text, start, end) for start, end in sentences(text)]


def read_lines(text: str, start: int, end: int) -> Iterator[Sentence]:
    """The lines of a stretch that are not blank."""
    for match in re.finditer(r"[^\n]*[^\s][^\n]*", text[start:end]):
        line = match.group()
        lead = len(line) - len(line.lstrip())
        first = start + match.start() + lead
        yield _said(text, first, first + len(line.strip()))


def find_name(text: str, sentence: Sentence, name: str) -> Span | None:
    """Where a name read from a sentence stands in the text; None where blanks part it there."""
    at = simplified(half_width(text[sentence.start : sentence.end])).find(name)
    return None if at < 0 else Span(start=sentence.start + at, end=sentence.start + at + len(name))


def pattern(*path: str) -> re.Pattern[str]:
    """A pattern of the table, such as ("opinion", "fair"), compiled once."""
    return _compiled(path)


def either(table: str) -> re.Pattern[str]:
    """The Chinese and the English pattern of a table as one."""
    return _compiled((table, "zh"), (table, "en"))


def rules() -> dict[str, Any]:
    """The table itself."""
    return model_table("rules/auditor.toml")


@cache
def _compiled(*paths: tuple[str, ...]) -> re.Pattern[str]:
    found = []
    for path in paths:
        value: Any = rules()
        for name in path:
            value = value[name]
        found.append(f"(?:{value})")
    return re.compile("|".join(found))


def _said(text: str, start: int, end: int) -> Sentence:
    words = simplified(half_width(text[start:end])).replace("“", '"').replace("”", '"')
    return Sentence(start, end, ("" if _HAN.search(words) else " ").join(words.split()))
