"""Which characters the bytes stand for: the declared charset if it fits, else the one that reads best."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
# Mail and web pages name the old subset and then use the whole: read them by the superset.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
              "hz-gb-2312": "hz", "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
              "ascii": "cp1252", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932",
              "big5": "big5hkscs"}  # fmt: skip
#: Codecs of Python's that are no charset of any file: a mail that names one means harm, or nothing.
_NO_CHARSETS = frozenset(("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "unicode_escape",
                          "raw_unicode_escape"))  # fmt: skip
_SAMPLE = 65_536
#: Every charset this common keeps ordinary words mostly from these ranges; a wrong guess scatters over rare ones.
_COMMON = re.compile(r"[\w\s.,;:!?()'\"%$&/@#*+=<>\[\]{}_|~^-]", re.ASCII)
_SEVERAL_BYTES = re.compile(r"[^\x00-\x7f]+")
#: The 3,755 characters of GB 2312 level 1 make up about 99 % of running Chinese text.
_LEVEL_1 = (0xB0A1, 0xD7F9)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the charset it was read by, and how many characters could not be read."""

    text: str
    charset: str
    lost: int = 0


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of bytes. UTF-8 wins whenever it fits: no other charset yields valid UTF-8 by chance."""
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], charset)
    for fitting in (_wide(data), "utf-8", _known(declared)):
        if fitting and (text := _strict(data, fitting)) is not None:
            return Decoded(text, fitting)
    if (almost := _almost_utf_8(data, declared)) is not None:
        return almost
    return _guess(data, _known(declared))


def _known(name: str | None) -> str | None:
    """The codec of a declared charset; None for one that nobody knows (unknown-8bit, x-user-defined)."""
    label = (name or "").strip().strip("\"'").lower()
    label = _SUPERSETS.get(label, label)
    try:
        codec = codecs.lookup(label) if label else None
    except (LookupError, ValueError):
        return None
    # "base64" and "zlib" are codecs too, from bytes to bytes.
    is_charset = codec is not None and codec._is_text_encoding and codec.name not in _NO_CHARSETS
    return codec.name if codec is not None and is_charset else None


def _strict(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return None


def _almost_utf_8(data: bytes, declared: str | None) -> Decoded | None:
    """UTF-8 with a few broken characters, or cut off in the middle of its last one; None where it is not that."""
    almost = _lenient(data, "utf-8")
    if _known(declared) == "utf-8" and almost.lost * 100 < len(data):
        return almost
    # Each character of several bytes is proof, one in ten by chance: GBK read as UTF-8 is broken nearly everywhere.
    whole = sum(map(len, _SEVERAL_BYTES.findall(almost.text))) - almost.lost
    is_cut = almost.lost == 1 and almost.text.endswith("\ufffd")
    return almost if whole >= 10 * almost.lost or (is_cut and whole > 2) else None


def _lenient(data: bytes, charset: str) -> Decoded:
    text = data.decode(charset, errors="replace")
    return Decoded(text, charset, text.count("\ufffd"))


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of Western text is zero."""
    sample = data[:2000]
    if len(sample) < 8 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else None


def _guess(data: bytes, declared: str | None) -> Decoded:
    """Chinese, traditional Chinese or Western, by which reading holds the more everyday characters."""
    candidates = ("gb18030", "big5hkscs", "cp1252")
    sample = data[:_SAMPLE]
    best = max(candidates, key=lambda charset: _plausibility(sample, charset))
    return _lenient(data, declared if declared and _plausibility(sample, best) < 0.5 else best)


def _plausibility(sample: bytes, charset: str) -> float:
    text = sample.decode(charset, errors="replace").rstrip("\ufffd")
    unusual = [sign for sign in text if not _COMMON.match(sign)]
    if not unusual:
        return 0.0
    return sum(_everyday(sign, charset) for sign in unusual) / len(unusual)


def _everyday(sign: str, charset: str) -> float:
    if sign == "\ufffd" or 0x80 <= ord(sign) < 0xA0:
        return -3.0
    if sign in "，。、；：？！“”‘’（）《》【】—…·　￥％":
        return 1.0
    if charset == "cp1252":
        # Accented letters are rare in English and single; runs of them are a Chinese text misread.
        return 0.6 if sign.isalpha() or sign in "–—’‘“”•€£§©®°" else -0.5
    if charset == "gb18030":
        code = int.from_bytes(sign.encode("gb18030")[:2], "big")
        return 1.0 if _LEVEL_1[0] <= code <= _LEVEL_1[1] else 0.0
    try:
        lead = sign.encode("big5")[0]
    except UnicodeEncodeError:
        return -0.5
    return 1.0 if 0xA4 <= lead <= 0xC6 else 0.0
