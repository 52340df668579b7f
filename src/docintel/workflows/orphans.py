"""The verdicts of a customer's reviewers that wait for a new look: their fact or alert is read otherwise now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from docintel.credit.alerts import alert_id
from docintel.records import Assessment, Customer, Fact, FactChange, OrphanedReview, Profile, Review
from docintel.workflows.relocation import Lineages

_ALERT = "A-"
#: A verdict on a link of two documents is read by the fold and has no fact to lose.
_LINK = "L-"


def orphaned_reviews(
    facts: Iterable[Fact], reviews: Sequence[Review], changes: Iterable[FactChange]
) -> list[OrphanedReview]:
    """The reviews whose fact is gone, and those whose fact or alert says something else under the same id.

    A gone fact's review is listed until a later review that stands on a fact names it (`carries`); the others until
    somebody judges the same fact or alert again. Oldest first.
    """
    present = {fact.id for fact in facts}
    rows = {one.review: one for one in changes if one.review is not None and one.status != "review_carried"}
    last = {review.target: review.id for review in reviews}
    lineages = Lineages(reviews)
    found = []
    for review in lineages.open_reviews():
        if review.target.startswith(_LINK):
            continue
        row = rows.get(review.id)
        changed = row is not None and row.status == "changed"
        if review.target.startswith(_ALERT):
            waits = row is not None and last[review.target] == review.id
        elif review.target in present:
            waits = changed and last[review.target] == review.id
        else:
            waits, changed = not lineages.stands(review, present), False
        if waits:
            found.append(_orphan(review, row, attached=changed))
    return found


def changed_alerts(
    folded: Sequence[Profile], customer: Customer, assessments: Sequence[Assessment], reviews: Sequence[Review], *,
    versions: str,
) -> list[FactChange]:  # fmt: skip
    """The reviewed alerts of the latest fold that fire with another value now, or under another id, or not at all.

    An alert's id holds its indicator and period: what fires for another period is another warning, and no verdict
    is carried over to it.
    """
    old = _fired(customer, [one for profile in folded[-1:] for one in profile.assessments])
    new = _fired(customer, assessments)
    found = []
    for target, review in {review.target: review for review in reviews}.items():
        was, now = old.get(target), new.get(target)
        if was is None or (now is not None and (was.value, was.grade) == (now.value, now.grade)):
            continue
        status = "review_orphaned" if now is None else "changed"
        others = [one for name, one in new.items() if name not in old and (one.indicator, one.key) == _indicator(was)]
        other = now or (others[0] if len(others) == 1 else None)
        found.append(_alert_row(customer, review, was, other, status=status, versions=versions))
    return found


def _fired(customer: Customer, assessments: Iterable[Assessment]) -> Mapping[str, Assessment]:
    return {alert_id(customer, one): one for one in assessments if one.grade}


def _indicator(assessment: Assessment) -> tuple[str, str]:
    return assessment.indicator, assessment.key


def _alert_row(
    customer: Customer, review: Review, was: Assessment, now: Assessment | None, *, status: str, versions: str
) -> FactChange:  # fmt: skip
    return FactChange.model_validate(
        {
            "customer": customer.id,
            "document": None,
            "doc": None,
            "kind": "alert",
            "what": f"{was.indicator} {was.key}",
            "status": status,
            "old_value": _said(was),
            "new_value": None if now is None else _said(now),
            "old_fact": review.target,
            "new_fact": None if now is None else alert_id(customer, now),
            "review": review.id,
            "verdict": review.verdict,
            "reviewer": review.reviewer,
            "versions": versions,
        }
    )


def _said(assessment: Assessment) -> str:
    value = "" if assessment.value is None else f"{assessment.value.normalize():f}, "
    return f"{value}grade {assessment.grade}, {assessment.period_end or 'no period'}"


def _orphan(review: Review, row: FactChange | None, *, attached: bool) -> OrphanedReview:
    shown = () if row is None else ("kind", "what", "doc", "old_value", "old_quote", "new_value", "new_quote")
    return OrphanedReview.model_validate(
        {"id": review.id, "review": review, "attached": attached, **{name: getattr(row, name) for name in shown}}
    )
