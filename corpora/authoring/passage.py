"""A paragraph set the Chinese way: full lines are stretched, and no line begins or ends with the wrong mark."""

from __future__ import annotations

import re

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

NEVER_FIRST = set("，。；：、！？）》】”’％%")
WIDEST = 1.5  # points
NEVER_LAST = set("（《【“‘¥")
# A Latin word or a figure stays together; every Han character may be broken after.
ATOMS = re.compile(r"[A-Za-z0-9¥@&.,\-/%_]+|\s|.", re.DOTALL)


class Passage(Flowable):
    """One paragraph with its own first-line indent, left indent and space after."""

    def __init__(
        self,
        text: str,
        font: str,
        size: float,
        leading: float,
        first: float = 0.0,
        left: float = 0.0,
        after: float = 3.0,
    ) -> None:
        super().__init__()
        self.text, self.font, self.size, self.leading = text, font, size, leading
        self.first, self.left, self.after = first, left, after
        self.lines: list[tuple[str, float]] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Breaks the text for a width; returns the space it needs."""
        self.lines = self.break_lines(width - self.left)
        self.width, self.height = width, len(self.lines) * self.leading + self.after
        return width, self.height

    def break_lines(self, room: float) -> list[tuple[str, float]]:
        """Lines with the extra space that stretches each to full width (none for the last)."""
        lines: list[tuple[str, float]] = []
        line = ""
        for atom in ATOMS.findall(self.text):
            available = room - (0 if lines else self.first)
            if line and self.measure(line + atom) > available and atom not in NEVER_FIRST:
                kept = line.rstrip("".join(NEVER_LAST))
                lines.append((kept.rstrip(), self.stretch(kept.rstrip(), available)))
                line = line[len(kept) :].lstrip()
            line += atom
        return [*lines, (line, 0.0)]

    def measure(self, text: str) -> float:
        """The width of a string in points."""
        return float(stringWidth(text, self.font, self.size))

    def stretch(self, line: str, available: float) -> float:
        """Space to add after each character; below zero where a mark hangs over, none where it would gape."""
        space = (available - self.measure(line)) / max(len(line) - 1, 1)
        return space if space < WIDEST else 0.0

    def split(self, width: float, height: float) -> list[Flowable]:
        """Over a page break: what fits, and the rest."""
        self.wrap(width, height)
        fits = int((height - self.after) // self.leading)
        if fits < 2 or fits >= len(self.lines) - 1:
            return []
        head, tail = Lines(self, self.lines[:fits], self.first), Lines(self, self.lines[fits:], 0.0)
        return [head, tail]

    def draw(self) -> None:
        """Draws the lines."""
        draw_lines(self.canv, self, self.lines, self.first)


class Lines(Flowable):
    """A part of a passage that was broken over two pages."""

    def __init__(self, passage: Passage, lines: list[tuple[str, float]], first: float) -> None:
        super().__init__()
        self.passage, self.lines, self.first = passage, lines, first

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The space the lines need."""
        self.height = len(self.lines) * self.passage.leading + self.passage.after
        return width, self.height

    def draw(self) -> None:
        """Draws the lines."""
        draw_lines(self.canv, self, self.lines, self.first)


def draw_lines(canvas: Canvas, block: Passage | Lines, lines: list[tuple[str, float]], first: float) -> None:
    """Sets each line, stretched by its own character spacing."""
    passage = block.passage if isinstance(block, Lines) else block
    y = block.height - passage.size
    for number, (line, space) in enumerate(lines):
        text = canvas.beginText(passage.left + (0 if number else first), y)
        text.setFont(passage.font, passage.size)
        text.setCharSpace(space)
        text.textOut(line)
        canvas.drawText(text)
        y -= passage.leading
