"""Holds a document that is filed against the others of its customer: is it one of them again, or a version of one?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from docintel.credit.fingerprints import FINGERPRINT_VERSION, fingerprint
from docintel.credit.links import link
from docintel.credit.supersession import judged, superseded
from docintel.language.outline import content_words
from docintel.language.wording import resemblance, words
from docintel.records import AnyFact, Document, DocumentLink, Fact, FiledCopy, Filing, Review, Superseded, filing_id
from docintel.store.store import Store

#: Two documents with less of their wording in common are not looked at; a sketch is right to 0.06.
_CANDIDATE = 0.12


def link_filing(store: Store, filing: Filing, facts: Sequence[Fact] | None = None) -> list[DocumentLink]:
    """Link a document to the others of its customer, in place of the links it had; gives the links back.

    `facts` are those of the reading that is being filed; without them the stored ones count. Done twice, it changes
    nothing; of two processes that do it at once for two documents, the later one finds the other's document.
    """
    document = store.document(filing)
    mine = facts if facts is not None else store.former_reading(filing).facts
    store.links.save_fingerprint(filing, fingerprint(document, mine), version=FINGERPRINT_VERSION)
    (own,) = store.links.copies(filing.customer_id, [filing.id])
    texts = _Texts(store, filing.customer_id, document)
    held = (link(filing.customer_id, own, other, texts.words) for other in _candidates(store, own, filing.customer_id))
    found = [one for one in held if one is not None]
    store.links.replace(filing, found)
    return found


def link_unlinked(store: Store, customer_id: str) -> None:
    """Link what is filed for a customer and was not held against the rest yet: filed before 0004, or stopped within."""
    for filing in store.links.unlinked(customer_id, version=FINGERPRINT_VERSION):
        link_filing(store, filing)


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a customer's documents counts at a date, and what does not: `possible` links change nothing."""

    superseded: tuple[Superseded, ...] = ()
    possible: tuple[DocumentLink, ...] = ()

    def counted(self, facts: Iterable[AnyFact]) -> list[AnyFact]:
        """The facts without those of superseded documents."""
        gone = {one.document for one in self.superseded}
        return [fact for fact in facts if fact.document not in gone]

    def with_counts(self, facts: Iterable[Fact]) -> tuple[Superseded, ...]:
        """The superseded documents with how many of these facts each would have brought."""
        counts = Counter(fact.document for fact in facts)
        return tuple(one.model_copy(update={"facts": counts[one.document]}) for one in self.superseded)


def find_standing(store: Store, customer_id: str, reviews: Sequence[Review], as_of: date) -> Standing:
    """Which of a customer's documents stand at a date, by their links and what people said of those."""
    links = store.links.of(customer_id)
    if not links:
        return Standing()
    linked = sorted({name for one in links for name in (one.newer, one.older)})
    found = superseded(store.links.copies(customer_id, linked), links, reviews, as_of)
    return Standing(tuple(found), tuple(one for one in judged(links, reviews) if one.kind == "possible"))


def _candidates(store: Store, own: FiledCopy, customer_id: str) -> Iterator[FiledCopy]:
    """The customer's other documents that have enough of the wording in common to be looked at."""
    wordings = store.links.wordings(customer_id)
    mine = own.fingerprint.wording
    near = [name for name, other in wordings.items() if name != own.filing and resemblance(mine, other) >= _CANDIDATE]
    yield from store.links.copies(customer_id, near)


class _Texts:
    """The words of the documents that one document is held against, read when they are asked for."""

    def __init__(self, store: Store, customer_id: str, own: Document) -> None:
        self._store, self._customer_id = store, customer_id
        self._own = own.id, document_words(own)

    def words(self, document_id: str) -> Sequence[str]:
        """The words of the document held against the others, or of another of the customer's."""
        if document_id == self._own[0]:
            return self._own[1]
        return document_words(self._store.document(self._store.filing(filing_id(self._customer_id, document_id))))


def document_words(document: Document) -> list[str]:
    """The words of a document as two are compared: no headers, footers or mail envelopes."""
    return words("\n".join(said for _, said in content_words(document)))
