"""Recognises the words of an image: PP-OCR models inside the RapidOCR wheel, run by OpenVINO, no network.

One engine a process and one thread an engine: processes are what a batch runs in parallel. The angle classifier is
off, for it harms upright pages; which way up a page stands is found from what can be read (`page_ocr`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Corners = NDArray[np.float64]

_FIGURES = re.compile(r"[\d,.()\s-]+")
_SPACED = re.compile(r"(?<![\d.])\d{1,3}(?:\s*,\s*\d{3})+(?:\s*\.\s*\d{2})?(?!\d)")
#: A box this much taller than wide was turned before it was recognised (RapidOCR's rule), as if written downwards.
_TALL = 1.5
#: Longest side of an image that is searched for text (pixels); a larger one is made smaller first.
MAX_SIDE = 2600
_SEARCHED_SIDE = 1280


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A line of words: its corners (upper left, then clockwise, in pixels), and for every character where it begins.

    `edges` has one more entry than the text has characters: where each begins and the last one ends, as parts of the
    line's length. `certainties` are the recogniser's own, 0 to 1, one a character. `downwards` when it was tall.
    """

    text: str
    corners: Corners
    edges: tuple[float, ...]
    certainties: tuple[float, ...]
    downwards: bool = False

    @property
    def certainty(self) -> float:
        """Mean of its characters."""
        return sum(self.certainties) / len(self.certainties)

    @property
    def height(self) -> float:
        """Across the writing, in pixels."""
        side = self.corners[[0, 1]] if self.downwards else self.corners[[0, 3]]
        return float(np.linalg.norm(side[1] - side[0]))


def recognise(image: Image) -> list[OcrLine]:
    """The lines of an image (height × width × 3, blue-green-red), in no order to rely on; [] where nothing is seen."""
    found = _engine()(image, use_det=True, use_rec=True, return_word_box=True, return_single_char_box=True)
    if found.boxes is None or not found.txts:
        return []
    rows = zip(found.boxes, found.txts, found.word_results, strict=True)
    return [_line(np.asarray(box, dtype=float), text, words) for box, text, words in rows if text.strip()]


def recognise_line(image: Image) -> tuple[str, float]:
    """The text of an image that holds one line and nothing else, upright, and how sure the recogniser is."""
    found = _engine()(image, use_det=False, use_rec=True, return_word_box=False, return_single_char_box=False)
    return (str(found.txts[0]), float(found.scores[0])) if found.txts else ("", 0.0)


def recognise_cell(image: Image) -> tuple[str, tuple[float, ...]]:
    """The text of an image that holds one line and nothing else, upright, and how sure each character of it is."""
    found = _engine()(image, use_det=False, use_rec=True, return_word_box=True, return_single_char_box=False)
    if not found.txts or not found.txts[0]:
        return "", ()
    return str(found.txts[0]), tuple(map(float, found.word_results[0].confs))


def read_drawn(words: str) -> str:
    """What is recognised, white space aside, when the words are drawn with the font that comes with docintel."""
    from PIL import Image as Pictures
    from PIL import ImageDraw, ImageFont

    from docintel.readers.fonts import cjk_font

    picture = Pictures.new("RGB", (60 * len(words), 90), "white")
    font = ImageFont.truetype(str(cjk_font()), 40)
    ImageDraw.Draw(picture).text((30, 15), words, font=font, fill="black")
    return "".join("".join(line.text for line in recognise(np.asarray(picture))).split())


@cache
def _engine() -> Any:
    # heavy: two seconds and half a gigabyte, loaded by the first page that needs it
    from rapidocr import EngineType, RapidOCR
    from rapidocr.inference_engine.openvino.device_config import CPUConfig

    class Config(CPUConfig):
        """OpenVINO keeps what it prepared for every width of line it meets: 2 GB after 30 pages, 1.2 without."""

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "CPU_RUNTIME_CACHE_CAPACITY": 0}

    # RapidOCR has no parameter for it, and reads the class when a model is first used
    openvino: Any = import_module("rapidocr.inference_engine.openvino.main")
    openvino.CPUConfig = Config
    return RapidOCR(
        params={
            "Global.use_cls": False,
            # lines that were hardly read are not dropped in silence: `page_ocr` counts them
            "Global.text_score": 0.0,
            "Global.max_side_len": MAX_SIDE,
            # lines are found on a smaller copy (a third less memory, no more errors), words are read from the whole
            "Det.limit_type": "max",
            "Det.limit_side_len": _SEARCHED_SIDE,
            "Global.log_level": "critical",
            "Det.engine_type": EngineType.OPENVINO,
            "Rec.engine_type": EngineType.OPENVINO,
            "EngineConfig.openvino.inference_num_threads": 1,
        }
    )


def _line(corners: Corners, text: str, words: Sequence[tuple[str, float, Any]]) -> OcrLine:
    """A line with its characters placed by the middle of each one's box; spaces lie between their neighbours."""
    text = _closed_up(text.strip())
    width, height = float(np.linalg.norm(corners[1] - corners[0])), float(np.linalg.norm(corners[3] - corners[0]))
    downwards = height >= _TALL * max(width, 1e-6)
    start, end = corners[0], corners[3] if downwards else corners[1]
    along = (end - start) / max(float(np.dot(end - start, end - start)), 1e-6)
    letters = [one for one in words if one[0].strip()]
    printed = sum(not character.isspace() for character in text)
    if len(letters) != printed or any(len(one[0]) != 1 for one in letters):
        middles = [(at + 0.5) / len(text) for at, character in enumerate(text) if not character.isspace()]
        sure = [float(one[1]) for one in words] or [0.0]
        certain = [sum(sure) / len(sure)] * printed  # no place of its own for every letter: evenly spread
    else:
        middles = [float(np.dot(np.mean(np.asarray(one[2], dtype=float), axis=0) - start, along)) for one in letters]
        certain = [float(one[1]) for one in letters]
    return OcrLine(text, corners, _edges(text, middles), _spread(text, certain), downwards)


def _closed_up(text: str) -> str:
    """A line of figures without the space that a wide comma or point seems to have beside it: 1, 046,977. 35."""
    return _SPACED.sub(lambda figure: "".join(figure[0].split()), text) if _FIGURES.fullmatch(text) else text


def _edges(text: str, middles: Sequence[float]) -> tuple[float, ...]:
    """Where each character begins, and the last ends, from the middles of those that are printed."""
    ordered = [float(middle) for middle in np.maximum.accumulate(np.clip(middles, 0.0, 1.0))]
    half = float(np.median(np.diff(ordered))) / 2 if len(ordered) > 1 else 0.5
    edges: list[float] = []
    last = -1.0
    after_space = False
    for character in text:
        if character.isspace():
            # no further than half way to the next letter
            reach = (last + ordered[0]) / 2 if ordered else last + half
            edges.append(edges[-1] if after_space else min(last + half, reach))
            after_space = True
            continue
        middle = ordered.pop(0)
        begin = max(0.0, middle - half) if last < 0 else (last + middle) / 2
        edges.append(max(begin, middle - half) if after_space else begin)
        last, after_space = middle, False
    return (*edges, min(1.0, last + half))


def _spread(text: str, certain: Sequence[float]) -> tuple[float, ...]:
    """One certainty for every character; a space is as sure as the letter before it."""
    spread: list[float] = []
    values = iter(certain)
    for character in text:
        spread.append(spread[-1] if character.isspace() and spread else next(values))
    return tuple(spread)
