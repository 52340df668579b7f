"""Under which heading of the notes a table stands: the numbered note, the account it explains, whose notes they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from docintel.extractors.statement_accounts import chart
from docintel.extractors.statement_grid import Grid
from docintel.extractors.statement_labels import read_label
from docintel.extractors.statement_units import Unit, find_unit
from docintel.language.views import half_width, simplified
from docintel.records import Document, Span
from docintel.records.statement import Scope

_CHAPTER = re.compile(r"(?:第[一二三四五六七八九十]+[节章]|[一二三四五六七八九十]+、)")
# 十五、公司财务报表主要项目注释 are the parent's too: the group's say 合并.
_PARENT_NOTES = re.compile(r"(?:母|[、章节])公司(?:的)?财务报表.{0,6}(?:附注|注释)")
_NUMBERED = re.compile(r"(?:附注)?(?:[一二三四五六七八九十]+、)?\d{1,3}(?:\.\d{1,2})?[、.](?!\d)(?P<title>\D.*)")
_SUB = re.compile(r"(?:\(\d{1,2}\)[.、]?|\d{1,2}\)|[①-⑳])(?P<title>\D.*)")
_EN_NUMBERED = re.compile(
    r"(?:note\s+\d{1,2}[a-z]?\s*[-–—:.]*\s*|\d{1,2}(?:\.\d{1,2})?\.?\s+)(?P<title>[a-z].*)", re.IGNORECASE
)
_SUFFIX = re.compile(r"(?:的?(?:分类|披露|列示|明细|情况|构成|组成|按.{2,8}(?:列示|披露|分类)))+$")
_BOILERPLATE = re.compile(
    r"适用|单位:|币种|^\d+/\d+$|年度报告|说明:?$|说明[,:]|□|^page \d+|^\d+$|^\(continued\)$|table ?of ?contents"
    r"|^notes ?to ?the ?(?:consolidated ?)?financial",
    re.IGNORECASE,
)
_CJK = re.compile(r"[\u4e00-\u9fff]")
_LONGEST_ZH = 34
_LONGEST_EN = 90
_EN_WORDS = 9
_LONGEST_UNIT_LINE = 60


@dataclass(frozen=True, slots=True)
class Section:
    """The heading a table stands under. `account` is the balance-sheet account the note explains, None for others.

    `base` is the numbered note, `title` the heading below it that the table belongs to, `sub` the nearest line above
    the table that is no boilerplate; `units` are the lines since the heading that state a unit, with their places.
    """

    base: str = ""
    title: str = ""
    span: Span | None = None
    account: str | None = None
    scope: Scope | None = None
    sub: str = ""
    units: tuple[tuple[str, Span], ...] = ()

    @property
    def words(self) -> str:
        """The headings with the line nearest to the table, as filed."""
        return " ".join(dict.fromkeys(part for part in (self.base, self.title, self.sub) if part))

    @property
    def plain(self) -> str:
        """The same in simplified characters and half width, for comparison."""
        return simplified(half_width(self.words))

    @property
    def plain_sub(self) -> str:
        """The nearest line, for comparison."""
        return simplified(half_width(self.sub))


@dataclass(slots=True)
class _Outline:
    """Walks the lines between the tables and remembers the headings."""

    running: set[int]
    section: Section = field(default_factory=Section)
    lines: list[str] = field(default_factory=list)

    def take(self, at: int, line: str) -> None:
        """Read one line of the text; `at` is where it begins."""
        words = line.strip()
        if not words or at in self.running:
            return
        span = Span(start=at + line.index(words), end=at + line.index(words) + len(words))
        text = simplified(half_width(words))
        opened = self._chinese(text, words, span) if _CJK.search(text) else self._english(text, words, span)
        if opened is not None:
            self.section, self.lines = opened, []
            return
        self.lines.append(words)
        if stated_unit(text):
            self.section = replace(self.section, units=(*self.section.units, (text, span)))

    def above(self) -> Section:
        """The section of a table that stands here; the lines above it are spent."""
        lines, self.lines = self.lines, []
        said = [line for line in lines if not _is_boilerplate(line)]
        sub = said[-1] if said and len(said[-1]) <= _LONGEST_EN else ""
        return replace(self.section, sub=sub)

    def _chinese(self, text: str, words: str, span: Span) -> Section | None:
        packed = "".join(text.split())
        if len(packed) > _LONGEST_ZH or packed.endswith(("。", ";", ",")):
            return None
        scope = self.section.scope
        if _CHAPTER.match(packed) and not _NUMBERED.match(packed):
            mother = _PARENT_NOTES.search(packed) is not None
            return Section(
                words, words, span, scope="parent" if mother else "consolidated" if "合并" in packed else None
            )
        numbered = _NUMBERED.match(packed)
        if numbered:
            return Section(words, words, span, account_of(numbered["title"]), scope)
        sub = _SUB.match(packed)
        account = account_of(sub["title"] if sub else packed)
        if account is None or (sub is None and account != account_of(packed, bare=True)):
            return None
        return Section(self.section.base, words, span, account, scope, units=self.section.units)

    def _english(self, text: str, words: str, span: Span) -> Section | None:
        plain = " ".join(text.split())
        numbered = _EN_NUMBERED.fullmatch(plain)
        if len(plain) > _LONGEST_EN or plain.endswith((".", ",", ";", ":")) or len(plain.split()) > _EN_WORDS:
            return None
        if numbered and numbered["title"][0].isupper():
            return Section(words, words, span, account_of(numbered["title"]), self.section.scope)
        return None


def _is_boilerplate(line: str) -> bool:
    text = simplified(half_width(line))
    return _BOILERPLATE.search("".join(text.split())) is not None or stated_unit(text) is not None


def stated_unit(line: str) -> Unit | None:
    """The unit a line states; of a sentence only what stands in brackets: "debt was as follows (in millions):"."""
    texts = [line] if len(line) <= _LONGEST_UNIT_LINE else re.findall(r"\([^()]*\)", line)
    return next((unit for text in texts if (unit := find_unit(text))), None)


def account_of(title: str, *, bare: bool = False) -> str | None:
    """The balance-sheet account a heading names; `bare`: by nothing but its name."""
    found = chart("balance_sheet").find_exactly(read_label(title if bare else _SUFFIX.sub("", title)))
    return found.key if found is not None else None


def read_sections(document: Document, grids: Sequence[Grid]) -> Iterator[tuple[Grid, Section]]:
    """Every table with the section it stands in, in reading order."""
    running = {block.span.start for block in document.blocks if block.kind in ("header", "footer")}
    outline = _Outline(running)
    at = 0
    for grid in grids:
        for line in document.text[at : grid.span.start].split("\n"):
            outline.take(at, line)
            at += len(line) + 1
        at = max(grid.span.end, min(at, grid.span.start))
        yield grid, outline.above()
