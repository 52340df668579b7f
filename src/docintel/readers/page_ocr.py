"""A page as pixels becomes characters with boxes and ruling lines, as a text layer and drawn lines would give them.

Which way up the page stands is found first: a page whose lines run up and down is tried on both sides, one that can
hardly be read is tried upside down. A page scanned askew is laid out straight; its boxes stay where the words are.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from docintel.readers.cell_dashes import missed_dashes
from docintel.readers.characters import normalise_character
from docintel.readers.image_rulings import image_rulings
from docintel.readers.ocr import Image, OcrLine, recognise, recognise_line
from docintel.readers.page_glyphs import Boxes, Glyph, Glyphs, PageGlyphs
from docintel.readers.page_quality import BLANK, PageQuality
from docintel.readers.page_tilt import page_tilt
from docintel.readers.rulings import Ruling

#: A line less certain than this was not read; a page less certain on average may stand on its head.
_READ, _UPRIGHT = 0.5, 0.85
#: A figure with a character less certain than this is named in the page's note.
_DOUBTFUL = 0.8
_NAMED = 5
_FIGURE = re.compile(r"[A-Za-z(（-]*\d[\w.,:/%)）-]*", re.ASCII)
#: Boxes up to this many line heights tall hold one upright character, which RapidOCR turned on its side.
_ONE_CHARACTER = 2.0
#: A sheet with less ink than this share of its pixels is blank; ink is darker than the paper by so much (of 255).
_INK_SHARE, _INK = 0.0003, 60


@dataclass(frozen=True, slots=True)
class OcrPage:
    """What was recognised on a page, laid out straight: glyphs and rulings in points of the upright page.

    `turn` is how far the words of the page as shown are turned clockwise (0, 90, 180, 270), `tilt` the slope of its
    lines in radians, clockwise, before they were straightened about the middle of the page.
    """

    found: PageGlyphs
    rulings: list[Ruling]
    quality: PageQuality
    turn: int = 0
    tilt: float = 0.0


def read_image(image: Image, dots: float) -> OcrPage:
    """The words and ruling lines of a page's image (blue-green-red) that has `dots` pixels a point."""
    if _is_blank(image):
        return OcrPage(PageGlyphs.upright(Glyphs.of([])), [], PageQuality(note=BLANK))
    turn, upright, lines = _stood_up(image)
    read = [line for line in lines if line.certainty >= _READ]
    tilt = page_tilt(upright, _slope(read))
    middle = np.array([upright.shape[1], upright.shape[0]]) / 2
    written = [(line, _glyphs(line, tilt, middle, dots)) for line in sorted(read, key=_place)]
    words = Glyphs.of(glyph for _, found in written for glyph in found)
    turns = np.repeat([90 if line.downwards else 0 for line, _ in written], [len(found) for _, found in written])
    straight = _straightened(upright, tilt)
    rulings = [one for one in image_rulings(straight, dots) if not _is_stroke(one, words.boxes)]
    dashes = Glyphs.of(missed_dashes(straight, dots, rulings, words.boxes))
    glyphs = Glyphs(words.text + dashes.text, np.concatenate((words.boxes, dashes.boxes)))
    turned = np.concatenate((turns.astype(np.int64), np.zeros(len(dashes), np.int64)))
    found = PageGlyphs(glyphs, turned, np.zeros(len(glyphs), np.bool_))
    return OcrPage(found, rulings, _quality(read, lines, turn), turn, tilt)


def _is_blank(image: Image) -> bool:
    grey = image.min(axis=2)
    return bool(np.mean(grey < np.median(grey) - _INK) < _INK_SHARE)


def _stood_up(image: Image) -> tuple[int, Image, list[OcrLine]]:
    """How far the words are turned, the image turned back, and its lines."""
    lines = _mended(image, recognise(image))
    tall = sum(len(line.text) for line in lines if line.downwards)
    written = sum(len(line.text) for line in lines)
    if not written or (2 * tall <= written and _mean(lines) >= _UPRIGHT):
        return 0, image, lines
    tried = {0: (image, lines)}
    for turn in (90, 270) if 2 * tall > written else (180,):
        stood = np.ascontiguousarray(np.rot90(image, turn // 90))
        tried[turn] = (stood, _mended(stood, recognise(stood)))
    turn = max(tried, key=lambda one: _sense(tried[one][1]))
    return turn, *tried[turn]


def _sense(lines: Sequence[OcrLine]) -> float:
    """How much was surely read across the page: what separates the right side up from the others."""
    return sum(len(line.text) * (line.certainty - _READ) for line in lines if not line.downwards)


def _mean(lines: Sequence[OcrLine]) -> float:
    return sum(line.certainty * len(line.text) for line in lines) / sum(len(line.text) for line in lines)


def _mended(image: Image, lines: list[OcrLine]) -> list[OcrLine]:
    """A narrow character alone in its box ("1", "】"), taken for a line written downwards, is read again upright."""
    flat = [line.height for line in lines if not line.downwards]
    if not flat:
        return lines
    usual = float(np.median(flat))
    return [_reread(image, one) if one.downwards and _length(one) <= _ONE_CHARACTER * usual else one for one in lines]


def _reread(image: Image, line: OcrLine) -> OcrLine:
    left, top = np.floor(line.corners.min(axis=0)).astype(int).clip(0)
    right, bottom = np.ceil(line.corners.max(axis=0)).astype(int)
    margin = (bottom - top) // 2
    crop = image[top:bottom, left:right]
    # the recogniser expects room beside a character, as on a line
    crop = np.pad(crop, ((0, 0), (margin, margin), (0, 0)), mode="edge")
    text, certainty = recognise_line(np.ascontiguousarray(crop))
    text = text.strip()
    if not text or certainty < line.certainty - 0.2:
        return line
    edges = tuple(float(at) for at in np.linspace(0, 1, len(text) + 1))
    return OcrLine(text, line.corners, edges, (certainty,) * len(text))


def _length(line: OcrLine) -> float:
    return float(np.linalg.norm(line.corners[3] - line.corners[0]))


def _slope(lines: Sequence[OcrLine]) -> float:
    """Roughly the slope of the long lines in radians, clockwise; 0 when there are too few."""
    slopes = [
        math.atan2(*(line.corners[1] - line.corners[0])[::-1])
        for line in lines
        if not line.downwards and len(line.text) >= 8
    ]
    return float(np.median(slopes)) if len(slopes) >= 3 else 0.0


def _place(line: OcrLine) -> tuple[float, float]:
    return float(line.corners[0][1]), float(line.corners[0][0])


def _glyphs(line: OcrLine, tilt: float, middle: np.ndarray, dots: float) -> list[Glyph]:
    """The characters of a line, each a slice of its length and all of its height, on the straightened page."""
    corners = _turned(line.corners, -tilt, middle)
    start, end = corners[0], corners[3] if line.downwards else corners[1]
    across = line.height / 2
    middle_line = (corners[0] + corners[1 if line.downwards else 3]) / 2
    found = []
    for at, character in enumerate(line.text):
        text = normalise_character(ord(character))
        a, b = (middle_line + (end - start) * line.edges[at + i] for i in (0, 1))
        if line.downwards:
            box = (a[0] - across, a[1], a[0] + across, b[1])
        else:
            height = (a[1] + b[1]) / 2
            box = (a[0], height - across, b[0], height + across)
        x0, top, x1, bottom = (float(edge) / dots for edge in box)
        found += [Glyph(one, x0, top, x1, bottom) for one in text]
    return found


def _turned(points: np.ndarray, angle: float, middle: np.ndarray) -> np.ndarray:
    cos, sin = math.cos(angle), math.sin(angle)
    return np.asarray((points - middle) @ np.array([[cos, sin], [-sin, cos]]) + middle)


def _straightened(image: Image, tilt: float) -> Image:
    if not tilt:
        return image
    import cv2

    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), math.degrees(tilt), 1.0)
    return np.asarray(cv2.warpAffine(image, turn, (width, height), borderValue=(255, 255, 255)), dtype=np.uint8)


def _is_stroke(ruling: Ruling, boxes: Boxes) -> bool:
    """Whether a line runs through the middle of characters: a stroke of letters, not the rule of a table."""
    x0, top, x1, bottom = boxes.T[[1, 0, 3, 2]] if ruling.upright else boxes.T
    across = (ruling.start + ruling.end) / 2
    margin = 0.15 * (bottom - top)
    inside = (x0 <= across) & (across <= x1) & (top + margin <= ruling.at) & (ruling.at <= bottom - margin)
    return bool(inside.any())


def _quality(read: Sequence[OcrLine], lines: Sequence[OcrLine], turn: int) -> PageQuality:
    """How sure the recogniser was of the page, with the figures to look at."""
    if not read:
        return PageQuality(0.0, "none", "an image on which no word could be recognised")
    sure = round(_mean(read), 3)
    said = [f"read by OCR, {sure:.0%} sure"]
    if turn:
        said.append(f"its words stand turned by {turn}°")
    if lost := len(lines) - len(read):
        said.append(f"{lost} line{'s' if lost > 1 else ''} could not be read")
    if doubtful := [figure for line in read for figure in _doubtful(line)]:
        more = f" and {len(doubtful) - _NAMED} more" if len(doubtful) > _NAMED else ""
        said.append(f"figures to check: {', '.join(doubtful[:_NAMED])}{more}")
    share = sum(len(line.text) for line in read) / sum(len(line.text) for line in lines)
    return PageQuality(round(sure * share, 3), "ocr", "; ".join(said))


def _doubtful(line: OcrLine) -> list[str]:
    """The figures of a line in which a digit is not certain."""
    return [
        figure[0]
        for figure in _FIGURE.finditer(line.text)
        if any(line.text[at].isdigit() and line.certainties[at] < _DOUBTFUL for at in range(*figure.span()))
    ]
