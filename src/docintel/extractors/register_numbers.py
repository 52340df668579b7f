"""Whose register number a document states: only where the words say so, never to two companies.

A number decides whose file a document is put in, so one that might be another company's is given to nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from docintel.language.identifiers import Identifier, find_identifiers
from docintel.language.patterns import view
from docintel.records import Cell, Document, Span, Table

_REACH = 300
_RIGHT_BEHIND = 40
#: Lines of one party's particulars between its name and its number: seat, representative, telephone.
_PARTICULARS = 6
_LONGEST_PARTICULAR = 90
_SENTENCE_END = re.compile(r"[。；;]|\.\s+(?=[A-Z][a-z])|\n\s*\n")
_BRACKETED = re.compile(r"\([^()]*\)")
_LABEL_OF_NUMBER = (
    r"(?:(?:现)?持有|其|营业执照|注册号|及)?(?:的)?(?:统一)?(?:社会)?(?:信用代码|组织机构代码)(?:证号?|\(注册号\))?(?:为|是)?"
    r"|(?:with |having |its |and |the )*"
    r"(?:unified social credit (?:code|identifier)|uscc|usci|lei|legal entity identifier)"
    r"(?: (?:code|no\.?|number|is|of))*"
)
#: What may stand between a name and the number that is certainly its own.
_BESIDE = re.compile(rf"[\s,、:()\"]*(?:{_LABEL_OF_NUMBER})?[\s:()#]*")
_OPENS_PARTICULAR = re.compile(rf"\s*(?:{_LABEL_OF_NUMBER})\s*[:(]?\s*")
#: Columns without a table: no telling what belongs together.
_COLUMNS = re.compile(r"\t|[^\S\n]{3,}")
_NAME_BEHIND = re.compile(r"[\s)\"]*的\s*")
#: 开户行：某银行 among a party's particulars names another company.
_OF_OTHERS = re.compile(
    r"开户|账户|银行(?!名称)|股东|控股|母公司|实际控制|担保|bank|account|shareholder|parent|attention|copy to"
)
#: A company, a limited company established under … : what follows is said of the name before it.
_APPOSED = re.compile(r"\s*(?:\([^()]*\))?\s*,\s*(?:an?\s|一家|系|为|住所|注册地|法定代表人|地址|its registered|with )")
_NAMES_OWNER = re.compile(r"(?:[^:。;,]{0,24}:)?[\s\"(]*")
#: A report speaks of the company it is about as 公司 or 本公司.
_THE_COMPANY = re.compile(r"(?:^|[\s,。;])(?:本)?公司(?:现)?(?:已)?(?:持有|取得|领取)[^。;,]{0,40}$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A company's name where it stands; `key` is the company, one for its names in two languages."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A register number with the company whose it is."""

    identifier: Identifier
    key: str


def number_companies(document: Document, mentions: Sequence[Mention], reporting: str | None) -> list[Numbered]:
    """The numbers whose owner is certain; `reporting` is the company a report is about, if one is.

    A number said of two companies is left out, and so are two valid numbers of one register for one company.
    """
    frame = _Frame(document, sorted(mentions, key=lambda one: one.start), reporting)
    stated = [(identifier, frame.owner(identifier)) for identifier in find_identifiers(document.text)]
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    numbers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for identifier, owner in stated:
        if owner is not None:
            owners[identifier.scheme, identifier.value].add(owner)
            if identifier.valid:
                numbers[owner, identifier.scheme].add(identifier.value)
    return [
        Numbered(identifier, owner)
        for identifier, owner in stated
        if owner
        and len(owners[identifier.scheme, identifier.value]) == 1
        and len(numbers[owner, identifier.scheme]) < 2
    ]


@dataclass(frozen=True, slots=True)
class _Frame:
    """A document as the search for owners sees it."""

    document: Document
    mentions: Sequence[Mention]
    reporting: str | None

    def owner(self, number: Identifier) -> str | None:
        """The one company the words around a number give it to."""
        for table in self.document.tables:
            if table.span.start <= number.start < table.span.end:
                return self._owner_in_table(table, number)
        readings: tuple[Callable[[Identifier], str | None], ...] = (
            self._named_behind, self._named_ahead, self._named_above, self._report_subject,
        )  # fmt: skip
        return next((found for read in readings if (found := read(number)) is not None), None)

    def _within(self, start: int, end: int) -> list[Mention]:
        return [one for one in self.mentions if start <= one.start and one.end <= end]

    def _words(self, start: int, end: int) -> str:
        return view(self.document.text[max(0, start) : end])

    def _named_behind(self, number: Identifier) -> str | None:
        """统一社会信用代码为…的某公司: the name follows."""
        link = _NAME_BEHIND.match(self._words(number.end, number.end + 6))
        first = self._within(number.end, number.end + _RIGHT_BEHIND)[:1]
        return first[0].key if link and first and first[0].start == number.end + link.end() else None

    def _named_ahead(self, number: Identifier) -> str | None:
        """The name right before the number, or the only company of its sentence."""
        start = max(0, number.start - _REACH)
        for stop in _SENTENCE_END.finditer(self.document.text, start, number.start):
            start = stop.end()
        line = self.document.text.rfind("\n", start, number.start) + 1
        named = self._within(start, number.start)
        if not named:
            return None
        between = _BRACKETED.sub("", self._words(named[-1].end, number.start))
        alone = len({one.key for one in named}) == 1
        if _COLUMNS.search(self.document.text, named[-1].end, number.start) or not (alone or between.strip()):
            return None
        if "\n" not in self.document.text[named[-1].end : number.start] and _BESIDE.fullmatch(between):
            return named[-1].key
        if named[0].start < line or not alone:
            return None
        heads = _NAMES_OWNER.fullmatch(self._words(start, named[0].start)) is not None
        return named[0].key if heads or _APPOSED.match(self._words(named[0].end, number.start)) else None

    def _named_above(self, number: Identifier) -> str | None:
        """A party's particulars, line by line: the name stands at the head of a line above that of the number."""
        line = self.document.text.rfind("\n", 0, number.start) + 1
        if not _OPENS_PARTICULAR.fullmatch(self._words(line, number.start)):
            return None
        for start, end in self._lines_above(line):
            words, named = self._words(start, end), self._within(start, end)
            if len(words) > _LONGEST_PARTICULAR and not named:
                return None
            if not named or _OF_OTHERS.search(words[: named[0].start - start]):
                continue
            heads = _NAMES_OWNER.fullmatch(words[: named[0].start - start]) is not None
            return named[0].key if heads and len({one.key for one in named}) == 1 else None
        return None

    def _lines_above(self, line: int) -> Iterator[tuple[int, int]]:
        seen = 0
        while line > 0 and seen < _PARTICULARS:
            end = line - 1
            line = self.document.text.rfind("\n", 0, end) + 1
            if self.document.text[line:end].strip():
                seen += 1
                yield line, end

    def _report_subject(self, number: Identifier) -> str | None:
        ahead = self._words(number.start - 60, number.start)
        return self.reporting if _THE_COMPANY.search(ahead) else None

    def _owner_in_table(self, table: Table, number: Identifier) -> str | None:
        """The one company of the row; without any, the one in the same column above, as in a form of particulars."""
        home = self.document.cell_at(Span(start=number.start, end=number.end))
        if home is None:
            return None
        inside = self._named_ahead(number) if self._within(home.span.start, number.start) else None
        row = {one.key for cell in table.cells if cell.row == home.row for one in self._of_cell(cell)}
        if inside or row:
            return inside or (row.pop() if len(row) == 1 else None)
        return self._owner_above(table, home)

    def _owner_above(self, table: Table, home: Cell) -> str | None:
        above = [cell for cell in table.cells if cell.column == home.column and 0 < home.row - cell.row <= _PARTICULARS]
        for cell in sorted(above, key=lambda cell: -cell.row):
            named = {one.key for one in self._of_cell(cell)}
            beside = [one for one in table.cells if one.row == cell.row and one.column < cell.column]
            label = "".join(self._words(one.span.start, one.span.end) for one in beside)
            if named and not _OF_OTHERS.search(label):
                return named.pop() if len(named) == 1 and label else None
        return None

    def _of_cell(self, cell: Cell) -> list[Mention]:
        return self._within(cell.span.start, cell.span.end)
