"""Pages as US registrants' filing software writes them: spacer cells, "$" and ")" apart, tags, page breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from typing import Literal

from tests.bench.us_lines import Row

#: "tagged": three cells a column and three between columns, each number in an ix tag; "spaced": "$", number and ")" in
#: cells of their own behind a spacer; "plain": a cell a column, "$" and parentheses with the number.
Style = Literal["tagged", "spaced", "plain"]
#: A row of headings: what stands over the captions, then each text and how many columns it spans.
Head = tuple[str, Sequence[tuple[str, int]]]


@dataclass(slots=True)
class Page:
    """The page being written. `marks` are footnote marks by caption, `notes` note numbers in a column of their own."""

    style: Style
    parts: list[str] = field(default_factory=list)

    def say(self, words: str, *, bold: bool = False) -> None:
        """A line of text."""
        weight = ";font-weight:700" if bold else ""
        self.parts.append(f'<div style="text-align:center"><span style="font-size:10pt{weight}">{words}</span></div>')

    def turn(self, number: int) -> None:
        """The end of a page."""
        self.parts.append(f'<div><div style="text-align:center"><span>{number}</span></div></div>')
        self.parts.append('<hr style="page-break-after:always"/><div></div>')

    def table(self, heads: Sequence[Head], rows: Sequence[Row], *, notes: bool = False) -> None:
        """A table of headings and lines; `notes` adds a column of note numbers behind the captions."""
        columns = max(len(row.cells) for row in rows)
        written = [self._head(head, columns, notes=notes) for head in heads]
        first = True
        for at, row in enumerate(rows):
            dollar = bool(row.cells) and (first or row.total) and not row.beside
            first = first and not row.cells
            written.append(self._row(row, columns, dollar=dollar, note=str(at % 17 + 2) if notes else None))
        empty = '<td style="width:1.0%"></td><td style="width:9.8%"></td><td style="width:0.1%"></td>'
        ruler = f"<tr>{empty * (2 * columns)}</tr>" if self.style == "tagged" else ""
        self.parts.append(f'<div><table style="border-collapse:collapse">{ruler}{"".join(written)}</table></div>')

    def grid(self, rows: Sequence[Sequence[str]]) -> None:
        """A table of words, such as contents or selected data."""
        cells = ("".join(f"<td><span>{escape(cell)}</span></td>" for cell in row) for row in rows)
        self.parts.append(f"<div><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table></div>")

    def data(self) -> bytes:
        """The file, its XBRL contexts hidden at the top as they are in inline-XBRL filings."""
        hidden = (
            '<div style="display:none"><ix:header><ix:hidden><ix:nonNumeric name="dei:AmendmentFlag">false'
            '</ix:nonNumeric><ix:nonNumeric name="dei:EntityCentralIndexKey">0001999999</ix:nonNumeric></ix:hidden>'
            "<ix:resources><xbrli:context><xbrli:period><xbrli:startDate>2024-01-01</xbrli:startDate></xbrli:period>"
            "</xbrli:context></ix:resources></ix:header></div>"
        )
        head = "<?xml version='1.0' encoding='ASCII'?><html xmlns='http://www.w3.org/1999/xhtml'><head></head><body>"
        return f"{head}{hidden}{''.join(self.parts)}</body></html>".encode("ascii", "xmlcharrefreplace")

    def _head(self, head: Head, columns: int, *, notes: bool) -> str:
        over, texts = head
        note = ("<td>Note Reference Number</td>" if over.endswith("*") else "<td></td>") if notes else ""
        label = f"<span>{escape(over.removesuffix('*'))}</span>" if over else ""
        if self.style == "plain":
            cells = "".join(f'<td colspan="{wide}"><b>{escape(text)}</b></td>' for text, wide in texts)
            return f"<tr><td>{label}</td>{note}{cells}</tr>"
        if self.style == "spaced":
            cells = "".join(
                f'<td>&#160;</td><td colspan="{4 * wide - 2}" style="border-bottom:1px solid"><p><b>{escape(text)}</b>'
                "</p></td><td>&#160;</td>"
                for text, wide in texts
            )
            return f"<tr><td>{label}</td>{note}{cells}</tr>"
        cells = '<td colspan="3"></td>'.join(
            f'<td colspan="{6 * wide - 3}" style="padding:0 1pt"><span><b>{escape(text)}</b></span></td>'
            for text, wide in texts
        )
        return f'<tr><td colspan="3">{label}</td>{note}{cells}</tr>'

    def _row(self, row: Row, columns: int, *, dollar: bool, note: str | None) -> str:
        label = escape(row.label)
        own = "" if note is None else f"<td>{note if row.cells and not row.total else ''}</td>"
        cells = row.cells or (None,) * columns
        if self.style == "plain":
            texts = (("$" if dollar else "") + _text(cell.printed, row) if cell else "" for cell in cells)
            return f"<tr><td>{label}</td>{own}{''.join(f'<td>{text}</td>' for text in texts)}</tr>"
        if self.style == "spaced":
            return f"<tr><td><p>{label}</p></td>{own}{''.join(_spaced(cell, row, dollar) for cell in cells)}</tr>"
        if not row.cells:
            width = 6 * columns - 3
            return f'<tr><td colspan="3"><span><b>{label}</b></span></td>{own}<td colspan="{width}"></td></tr>'
        written = '<td colspan="3"></td>'.join(_tagged(cell, row, dollar) for cell in row.cells)
        return f'<tr><td colspan="3" style="padding-left:8pt"><span>{label}</span></td>{own}{written}</tr>'


def _text(printed: Decimal | None, row: Row) -> str:
    if printed is None:
        return "—"
    text = f"{abs(printed):,}"
    return f"({text})" if printed < 0 else text


def _spaced(cell: object, row: Row, dollar: bool) -> str:
    printed = getattr(cell, "printed", None)
    if cell is None:
        return "<td>&#160;</td>" * 4
    text = _text(printed, row)
    closing = ")" if text.endswith(")") else "&#160;"
    sign = "$" if dollar else "&#160;"
    return f"<td>&#160;</td><td>{sign}</td><td><p>{text.removesuffix(')')}</p></td><td>{closing}</td>"


def _tagged(cell: object, row: Row, dollar: bool) -> str:
    printed = getattr(cell, "printed", None)
    text = _text(printed, row)
    sign = ' sign="-"' if printed is not None and printed < 0 else ""
    kind = "fixed-zero" if printed is None else "num-dot-decimal"
    bare = text.strip("()")
    number = f'<ix:nonFraction contextRef="c-1" name="us-gaap:Some" format="ixt:{kind}"{sign}>{bare}</ix:nonFraction>'
    opened = f"<span>{'(' if sign else ''}{number}</span>"
    closing = f"<td><span>{')' if sign else ''}</span></td>"
    if dollar:
        return f"<td><span>$</span></td><td>{opened}</td>{closing}"
    return f'<td colspan="2">{opened}</td>{closing}'
