"""Sentences and words of Chinese, English and mixed text, as character ranges.

A hard line wrap does not end a sentence; a blank line, a heading, a list item or a short line does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from docintel.assets import model_table

Range = tuple[int, int]

_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n\s*)+|\f")
_CLOSERS = r"”’\"'」』）)】\]》"
# The decimal point, abbreviations and numbering are told apart from the full stop in `_ends_sentence`.
_STOP = re.compile(rf"(?:[。！？…][。！？!?…]*|[!?]+|\.(?![A-Za-z0-9_.])|\.\.\.+)[{_CLOSERS}]*")
_STOP_OR_SEMICOLON = re.compile(rf"(?:[。！？…；][。！？!?…；]*|[!?]+|\.(?![A-Za-z0-9_.])|\.\.\.+)[{_CLOSERS}]*")

_NUMBERING = re.compile(
    r"(?:(?:section|article|clause|paragraph|item|part|chapter|schedule|exhibit|annex|appendix)\s+)?"
    r"[(（]?(?:\d{1,3}(?:\.\d{1,3})*|[ivxlcdm]{1,6}|[a-z])[)）]?",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"\s+[(（][a-zA-Z0-9]{1,4}[)）]\s")
_LAST_WORD = re.compile(r"[A-Za-z][A-Za-z.&]*$|\d+$")
_NEXT_WORD = re.compile(r"\s*[“‘\"'(（\[]*(\w+)")

_STRONG_START = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零〇\d]+[条章节款编]|[一二三四五六七八九十]{1,3}[、．.]|[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|[(（](?:\d{1,2}|[a-zA-Z]|[ivxIVX]{2,5})[)）]|\d{1,2}(?:\.\d{1,2})*[、)）](?!\d)|\d{1,2}\.(?:\d{1,2}\.?)*\s+(?=[A-Z一-鿿“\"])"
    r"|[•●▪■◆○·※]|[-–—*]\s|>|#+\s|ARTICLE\s|SECTION\s|(?:Article|Section|Schedule|Exhibit|Annex|Appendix)\s+[\dIVXA-Z]+[.:\s—–-]+[A-Z]"
    r"|[^\s:：,，。.;；()（）]{1,12}[:：](?!//|\d))"
)
_FULL_LINE = 0.8
_NARROWEST_COLUMN = 36


def sentences(text: str, *, semicolons: bool = False) -> list[Range]:
    """The sentences of a text in reading order, without the white space around them.

    With `semicolons` the Chinese ； ends a sentence too, as between the items of a list of undertakings.
    """
    stop = _STOP_OR_SEMICOLON if semicolons else _STOP
    found: list[Range] = []
    for start, end in _blocks(text):
        for first, last in _units(text, start, end):
            found.extend(_split_unit(text, first, last, stop))
    return found


def words(text: str) -> list[Range]:
    """The words of a text: Chinese by dictionary, Latin words and numbers whole, other signs one by one."""
    found: list[Range] = []
    for match in _WORD.finditer(text):
        if match.lastgroup == "han":
            found.extend(_han_words(match.group(), match.start()))
        else:
            found.append(match.span())
    return found


_WORD = re.compile(
    r"(?P<han>[\u3400-\u4dbf\u4e00-\u9fff〇]+)|(?P<number>\d+(?:[.,]\d+)*)|(?P<latin>[^\W\d_㐀-䶿一-鿿〇]+(?:['’-][^\W\d_㐀-䶿一-鿿〇]+)*)"
    r"|(?P<sign>\S)"
)


def _han_words(run: str, offset: int) -> Iterator[Range]:
    from docintel.language.dictionary import segmenter

    position = offset
    for word in segmenter().cut(run):
        yield position, position + len(word)
        position += len(word)


def _blocks(text: str) -> Iterator[Range]:
    start = 0
    for gap in _BLANK_LINE.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _units(text: str, start: int, end: int) -> Iterator[Range]:
    """Paragraphs of a block: lines joined where the break is only a wrap."""
    lines = list(_lines(text, start, end))
    if not lines:
        return
    widths = [_display_width(text[first:last]) for first, last in lines]
    column = _column_width(widths)
    unit_start = lines[0][0]
    for index, ((_, last), (following, following_end)) in enumerate(pairwise(lines)):
        full = widths[index] >= column * _FULL_LINE
        if not _is_wrap(
            text[max(unit_start, last - 80) : last], text[following : min(following_end, following + 80)], full, column
        ):
            yield unit_start, last
            unit_start = following
    yield unit_start, lines[-1][1]


def _lines(text: str, start: int, end: int) -> Iterator[Range]:
    while start <= end:
        found = text.find("\n", start, end)
        stop = end if found < 0 else found
        if text[start:stop].strip():
            yield start, stop
        start = stop + 1


def _display_width(line: str) -> int:
    # A Han character takes two columns on the page, and two bytes here.
    return len(line.rstrip()) if line.isascii() else len(line.rstrip().encode("gb18030", "replace"))


def _column_width(widths: list[int]) -> int:
    """The width at which a block's lines were wrapped; the longest tenth is left out in long blocks."""
    ordered = sorted(widths)
    return ordered[-1] if len(ordered) < 10 else ordered[len(ordered) * 9 // 10]


def _is_wrap(line: str, following: str, full: bool, column: int) -> bool:
    tail, head = line.rstrip(), following.lstrip()
    if column < _NARROWEST_COLUMN or tail.endswith((":", "：", "。", "；", ";")):
        return False
    if head[:1].islower():
        return not re.match(r"[a-z]\)|[ivx]+\)", head)
    if _STRONG_START.match(following):
        return False
    return full or tail.endswith((",", "，", "、"))


def _split_unit(text: str, start: int, end: int, stop: re.Pattern[str]) -> Iterator[Range]:
    begin = start
    for match in stop.finditer(text, start, end):
        if match.group()[0] == "." and not _ends_sentence(text, begin, match, end):
            continue
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Range]:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    if lead < len(piece):
        yield start + lead, start + len(piece.rstrip())


def _ends_sentence(text: str, begin: int, dot: re.Match[str], end: int) -> bool:
    if dot.end() >= end:
        return True
    after = _NEXT_WORD.match(text, dot.end(), min(end, dot.end() + 60))
    following = after.group(1) if after else ""
    if _LIST_MARK.match(text, dot.end()):
        return not _is_abbreviation(text, begin, dot.start()) or _last_word(text, begin, dot.start()).isdigit()
    if following[:1].islower() or not text[dot.end()].isspace():
        return bool(following) and _is_han(following[0]) and not _is_abbreviation(text, begin, dot.start())
    if dot.start() - begin < 24 and _NUMBERING.fullmatch(text[begin : dot.start()].strip()):
        return False
    word = _last_word(text, begin, dot.start())
    if word == "no":
        return not (following[:1].isdigit() or len(following) == 1)
    if word in _stops("never_ends") or (len(word) == 1 and word.isalpha()):
        return False
    return word not in _stops("may_end") or following.lower() in _stops("starters")


def _is_abbreviation(text: str, begin: int, end: int) -> bool:
    word = _last_word(text, begin, end)
    return word in _stops("never_ends") or word in _stops("may_end") or word.isdigit() or len(word) == 1


def _last_word(text: str, begin: int, end: int) -> str:
    match = _LAST_WORD.search(text, max(begin, end - 16), end)
    return match.group().lower() if match else ""


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"


@cache
def _stops(name: str) -> frozenset[str]:
    return frozenset(model_table("rules/sentences.toml")[name])
