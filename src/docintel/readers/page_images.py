"""Pages as pixels: a PDF's page as it is shown, and the frames of a picture file."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from warnings import catch_warnings, simplefilter

import numpy as np

from docintel.errors import ReadCode, ReadError
from docintel.readers.ocr import MAX_SIDE, Image
from docintel.settings import current_settings

#: What OCR reads best for its price: small print has some 20 pixels, a page of A4 2,000 (pixels an inch).
_RESOLUTION = 170
#: Resolutions a scanner may state; others (a screen's 72, a phone's nonsense) say nothing of the paper.
_STATED = (90, 1200)
#: A picture without a resolution is taken for a page of A4's width (points).
_PAGE_WIDTH = 595.0
_INCH = 72.0
#: What Pillow raises on damaged files (UnidentifiedImageError is an OSError).
_DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    KeyError,
    TypeError,
    IndexError,
    struct.error,
    ZeroDivisionError,
)


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as an image (height × width × 3, blue-green-red) with so many pixels a point."""

    image: Image
    dots: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.image.shape[1] / self.dots, self.image.shape[0] / self.dots


def render_page(page: Any, resolution: float = _RESOLUTION) -> PagePicture:
    """An opened page of a PDF as shown, its rotation and CropBox applied; smaller when the page is a plan.

    `resolution` is in pixels an inch.
    """
    longest = max(page.get_size())
    dots = min(resolution / _INCH, MAX_SIDE / max(longest, 1.0))
    with closing(page.render(scale=dots, rev_byteorder=False, prefer_bgrx=False)) as bitmap:
        image = np.ascontiguousarray(bitmap.to_numpy()[..., :3])
    return PagePicture(image, dots)


def picture_frames(data: bytes, name: str) -> Iterator[PagePicture]:
    """The frames of a picture (each page of a TIFF, the first image of a GIF); raises ReadError."""
    from PIL import Image as Pictures

    # the limit of pixels is ours to set and to word
    Pictures.MAX_IMAGE_PIXELS = None
    try:
        with catch_warnings():
            # of damaged metadata, which is not read
            simplefilter("ignore")
            picture = Pictures.open(BytesIO(data))
    except _DAMAGED as error:
        raise ReadError(
            ReadCode.TRUNCATED, f"{name} is a picture that cannot be opened; ask for the file again."
        ) from error
    with picture:
        try:
            frames = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        except _DAMAGED as error:
            raise _broken_off(name) from error
        limit = current_settings().max_pages
        if frames > limit:
            raise ReadError(ReadCode.OVER_LIMIT, f"{name} has {frames} pages, the limit is {limit}; split it.")
        for at in range(frames):
            yield _frame(picture, at, name)


def _frame(picture: Any, at: int, name: str) -> PagePicture:
    from PIL import ImageOps

    try:
        picture.seek(at)
        _require_size(picture, name)
        stated = float(picture.info.get("dpi", (0, 0))[0])
        upright = ImageOps.exif_transpose(picture)
        width, height = upright.size
        dots = stated / _INCH if _STATED[0] <= stated <= _STATED[1] else width / _PAGE_WIDTH
        shrink = min(1.0, MAX_SIDE / max(width, height), _RESOLUTION / _INCH / dots * 1.5)
        plain = _on_white(upright)
        if shrink < 1.0:
            plain = plain.resize((max(1, round(width * shrink)), max(1, round(height * shrink))))
    except _DAMAGED as error:
        raise ReadError(ReadCode.TRUNCATED, f"{name} is a picture that breaks off; ask for the file again.") from error
    return PagePicture(np.ascontiguousarray(np.asarray(plain)[..., ::-1]), dots * shrink)


def _broken_off(name: str) -> ReadError:
    return ReadError(ReadCode.TRUNCATED, f"{name} is a picture that breaks off; ask for the file again.")


def _on_white(picture: Any) -> Any:
    """The picture in colours without transparency: what is transparent is paper."""
    from PIL import Image as Pictures

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        coloured = picture.convert("RGBA")
        paper = Pictures.new("RGBA", coloured.size, "white")
        paper.alpha_composite(coloured)
        return paper.convert("RGB")
    if picture.mode.startswith("I;16") or picture.mode in ("I", "F"):
        values = np.asarray(picture, dtype=float)
        top = max(float(values.max()), 1.0)
        return Pictures.fromarray((values * (255.0 / top)).astype(np.uint8)).convert("RGB")
    return picture.convert("RGB")


def _require_size(picture: Any, name: str) -> None:
    width, height = picture.size
    limit = current_settings().max_pixels
    if width * height > limit:
        raise ReadError(
            ReadCode.OVER_LIMIT,
            f"{name} has {width:,} × {height:,} pixels and the limit is {limit:,} in all; scan it at a lower "
            "resolution or raise DOCINTEL_MAX_PIXELS.",
        )
    if min(width, height) < 1 or not math.isfinite(width / height):
        raise ReadError(ReadCode.TRUNCATED, f"{name} is a picture without a size; ask for the file again.")
