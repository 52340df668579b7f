"""The ruling lines of a scanned page, found in its pixels, so that scanned tables are cells as printed ones are."""

from __future__ import annotations

import numpy as np

from docintel.readers.ocr import Image
from docintel.readers.rulings import Ruling

#: Shorter strokes belong to letters (points): across, and up and down, where table rows may be low.
_SHORTEST = {False: 26.0, True: 13.0}
#: Thicker bars are pictures or shading (points).
_THICKEST = 4.0
#: Gaps that dust and thresholds leave in a line (points).
_GAP = 1.0


def image_rulings(image: Image, dots: float) -> list[Ruling]:
    """Straight lines of an upright image with `dots` pixels a point, in points from its upper left corner."""
    # heavy: loaded by the first page that needs it
    import cv2

    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    window = 2 * round(8 * dots) + 1
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, 12)
    return [ruling for upright in (False, True) for ruling in _straight(np.asarray(dark), dots, upright=upright)]


def _straight(dark: np.ndarray, dots: float, *, upright: bool) -> list[Ruling]:
    import cv2

    def bar(points: float) -> np.ndarray:
        length = max(1, round(points * dots))
        return np.ones((length, 1) if upright else (1, length), np.uint8)

    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, bar(_GAP))
    kept = cv2.morphologyEx(closed, cv2.MORPH_OPEN, bar(_SHORTEST[upright]))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
    found = []
    for left, top, width, height, _area in boxes[1:] / dots:
        thick, at = (width, left + width / 2) if upright else (height, top + height / 2)
        start, length = (top, height) if upright else (left, width)
        if thick <= _THICKEST:
            found.append(Ruling(upright, float(at), float(start), float(start + length)))
    return found
