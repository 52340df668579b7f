"""The words of one Word paragraph in its final view: insertions kept, deletions, hidden and struck words left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from docintel.readers.archive import local
from docintel.readers.docx_numbering import value
from docintel.readers.limits import check_time
from docintel.readers.text_builder import Mark, visible

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Signs of picture fonts that contracts use for tick boxes and lists.
_WINGDINGS = {0x6F: "☐", 0x71: "☐", 0xA8: "☐", 0x52: "☑", 0x53: "☒", 0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗",
              0x6C: "●", 0x6E: "■", 0xE0: "→", 0xD8: "➢", 0xA1: "○", 0x9F: "•"}  # fmt: skip
_SYMBOL = {0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB1: "±", 0xB0: "°", 0xB7: "•", 0x44: "Δ", 0x61: "α", 0x62: "β", 0xB9: "≠",
           0xA5: "∞", 0xD7: "·", 0xB8: "÷", 0x2D: "−", 0xE5: "∑", 0xA7: "■"}  # fmt: skip
_SKIPPED = frozenset(
    ("rPr", "pPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "fldData", "tbl", "rubyPr", "rt", "annotationRef")
)
_PLAIN = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_PICTURES = frozenset(("blip", "imagedata"))
Kind = Literal["insertion", "deletion", "comment"]


@dataclass(frozen=True, slots=True)
class Comment:
    """A reviewer's comment from comments.xml."""

    text: str
    author: str | None
    date: datetime | None


@dataclass(slots=True)
class Words:
    """What one paragraph says and what hangs on it."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words as one string."""
        return "".join(self.pieces)

    def add(self, text: str) -> None:
        """Append visible words."""
        self.pieces.append(text)
        self.length += len(text)


@dataclass(slots=True)
class RunReader:
    """Reads paragraphs in order; remembers open fields and counts what it left out."""

    comments: dict[str, Comment] = field(default_factory=dict)
    hidden_styles: frozenset[str] = frozenset()
    #: Comments whose range has an end: one without would reach to the end of the document.
    comment_ends: frozenset[str] = frozenset()
    hidden: int = 0
    struck: int = 0
    pictures: int = 0
    _fields: list[bool] = field(default_factory=list)
    #: Where each open comment began in the paragraph being read; None for one that began in an earlier paragraph.
    _open_comments: dict[str, int | None] = field(default_factory=dict)

    def read(self, paragraph: _Element, before: Words | None = None) -> Words:
        """The words of a paragraph, after those of `before` when its paragraph mark was deleted."""
        words = before or Words()
        self._walk(paragraph, words)
        for comment, start in self._open_comments.items():
            self._comment(words, comment, start)
        ends = self.comment_ends
        self._open_comments = {comment: None for comment in self._open_comments if comment in ends}
        # A field whose result never began would swallow the rest of the document.
        self._fields = [has_result for has_result in self._fields if has_result]
        return words

    def _walk(self, element: _Element, words: Words) -> None:
        for child in element:
            name = local(child)
            if name in _SKIPPED or not name:
                continue
            if name == "r":
                self._run(child, words)
            elif name in ("ins", "moveTo"):
                start, pieces = words.length, len(words.pieces)
                self._walk(child, words)
                if words.length > start:
                    self._mark("insertion", child, words, start, "".join(words.pieces[pieces:]))
            elif name in ("del", "moveFrom"):
                if gone := removed_text(child):
                    self._mark("deletion", child, words, words.length, gone)
            elif name == "AlternateContent":
                self._walk(_chosen(child), words)
            elif not self._leaf(name, child, words):
                self._walk(child, words)

    def _leaf(self, name: str, element: _Element, words: Words) -> bool:
        """Elements that need no descent; False for any container."""
        if name == "txbxContent":
            words.boxes.append(element)
        elif name == "commentRangeStart":
            self._open_comments[value(element, "id")] = words.length
        elif name == "commentRangeEnd":
            comment = value(element, "id")
            if comment in self._open_comments:
                self._comment(words, comment, self._open_comments.pop(comment))
        elif name == "t":
            self._say(words, visible(element.text or ""))
        elif name in _PICTURES:
            self.pictures += 1
            return False
        else:
            return False
        return True

    def _run(self, run: _Element, words: Words) -> None:
        check_time()
        properties = next((child for child in run if local(child) == "rPr"), None)
        inner = Words() if properties is not None and (self._is_hidden(properties) or _is_struck(properties)) else words
        for child in run:
            self._run_child(child, inner)
        if inner is words or properties is None:
            return
        words.boxes += inner.boxes
        words.footnotes += inner.footnotes
        if self._is_hidden(properties):
            self.hidden += inner.length
        elif inner.length:
            self.struck += inner.length
            words.marks.append(Mark("deletion", inner.text, words.length, words.length))

    def _run_child(self, child: _Element, words: Words) -> None:
        name = local(child)
        if name == "fldChar":
            self._field_char(child, words)
        elif name in _PLAIN:
            self._say(words, _PLAIN[name])
        elif name == "br":
            self._say(words, "\n" if value(child, "type") in ("", "textWrapping") else "")
        elif name == "sym":
            self._say(words, _symbol(child))
        elif name in ("footnoteReference", "endnoteReference"):
            words.footnotes.append((name.removesuffix("Reference"), value(child, "id")))
        elif name == "commentReference":
            self._unranged_comment(words, value(child, "id"))
        elif name == "AlternateContent":
            self._walk(_chosen(child), words)
        elif name and name not in _SKIPPED and not self._leaf(name, child, words):
            self._walk(child, words)

    def _say(self, words: Words, text: str) -> None:
        """Add words unless they stand inside the code of a field, whose result alone is shown."""
        if all(self._fields):
            words.add(text)

    def _field_char(self, element: _Element, words: Words) -> None:
        kind = value(element, "fldCharType")
        if kind == "begin":
            for box in element.iter():
                if local(box) == "checkBox":
                    words.add("☑" if _is_checked(box) else "☐")
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _is_hidden(self, properties: _Element) -> bool:
        for child in properties:
            if local(child) == "vanish":
                return is_on(child)
        return any(local(child) == "rStyle" and value(child, "val") in self.hidden_styles for child in properties)

    def _mark(self, kind: Kind, element: _Element, words: Words, start: int, text: str) -> None:
        author, date = value(element, "author") or None, moment(value(element, "date"))
        words.marks.append(Mark(kind, text, start, words.length, author, date))

    def _comment(self, words: Words, comment: str, start: int | None) -> None:
        found = self.comments.get(comment)
        if found is None or (start is None and not words.length):
            return
        mark = Mark("comment", found.text, start or 0, words.length, found.author, found.date, goes_on=start is None)
        words.marks.append(mark)

    def _unranged_comment(self, words: Words, comment: str) -> None:
        if not any(mark.kind == "comment" and self.comments.get(comment) and
                   mark.text == self.comments[comment].text for mark in words.marks):  # fmt: skip
            self._comment(words, comment, words.length)


def removed_text(element: _Element) -> str:
    """The words inside a deletion, a moved-away passage or a deleted row."""
    return visible("".join(one.text or "" for one in element.iter() if local(one) in ("t", "delText")))


def is_on(element: _Element) -> bool:
    """Whether an on/off property is on: it is, unless it says otherwise."""
    return value(element, "val") not in ("0", "false", "off", "none")


def moment(text: str) -> datetime | None:
    """The date of a tracked change; None where it is missing or no date."""
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def _is_struck(properties: _Element) -> bool:
    return any(local(child) in ("strike", "dstrike") and is_on(child) for child in properties)


def _is_checked(box: _Element) -> bool:
    states = {local(child): is_on(child) for child in box}
    return states.get("checked", states.get("default", False))


def _chosen(element: _Element) -> _Element:
    """A text box stands in the file twice, for new and old programs: read it once."""
    options = {local(child): child for child in reversed(element)}
    return options["Choice"] if "Choice" in options else options.get("Fallback", element)


def _symbol(element: _Element) -> str:
    # Four hexadecimal digits (ECMA-376 part 1, 17.3.3.30 and 17.18.79); more are no character.
    if not re.fullmatch("[0-9A-Fa-f]{1,4}", value(element, "char")):
        return ""
    code = int(value(element, "char"), 16)
    table = _SYMBOL if value(element, "font") == "Symbol" else _WINGDINGS
    return table.get(code & 0xFF, "•") if 0xF000 <= code <= 0xF0FF else visible(chr(code))
