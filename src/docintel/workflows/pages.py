"""Gathers what a customer's page shows from the store."""

from __future__ import annotations

from collections import Counter

from docintel.exports.page import CustomerView, Source, render_page
from docintel.records import AnyFact, Document, Utterance
from docintel.store.store import Store


def customer_page(customer_id: str, store: Store) -> str:
    """The customer's page as HTML; raises NotFound before the first fold."""
    profile = store.profile(customer_id)
    facts = store.facts(customer_id)
    filings = store.filings(customer_id)
    documents = {filing.document_id: store.document(filing.document_id) for filing in filings}
    counts = Counter(fact.document for fact in facts)
    rows = [
        {
            "name": filing.name,
            "reason": filing.reason,
            "facts": counts[filing.document_id],
            "notes": _notes(documents[filing.document_id]),
        }
        for filing in filings
    ]
    view = CustomerView(
        profile=profile,
        sources={fact.id: source_of(fact, documents[fact.document]) for fact in facts},
        documents=rows,
        failures=[f for f in store.failures() if f.customer_id in (None, customer_id)],
        utterances=[fact for fact in facts if isinstance(fact, Utterance)],
    )
    return render_page(view)


def source_of(fact: AnyFact, document: Document) -> Source:
    """The words behind a fact and where they stand, as a person would say it."""
    return Source(document=document.name, place=place_of(fact, document), quote=fact.evidence[0].quote.strip())


def place_of(fact: AnyFact, document: Document) -> str:
    """The sheet cell, the page, or the character range of a fact's first words."""
    span = fact.span
    cell = document.cell_at(span)
    if cell is not None and cell.name is not None:
        return cell.name
    page = document.page_at(span.start)
    return f"p. {page.number}" if page is not None else f"characters {span.start}–{span.end}"


def _notes(document: Document) -> list[str]:
    pages = [f"{len(document.pages)} pages"] if document.pages else []
    changes = [f"{len(document.changes)} tracked changes and comments"] if document.changes else []
    parts = [f"attachment {part.name}" for part in document.parts]
    return [*pages, *changes, *parts, *document.notes]
