"""Which language a text is in, by its letters."""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["zh", "en", "mixed", "und"]
SentenceLanguage = Literal["zh", "en"]

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
#: The lesser language must carry this share of the words for a text to be mixed; a Chinese contract with an English
#: defined term here and there is Chinese.
_MIXED_SHARE = 0.25
#: A Chinese word has about 1.6 characters on average (jieba over statutes), so that words are compared with words.
_HAN_A_WORD = 1.6


def language_of(text: str) -> Language:
    """The language of a text: "zh", "en", "mixed", or "und" when it has no words of either."""
    chinese = len(_HAN.findall(text)) / _HAN_A_WORD
    english = float(len(_LATIN_WORD.findall(text)))
    total = chinese + english
    if not total:
        return "und"
    share = chinese / total
    if share >= 1 - _MIXED_SHARE:
        return "zh"
    return "en" if share <= _MIXED_SHARE else "mixed"


def sentence_language(sentence: str) -> SentenceLanguage:
    """Chinese with any Han character, else English: of the two rule sets only the Chinese one takes mixed sentences."""
    return "zh" if _HAN.search(sentence) else "en"
