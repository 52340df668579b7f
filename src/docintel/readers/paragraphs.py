"""Lines become paragraphs, headings and numbered clauses; a block keeps its line breaks and never leaves its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from docintel.readers.blocks import LineShape, is_contents_entry, line_shape
from docintel.readers.characters import is_ideographic
from docintel.readers.tape import TextLine
from docintel.records import Block, Span
from docintel.records.document import BlockKind

#: A gap between lines this much wider than usual (ems) begins a new paragraph.
_WIDER_GAP = 0.35
#: A first line set in by this much (ems), or a last line that ends this far from the margin.
_INDENT, _SHORT_OF_MARGIN = 1.2, 4.0
#: Type this much larger than the body's is a heading's.
_LARGER = 1.15
_LONGEST_HEADING = 80
_ENDS_SENTENCE = re.compile(r"[。；;：:.!?！？)）\]”\"]\s*$")


@dataclass(slots=True)
class _Region:
    """Measures of a column: its edges and the usual gap between its lines."""

    left: float
    right: float
    gap: float


@dataclass(slots=True)
class _Paragraph:
    lines: list[TextLine] = field(default_factory=list)
    shape: LineShape = field(default_factory=lambda: LineShape("paragraph"))
    kind: BlockKind | None = None


def make_blocks(lines: Sequence[TextLine], running: Mapping[int, BlockKind], text: str) -> list[Block]:
    """The document's blocks in reading order, one for each paragraph, heading, clause, table and running line."""
    body = _body_size(lines)
    blocks = []
    for paragraph in _paragraphs(lines, running, text):
        blocks.append(_block(paragraph, text, body))
    return _with_title(blocks, lines, body)


def _paragraphs(lines: Sequence[TextLine], running: Mapping[int, BlockKind], text: str) -> Iterator[_Paragraph]:
    regions = _measure(line for line in lines if line.span.start not in running)
    current: _Paragraph | None = None
    for line in lines:
        kind: BlockKind | None = running.get(line.span.start)
        kind = "table" if line.table else "footer" if line.slanted else kind
        shape = line_shape(_words(line, text)) if kind is None else LineShape("paragraph")
        if current and kind is None and current.kind is None and _continues(current, line, shape, regions, text):
            current.lines.append(line)
            continue
        if current:
            yield current
        current = _Paragraph([line], shape, kind)
    if current:
        yield current


def _measure(lines: Iterable[TextLine]) -> dict[int, _Region]:
    regions: dict[int, list[TextLine]] = {}
    for line in lines:
        if not line.table:
            regions.setdefault(line.region, []).append(line)
    return {region: _Region(min(x.x0 for x in found), max(x.x1 for x in found), _usual_gap(found))
            for region, found in regions.items()}  # fmt: skip


def _usual_gap(lines: list[TextLine]) -> float:
    """The gap between neighbouring lines of running text, in points; wide jumps do not count."""
    gaps = [b.top - a.bottom for a, b in pairwise(lines) if b.top - a.bottom < 1.5 * b.em]
    return median(gaps) if gaps else 0.0


def _continues(
    paragraph: _Paragraph, line: TextLine, shape: LineShape, regions: Mapping[int, _Region], text: str
) -> bool:
    """Whether a line goes on with the paragraph above it."""
    last = paragraph.lines[-1]
    region = regions.get(line.region)
    if region is None or last.region != line.region or shape.kind != "paragraph":
        return False
    words, above = _words(line, text), _words(last, text)
    if abs(line.em - last.em) > 0.12 * last.em or is_contents_entry(above) or is_contents_entry(words):
        return False
    if line.top - last.bottom > region.gap + _WIDER_GAP * line.em:
        return False
    if paragraph.shape.kind == "heading" and len(paragraph.lines) == 1 and not _fills(last, region):
        return False
    if line.x0 - last.x0 > _INDENT * line.em and line.x0 - region.left > _INDENT * line.em and len(paragraph.lines) > 1:
        return False
    return _fills(last, region) or not _ends(above)


def _fills(line: TextLine, region: _Region) -> bool:
    return region.right - line.x1 <= _SHORT_OF_MARGIN * line.em


def _ends(words: str) -> bool:
    """Whether a line that stops short of the margin is the last of its paragraph."""
    return bool(_ENDS_SENTENCE.search(words)) or is_ideographic(words[-1]) or len(words) < 30


def _block(paragraph: _Paragraph, text: str, body: float) -> Block:
    first, last = paragraph.lines[0], paragraph.lines[-1]
    span = Span(start=first.span.start, end=last.span.end)
    if paragraph.kind:
        return Block(kind=paragraph.kind, span=span, page=first.page)
    shape = paragraph.shape
    words = text[span.start : span.end]
    if shape.kind in ("paragraph", "clause") and _is_display(words, first.em, body):
        depth = len(re.findall(r"\d+", shape.number or "")) or (1 if first.em > 1.4 * body else 2)
        shape = LineShape("heading", shape.number, depth)
    return Block(kind=shape.kind, span=span, page=first.page, level=shape.level, number=shape.number)


def _is_display(words: str, em: float, body: float) -> bool:
    """Whether short words in large type are a heading."""
    return em > _LARGER * body and len(words) <= _LONGEST_HEADING and bool(re.search(r"[^\W\d_]{2}", words))


def _with_title(blocks: list[Block], lines: Sequence[TextLine], body: float) -> list[Block]:
    """The largest heading of the first page, where it stands above all others, is the title."""
    sizes = {line.span.start: line.em for line in lines}
    heads = [b for b in blocks if b.page == 1 and b.kind == "heading" and b.number is None]
    title = max(heads, key=lambda b: (sizes[b.span.start], -b.span.start), default=None)
    if title is None or sizes[title.span.start] <= 1.2 * body:
        return blocks
    return [b.model_copy(update={"kind": "title", "level": None}) if b is title else b for b in blocks]


def _body_size(lines: Iterable[TextLine]) -> float:
    """The type size in which most of the document is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if not line.table:
            sizes[round(line.em * 2) / 2] += len(line.span)
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 0.0


def _words(line: TextLine, text: str) -> str:
    return text[line.span.start : line.span.end]
