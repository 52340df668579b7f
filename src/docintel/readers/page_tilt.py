"""How far a page lay askew on the glass, from where its ink lies: lines of print and rules are sharpest seen end on.

The boxes of a text detector are too coarse for it: they snap to the page's edges where the slope is small, and half a
degree is enough to tear the rules of a table apart.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from docintel.readers.ocr import Image

#: The page is looked at so wide (pixels), by at most so many points of ink.
_WIDTH, _POINTS = 1000, 60_000
#: Ink is darker than the paper by so much (of 255).
_INK = 60
#: How far about the slope of the detector's boxes, in which steps, and how finely at last (degrees).
_AROUND, _COARSE, _FINE = 2.0, 0.1, 0.02
#: A smaller slope is none.
_ASKEW = 0.08


def page_tilt(image: Image, slope: float) -> float:
    """The tilt of an image's lines in radians, clockwise, near a rough `slope`; 0 where it is too small to matter."""
    down, across = _ink(image)
    if not len(down):
        return 0.0
    rough = math.degrees(slope)
    coarse = _sharpest(down, across, np.arange(rough - _AROUND, rough + _AROUND + _COARSE, _COARSE))
    fine = _sharpest(down, across, np.arange(coarse - _COARSE, coarse + _COARSE + _FINE, _FINE))
    return math.radians(fine) if abs(fine) >= _ASKEW else 0.0


def _ink(image: Image) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    # heavy: loaded by the first page that needs it
    import cv2

    grey = image.min(axis=2)
    if grey.shape[1] > _WIDTH:
        grey = np.asarray(
            cv2.resize(grey, (_WIDTH, round(grey.shape[0] * _WIDTH / grey.shape[1])), interpolation=cv2.INTER_AREA)
        )
    down, across = np.nonzero(grey < np.median(grey) - _INK)
    step = max(1, len(down) // _POINTS)
    return down[::step].astype(float), across[::step].astype(float)


def _sharpest(down: NDArray[np.float64], across: NDArray[np.float64], degrees: NDArray[np.float64]) -> float:
    """The angle at which the ink lies in the fewest rows."""
    return float(max(degrees, key=lambda angle: _sharpness(down - across * math.tan(math.radians(angle)))))


def _sharpness(rows: NDArray[np.float64]) -> float:
    counts = np.bincount((rows - rows.min()).round().astype(int))
    return float(np.square(counts).sum())
