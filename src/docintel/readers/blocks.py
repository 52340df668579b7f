"""What a line of a contract or report is, told from its first words: heading, numbered clause, list item, paragraph.

Shared by every reader, so that 第三条 is a clause whether it came from a scan, a Word file or a mail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from docintel.records.document import BlockKind

_HAN_NUMBER = "[一二三四五六七八九十百千零〇○两廿卅\\d０-９]{1,7}"
_DIGIT = "[\\d０-９]"
#: What follows a figure that is an amount, a date or a measure rather than a clause number.
_UNIT = (
    r"(?!\s*(?:[%％‰]|亿|[万千百](?:元|股|吨|人|美|港|欧|平|户|个|份|\s|$)|元|倍)"
    r"|\s*(?:million|billion|thousand|per ?cent)\b"
    r"|[月日号时个米吨户份次岁点]|年(?![利度化费]))"
)
_HEADING_LENGTH = 40
_CAPITALS_LENGTH = 90


@dataclass(frozen=True, slots=True)
class LineShape:
    """What a line is, how deep a heading it is, and its number as printed, without closing punctuation."""

    kind: BlockKind
    number: str | None = None
    level: int | None = None


_PARAGRAPH = LineShape("paragraph")

_CHAPTER = re.compile(rf"\s*(第\s*{_HAN_NUMBER}\s*(部分|[编章部节]))(?![约程])")
_ARTICLE_ZH = re.compile(
    rf"\s*(第\s*{_HAN_NUMBER}\s*条(?:\s*之[一二三四五六七八九十]+)?)(?![的至、和与及或款项第规之件约])"
)
_ARTICLE_EN = re.compile(
    r"\s*((?:Article|Section|Clause|ARTICLE|SECTION|CLAUSE|§)\s*"
    r"(?:[IVXLC]+|\d+)(?:\.\d+)*+(?:\([a-z]{1,4}\))*+)(?=[.:：,—–\-]?(?:\s|$)|[.:：—–]\D)(?!\s+[a-z])"
)
_SCHEDULE = re.compile(
    r"\s*((?:Schedule|Annex|Appendix|Exhibit|SCHEDULE|ANNEX|APPENDIX|EXHIBIT)\s+[A-Z\d]{1,4}(?:[.-]\d+)?"
    rf"|(?:附件|附表|附录)\s*{_HAN_NUMBER})(?=[\s:：.—–\-]|$|[^\d\s之的中所])"
)
_PART = re.compile(r"\s*((?:PART|Part|CHAPTER|Chapter|Item|ITEM)\s+(?:[IVXLC]+|\d+)[A-C]?)(?=[.:：\s—–-]|$)")
_HAN_LIST = re.compile(r"\s*([一二三四五六七八九十]{1,3})\s*[、．.](?=\s*\S)")
_DECIMAL_LEVELS = re.compile(
    rf"\s*({_DIGIT}{{1,2}}(?:[.．]{_DIGIT}{{1,3}}){{1,4}})[.．、]?(?![\d０-９.．/%-]){_UNIT}(?=\s*\S)"
)
_SINGLE = re.compile(rf"\s*({_DIGIT}{{1,3}})(?:[、．]|\.(?!\d)(?=\s|[^\x00-\x7f]|[A-Z]))(?=\s*\S)")
_BRACKETED = re.compile(
    r"\s*([(（](?:[一二三四五六七八九十]{1,3}|[a-zA-Z]{1,2}|[ivxIVX]{1,5}|[\d０-９]{1,2})[)）]"
    r"|[a-zA-Z\d]{1,2}[)）]|[①-⑳])(?=\s*\S)"
)
_BULLET = re.compile(r"\s*([•●○■□◆◇▪▸►·*–—-])\s+(?=\S)|\s*([•●■◆◇▪▸►])(?=\S)")
_CONTENTS_ENTRY = re.compile(r"(?:[.．·•]{4,}|…{2,}|(?:\. ){3,}|\t)\s*[-–]?\s*\d{1,4}\s*[-–]?\s*$")
_ENDS_SENTENCE = re.compile(r"[。；;，,：:！!？?]\s*$|[^.]\.\s*$")


def line_shape(line: str) -> LineShape:
    """What a line is by its first words; an entry of a table of contents is a paragraph, never a clause."""
    if not line.strip() or is_contents_entry(line):
        return _PARAGRAPH
    return _heading(line) or _clause(line) or _item(line) or _capitals(line) or _PARAGRAPH


def is_contents_entry(line: str) -> bool:
    """Whether a line is an entry of a table of contents: words, leader dots, a page number."""
    last = line.rstrip()[-1:]
    # most lines end in a letter or a full stop, and need not be searched
    return (last.isdecimal() or last in ("-", "–")) and bool(_CONTENTS_ENTRY.search(line))


def _heading(line: str) -> LineShape | None:
    chapter = _CHAPTER.match(line)
    if chapter and len(line) <= _HEADING_LENGTH:
        return LineShape("heading", _squeezed(chapter[1]), 2 if chapter[2] == "节" else 1)
    for pattern in (_SCHEDULE, _PART):
        found = pattern.match(line)
        if found and len(line) <= _CAPITALS_LENGTH and not _ENDS_SENTENCE.search(line[found.end() :]):
            return LineShape("heading", found[1].strip(), 1)
    return None


def _clause(line: str) -> LineShape | None:
    for pattern in (_ARTICLE_ZH, _ARTICLE_EN):
        if found := pattern.match(line):
            return LineShape("clause", _squeezed(found[1]) if pattern is _ARTICLE_ZH else found[1])
    if found := _HAN_LIST.match(line):
        return _numbered(line, found[1], 1)
    if (found := _DECIMAL_LEVELS.match(line)) or (found := _SINGLE.match(line)):
        return LineShape("clause", found[1])
    return None


def _numbered(line: str, number: str, level: int) -> LineShape:
    """一、总则 alone on its line is a heading; 一、甲方应当……。 is a clause."""
    short = len(line.strip()) <= _HEADING_LENGTH and not _ENDS_SENTENCE.search(line)
    return LineShape("heading", number, level) if short else LineShape("clause", number)


def _item(line: str) -> LineShape | None:
    if found := _BRACKETED.match(line):
        return LineShape("list_item", found[1])
    return LineShape("list_item") if _BULLET.match(line) else None


def _capitals(line: str) -> LineShape | None:
    """An English line in capitals is a heading, if it has a word of at least four letters ("TERM", not "USD 5")."""
    text = line.strip()
    is_heading = len(text) <= _CAPITALS_LENGTH and text.upper() == text and re.search(r"[A-Z]{4}", text)
    return LineShape("heading", None, 2) if is_heading and not re.search(r"[,;:]$|\d{3}|\t", text) else None


def _squeezed(number: str) -> str:
    return "".join(number.split())
