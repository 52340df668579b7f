"""What waits for a person, and the verdicts they give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from docintel.errors import InputError, NotFound
from docintel.exports.spread_remarks import identity_names
from docintel.exports.wording import word_fact
from docintel.records import AnyFact, Customer, Figure, Filing, Profile, Proposal, Review
from docintel.records.record import Record
from docintel.settings import current_settings
from docintel.workflows.paging import Page, Place, page_of, read_cursor
from docintel.workflows.portfolio import Portfolio

Verdict = Literal["accepted", "rejected", "corrected"]
_ALERT = "A-"
#: Customer, what it is about, and the item.
_PLACE = (str, str, str)


class ReviewItem(Record):
    """A fact, alert or orphaned review that waits for a verdict; `item` is what POST /review/{item}/… takes.

    `reason` says why it waits; `quote` are the words of a fact, `document` the filing it stands in.
    """

    item: str
    about: Literal["fact", "alert", "orphaned_review"]
    customer: str
    kind: str | None = None
    document: str | None = None
    quote: str | None = None
    confidence: float | None = None
    reason: str


class Target(NamedTuple):
    """What a verdict is about: a fact or alert of one customer."""

    customer: Customer
    id: str
    is_alert: bool


def give_verdict(
    portfolio: Portfolio, item: str, verdict: Verdict, *, reason: str = "", value: str | None = None
) -> Review:
    """Add the verdict of the key's holder, after which a worker folds the customer again; NotFound, InputError."""
    target = _find(portfolio, item)
    if verdict == "corrected" and target.is_alert:
        raise InputError("an alert is accepted or rejected; correct the fact that it rests on.")
    review = Review(
        target=target.id,
        verdict=verdict,
        reviewer=portfolio.key.holder,
        day=datetime.now(UTC).date(),
        reason=reason,
        value=value,
    )
    portfolio.store.add_review(target.customer.id, review)
    return review


def review_queue(portfolio: Portfolio, customer_id: str | None, *, cursor: str | None, limit: int) -> Page[ReviewItem]:
    """What waits, customer by customer; raises NotFound for an unknown customer, InputError for a wrong cursor."""
    chosen = portfolio.customers() if customer_id is None else [portfolio.customer(customer_id)]
    first = "" if cursor is None else str(read_cursor(cursor, _PLACE)[0])
    waiting = (item for customer in chosen if customer.id >= first for item in _waiting(portfolio, customer))
    return page_of(waiting, _place, _PLACE, cursor=cursor, limit=limit)


def _place(item: ReviewItem) -> Place:
    return [item.customer, item.about, item.item]


def _waiting(portfolio: Portfolio, customer: Customer) -> list[ReviewItem]:
    store = portfolio.store
    judged = {review.target for review in store.reviews(customer.id)}
    filings = {filing.document_id: filing for filing in store.filings(customer.id)}
    bar = current_settings().review_confidence
    found = [
        _fact_item(fact, filings[fact.document], bar)
        for fact in store.facts(customer.id)
        # what was filed or erased between the two looks is shown at the next one
        if fact.document in filings and fact.id not in judged and _waits(fact, bar)
    ]
    for profile in portfolio.latest_profiles(customer.id):
        found += _of_profile(profile, judged)
    return sorted(found, key=_place)


def _waits(fact: AnyFact, bar: float) -> bool:
    """Whether a person has to look at a fact.

    A figure has a proof instead: one that is proved needs nobody, nor does a row without account, which counts nowhere,
    unless it is in conflict.
    """
    if isinstance(fact, Figure) and (fact.status in ("proved", "conflict") or fact.key is None):
        return fact.status == "conflict"
    return fact.confidence is None or fact.confidence < bar


def _fact_item(fact: AnyFact, filing: Filing, bar: float) -> ReviewItem:
    sure = "nobody knows how surely it was read" if fact.confidence is None else f"read less surely than {bar:g}"
    if isinstance(fact, Proposal):
        sure = _proposed(fact)
    elif isinstance(fact, Figure) and fact.status in ("conflict", "unit_unknown"):
        sure = f"{fact.label}: {'; '.join(one.en for one in word_fact(fact).statuses)}"
    return ReviewItem(
        item=f"{filing.id}.{fact.id}",
        about="fact",
        customer=filing.customer_id,
        kind=fact.kind,
        document=filing.id,
        quote=fact.evidence[0].quote,
        confidence=fact.confidence,
        reason=sure,
    )


def _proposed(fact: Proposal) -> str:
    closes = ", ".join(one.en for one in identity_names(fact))
    others = f"; {fact.alternatives} other sets would do as well" if fact.alternatives else ""
    return f"{fact.label}: {fact.as_filed or 'nothing printed'} → {fact.as_proposed} would close {closes}{others}"


def _of_profile(profile: Profile, judged: set[str]) -> Iterator[ReviewItem]:
    customer = profile.customer.id
    for alert in profile.alerts:
        if alert.needs_review and alert.id not in judged:
            yield ReviewItem(item=alert.id, about="alert", customer=customer, kind=alert.key, reason=alert.reason_en)
    for orphan in profile.orphaned_reviews:
        said = f"{orphan.review.verdict} by {orphan.review.reviewer}, and what it was about is read otherwise now"
        yield ReviewItem(item=orphan.id, about="orphaned_review", customer=customer, kind=orphan.kind, reason=said)


def _find(portfolio: Portfolio, item: str) -> Target:
    """What an item of the queue, or of a list of facts, is about; raises NotFound."""
    unknown = NotFound(f"no fact or alert {item!r}; GET /api/v1/review/queue lists what waits.")
    document, dot, fact_id = item.partition(".")
    if dot:
        try:
            filing = portfolio.filing(document)
        except NotFound as error:
            raise unknown from error
        if any(fact.id == fact_id for fact in portfolio.store.former_reading(filing).facts):
            return Target(portfolio.customer(filing.customer_id), fact_id, is_alert=False)
        raise unknown
    if item.startswith(_ALERT):
        for customer in portfolio.customers():
            if _has_alert(portfolio, customer, item):
                return Target(customer, item, is_alert=True)
    raise unknown


def _has_alert(portfolio: Portfolio, customer: Customer, wanted: str) -> bool:
    """Whether the alert fires now, or fired once and was judged: a verdict can be taken back."""
    profiles = portfolio.latest_profiles(customer.id)
    if any(alert.id == wanted for profile in profiles for alert in profile.alerts):
        return True
    return any(review.target == wanted for review in portfolio.store.reviews(customer.id))
