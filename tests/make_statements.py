"""Statements printed as pages: ruled as Chinese filings are, or set in columns without rules as English ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportlab.pdfgen.canvas import Canvas
from tests.make_pdf import make_pdf, write

PAGE = (595.0, 842.0)
_LEFT, _RIGHT, _TOP = 60.0, 535.0, 70.0
_COLUMN = 105.0
_NOTES = 40.0
Rows = Sequence[Sequence[str]]
Part = tuple[str, Rows, Sequence[str]]


def print_statements(parts: Sequence[Part], *, ruled: bool, notes: bool = False, size: float = 9) -> bytes:
    """One page for each statement (kind, rows, lines above), figures to the right; `notes` adds their references."""
    return make_pdf(*(_page(rows, above, ruled, notes, size) for _, rows, above in parts), size=PAGE)


def _page(rows: Rows, above: Sequence[str], ruled: bool, notes: bool, size: float) -> Callable[[Canvas], None]:
    height = 1.7 * size
    edges = [_RIGHT - _COLUMN * at for at in range(len(rows[-1]) - 1)][::-1]

    def draw(canvas: Canvas) -> None:
        for at, text in enumerate(above):
            write(canvas, _LEFT, _TOP + at * 1.6 * size, text, size + (at == 0))
        top = _TOP + (len(above) + 0.5) * 1.6 * size
        for at, (caption, *figures) in enumerate(rows):
            line = top + at * height + 0.7 * height
            write(canvas, _LEFT + 3, line, caption, size)
            if notes and at and all(figures):
                write(canvas, edges[0] - _COLUMN - 10, line, str(at), size, right=True)
            for edge, text in zip(edges, figures, strict=True):
                bracket = 0.33 * size if text.endswith(")") else 0.0
                write(canvas, edge - 4 + bracket, line, text, size, right=True)
        if ruled:
            _rule(canvas, top, height, len(rows), edges, notes)

    return draw


def _rule(canvas: Canvas, top: float, height: float, rows: int, edges: Sequence[float], notes: bool) -> None:
    page, bottom = PAGE[1], top + rows * height
    for at in range(rows + 1):
        canvas.line(_LEFT, page - top - at * height, _RIGHT, page - top - at * height)
    inner = edges[0] - _COLUMN
    for x in (_LEFT, inner, *edges, *([inner - _NOTES] if notes else [])):
        canvas.line(x, page - top, x, page - bottom)
