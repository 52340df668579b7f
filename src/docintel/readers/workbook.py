"""The parts of an Excel workbook: sheets in order, shared strings, number formats, and the cells of one sheet.

Read straight from the XML, in one pass for values and formulas, so that a sheet whose used range claims
1,048,576 rows costs no more than the cells that are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Protocol

from docintel.readers.archive import Package, harmless_xml, local, truncated, xml_error
from docintel.readers.cell_references import COLUMNS, ROWS, area_of, moved, place_of
from docintel.readers.limits import check_time, require
from docintel.readers.number_format import built_in_format

if TYPE_CHECKING:
    from lxml.etree import _Element

#: A longer format code than this Excel does not take.
_FORMAT_LENGTH = 255


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name, the part it is in, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A cell as stored: row and column from 0, type and value as written, number format, formula."""

    row: int
    column: int
    kind: str
    value: str | None
    format: str
    formula: str | None
    hidden: bool


@dataclass(slots=True)
class SheetCells:
    """The cells of a sheet and the ranges it merges, as (top, left, bottom, right) from 0, ends included."""

    cells: list[StoredCell] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


class SheetSource(Protocol):
    """A workbook of any age: its sheets in order, their cells and the notes on them."""

    @property
    def sheets(self) -> tuple[Sheet, ...]: ...

    @property
    def since_1904(self) -> bool: ...

    def read(self, sheet: Sheet, limit: int) -> SheetCells: ...

    def comments(self, sheet: Sheet) -> dict[tuple[int, int], tuple[str, str | None]]: ...


@dataclass(frozen=True, slots=True)
class Workbook:
    """An open workbook."""

    package: Package
    sheets: tuple[Sheet, ...]
    strings: tuple[str, ...]
    formats: tuple[str, ...]
    since_1904: bool

    @classmethod
    def open(cls, data: bytes) -> Workbook:
        """The workbook in these bytes; raises ReadError when it is damaged."""
        package = Package.open(data)
        main = next(
            (part for kind, part in package.relations("").values() if kind == "officeDocument"), "xl/workbook.xml"
        )
        if main not in package:
            raise truncated()
        root = package.xml(main)
        links = package.relations(main)
        parts = {kind: part for kind, part in links.values() if part in package}
        return cls(
            package,
            tuple(_sheets(root, links)),
            tuple(_strings(package, parts.get("sharedStrings"))),
            tuple(_formats(package, parts.get("styles"))),
            any(local(one) == "workbookPr" and one.get("date1904") in ("1", "true") for one in root),
        )

    def read(self, sheet: Sheet, limit: int) -> SheetCells:
        """The cells of a sheet that hold something; stops one past the limit."""
        from lxml import etree  # heavy: loaded on first use

        found = SheetCells()
        reader = _SheetReader(self, found, limit)
        data = BytesIO(harmless_xml(self.package.read(sheet.part)))
        wanted = ("{*}row", "{*}col", "{*}mergeCell")
        try:
            for _, element in etree.iterparse(data, tag=wanted, huge_tree=True, resolve_entities=False):
                check_time()
                reader.take(element)
                element.clear()
                if len(found.cells) > limit:
                    break
        except etree.XMLSyntaxError as error:
            raise xml_error(error) from error
        return found

    def comments(self, sheet: Sheet) -> dict[tuple[int, int], tuple[str, str | None]]:
        """Notes on the cells of a sheet by row and column: the words and who wrote them."""
        found: dict[tuple[int, int], tuple[str, str | None]] = {}
        for kind, part in self.package.relations(sheet.part).values():
            if kind != "comments" or part not in self.package:
                continue
            root = self.package.xml(part)
            authors = [one.text for one in root.iter("{*}author")]
            for one in root.iter("{*}comment"):
                at = integer(one.get("authorId"), len(authors))
                if place := place_of(one.get("ref") or ""):
                    found[place] = rich_text(one), authors[at] if at < len(authors) else None
        return found


@dataclass(slots=True)
class _SheetReader:
    workbook: Workbook
    found: SheetCells
    limit: int
    row: int = -1
    hidden_columns: bytearray = field(default_factory=lambda: bytearray(COLUMNS))
    formula_length: int = 0
    shared: dict[str, tuple[str, int, int]] = field(default_factory=dict)

    def take(self, element: _Element) -> None:
        name = local(element)
        if name == "col" and _is_hidden(element, "width"):
            first, last = max(integer(element.get("min")), 1) - 1, min(integer(element.get("max")), COLUMNS)
            self.hidden_columns[first:last] = b"\1" * (last - first)
        elif name == "mergeCell":
            if area := area_of(element.get("ref") or ""):
                self.found.merged.append(area)
        elif name == "row":
            self._row(element)

    def _row(self, element: _Element) -> None:
        stated = integer(element.get("r"))
        self.row = stated - 1 if 1 <= stated <= ROWS else self.row + 1
        hidden = _is_hidden(element, "ht")
        column = -1
        for child in element:
            if local(child) != "c":
                continue
            place = place_of(child.get("r") or "")
            column = place[1] if place else column + 1
            if cell := self._cell(child, column, hidden=hidden):
                self.found.cells.append(cell)
                if len(self.found.cells) > self.limit:
                    return

    def _cell(self, element: _Element, column: int, *, hidden: bool) -> StoredCell | None:
        value: str | None = None
        formula: str | None = None
        for child in element:
            name = local(child)
            if name == "v":
                value = child.text or ""
            elif name == "is":
                value = rich_text(child)
            elif name == "f":
                formula = self._formula(child, column)
                # A shared formula of 8,192 characters in each of a million cells would fill 8 GB.
                self.formula_length += len(formula)
                require(self.formula_length, "max_characters", "characters in the formulas of one sheet")
        kind = element.get("t") or "n"
        if kind == "s" and value is not None:
            at = integer(value, -1)
            value = self.workbook.strings[at] if 0 <= at < len(self.workbook.strings) else None
        if not value and formula is None:
            return None
        style = integer(element.get("s"))
        code = self.workbook.formats[style] if style < len(self.workbook.formats) else "General"
        veiled = hidden or any(self.hidden_columns[column : column + 1])
        return StoredCell(self.row, column, kind, value, code, formula, veiled)

    def _formula(self, element: _Element, column: int) -> str:
        """The formula as typed; a shared one is moved to its cell from where it was typed."""
        written, shared = element.text or "", element.get("si")
        if element.get("t") != "shared" or shared is None:
            return f"={written}"
        if written:
            self.shared[shared] = (written, self.row, column)
            return f"={written}"
        origin, row, first = self.shared.get(shared, ("", 0, 0))
        return f"={moved(origin, self.row - row, column - first)}"


def _is_hidden(element: _Element, size: str) -> bool:
    """Whether a row or column is hidden, or drawn with no height or width at all."""
    return element.get("hidden") in ("1", "true") or bool(re.fullmatch(r"0+(\.0*)?", element.get(size) or ""))


def integer(text: str | None, default: int = 0) -> int:
    """A whole number of an attribute; the default for nonsense."""
    return int(text) if text and re.fullmatch(r"\d{1,9}", text) else default


def rich_text(element: _Element) -> str:
    """The words of a string item, its runs joined, without phonetic guides."""
    phonetic = {piece for guide in element.iter() if local(guide) == "rPh" for piece in guide}
    pieces = (one for one in element.iter() if local(one) == "t" and one not in phonetic)
    text = "".join(one.text or "" for one in pieces)
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _sheets(root: _Element, links: dict[str, tuple[str, str]]) -> Iterator[Sheet]:
    for one in root.iter("{*}sheet"):
        link = next((str(text) for key, text in one.attrib.items() if str(key).endswith("}id")), "")
        kind, part = links.get(link, ("", ""))
        if kind == "worksheet":
            yield Sheet(one.get("name") or "", part, one.get("state") in ("hidden", "veryHidden"))


def _strings(package: Package, part: str | None) -> Iterator[str]:
    if part:
        yield from (rich_text(one) for one in package.xml(part) if local(one) == "si")


def _formats(package: Package, part: str | None) -> Iterator[str]:
    """The number format of each cell style, in order."""
    if not part:
        return
    root = package.xml(part)
    own = {integer(one.get("numFmtId")): one.get("formatCode") or "General" for one in root.iter("{*}numFmt")}
    for styles in root.iter("{*}cellXfs"):
        for one in styles:
            number = integer(one.get("numFmtId"))
            code = own.get(number, built_in_format(number))
            yield code if len(code) <= _FORMAT_LENGTH else "General"
