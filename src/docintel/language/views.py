"""Views of a text for matching that keep its length, so that an offset in the view is an offset in the text.

NFKC would change lengths (㎡ and ① grow) and is therefore never used after reading.
"""

from __future__ import annotations

from functools import cache

from docintel.assets import model_file

_FULL_WIDTH_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# The full stop 。, the comma of lists 、 and the brackets of titles 《》 stay: they mean something else than ASCII.
_SIGNS = {
    "\u3000": " ", "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ",
    "￥": "¥", "￡": "£", "￠": "¢", "￦": "₩", "−": "-", "﹣": "-", "﹪": "%", "﹩": "$", "﹙": "(", "﹚": ")",
    "﹐": ",", "﹕": ":", "﹔": ";", "〔": "(", "〕": ")", "‑": "-", "’": "'", "‘": "'",
}  # fmt: skip
_HALF_WIDTH: dict[int, int | str] = {**_FULL_WIDTH_ASCII, **{ord(sign): plain for sign, plain in _SIGNS.items()}}


def half_width(text: str) -> str:
    """The text as if typed on a Western keyboard: full-width digits, letters and punctuation become half-width."""
    return text if text.isascii() else text.translate(_HALF_WIDTH)


def folded(text: str) -> str:
    """The text in lower case."""
    lowered = text.lower()
    # İ is the one letter whose lower case is longer than itself.
    return lowered if len(lowered) == len(text) else "".join(_lower(letter) for letter in text)


def simplified(text: str) -> str:
    """The text with traditional Chinese characters replaced by their simplified forms, one for one."""
    return text if text.isascii() else text.translate(_traditional_table())


def _lower(letter: str) -> str:
    lowered = letter.lower()
    return lowered if len(lowered) == 1 else letter


@cache
def _traditional_table() -> dict[int, str]:
    lines = model_file("rules/traditional_zh.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line for line in lines if line and not line.startswith("#")]
    return {ord(pair[0]): pair[1] for line in pairs for pair in line.split()}
