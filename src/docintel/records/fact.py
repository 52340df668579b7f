"""A claim about a document, with the words that carry it."""

from __future__ import annotations

import json
from decimal import Decimal
from hashlib import sha256
from typing import Any, ClassVar, Self

from docintel.records.document import Document
from docintel.records.record import Record
from docintel.records.span import Span


class Evidence(Record):
    """The quoted words of a document; page, boxes, cell and mail part are looked up from the span."""

    document: str
    span: Span
    quote: str


class Fact(Record):
    """One claim with its evidence, who read it (`source`, such as "rules:party@1") and how surely.

    `confidence` is a probability of the claim being right; None means unknown, and unknown goes to review.
    `id` hashes document, claim and anchor, so a better reader that finds the same claim keeps the id.
    """

    #: Fields that make up the claim; offsets, checks and opinions about it are left out.
    claim_fields: ClassVar[tuple[str, ...]] = ()
    #: Those of them that are the value; the others say of what. Where there are no others only the place tells.
    value_fields: ClassVar[tuple[str, ...]] = ()
    #: Fields a claim got later: left out of it while they are None, so that what was found before keeps its id.
    later_fields: ClassVar[tuple[str, ...]] = ()

    id: str
    kind: str
    document: str
    anchor: str
    source: str
    confidence: float | None
    evidence: tuple[Evidence, ...]

    @classmethod
    def found(
        cls, document: Document, spans: Span | tuple[Span, ...], *, source: str, confidence: float | None, **claim: Any
    ) -> Self:
        """Make the fact from the place it was found; the first span is the one it is anchored to.

        Raises ValueError when there is no span, or a span is empty or runs past the text: a value without
        verified words is never a fact.
        """
        places = (spans,) if isinstance(spans, Span) else spans
        if not places or any(not len(place) or place.end > len(document.text) for place in places):
            raise ValueError(f"{cls.__name__} needs words inside the text as evidence, got {places}")
        draft = cls(
            id="",
            document=document.id,
            anchor=anchor(document, places[0]),
            source=source,
            confidence=confidence,
            evidence=tuple(Evidence(document=document.id, span=at, quote=document.quote(at)) for at in places),
            **claim,
        )
        return draft.model_copy(update={"id": draft.claim_id()})

    @property
    def span(self) -> Span:
        """Where the claim stands: its first evidence."""
        return self.evidence[0].span

    @property
    def claim(self) -> str:
        """What is claimed, wherever it stands: equal for two facts that say the same."""
        return _json([self.kind, self._claimed()])

    @property
    def subject_fields(self) -> tuple[str, ...]:
        """The fields of the claim that say of what the value is."""
        return tuple(name for name in self.claim_fields if name not in self.value_fields)

    def claim_id(self) -> str:
        """The hash of document, claim and anchor."""
        parts = [self.document, self.kind, self.anchor, self._claimed()]
        return "F-" + sha256(_json(parts).encode()).hexdigest()[:20]

    def _claimed(self) -> dict[str, Any]:
        said = self.model_dump(include=set(self.claim_fields))
        return {name: value for name, value in said.items() if value is not None or name not in self.later_fields}


def _json(parts: list[Any]) -> str:
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, default=_canonical)


def _canonical(value: object) -> str:
    # 100 and 100.00 are one claim
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def anchor(document: Document, span: Span) -> str:
    """A name for a place that outlives offsets: sheet!cell, else mail part or page, with quote and ordinal.

    The quote is taken without white space, and the ordinal counts the same quote inside the same page or
    mail, so a reader that breaks lines otherwise, or mends an earlier page, keeps the anchor.
    """
    cell = document.cell_at(span)
    if cell is not None and cell.name is not None:
        return f"cell:{cell.name}"
    message, page = document.message_at(span.start), document.page_at(span.start)
    where = Span(start=0, end=len(document.text))
    scope = "text"
    if message is not None:
        where, scope = message.span, f"part:{message.message_id or document.messages.index(message)}"
    elif page is not None:
        where, scope = page.span, f"page:{page.number}"
    quote = "".join(document.quote(span).split())
    return f"{scope}|{sha256(quote.encode()).hexdigest()[:16]}|{document.ordinal(span, where)}"
