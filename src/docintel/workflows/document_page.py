"""Gathers what a document's page shows: its pages or stretches of text with the facts that stand in them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from docintel.errors import NotFound
from docintel.exports.marked_text import Grid, Mark, Marks, Paragraph, Run, marked_runs
from docintel.exports.names import Name, kind_name
from docintel.exports.note_wording import word_note
from docintel.exports.page_boxes import FactBox, boxes_on, pages_of
from docintel.exports.stretches import Stretch, cut_stretches, mark_pieces
from docintel.exports.wording import Wording, word_fact
from docintel.records import AnyFact, Document, Filing, Layout, Page
from docintel.store.store import Store
from docintel.workflows.pages import place_of

#: So much of a quote is shown in the list; the words themselves are marked on the page (characters).
_QUOTE = 160
#: Formats whose pages can be shown as pictures.
_PICTURED = ("application/pdf", "image/")


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact as the list shows it; `part` is where its first words stand, `further` the other places it rests on."""

    id: str
    kind: str
    wording: Wording
    confidence: float | None
    source: str
    place: str
    quote: str
    part: int
    further: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartHead:
    """A page, or a stretch of a text without pages: its number from 1, its name, how many facts begin in it."""

    number: int
    name: Name
    facts: int


@dataclass(frozen=True, slots=True)
class PartView:
    """A part with its evidence: boxes and words of a page, or the marked pieces of a stretch."""

    head: PartHead
    page: Page | None
    boxes: tuple[FactBox, ...]
    runs: tuple[Run, ...]
    pieces: tuple[Paragraph | Grid, ...]
    wordings: dict[str, str]


class DocumentPage:
    """One filed document with its facts, cut into parts of which a browser shows one at a time."""

    def __init__(self, filing: Filing, store: Store) -> None:
        self.filing = filing
        self.document: Document = store.document(filing)
        self.layout: Layout = store.layout(filing)
        self.facts: dict[str, AnyFact] = {fact.id: fact for fact in store.filing_facts(filing)}

    @property
    def reason(self) -> Name:
        """Why it is filed for its customer."""
        return word_note(self.filing.reason)

    @property
    def has_pictures(self) -> bool:
        """Whether its pages can be shown as pictures."""
        return bool(self.document.pages) and self.document.media_type.startswith(_PICTURED)

    @property
    def kinds(self) -> list[tuple[str, Name, int]]:
        """The kinds of its facts with how many there are, the most frequent first."""
        counts = Counter(fact.kind for fact in self.facts.values())
        return [(kind, kind_name(kind), count) for kind, count in counts.most_common()]

    @cached_property
    def heads(self) -> list[PartHead]:
        """Its parts in order; a document without a word has one empty part."""
        counts = Counter(self._homes.values())
        names = [Name(f"第 {page.number} 页", f"p. {page.number}") for page in self.document.pages]
        for number, stretch in enumerate(self._stretches, start=1):
            names.append(Name(f"第 {number} 段 {stretch.title or ''}".strip(), f"part {number}"))
        names = names or [Name("全文", "text")]
        return [PartHead(number, name, counts[number]) for number, name in enumerate(names, start=1)]

    def part(self, number: int) -> PartView:
        """One part with what is marked in it; raises NotFound."""
        if not 1 <= number <= len(self.heads):
            raise NotFound(f"{self.filing.name} has no part {number}; it has {len(self.heads)}.")
        head = self.heads[number - 1]
        if self.document.pages:
            return self._page(head, self.document.pages[number - 1])
        pieces: tuple[Paragraph | Grid, ...] = ()
        if self._stretches:
            pieces = tuple(mark_pieces(self.document, self._stretches[number - 1], self._marks))
        return PartView(head, None, (), (), pieces, self._worded(mark.fact for mark in self._within(number)))

    def lines(self, number: int) -> list[FactLine]:
        """The facts whose first words stand in a part, in reading order."""
        here = [fact for fact in self.facts.values() if self._homes[fact.id] == number]
        return [self._line(fact) for fact in sorted(here, key=lambda fact: (fact.span.start, fact.span.end))]

    def home(self, fact_id: str) -> int:
        """The number of the part in which a fact's first words stand; raises NotFound."""
        if fact_id not in self._homes:
            raise NotFound(f"{self.filing.name} has no fact {fact_id!r} now; it may have been read again.")
        return self._homes[fact_id]

    def _page(self, head: PartHead, page: Page) -> PartView:
        numbers = self._pages_of_marks
        here = [mark for mark in self._all_marks if page.number in numbers[mark]]
        boxes = boxes_on(page.number, here, self.layout)
        runs = marked_runs(self.document, page.span, self._marks)
        shown = {mark.fact for run in runs for mark in run.marks} | {mark.fact for mark in here}
        return PartView(head, page, tuple(boxes), runs, (), self._worded(shown))

    def _line(self, fact: AnyFact) -> FactLine:
        quote = " ".join(fact.evidence[0].quote.split())
        others = [place_of(fact.model_copy(update={"evidence": (one,)}), self.document) for one in fact.evidence[1:]]
        place = place_of(fact, self.document)
        return FactLine(
            id=fact.id,
            kind=fact.kind,
            wording=word_fact(fact),
            confidence=fact.confidence,
            source=fact.source,
            place=place,
            quote=quote if len(quote) <= _QUOTE else f"{quote[:_QUOTE]}…",
            part=self._homes[fact.id],
            further=tuple(dict.fromkeys(other for other in others if other != place)),
        )

    def _worded(self, ids: Iterable[str]) -> dict[str, str]:
        """What a reader of the screen hears for a mark: the fact's value and what it is of."""
        found = {fact: word_fact(self.facts[fact]) for fact in ids}
        return {fact: f"{one.name.zh} {one.name.en} {one.value}" for fact, one in found.items()}

    def _within(self, number: int) -> list[Mark]:
        return self._marks.near(self._stretches[number - 1].span) if self._stretches else []

    @cached_property
    def _all_marks(self) -> list[Mark]:
        return [
            Mark(fact.id, fact.kind, one.span, is_first=at == 0)
            for fact in self.facts.values()
            for at, one in enumerate(fact.evidence)
        ]

    @cached_property
    def _marks(self) -> Marks:
        return Marks(self._all_marks)

    @cached_property
    def _pages_of_marks(self) -> dict[Mark, set[int]]:
        return {mark: pages_of(mark.span, self.layout) for mark in self._all_marks}

    @cached_property
    def _stretches(self) -> list[Stretch]:
        return text_stretches(self.document)

    @cached_property
    def _homes(self) -> dict[str, int]:
        return find_homes(self.facts.values(), self.document, self.layout, self._stretches)


def find_homes(
    facts: Iterable[AnyFact], document: Document, layout: Layout, stretches: Sequence[Stretch]
) -> dict[str, int]:
    """The part of each fact's first character by the fact's id: its page, else its stretch of the text."""
    starts = [one.span.start for one in document.pages or stretches]
    numbers = {page.number: at for at, page in enumerate(document.pages, start=1)}
    homes = {}
    for fact in facts:
        span = fact.span
        drawn = next((page for page in layout.page[span.start : span.end] if page in numbers), None)
        homes[fact.id] = max(bisect_right(starts, span.start), 1) if drawn is None else numbers[drawn]
    return homes


def text_stretches(document: Document) -> list[Stretch]:
    """The stretches that a text without pages is shown in."""
    return [] if document.pages else cut_stretches(document)
