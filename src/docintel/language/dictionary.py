"""The Chinese segmenter: jieba with our words of lending and law, quiet, without a cache file, built once a process."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Protocol

from docintel.assets import model_file

_WORDS_FILE = "rules/dictionary_zh.txt"


class Segmenter(Protocol):
    """Cuts a run of Chinese characters into words; joined, they are the run again."""

    def cut(self, sentence: str) -> Iterator[str]:
        """The words in order."""


def domain_words() -> list[str]:
    """The words of lending, contracts and accounts that must not be cut apart."""
    lines = model_file(_WORDS_FILE).read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


@cache
def segmenter() -> Segmenter:
    """Jieba with the domain dictionary; takes about a second the first time."""
    # heavy: loaded on first use
    with warnings.catch_warnings():
        # jieba reaches for pkg_resources and has unescaped backslashes: both warn on newer Pythons.
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # initialize() would leave a cache in the temporary folder that any user could have put there.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in domain_words():
        tokenizer.add_word(word)
    segment: Segmenter = tokenizer
    return segment
