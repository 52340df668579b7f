"""A line of a statement as entries: words, then figures; told apart by how figures are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docintel.readers.text_lines import Chunk, Line, join_chunks

#: Words this short ("Ref.", "n.s.") may stand among figures.
_SHORT_WORD = 6
_FIGURE = re.compile(
    r"(?:US\$|HK\$|RMB|[$€£¥￥(（+\-–—−－\s])*(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?[\s)）%％*†x×]*"
    r"|[(（]?\d+(?:\.\d+)?\s?[-–—~]\s?\d+(?:\.\d+)?[)）%％]*"
    r"|[-–—－*]{1,3}|[.…]{3,}|(?:N/A|n/a|nil|Nil|不适用)"
)
#: "Net interest ........ 230": dot leaders part a label from its figure however close they stand.
_LED_FIGURE = re.compile(r"(.*(?:\.{4,}|…{2,}|(?:\. ){4,}))\s*([$(\d][\d,.$()%]*)")
#: 五、12 or 附注七(3): a reference to the notes, however an auditor numbers them.
_REFERENCE = re.compile(
    r"(?:(?:附注|注释|注)?\s*(?:[一二三四五六七八九十]{1,3}|[(（][一二三四五六七八九十]{1,3}[)）])\s*"
    r"(?:[、.．]?\s*\d{1,3}|[、.．]?\s*[(（]\d{1,3}[)）])|(?:附注|注释)\s*\d{1,3})(?:\s*[(（]\d{1,2}[)）])?"
)
_REFERENCE_TITLE = re.compile(r"附注(?:编号|号)?[一二三四五六七八九十]*|注释号?|注|notes?", re.IGNORECASE)
_LEADERS = ("....", "……", ". . . . ")
_CURRENCY = re.compile(r"(?:US\$|HK\$|RMB|[$€£¥￥])\s*")


@dataclass(slots=True)
class Entry:
    """What stands in one place of a row: a figure or words."""

    chunk: Chunk
    is_figure: bool

    @property
    def edge(self) -> float:
        """Where the last digit ends: brackets and percent signs hang out to the right of a column."""
        text = self.chunk.text
        last = next((at for at in range(len(text) - 1, -1, -1) if text[at].isdigit()), None)
        return self.chunk.x1 if last is None else float(self.chunk.glyphs.boxes[last, 2])


@dataclass(slots=True)
class Row:
    """A line with its entries from left to right; a ruled table in place of a line has none."""

    line: Line
    entries: list[Entry]

    @property
    def em(self) -> float:
        """Type size in points."""
        return self.line.chunks[0].em

    @property
    def figures(self) -> list[Entry]:
        """The entries that are figures."""
        return [entry for entry in self.entries if entry.is_figure]

    @property
    def has_figures(self) -> bool:
        """Whether the row is words, then mostly figures to its end, with short words ("Ref.", "n.s.") among them."""
        first = next((at for at, entry in enumerate(self.entries) if entry.is_figure), len(self.entries))
        rest = self.entries[first:]
        others = [entry for entry in rest if not entry.is_figure]
        short = all(len(entry.chunk.text) <= _SHORT_WORD for entry in others)
        return bool(rest) and first <= 2 and short and len(others) <= 0.4 * len(rest)


def is_reference(entry: Entry) -> bool:
    """Whether an entry refers to a note in Chinese numbering; a bare number is told by its column alone."""
    return not entry.is_figure and bool(_REFERENCE.fullmatch(entry.chunk.text.strip()))


def is_reference_title(entry: Entry) -> bool:
    """Whether an entry heads the column of references to the notes."""
    return bool(_REFERENCE_TITLE.fullmatch("".join(entry.chunk.text.split())))


def make_row(line: Line) -> Row:
    """The entries of a line: currency signs joined to their figures, runs of figures parted."""
    if line.grid:
        return Row(line, [])
    pieces = [piece for chunk in line.chunks for piece in _pieces(chunk)]
    return Row(line, [Entry(piece, bool(_FIGURE.fullmatch(piece.text.strip()))) for piece in _with_currency(pieces)])


def _pieces(chunk: Chunk) -> Iterator[Chunk]:
    """A chunk as one piece, or, where it is figures with spaces between, one piece for each figure."""
    text = chunk.text
    if _FIGURE.fullmatch(text):
        yield chunk
        return
    is_led = any(leader in text for leader in _LEADERS)
    if is_led and (led := _LED_FIGURE.fullmatch(text)):
        yield Chunk.of(chunk.glyphs.part(0, led.end(1)))
        yield Chunk.of(chunk.glyphs.part(led.start(2), len(text)))
        return
    texts = text.split()
    is_figures = len(texts) > 1 and all(_FIGURE.fullmatch(t) or _CURRENCY.fullmatch(t) for t in texts)
    # "1 234 567" is one figure with spaces for thousands, not three columns.
    if is_figures and not re.fullmatch(r"\d{1,3}(?: \d{3})+", " ".join(texts)):
        yield from (Chunk.of(chunk.glyphs.part(*word.span())) for word in re.finditer(r"\S+", text))
    else:
        yield chunk


def _with_currency(pieces: list[Chunk]) -> Iterator[Chunk]:
    """Pieces with a currency sign that stands alone joined to its figure; the two are one cell."""
    sign: Chunk | None = None
    for piece in pieces:
        if sign:
            piece, sign = join_chunks(sign, piece), None
        elif _CURRENCY.fullmatch(piece.text):
            sign = piece
            continue
        yield piece
    if sign:
        yield sign
