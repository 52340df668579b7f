"""Word's tracked changes: inserted and deleted words and paragraphs, each with author and date."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

DELETED = ("Ines Vallcorba (Kestrelmoor)", "2026-02-06T09:12:00Z")
INSERTED = ("Luo Tinglan (Yanshi Storage)", "2026-02-09T16:25:00Z")
PIECES = re.compile(r"\{(-|\+|!)(.*?)(?:-|\+|!)\}")


class Revisions:
    """Numbers every change of one document."""

    def __init__(self) -> None:
        self.number = 100

    def mark(self, tag: str) -> Any:
        """An empty w:ins or w:del element with author and date."""
        self.number += 1
        author, date = DELETED if tag == "w:del" else INSERTED
        element = OxmlElement(tag)
        element.set(qn("w:id"), str(self.number))
        element.set(qn("w:author"), author)
        element.set(qn("w:date"), date)
        return element

    def change_words(self, paragraph: Paragraph, words: str, tag: str) -> None:
        """Adds words that were inserted or deleted."""
        mark = self.mark(tag)
        run = paragraph.add_run(words)._r
        if tag == "w:del":
            run.find(qn("w:t")).tag = qn("w:delText")
        mark.append(run)
        paragraph._p.append(mark)

    def change_paragraph(self, paragraph: Paragraph, words: str, tag: str) -> None:
        """Fills a paragraph that was inserted or deleted as a whole.

        As Word does when a clause is added after another, the mark that ends the clause before it is the changed one.
        """
        before = Paragraph(paragraph._p.getprevious(), paragraph._parent)
        run_properties = OxmlElement("w:rPr")
        run_properties.append(self.mark(tag))
        before._p.get_or_add_pPr().append(run_properties)
        self.change_words(paragraph, words, tag)


def write_words(paragraph: Paragraph, text: str, revisions: Revisions) -> list[tuple[Any, list[str]]]:
    """Fills a paragraph whose text carries {-deleted-}{+inserted+}{!author|date|comment!}; returns the comments.

    Each comment comes with the run it hangs on.
    """
    comments, position = [], 0
    for piece in PIECES.finditer(text):
        if piece.start() > position:
            paragraph.add_run(text[position : piece.start()])
        position = piece.end()
        kind, words = piece.groups()
        if kind == "!":
            comments.append((paragraph.runs[-1], words.split("|")))
        else:
            revisions.change_words(paragraph, words, "w:del" if kind == "-" else "w:ins")
    if position < len(text):
        paragraph.add_run(text[position:])
    return comments
