"""Scans made for tests: pages of a PDF as pictures, askew, turned, with the noise of a copier."""

from __future__ import annotations

import io
from contextlib import closing

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

POINT = 72


def picture(
    pdf: bytes, *, page: int = 0, dpi: int = 170, turn: int = 0, askew: float = 0.0, noise: int = 0
) -> Image.Image:
    """A page as a scanner sees it: turned clockwise, then askew by some degrees, grey noise of that spread on it."""
    from docintel.readers.fonts import lend_font

    lend_font()
    with closing(pypdfium2.PdfDocument(pdf)) as opened:
        seen = opened[page].render(scale=dpi / POINT).to_pil().convert("L")
    seen = seen.rotate(-turn, expand=True, fillcolor=255)
    if askew:
        seen = seen.rotate(-askew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    if noise:
        dust = np.random.default_rng(7).normal(0, noise, (seen.height, seen.width))
        seen = Image.fromarray(np.clip(np.asarray(seen, dtype=float) + dust, 0, 255).astype(np.uint8))
    return seen


def scanned(*pictures: Image.Image, dpi: int = 170) -> bytes:
    """Pictures as the pages of a PDF without a text layer."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for one in pictures:
        width, height = one.width * POINT / dpi, one.height * POINT / dpi
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(one), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def encoded(one: Image.Image, kind: str, dpi: int = 170) -> bytes:
    """A picture as a file of a kind ("PNG", "JPEG", "TIFF" …)."""
    buffer = io.BytesIO()
    one.save(buffer, kind, dpi=(dpi, dpi))
    return buffer.getvalue()
