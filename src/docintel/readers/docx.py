"""Word documents in their final view: insertions kept, deletions recorded aside, numbers as Word shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from docintel.errors import ReadCode, ReadError
from docintel.readers.archive import local
from docintel.readers.blocks import LineShape, is_contents_entry, line_shape
from docintel.readers.docx_numbering import Numbering, value
from docintel.readers.docx_package import WordPackage
from docintel.readers.docx_runs import RunReader, Words
from docintel.readers.docx_styles import Style, Styles
from docintel.readers.docx_tables import as_flow, read_table
from docintel.readers.limits import check_time
from docintel.readers.sniff import DOCX
from docintel.readers.text_builder import Draft, Mark, ParagraphDraft, TextBuilder
from docintel.records import Part, Reading
from docintel.records.document import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_SENTENCE = re.compile(r"[。；;，,！!？?]\s*$|[^.\d]\.\s*$")
_HEADING_LENGTH = 120
_TITLE_LENGTH = 80
_CONTAINERS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "body"))


class DocxReader:
    """Reads .docx and .docm."""

    name = "docx"
    version = 2

    def read(self, data: bytes, name: str) -> Reading:
        """The final text with tables, tracked changes and comments; raises ReadError for a damaged file."""
        package = WordPackage.open(data)
        if package.main not in package.package:
            raise ReadError(ReadCode.MISTYPED, f"{name} holds no Word text; open it in Word and save it as .docx.")
        body = _Body.of(package)
        builder = TextBuilder()
        root = package.package.xml(package.main)
        body.runs.comment_ends = frozenset(value(one, "id") for one in root.iter("{*}commentRangeEnd"))
        builder.add_all(_titled([*body.flow(root), *body.rest()]))
        builder.add_all(body.footnote_drafts())
        builder.add_all(body.margins(root))
        for sentence in body.notes():
            builder.note(sentence)
        attachments = tuple(package.embedded())
        parts = tuple(Part(name=one.name, media_type=one.media_type, size=len(one.data)) for one in attachments)
        document = builder.document(
            data, name, media_type=DOCX, reader=f"{self.name}@{self.version}", parts=parts
        )  # fmt: skip
        return Reading(document, attachments=attachments)


@dataclass(slots=True)
class _Body:
    """Walks the body in reading order and drafts what it finds."""

    package: WordPackage
    numbering: Numbering
    styles: Styles
    runs: RunReader
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    merged: Words | None = None
    outside: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, package: WordPackage) -> _Body:
        numbering = Numbering.of(package.root("numbering"))
        styles = Styles.of(package.root("styles"), numbering)
        return cls(package, numbering, styles, RunReader(package.comments(), styles.hidden))

    def flow(self, element: _Element) -> Iterator[Draft]:
        """Paragraphs and tables of a container, in reading order."""
        for child in element:
            check_time()
            name = local(child)
            if name == "p":
                yield from self.paragraph(child)
            elif name == "tbl":
                table = read_table(child, lambda cell: list(self.flow(cell)))
                yield from as_flow(table)
            elif name in _CONTAINERS:
                yield from self.flow(child)
            elif name == "AlternateContent":
                chosen = [one for one in child if local(one) == "Choice"] or list(child)
                yield from self.flow(chosen[0]) if chosen else ()
            elif name == "altChunk":
                self.outside.add("A part of another format was put into the document and not read.")

    def paragraph(self, element: _Element) -> Iterator[Draft]:
        """One paragraph, then its text boxes; nothing while its mark is deleted, for then the next one goes on."""
        words = self.runs.read(element, self.merged)
        self.merged = words if _mark_is_deleted(element) else None
        if self.merged is not None:
            return
        self.footnotes += words.footnotes
        style = self.styles.of_paragraph(element)
        label, gap = self._label(style, words)
        if words.text.strip() or label or words.marks:
            yield _draft(style, label, gap, words)
        for box in words.boxes:
            yield from self.flow(box)

    def rest(self) -> Iterator[Draft]:
        """What stands before a deleted paragraph mark at the very end."""
        if self.merged is not None:
            yield _draft(Style(), "", "", self.merged)
            self.merged = None

    def footnote_drafts(self) -> Iterator[Draft]:
        """The notes at the foot of the page, in the order in which the text calls them."""
        notes = self.package.notes() if self.footnotes else {}
        for at, key in enumerate(dict.fromkeys(self.footnotes), start=1):
            if key not in notes:
                continue
            note = _in_one_line(_flattened(list(self.flow(notes[key]))), f"[{at}]")
            if note.text != f"[{at}]" or note.marks:
                yield replace(note, kind="list_item", number=f"[{at}]")

    def margins(self, root: _Element) -> Iterator[Draft]:
        """Headers and footers, each wording once, and with it its own changes."""
        seen: set[tuple[str, str, tuple[Mark, ...]]] = set()
        for one in root.iter():
            name = local(one)
            if name not in ("headerReference", "footerReference"):
                continue
            part = self.package.part(value(one, "id"))
            drafts = [] if part is None else list(self.flow(part))
            for draft in _flattened(drafts):
                key = (name, draft.text.strip(), draft.marks)
                if key not in seen:
                    seen.add(key)
                    kind: BlockKind = "header" if name == "headerReference" else "footer"
                    yield ParagraphDraft(draft.text, kind, marks=draft.marks)

    def notes(self) -> Iterator[str]:
        """What was left out, in sentences."""
        yield from sorted(self.outside)
        if self.runs.hidden:
            yield f"{self.runs.hidden} characters are formatted as hidden and were left out of the text."
        if self.runs.struck:
            yield f"{self.runs.struck} characters are struck through; they are recorded as deletions, not as text."
        if self.runs.pictures:
            yield f"The document holds {self.runs.pictures} pictures, whose words were not read."

    def _label(self, style: Style, words: Words) -> tuple[str, str]:
        """The automatic number; a paragraph that is empty in the final view shows and counts none."""
        if style.list_id is None or not words.text.strip():
            return "", ""
        return self.numbering.label(style.list_id, style.list_depth or 0)


def _draft(style: Style, label: str, gap: str, words: Words) -> ParagraphDraft:
    lead = label + gap
    text = lead + words.text
    marks = tuple(replace(one, start=one.start + len(lead), end=one.end + len(lead)) for one in words.marks)
    shape = _shape(style, label, text)
    return ParagraphDraft(text, shape.kind, shape.level, shape.number, marks)


def _shape(style: Style, label: str, text: str) -> LineShape:
    """A heading by its style; else what its number makes of it; else what its first words say."""
    said = line_shape(text)
    number = said.number or label.strip().rstrip(".、．:：") or None
    if re.match(r"toc|目录", style.name, re.I) or is_contents_entry(text):
        return LineShape("paragraph")
    if style.name.lower() in ("title", "标题"):
        return LineShape("title")
    is_short = len(text.strip()) <= _HEADING_LENGTH and not _SENTENCE.search(text)
    if style.depth is not None and is_short:
        return LineShape("heading", number, style.depth + 1)
    if label and said.kind in ("paragraph", "heading"):
        bullet = not any(sign.isalnum() for sign in label)
        return LineShape("list_item", None if bullet else number)
    return said


def _titled(drafts: list[Draft]) -> list[Draft]:
    """Where no paragraph has Word's title style, the first line is the title if it is short and no sentence."""
    first = next((at for at, one in enumerate(drafts) if isinstance(one, ParagraphDraft) and one.text.strip()), None)
    if first is None or any(isinstance(one, ParagraphDraft) and one.kind == "title" for one in drafts):
        return drafts
    draft = drafts[first]
    assert isinstance(draft, ParagraphDraft)
    is_title = draft.number is None and draft.kind in ("paragraph", "heading") and len(draft.text) <= _TITLE_LENGTH
    if is_title and not re.search(r"[。．.,，;；:：!?！？]\s*$|\n|\t", draft.text):
        drafts[first] = ParagraphDraft(draft.text, "title", None, None, draft.marks)
    return drafts


def _mark_is_deleted(paragraph: _Element) -> bool:
    properties = (child for child in paragraph if local(child) == "pPr")
    runs = (child for one in properties for child in one if local(child) == "rPr")
    return any(local(child) in ("del", "moveFrom") for one in runs for child in one)


def _flattened(drafts: list[Draft]) -> Iterator[ParagraphDraft]:
    for draft in drafts:
        if isinstance(draft, ParagraphDraft):
            yield draft
        else:
            yield _in_one_line(one for cell in draft.cells for one in _flattened(list(cell.content)))


def _in_one_line(drafts: Iterable[ParagraphDraft], lead: str = "") -> ParagraphDraft:
    """Paragraphs one behind the other, parted by spaces, with what was changed in each at its place."""
    text, marks = lead, []
    for draft in drafts:
        words = draft.text.strip()
        text += " " if text and words else ""
        ahead = len(draft.text) - len(draft.text.lstrip())
        for mark in draft.marks:
            start, end = (len(text) + min(max(at - ahead, 0), len(words)) for at in (mark.start, mark.end))
            marks.append(replace(mark, start=start, end=end))
        text += words
    return ParagraphDraft(text, marks=tuple(marks))
