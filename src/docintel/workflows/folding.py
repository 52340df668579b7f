"""A customer's facts become signals, assessments, alerts and a profile at a date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import get_args

from docintel.credit.alerts import alerts
from docintel.credit.groups import Guarantee, guarantees, with_bonds
from docintel.credit.indicators import assess
from docintel.credit.parties import Directory
from docintel.credit.profiles import fold, with_accepted, without_rejected
from docintel.credit.repairs import with_repairs
from docintel.credit.signals import signals, signing_days
from docintel.errors import Conflict, NotFound
from docintel.records import Absence, Assessment, Clause, Customer, Document, Fact, FactChange, Figure, Profile, Review
from docintel.records.statement import StatementKind
from docintel.store.store import Store
from docintel.taggers.missing import missing_clauses
from docintel.workflows.orphans import changed_alerts, orphaned_reviews
from docintel.workflows.versions import find_standing, link_unlinked

#: A fold during which something was taken away is done again at most so often.
_MOST_FOLDS = 5
#: The statements a lender asks for; the others are notes to them.
_PRIMARY: tuple[StatementKind, ...] = get_args(StatementKind)[:3]
_STATEMENT_NAMES = {
    "balance_sheet": ("资产负债表", "balance sheet"),
    "income_statement": ("利润表", "income statement"),
    "cash_flow": ("现金流量表", "cash-flow statement"),
}


def fold_customers(customers: Sequence[Customer], store: Store, as_of: date) -> list[Profile]:
    """Fold everything filed for customers up to a date, leaving out what reviewers rejected, and store it.

    Of a document that is filed again, as a scan or a later version, only one counts; the profile names the others.
    The group rule looks at the customers given and, as last folded by then, at all others of the store. What is
    erased while it folds is in no profile: it folds again without it. Raises NotFound when no customer is left.
    """
    for _ in range(_MOST_FOLDS):
        standing = store.standing.now()
        present = [customer for customer in customers if customer.id in standing]
        if customers and not present:
            raise NotFound(f"customer {customers[0].id!r} was erased.")
        folded, changes = _fold_all(present, store, as_of)
        if store.standing.save_profiles(folded, changes=changes, since=standing):
            return folded
    raise Conflict("documents are being taken away as fast as they are folded; run it again when that is over.")


def _fold_all(customers: Sequence[Customer], store: Store, as_of: date) -> tuple[list[Profile], list[FactChange]]:
    """The profiles, and the reviewed alerts that are others now; nothing of it is stored yet."""
    wanted = {customer.id for customer in customers}
    others = [customer for customer in store.customers() if customer.id not in wanted]
    directory = Directory([*customers, *others])
    found: list[Profile] = []
    changes: list[FactChange] = []
    given: list[Guarantee] = []
    for customer in customers:
        link_unlinked(store, customer.id)
        profile, changed = _fold(customer, store, as_of)
        found.append(profile)
        changes += changed
        given += _guarantees(customer, store, directory, as_of)
    for other in others:
        given += _guarantees(other, store, directory, as_of)
    return with_bonds(found, _as_folded(others, store, as_of), given), changes


def _guarantees(customer: Customer, store: Store, directory: Directory, as_of: date) -> list[Guarantee]:
    reviews = store.reviews(customer.id)
    standing = find_standing(store, customer.id, reviews, as_of)
    facts = without_rejected(standing.counted(store.facts(customer.id, kinds=("party", "term"))), reviews)
    return guarantees(customer, facts, directory, as_of)


def _as_folded(customers: Iterable[Customer], store: Store, as_of: date) -> list[Profile]:
    """The latest profile of each customer at a date, where there is one."""
    past = (store.latest_profile(customer.id, as_of) for customer in customers)
    return [folded for folded in past if folded is not None]


def _fold(customer: Customer, store: Store, as_of: date) -> tuple[Profile, list[FactChange]]:
    reviews = store.reviews(customer.id)
    read = store.facts(customer.id)
    standing = find_standing(store, customer.id, reviews, as_of)
    facts = with_accepted(with_repairs(without_rejected(standing.counted(read), reviews), reviews), reviews)
    gone = {one.filing for one in standing.superseded}
    filings = [filing for filing in store.filings(customer.id) if filing.id not in gone]
    documents = {filing.document_id: store.document(filing) for filing in filings}
    absences = [
        *_absent_clauses(customer, facts, documents, as_of),
        *_absent_statements(customer, facts, documents, as_of),
    ]
    folded = _as_folded([customer], store, as_of)
    history = [one for past in store.profiles(customer.id) if past.as_of < as_of for one in past.assessments]
    found = signals(customer, facts, documents, as_of, absences=absences)
    assessments = assess(customer, found, as_of=as_of, history=history)
    fired = alerts(customer, assessments, as_of)
    changed = _changed_alerts(folded, customer, assessments, reviews, store)
    noted = store.changes(customer.id, judged=True).values()
    orphaned = orphaned_reviews(read, reviews, [*noted, *changed])
    profile = fold(customer, found, assessments, fired, reviews, as_of=as_of)
    whole = profile.model_copy(
        update={
            "orphaned_reviews": tuple(orphaned),
            "superseded": standing.with_counts(read),
            "possible_links": standing.possible,
        }
    )
    return whole, changed


def _changed_alerts(
    folded: Sequence[Profile], customer: Customer, assessments: Sequence[Assessment], reviews: Sequence[Review],
    store: Store,
) -> list[FactChange]:  # fmt: skip
    """The reviewed alerts that new readings since the fold before changed, less those noted already."""
    pending = list(store.changes(customer.id, unreported=True).values())
    steps = dict.fromkeys(change.versions for change in pending if change.document is not None)
    if not steps:
        return []
    found = changed_alerts(folded, customer, assessments, reviews, versions=", ".join(steps))
    # a batch stopped before it wrote its tables folds again
    return [change for change in found if change not in pending]


def _absent_clauses(
    customer: Customer, facts: Sequence[Fact], documents: Mapping[str, Document], as_of: date
) -> Iterator[Absence]:
    signed = signing_days(facts)
    for document in documents.values():
        clauses = [fact for fact in facts if isinstance(fact, Clause) and fact.document == document.id]
        for gap in missing_clauses(document, clauses):
            yield Absence(
                customer=customer.id,
                sought=f"clause:{gap.key}",
                result=gap.result,
                as_of=signed.get(document.id, as_of),
                documents=(document.id,),
                severity=gap.severity,
                article=gap.article,
                explanation_zh=gap.explanation_zh,
                explanation_en=gap.explanation_en,
                **_reading_of([document]),
            )


def _absent_statements(
    customer: Customer, facts: Sequence[Fact], documents: Mapping[str, Document], as_of: date
) -> Iterator[Absence]:
    """Primary statements that no document of the customer holds; only of a customer with documents."""
    present = {fact.statement for fact in facts if isinstance(fact, Figure)}
    if not documents:
        return
    for kind in _PRIMARY:
        if kind not in present:
            zh, en = _STATEMENT_NAMES[kind]
            unread = any(document.unread_pages for document in documents.values())
            yield Absence(
                customer=customer.id,
                sought=f"statement:{kind}",
                result="not_found_uncertain" if unread else "missing",
                as_of=as_of,
                documents=tuple(sorted(documents)),
                severity="H",
                explanation_zh=f"已读文件中没有{zh}。",
                explanation_en=f"None of the documents read holds a {en}.",
                **_reading_of(documents.values()),
            )


def _reading_of(documents: Iterable[Document]) -> dict[str, float]:
    pages = [page for document in documents for page in document.pages]
    read = [page for page in pages if page.source != "none"]
    quality = min((page.quality for page in pages), default=1.0)
    return {"pages_read": len(read), "quality": quality}
