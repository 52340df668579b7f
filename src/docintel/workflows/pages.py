"""Gathers what a customer's page shows from the store."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import quote

from docintel.credit.catalogue import indicator
from docintel.exports.note_wording import note_in_both
from docintel.exports.page import CustomerView, Lead, Source, render_body, render_page
from docintel.records import AnyFact, Cell, Document, Profile, Utterance
from docintel.store.store import Store
from docintel.workflows.portfolio import Portfolio

#: The reason of an assessment that was seen but rests on too little (indicator rules, 9).
INSUFFICIENT = "insufficient_evidence"


#: So much of a row's caption says where a number stands (characters).
_CAPTION = 60


def customer_page(customer_id: str, store: Store) -> str:
    """The customer's page as an HTML file of its own; raises NotFound before the first fold."""
    return render_page(_view(store.profile(customer_id), store))


def portfolio_body(portfolio: Portfolio, customer_id: str) -> str:
    """The same with links to the documents, as the body of a page of the service; empty before the first fold.

    Files that belong to no customer are counted for those only who may see everyone's.
    """
    latest = portfolio.latest_profiles(customer_id)
    if not latest:
        return ""
    view = _view(latest[0], portfolio.store, is_linked=True)
    return render_body(view if "*" in portfolio.key.customers else replace(view, nobodys=0))


def _view(profile: Profile, store: Store, *, is_linked: bool = False) -> CustomerView:
    customer_id = profile.customer.id
    facts = store.facts(customer_id)
    documents = _documents(customer_id, store)
    # one that is filed just now, or was erased meanwhile, is not half shown
    filings = [filing for filing in store.filings(customer_id) if filing.document_id in documents]
    counts = Counter(fact.document for fact in facts)
    pages = {filing.document_id: document_address(filing.id) for filing in filings} if is_linked else {}
    rows = [
        {
            "filing": filing.id,
            "name": filing.name,
            "href": pages.get(filing.document_id, ""),
            "superseded_by": [(one.by, one.by_name) for one in profile.superseded if one.filing == filing.id],
            "supersedes": [(one.filing, one.name) for one in profile.superseded if one.by == filing.id],
            "reason": note_in_both(filing.reason),
            "facts": counts[filing.document_id],
            "notes": _notes(documents[filing.document_id]),
        }
        for filing in filings
    ]
    sources = {
        fact: replace(source, href=f"{pages[document]}#{fact}") if document in pages else source
        for fact, (document, source) in _sources_of(facts, documents).items()
    }
    failures = store.failures()
    return CustomerView(
        profile=profile,
        sources=sources,
        documents=rows,
        leads=find_leads(profile, sources),
        failures=[failure for failure in failures if failure.customer_id == customer_id],
        nobodys=sum(failure.customer_id is None for failure in failures),
        utterances=[fact for fact in facts if isinstance(fact, Utterance)],
    )


def customer_address(customer_id: str) -> str:
    """Where the service shows a customer."""
    return f"/customers/{quote(customer_id, safe='')}"


def document_address(filing_id: str) -> str:
    """Where the service shows a document."""
    return f"/documents/{quote(filing_id, safe='')}"


def customer_leads(customer_id: str, store: Store) -> list[Lead]:
    """The leads of a customer's latest profile."""
    documents = _documents(customer_id, store)
    found = _sources_of(store.facts(customer_id), documents)
    return find_leads(store.profile(customer_id), {fact: source for fact, (_document, source) in found.items()})


def find_leads(profile: Profile, sources: Mapping[str, Source]) -> list[Lead]:
    """What was seen and not counted for want of evidence, with the words seen."""
    leads = []
    for found in profile.assessments:
        row = indicator(found.indicator)
        words = tuple(sources[fact] for used in found.inputs for fact in used.facts if fact in sources)
        if found.reason == INSUFFICIENT and row is not None and row.family in "BCV" and words:
            leads.append(Lead(row.id, row.name_zh, row.name_en, words))
    return leads


def source_of(fact: AnyFact, document: Document) -> Source:
    """The words behind a fact and where they stand, as a person would say it."""
    return Source(document=document.name, place=place_of(fact, document), quote=fact.evidence[0].quote.strip())


def place_of(fact: AnyFact, document: Document) -> str:
    """Where a fact's first words stand: sheet cell, page, row of a table by its caption, else their characters."""
    span = fact.span
    cell = document.cell_at(span)
    if cell is not None and cell.name is not None:
        return cell.name
    page = document.page_at(span.start)
    if page is not None:
        return f"p. {page.number}"
    return f"characters {span.start}–{span.end}" if cell is None else _row_place(cell, document)


def _row_place(cell: Cell, document: Document) -> str:
    """A row as a person finds it in a text without pages: the table by its number from 1, the row by its caption."""
    number = bisect_right(document.tables, cell.span.start, key=lambda table: table.span.start)
    row = (one for one in document.tables[number - 1].cells if one.row == cell.row)
    caption = next((words for one in row if (words := " ".join(document.quote(one.span).split()))), "")
    shown = caption if len(caption) <= _CAPTION else f"{caption[:_CAPTION]}…"
    return f"表 table {number} 行 row {cell.row + 1}「{shown}」"


def _documents(customer_id: str, store: Store) -> dict[str, Document]:
    return {filing.document_id: store.document(filing) for filing in store.filings(customer_id)}


def _sources_of(facts: Iterable[AnyFact], documents: Mapping[str, Document]) -> dict[str, tuple[str, Source]]:
    """The document and the words behind each fact, by the fact's id; only of the documents there are."""
    return {
        fact.id: (fact.document, source_of(fact, documents[fact.document]))
        for fact in facts
        if fact.document in documents
    }


def _notes(document: Document) -> list[str]:
    pages = [f"{len(document.pages)} pages"] if document.pages else []
    changes = [f"{len(document.changes)} tracked changes and comments"] if document.changes else []
    parts = [f"attachment {part.name}" for part in document.parts]
    return [note_in_both(note) for note in (*pages, *changes, *parts, *document.notes)]
