"""Plain text and Markdown: the document's one text is the file's text, offset for offset."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from docintel.errors import ReadCode, ReadError
from docintel.language.languages import language_of
from docintel.readers.blocks import LineShape, line_shape
from docintel.readers.charset import Decoded, decode
from docintel.readers.limits import check_time, require
from docintel.readers.markdown import heading_shape, is_markdown, starts_table, table_at
from docintel.readers.text_builder import storable, unix_lines
from docintel.records import Block, Document, Reading, Span, Table, document_id

_SENTENCE_END = re.compile(r"[。．.!?！？；;：:”\"_＿]\s*$")
_RUNS_ON = re.compile(r"[a-z,]\s*$")
_PAGE_NUMBER = re.compile(r"\s*(?:[-–—]\s*|Page\s+|第\s*)?\d{1,3}(?:\s*[-–—]|\s+of\s+\d{1,3}|\s*页.{0,12})?\s*$", re.I)
_EDGAR_TAG = re.compile(r"\s*</?(?:PAGE|TABLE|CAPTION|TEXT|DOCUMENT|S|C|FN)>[\d\s]*$")
_TITLE_WIDTH = 100
_TABLE_LINES = 500
_TITLE_WITHIN = 3
#: A line of at least this many columns was probably broken by the margin, not by its writer.
_WRAPPED_FROM = 45
#: Beyond this hardly a margin broke the line: each line is a paragraph unless it stops in mid-sentence.
_WRAPPED_TO = 130


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    shape: LineShape

    @property
    def width(self) -> int:
        """Columns on a terminal: a Chinese character takes two."""
        return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in self.text.strip())

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


class PlainReader:
    """Reads .txt and .md in whatever charset they are."""

    name = "plain"
    version = 2

    def read(self, data: bytes, name: str) -> Reading:
        """The text with CRLF as LF and without byte order mark; raises ReadError when it holds no words."""
        decoded = decode(data)
        require(len(decoded.text), "max_characters", "characters")
        text = storable(unix_lines(decoded.text))
        if not text.strip():
            raise ReadError(ReadCode.NO_TEXT, f"{name} holds no words; ask the sender for it again.")
        blocks, tables = text_blocks(text, markdown=is_markdown(text, name))
        document = Document(
            id=document_id(data),
            name=name,
            media_type="text/markdown" if is_markdown(text, name) else "text/plain",
            reader=f"{self.name}@{self.version}",
            text=text,
            language=language_of(text),
            blocks=tuple(blocks),
            tables=tuple(tables),
            notes=tuple(loss_notes(decoded)),
        )
        return Reading(document)


def loss_notes(decoded: Decoded) -> Iterator[str]:
    """A sentence when characters of a file could not be read in any charset."""
    if decoded.lost:
        yield f"{decoded.lost} characters could not be read as {decoded.charset} and stand as \ufffd; see the original."


def text_blocks(text: str, *, markdown: bool = False, title: bool = True) -> tuple[list[Block], list[Table]]:
    """Paragraphs, headings, clauses and Markdown tables of a text, as spans of it."""
    lines = _lines(text, markdown=markdown)
    blocks: list[Block] = []
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        check_time()
        table = None
        if markdown and at + 1 < len(lines) and starts_table(lines[at].text, lines[at + 1].text):
            table = table_at(text, [(line.start, line.end) for line in lines[at : at + _TABLE_LINES]])
        if table:
            tables.append(table)
            blocks.append(Block(kind="table", span=table.span))
            at += table.height + 1
            continue
        last = at
        while last + 1 < len(lines) and _continues(text, lines[last], lines[last + 1]):
            last += 1
        blocks.append(_block(lines[at], lines[last]))
        at = last + 1
    # "Exhibit 10.4" stands above the title of a filed contract.
    first = next((at for at, block in enumerate(blocks[:_TITLE_WITHIN]) if _may_be_title(block)), None)
    if title and first is not None:
        blocks[first] = _titled(blocks[first], text)
    return blocks, tables


def _lines(text: str, *, markdown: bool) -> list[_Line]:
    """Lines that hold words, with their place in the text."""
    found: list[_Line] = []
    at = 0
    lines = text.split("\n")
    require(sum(map(bool, map(str.strip, lines))), "max_blocks", "lines")
    for upper, line, lower in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        if line.strip():
            alone = not (upper.strip() or lower.strip())
            shape = (heading_shape(line) if markdown else None) or _page_mark(line, alone=alone) or line_shape(line)
            found.append(_Line(at, at + len(line), line, shape))
        at += len(line) + 1
    return found


def _page_mark(line: str, *, alone: bool) -> LineShape | None:
    """Page numbers between blank lines and the tags of EDGAR's text filings belong to the page, not to the contract."""
    if _EDGAR_TAG.match(line) or (alone and _PAGE_NUMBER.match(line)):
        return LineShape("footer")
    return None


def _continues(text: str, upper: _Line, lower: _Line) -> bool:
    """Whether the lower line goes on with the sentence of the upper one."""
    if lower.start > upper.end + 1 or lower.shape.kind != "paragraph" or upper.shape.kind in ("heading", "footer"):
        return False
    if _is_table_row(upper.text) or _is_table_row(lower.text):
        return False
    ended = bool(_SENTENCE_END.search(upper.text))
    if upper.width > _WRAPPED_TO:
        return not ended and (lower.text.lstrip()[0].islower() or bool(_RUNS_ON.search(upper.text)))
    if ended and (lower.indent > upper.indent + 1 or not upper.text.isascii()):
        return False
    return upper.width >= _WRAPPED_FROM or (not ended and lower.text.lstrip()[0].islower())


def _is_table_row(line: str) -> bool:
    """Columns set with tabs, bars or runs of spaces: each line stands for itself."""
    return "\t" in line.strip() or line.count("|") > 1 or len(re.findall(r"\S {3,}(?=\S)", line)) > 1


def _block(first: _Line, last: _Line) -> Block:
    start = first.start + len(first.text) - len(first.text.lstrip())
    end = last.start + len(last.text.rstrip())
    shape = first.shape
    return Block(kind=shape.kind, span=Span(start=start, end=end), level=shape.level, number=shape.number)


def _may_be_title(block: Block) -> bool:
    return block.number is None and block.kind in ("paragraph", "heading")


def _titled(block: Block, text: str) -> Block:
    """The first line of a contract is its title when it is short and no sentence."""
    words = text[block.span.start : block.span.end]
    is_title = len(words) <= _TITLE_WIDTH
    if is_title and any(map(str.isalnum, words)) and not re.search(r"[。．.,，;；:：!?！？]\s*$|\n|\t", words):
        return block.model_copy(update={"kind": "title", "level": None})
    return block
