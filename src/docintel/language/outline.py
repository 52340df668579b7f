"""The outline of a contract: its numbered and headed clauses, each with its path, as ranges of the document's text.

Chinese 章/条/款/项 and 一、（一）1. and English Article/Section/1.1/(a) share one rule: a numbering scheme met for the
first time goes one level deeper, a scheme met before goes back to its level. Headers and footers belong to no clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from docintel.language.headings import heading_of
from docintel.records import Block, Document, Span

_LEFT_OUT = ("header", "footer", "message_header", "comment")
#: A clause longer than this is cut at its items and paragraphs: a reviewer wants the rule, not four pages.
LONGEST_CLAUSE = 2500
_HEADING_LENGTH = 90
#: A text file without line breaks runs clauses together; a block this long may hold several.
_RUN_TOGETHER = 600
_INLINE = re.compile(
    r"(?:(?<=[.;:。；’”\"\)_])\s+|\s{3,})((?:ARTICLE|Article)\s+[IVXL\d]+\.?|(?:SECTION|Section)\s+\d+(?:\.\d+)*\.?"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}\.|第[一二三四五六七八九十百\d]+条)(?=\s+[A-Z\"“][A-Za-z]|\s+[\u4e00-\u9fff]{2})"
)
#: What an EDGAR text file or a page break leaves on a line of its own.
_PAGE_MARK = re.compile(r"(?:[-–—\d\s]|</?[A-Z]+>)+")
#: Each event of default is a clause of its own kind (payment, cross default, insolvency).
_EVENTS = re.compile(
    r"(?:构成|视为|属于).{0,6}违约(?:事件)?|\bevents? of default\b.{0,40}(?:following|occur)", re.IGNORECASE
)
_OPEN_END = re.compile(r"(?:[a-z]{2,}|[,，、])\s*$")

_SCHEMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("schedule", re.compile(r"(?:schedule|annex|appendix|exhibit)\b|附[件表录]", re.IGNORECASE)),
    ("chapter", re.compile(r"第.{1,7}(?:部分|[编章部])|(?:part|chapter|item|article)\s", re.IGNORECASE)),
    ("division", re.compile(r"第.{1,7}节")),
    ("article", re.compile(r"第.{1,8}条|(?:section|clause|§)\s*[\dIVXLC]", re.IGNORECASE)),
    ("han", re.compile(r"[一二三四五六七八九十]{1,3}$")),
    ("decimal", re.compile(r"[\d０-９]{1,3}(?:[.．][\d０-９]{1,3})*\.?$")),
    ("item", re.compile(r"\S{1,8}$")),
)
_TOP = ("schedule", "chapter", "signature", "title")
_ITEM = "item"
_SIGNATURE = re.compile(
    r"\s*(?:in witness whereof|\W{0,3}(?:以下|此页|本页)(?:为签署页|无正文)|\W{0,3}签署页|\[?\W*signature pages?|"
    r"(?:甲|乙|丙)方\s*[(（:：]?\s*[(（](?:公章|盖章|签字|签章|签名))",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:[.．·•…]{4,}|(?:\. ){3,}|\t)\s*\d{1,4}\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A clause: number and heading as printed, where it starts and ends, and the headings it stands under.

    `heading_end` is where the heading stops and the rule begins; without a heading it is where the number stops.
    """

    number: str | None
    heading: str | None
    start: int
    heading_end: int
    end: int
    path: tuple[str, ...] = ()
    scheme: str = "paragraph"
    blocks: tuple[Block, ...] = ()

    @property
    def label(self) -> str:
        """Number and heading in one line, as a path shows them."""
        return " ".join(part for part in (self.number, self.heading) if part)


def content_blocks(document: Document) -> list[Block]:
    """The blocks that are the document's own words: no headers, footers, mail envelopes or comments."""
    kept = [block for block in document.blocks if block.kind not in _LEFT_OUT and len(block.span)]
    return [block for block in kept if not _PAGE_MARK.fullmatch(document.quote(block.span))]


def content_words(document: Document) -> Iterator[tuple[Block, str]]:
    """Each content block with its words, a table's cells parted by tabs: no name runs on into the next row."""
    ends = {cell.span.end for table in document.tables for cell in table.cells}
    for block in content_blocks(document):
        words = document.quote(block.span)
        if block.kind == "table":
            first = block.span.start
            words = "".join(
                "\t" if letter == "\n" and first + at in ends else letter for at, letter in enumerate(words)
            )
        yield block, words


def pieces(document: Document) -> Iterator[Block]:
    """The content blocks, those that run several numbered clauses together cut where a new number opens."""
    for block in content_blocks(document):
        if len(block.span) < _RUN_TOGETHER or block.kind == "table":
            yield block
            continue
        start, number = block.span.start, block.number
        for opener in _INLINE.finditer(document.text, block.span.start + 1, block.span.end):
            yield block.model_copy(update={"span": _trimmed(document, start, opener.start(1)), "number": number})
            start, number = opener.start(1), opener[1].rstrip(".")
        yield block.model_copy(update={"span": _trimmed(document, start, block.span.end), "number": number})


def _trimmed(document: Document, start: int, end: int) -> Span:
    return Span(start=start, end=start + len(document.text[start:end].rstrip()))


def sections(document: Document) -> list[Section]:
    """The clauses in reading order, each at its smallest numbered unit; text before the first is one of its own.

    A clause with sub-clauses appears with its own opening words only; items (a), （一） stay in their clause unless it
    is longer than LONGEST_CLAUSE characters.
    """
    found: list[Section] = []
    for section in _headed(document, list(_raw(document))):
        found.extend(_cut(document, section))
    return found


def section_at(found: list[Section], offset: int) -> Section | None:
    """The clause that holds a character."""
    return next((section for section in found if section.start <= offset < section.end), None)


def _raw(document: Document) -> Iterator[Section]:
    """Runs of blocks that open with a number, a heading or the signatures."""
    run: list[Block] = []
    scheme, number = "paragraph", None
    for block in pieces(document):
        opened = _scheme(document, block)
        if opened in (None, _ITEM) or (run and _is_cross_reference(document, run[-1], block, opened or "")):
            run.append(block)
            continue
        if run:
            yield _section(run, scheme, number)
        run, scheme, number = [block], opened or "", block.number
    if run:
        yield _section(run, scheme, number)


def _is_cross_reference(document: Document, before: Block, block: Block, scheme: str) -> bool:
    """A line that starts with "Section 5.1.1" only because the sentence above it was wrapped there."""
    bare = len(block.span) <= len(block.number or "") + 2
    wrapped = scheme == "article" or scheme.startswith("decimal")
    return bare and wrapped and bool(_OPEN_END.search(document.quote(before.span)))


def _section(run: list[Block], scheme: str, number: str | None) -> Section:
    start = run[0].span.start
    return Section(number, None, start, start, max(block.span.end for block in run), (), scheme, tuple(run))


def _scheme(document: Document, block: Block) -> str | None:
    words = document.quote(block.span)
    if _SIGNATURE.match(words):
        return "signature"
    if block.number is None:
        return "title" if block.kind == "heading" else None
    number = block.number.strip()
    if re.match(r"[a-z,;)]", document.text[block.span.start + _number_length(words, number) :][:40].lstrip()):
        return None
    scheme = next((name for name, shape in _SCHEMES if shape.match(number)), _ITEM)
    if scheme != "decimal":
        return scheme
    return f"decimal{len(re.findall(r'[.．](?=[0-9０-９])', number))}"


def _headed(document: Document, raw: list[Section]) -> Iterator[Section]:
    """Sections with heading and path; a heading line right under a bare number is that number's heading."""
    stack: list[Section] = []
    pending: Section | None = None
    for bare in raw:
        section = _with_heading(document, bare)
        if pending is not None and section.scheme == "title":
            section = replace(section, number=pending.number, start=pending.start, scheme=pending.scheme)
        elif pending is not None:
            stack = _descend(stack, pending)
        pending = section if _is_bare_number(document, section) else None
        if pending is None:
            stack = _descend(stack, section)
            yield replace(section, path=tuple(above.label for above in stack))


def _is_bare_number(document: Document, section: Section) -> bool:
    rest = document.text[section.heading_end : section.end].strip(" .:：、\n")
    return section.number is not None and section.heading is None and not rest


def _descend(stack: list[Section], section: Section) -> list[Section]:
    """The sections this one stands under, itself last."""
    if section.scheme in ("schedule", "signature", "chapter", "paragraph"):
        return [section]
    schemes = [above.scheme for above in stack]
    if section.scheme in schemes:
        return [*stack[: schemes.index(section.scheme)], section]
    if section.scheme == "title":
        return [*[above for above in stack if above.scheme in _TOP], section]
    deeper = [above for above in stack if _rank(above.scheme) < _rank(section.scheme)]
    return [*deeper, section]


def _rank(scheme: str) -> int:
    order = (
        "schedule",
        "chapter",
        "division",
        "title",
        "article",
        "han",
        "decimal0",
        "decimal1",
        "decimal2",
        "decimal3",
    )
    return order.index(scheme) if scheme in order else len(order)


def _with_heading(document: Document, section: Section) -> Section:
    first = section.blocks[0]
    if section.scheme == "paragraph" or section.scheme == "signature":
        return section
    words = document.quote(first.span)
    number = _number_length(words, section.number)
    if section.scheme == "title":
        return replace(section, heading=" ".join(words.split())[:_HEADING_LENGTH], heading_end=first.span.end)
    heading = heading_of(words[number:], spaced=not section.scheme.startswith("decimal"))
    if heading is None:
        return replace(section, heading_end=section.start + number)
    text, length = heading
    return replace(section, heading=text, heading_end=section.start + number + length)


def _number_length(words: str, number: str | None) -> int:
    """How many characters the printed number takes; 0 where Word counts and the text does not show it."""
    if not number:
        return 0
    printed = re.match(
        r"\s*" + r"\s*".join(re.escape(sign) for sign in number if not sign.isspace()) + r"[\s.．、:：,，)）—–-]*",
        words,
    )
    return printed.end() if printed else 0


def _cut(document: Document, section: Section) -> Iterator[Section]:
    """The section itself, or its items and paragraphs where it is too long for one rule or lists events of default."""
    events = _EVENTS.search(document.text, section.start, min(section.end, section.start + 120))
    if len(section.blocks) == 1 or (section.end - section.start <= LONGEST_CLAUSE and not events):
        if not _is_contents(document, section):
            yield section
        return
    for position, block in enumerate(section.blocks):
        piece = replace(section, start=block.span.start, end=block.span.end, blocks=(block,))
        if position:
            path = (*section.path, block.number) if block.number else section.path
            piece = replace(piece, number=block.number or section.number, heading_end=block.span.start, path=path)
        if not _is_contents(document, piece):
            yield piece


def _is_contents(document: Document, section: Section) -> bool:
    """A table of contents names clauses and holds none."""
    words = document.text[section.start : section.end]
    entries = len(_CONTENTS.findall(words))
    return entries > 0 and entries * 2 >= words.strip().count("\n") + 1
