"""The visible words of a web page in reading order: paragraphs, headings, list items and tables.

Serves web pages and the HTML bodies of mail. Walks without recursion: filings nest hundreds of elements deep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from docintel.readers.blocks import LineShape, line_shape
from docintel.readers.html_tables import HtmlCell, table_drafts
from docintel.readers.limits import check_time
from docintel.readers.list_numbers import counted
from docintel.readers.text_builder import Draft, ParagraphDraft, TableDraft, visible

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DROPPED = frozenset(
    ("script", "style", "head", "noscript", "template", "iframe", "object", "svg", "math", "select", "option",
     "textarea", "button", "ix:header", "ix:hidden", "xml")
)  # fmt: skip
_BLOCKS = frozenset(
    ("html", "body", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr",
     "td", "th", "thead", "tbody", "tfoot", "caption", "blockquote", "pre", "hr", "section", "article", "header",
     "footer", "main", "nav", "aside", "address", "center", "form", "fieldset", "figure", "figcaption", "legend")
)  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|%)?\s*(?:;|$)", re.I
)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)|font\s*:[^;]*\bbold\b", re.I)
_SPACE = re.compile("[ \t\r\n\f\u00a0]+")
#: Chinese is written without spaces: a line end between two of its characters is none either.
_HAN = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_HAN_WRAP = re.compile(rf"(?<={_HAN})[ \t]*\r?\n[ \t\r\n]*(?={_HAN})")
_BREAK = "\u2028"
_LIST_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_HEADING_LENGTH = 120
_RULE = "_" * 32


@dataclass(slots=True)
class HtmlFlow:
    """Walks a tree once. With `quoting`, quoted passages of a mail get "> " before each line."""

    quoting: bool = False
    hidden: int = 0
    _pieces: list[str] = field(default_factory=list)
    _bold: int = 0
    _bold_length: int = 0
    _preformatted: int = 0
    _quotes: int = 0
    _heading: int | None = None
    _lists: list[tuple[str, int]] = field(default_factory=list)
    _label: str = ""

    def drafts(self, root: HtmlElement) -> Iterator[Draft]:
        """What the page shows, in reading order."""
        from lxml import etree  # heavy: loaded on first use

        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            check_time()
            name = _name(element)
            if event == "end":
                yield from self._close(element, name)
                if element is not root:
                    self._say(element.tail)
            elif not name or name in _DROPPED:
                walker.skip_subtree()
            elif _is_hidden(element):
                self.hidden += _hidden_length(element)
                walker.skip_subtree()
            elif name == "table" and not _is_layout(element):
                yield from self._flush()
                walker.skip_subtree()
                yield from self._table(element)
            else:
                yield from self._open(element, name)
        yield from self._flush()

    def _open(self, element: HtmlElement, name: str) -> Iterator[Draft]:
        if name in _BLOCKS:
            yield from self._flush()
        if name == "br":
            self._pieces.append(_BREAK)
        elif name == "hr" and self.quoting:
            yield ParagraphDraft(_RULE)
        elif name == "li":
            self._label = self._next_label(element)
        elif name in ("ol", "ul"):
            self._lists.append((_list_style(element, name), _whole(element.get("start"), 1)))
        elif name == "blockquote":
            self._quotes += 1
        elif name == "pre":
            self._preformatted += 1
        elif re.fullmatch(r"h[1-6]", name):
            self._heading = int(name[1])
        self._bold += _is_bold(element, name)
        self._say(element.text)

    def _close(self, element: HtmlElement, name: str) -> Iterator[Draft]:
        if not name or name in _DROPPED or _is_hidden(element) or (name == "table" and not _is_layout(element)):
            return
        if name in _BLOCKS:
            yield from self._flush()
        if name in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif name == "blockquote":
            self._quotes -= 1
        elif name == "pre":
            self._preformatted -= 1
        elif re.fullmatch(r"h[1-6]", name):
            self._heading = None
        self._bold -= _is_bold(element, name)

    def _say(self, text: str | None) -> None:
        if text:
            self._pieces.append(text.replace("\n", _BREAK) if self._preformatted else text)
            self._bold_length += len(text.strip()) if self._bold else 0

    def _flush(self) -> Iterator[Draft]:
        """The paragraph gathered so far, one draft for each of its lines."""
        if not self._pieces:
            return
        text, bold = "".join(self._pieces), self._bold_length
        self._pieces, self._bold_length = [], 0
        for line in text.split(_BREAK):
            words = visible(line if self._preformatted else _SPACE.sub(" ", _HAN_WRAP.sub("", line)).strip())
            if words.strip():
                yield self._paragraph(words, is_bold=bold >= 0.9 * len(text.strip()))

    def _paragraph(self, words: str, *, is_bold: bool) -> ParagraphDraft:
        label, self._label = self._label, ""
        words = label + words
        shape = line_shape(words)
        if self._heading:
            shape = LineShape("heading", shape.number, self._heading)
        elif label and shape.kind == "paragraph":
            shape = LineShape("list_item", label.rstrip(". ") if label[0].isalnum() else None)
        elif is_bold and shape.kind == "paragraph" and _is_heading(words):
            shape = LineShape("heading", shape.number, 3)
        quote = "> " * self._quotes if self.quoting else ""
        return ParagraphDraft(quote + words, shape.kind, shape.level, shape.number)

    def _table(self, table: HtmlElement) -> Iterator[Draft]:
        cells, title = [], None
        for row in table.iter("tr", "caption"):
            check_time()
            if _is_hidden(row):
                self.hidden += _hidden_length(row)
            elif _name(row) == "caption":
                title = self._cell_text(row)
            else:
                cells.append([self._cell(one) for one in row if _name(one) in ("td", "th")])
        quote = "> " * self._quotes if self.quoting else ""
        for draft in table_drafts(cells, title):
            yield draft if isinstance(draft, TableDraft) else replace(draft, text=quote + draft.text)

    def _cell(self, element: HtmlElement) -> HtmlCell:
        rows, columns = _whole(element.get("rowspan"), 1), _whole(element.get("colspan"), 1)
        return HtmlCell(self._cell_text(element), min(max(rows, 1), 1000), min(max(columns, 1), 200))

    def _cell_text(self, element: HtmlElement) -> str:
        inner = HtmlFlow()
        text = " ".join(draft.text for draft in inner.drafts(element) if isinstance(draft, ParagraphDraft))
        self.hidden += inner.hidden
        return text

    def _next_label(self, element: HtmlElement) -> str:
        if not self._lists:
            return "• "
        style, count = self._lists[-1]
        count = _whole(element.get("value"), count)
        self._lists[-1] = (style, count + 1)
        if style == "none":
            return ""
        return "• " if style == "bullet" else f"{counted(count, style)}. "


def _name(element: HtmlElement) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and bool(_HIDDEN.search(style)))


def _hidden_length(element: HtmlElement) -> int:
    """How many characters a hidden passage keeps from the reader; the data block of inline XBRL is none of them."""
    if next(element.iterdescendants("ix:header"), None) is not None:
        return 0
    return sum(len(text.strip()) for text in element.itertext("*") if text)


def _is_bold(element: HtmlElement, name: str) -> bool:
    style = element.get("style")
    return name in ("b", "strong", "th") or (style is not None and bool(_BOLD.search(style)))


def _is_layout(table: HtmlElement) -> bool:
    """A table that holds tables places them on the page; its cells are running text."""
    return next(table.iterdescendants("table"), None) is not None


def _is_heading(words: str) -> bool:
    return len(words) <= _HEADING_LENGTH and not re.search(r"[。；;，,：:]\s*$|[^.\d]\.\s*$", words)


def _list_style(element: HtmlElement, name: str) -> str:
    if re.search(r"list-style(?:-type)?\s*:[^;]*none", element.get("style") or "", re.I):
        return "none"
    return "bullet" if name == "ul" else _LIST_STYLES.get(element.get("type") or "", "decimal")


def _whole(text: str | None, default: int) -> int:
    found = re.match(r"\s*(\d{1,5})", text or "")
    return int(found[1]) if found else default
