"""The dashes in the cells of a scanned table: a text detector passes over such small strokes, and a nil turns blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from docintel.readers.lattice import GridCell, find_grids
from docintel.readers.ocr import Image
from docintel.readers.page_glyphs import Boxes, Glyph
from docintel.readers.rulings import Ruling

#: Ink is darker than the paper by so much (of 255).
_INK = 60
#: How far the rules of a cell reach into it; length and height of a dash (points); and how much longer than high it is.
_INSET = 1.5
_LENGTH, _HIGHEST, _FLAT = (2.0, 16.0), 2.5, 2.0
#: A dash stands in the middle of its cell's height (parts of it); so much more ink may be dust.
_MIDDLE, _DUST = (0.25, 0.75), 0.25


def missed_dashes(image: Image, dots: float, rulings: Sequence[Ruling], boxes: Boxes) -> list[Glyph]:
    """A dash for each ruled cell that holds no character (`boxes`, points) but one flat stroke of ink.

    The image is upright and straight, with `dots` pixels a point; each glyph is as high as the page's others.
    """
    if not len(boxes):
        return []
    middles = np.column_stack(((boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2))
    height = float(np.median(boxes[:, 3] - boxes[:, 1]))
    grey = image.min(axis=2)
    ink = grey < float(np.median(grey)) - _INK
    return [
        Glyph("-", x0, middle - height / 2, x1, middle + height / 2)
        for cell in _empty_cells(rulings, middles)
        for x0, middle, x1 in _dash(ink, dots, cell)
    ]


def _empty_cells(rulings: Sequence[Ruling], middles: NDArray[np.float64]) -> Iterator[GridCell]:
    for grid in find_grids(list(rulings)):
        for cell in grid.cells:
            inside = (middles[:, 0] > cell.x0) & (middles[:, 0] < cell.x1)
            if not (inside & (middles[:, 1] > cell.top) & (middles[:, 1] < cell.bottom)).any():
                yield cell


def _dash(ink: NDArray[np.bool_], dots: float, cell: GridCell) -> Iterator[tuple[float, float, float]]:
    """Where a cell's only stroke begins, how far down its middle lies, and where it ends; nothing without one."""
    # heavy: loaded by the first page that needs it
    import cv2

    left, top = round((cell.x0 + _INSET) * dots), round((cell.top + _INSET) * dots)
    right, bottom = round((cell.x1 - _INSET) * dots), round((cell.bottom - _INSET) * dots)
    seen = ink[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    if not seen.any():
        return
    _, _, strokes, _ = cv2.connectedComponentsWithStats(seen.astype(np.uint8), connectivity=8)
    x, y, width, height, area = max(strokes[1:].tolist(), key=lambda stroke: stroke[4])
    down = (y + height / 2) / seen.shape[0]
    is_flat = _LENGTH[0] <= width / dots <= _LENGTH[1] and height / dots <= _HIGHEST and width >= _FLAT * height
    if is_flat and _MIDDLE[0] <= down <= _MIDDLE[1] and int(seen.sum()) - area <= _DUST * area:
        yield (left + x) / dots, (top + y + height / 2) / dots, (left + x + width) / dots
