"""The image of one printed number or caption, cut out of its page for a recogniser that expects one clean line.

The frame follows the ink, not the box: a minus sign or bracket that the first reading left outside is let in, rulings
and neighbours are kept out. Letters come out at one size and every image in one of few widths, so what is recognised
in it depends on nothing beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docintel.readers.ocr import Image
from docintel.readers.page_images import PagePicture
from docintel.records import Box

Mask = NDArray[np.bool_]

#: The grain of a copier is smoothed over so far (points).
_BLUR = 0.3
#: Ink differs from the paper by so much (of 255).
_INK = 50
#: Measured in heights of the box: what is looked at around it, and how far ink may lie from ink of the same number
#: (less than a space between words), in all.
_AROUND, _ABOVE = 1.6, 0.5
_GAP, _REACH = 0.15, 1.4
#: Longer strokes, across and upright, are rules of the table.
_RULE_ACROSS, _RULE_UPRIGHT = 3.0, 1.5
#: A column with so much of a rule in it (share of what is looked at) parts two cells.
_UPRIGHT = 0.6
#: A dash is so many times as wide as it is high.
_DASH = 2.0
#: Height of the image, what its width is a multiple of, and the white at its ends (pixels).
_HEIGHT, _WIDTHS, _MARGIN = 48, 320, 15


@dataclass(frozen=True, slots=True)
class CellImage:
    """One line of print, upright, `_HEIGHT` pixels high; `is_dash` when it is nothing but a dash."""

    image: Image
    is_dash: bool = False


def cut_out(page: PagePicture, box: Box, turn: int, letters: int) -> CellImage | None:
    """The print under a box, its words turned back by `turn` degrees and `letters` pixels high; None without ink."""
    # heavy: loaded by the first page that needs it
    import cv2

    crop, core = _upright(page.image, page.dots, box, turn)
    left, top, right, bottom = core
    height = bottom - top
    if crop.size == 0 or height < 2 or right - left < 1:
        return None
    grey = crop.min(axis=2).astype(np.int16)
    paper = int(np.median(grey))
    ink = np.abs(grey - paper) > _INK
    rules = _rules(ink, height)
    clean = np.asarray(cv2.GaussianBlur(np.ascontiguousarray(crop), (0, 0), _BLUR * page.dots), dtype=np.uint8)
    clean[rules] = paper
    ink = _near(ink & ~rules, rules.mean(axis=0) > _UPRIGHT, core)
    if not ink.any():
        return None
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    across, down = int(columns[-1] - columns[0] + 1), int(rows[-1] - rows[0] + 1)
    frame = clean[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    is_dash = across >= _DASH * down and down < 0.4 * height
    return CellImage(_set(frame, paper, letters / max(down, 0.6 * height)), is_dash)


def _upright(page: Image, dots: float, box: Box, turn: int) -> tuple[Image, tuple[int, int, int, int]]:
    """What is to be looked at, and where the box lies in it (left, top, right, bottom in pixels)."""
    x0, top, x1, bottom = (edge * dots for edge in (box.x0, box.top, box.x1, box.bottom))
    across, height = (x1 - x0, bottom - top) if turn in (0, 180) else (bottom - top, x1 - x0)
    beside, above = _AROUND * height, _ABOVE * height
    wide, high = (beside, above) if turn in (0, 180) else (above, beside)
    page_height, page_width = page.shape[:2]
    edges = (
        max(0, round(x0 - wide)), max(0, round(top - high)),
        min(page_width, round(x1 + wide)), min(page_height, round(bottom + high)),
    )  # fmt: skip
    crop = page[edges[1] : edges[3], edges[0] : edges[2]]
    margins = (x0 - edges[0], top - edges[1], edges[2] - x1, edges[3] - bottom)
    for _ in range(turn // 90):
        margins = (margins[1], margins[2], margins[3], margins[0])
    left, over = round(margins[0]), round(margins[1])
    return np.rot90(crop, turn // 90), (left, over, left + round(across), over + round(height))


def _rules(ink: Mask, height: int) -> Mask:
    """The strokes too long to belong to a letter, with the grey at their edges."""
    import cv2

    found = np.zeros(ink.shape, np.uint8)
    for shape in ((1, round(_RULE_ACROSS * height)), (round(_RULE_UPRIGHT * height), 1)):
        if shape[0] <= ink.shape[0] and shape[1] <= ink.shape[1]:
            found |= np.asarray(cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_OPEN, np.ones(shape, np.uint8)))
    return np.asarray(cv2.dilate(found, np.ones((3, 3), np.uint8)), dtype=np.bool_)


def _near(ink: Mask, walls: Mask, core: tuple[int, int, int, int]) -> Mask:
    """The ink of the box and what stands so near on its line, this side of a wall, that it belongs to it."""
    left, top, right, bottom = core
    height = bottom - top
    line = np.zeros_like(ink)
    margin = round(0.15 * height)
    line[max(0, top - margin) : bottom + margin] = ink[max(0, top - margin) : bottom + margin]
    columns: Mask = np.asarray(line.any(axis=0))
    first = _reached(columns[:right][::-1], walls[:right][::-1], right - left, height)
    last = _reached(columns[left:], walls[left:], right - left, height)
    line[:, : max(0, right - first)] = False
    line[:, left + last :] = False
    return line


def _reached(columns: Mask, walls: Mask, inside: int, height: int) -> int:
    """How many columns, from the far edge of the box outwards, belong to the number."""
    end = inside
    for at in range(inside, min(len(columns), inside + round(_REACH * height))):
        if walls[at]:
            break
        if columns[at]:
            end = at + 1
        elif at - end >= _GAP * height:
            break
    return end


def _set(frame: Image, paper: int, scale: float) -> Image:
    """The frame on paper of the height and one of the widths the recogniser gets."""
    import cv2

    width, height = max(1, round(frame.shape[1] * scale)), max(1, min(_HEIGHT, round(frame.shape[0] * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    line = cv2.resize(np.ascontiguousarray(frame), (width, height), interpolation=way)
    canvas = np.full((_HEIGHT, _WIDTHS * -(-(width + 2 * _MARGIN) // _WIDTHS), 3), paper, np.uint8)
    top = (_HEIGHT - height) // 2
    canvas[top : top + height, _MARGIN : _MARGIN + width] = line
    return canvas
