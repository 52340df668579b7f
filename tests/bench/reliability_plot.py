"""The reliability plot: how often answers of a stated confidence are right, drawn as PNG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

#: Points of colour of one panel's square, and the room around it for its words.
_SIDE, _LEFT, _TOP, _BOTTOM = 260, 46, 44, 40
_INK, _PALE, _LINE, _DOT = (40, 40, 40), (225, 225, 225), (150, 150, 150), (22, 96, 167)

Bins = Sequence[Mapping[str, float]]


def draw(panels: Mapping[str, Bins], path: Path) -> None:
    """One square a panel (title → bins of `n`, `confidence`, `right`), three to a row; the diagonal is what is meant.

    A dot's area goes with the number of answers in its bin.
    """
    columns = min(3, len(panels))
    rows = -(-len(panels) // columns)
    width, height = _LEFT + _SIDE + 14, _TOP + _SIDE + _BOTTOM
    picture = Image.new("RGB", (columns * width, rows * height), "white")
    canvas = ImageDraw.Draw(picture)
    for number, (title, bins) in enumerate(panels.items()):
        _panel(canvas, title, bins, (number % columns * width + _LEFT, number // columns * height + _TOP))
    picture.save(path, optimize=True)


def _panel(canvas: ImageDraw.ImageDraw, title: str, bins: Bins, corner: tuple[int, int]) -> None:
    left, top = corner
    total = sum(one["n"] for one in bins)
    error = sum(one["n"] * abs(one["confidence"] - one["right"]) for one in bins) / total if total else 0.0
    canvas.text((left, top - 36), title, fill=_INK, font_size=15)
    canvas.text((left, top - 17), f"{total:,.0f} answers, calibration error {error:.3f}", fill=_INK, font_size=11)
    for step in range(0, 11, 2):
        across, down = left + step * _SIDE // 10, top + _SIDE - step * _SIDE // 10
        canvas.line((across, top, across, top + _SIDE), fill=_PALE)
        canvas.line((left, down, left + _SIDE, down), fill=_PALE)
        canvas.text((across - 8, top + _SIDE + 4), f"{step / 10:.1f}", fill=_INK, font_size=10)
        canvas.text((left - 22, down - 6), f"{step / 10:.1f}", fill=_INK, font_size=10)
    canvas.text((left + _SIDE // 2 - 48, top + _SIDE + 20), "stated confidence", fill=_INK, font_size=11)
    canvas.text((left - 42, top - 28), "right", fill=_INK, font_size=11)
    canvas.line((left, top + _SIDE, left + _SIDE, top), fill=_LINE, width=2)
    for one in bins:
        radius = 2 + 12 * (one["n"] / total) ** 0.5
        across, down = left + one["confidence"] * _SIDE, top + _SIDE - one["right"] * _SIDE
        canvas.ellipse((across - radius, down - radius, across + radius, down + radius), outline=_DOT, width=2)
        canvas.ellipse((across - 2, down - 2, across + 2, down + 2), fill=_DOT)
