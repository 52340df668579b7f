"""Stores a new reading of a filed document with what it changed, and the reviews that follow or wait.

Reviews are added, never edited or dropped: each either still stands on its fact, is carried over to the fact that
stands for the same claim, or is orphaned and listed for a new look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docintel.records import Fact, FactChange, Filing, FormerReading, LostFact, Rereading, Review
from docintel.store.store import Store
from docintel.workflows.fact_differences import Difference, compare_facts, subject, values
from docintel.workflows.relocation import Fate, relocate_reviews, version_step


def save_reading(store: Store, filing: Filing, facts: Sequence[Fact], *, analysis: str) -> None:
    """Replace the filing's facts, and keep what that changed; the first reading of a document changes nothing."""
    rereading = reread(filing, store.former_reading(filing), facts, analysis=analysis)
    store.save_facts(filing, facts, analysis=analysis, rereading=rereading)


def withdraw_reading(store: Store, filing: Filing) -> None:
    """Take the filing back; reviews of its facts are orphaned, and follow if the document ever comes back."""
    former = store.former_reading(filing)
    rereading = reread(filing, former, (), analysis=former.versions)
    orphans = tuple(change for change in rereading.changes if change.status == "review_orphaned")
    store.withdraw(filing, rereading=Rereading(changes=orphans, lost=rereading.lost))


def reread(filing: Filing, former: FormerReading, facts: Sequence[Fact], *, analysis: str) -> Rereading:
    """What a new reading changed: facts that differ, reviews carried over, reviews orphaned, facts still lost.

    An orphan is a change only in the reading that made it one.
    """
    differences = compare_facts(former.facts, facts) if former.versions or former.facts else []
    past = {lost.fact.id: lost for lost in former.lost}
    past |= {fact.id: LostFact(fact, former.versions) for fact in former.facts}
    fates = relocate_reviews(list(past.values()), facts, former.reviews, analysis)
    fresh = {fact.id for fact in former.facts}
    step = version_step(former.versions, analysis)
    changes = [_change(filing, one, former.reviews, step) for one in differences]
    beside = {one.old.id: one.new for one in differences if one.old is not None}
    changes += [
        _review_change(filing, fate, beside, version_step(fate.lost.versions, analysis))
        for fate in fates
        if fate.carried is not None or fate.lost.fact.id in fresh
    ]
    orphaned = {fate.lost.fact.id: fate.lost for fate in fates if fate.carried is None}
    return Rereading(
        changes=tuple(changes),
        carried=tuple(fate.carried for fate in fates if fate.carried is not None),
        lost=tuple(orphaned[name] for name in sorted(orphaned)),
    )


def place(fact: Fact) -> str | None:
    """Where a fact's anchor says it stands: the sheet cell, the page, the mail; None in a text without pages."""
    scope, _, rest = fact.anchor.partition(":")
    where = rest if scope == "cell" else rest.rsplit("|", 2)[0]
    return {"cell": where, "page": f"p. {where}", "part": where}.get(scope)


def _change(filing: Filing, found: Difference, reviews: Sequence[Review], step: str) -> FactChange:
    # the id is the same and only details differ: the verdict stays with the fact, and the row says there is one
    same = found.old is not None and found.new is not None and found.old.id == found.new.id
    judged = [review for review in reviews if same and found.old is not None and review.target == found.old.id]
    return _row(filing, found, step, status=found.status, review=judged[-1] if judged else None)


def _review_change(filing: Filing, fate: Fate, beside: Mapping[str, Fact | None], step: str) -> FactChange:
    old = fate.lost.fact
    # beside an orphan stands what is read in its place now
    now = fate.to or beside.get(old.id)
    status = "review_orphaned" if fate.carried is None else "review_carried"
    return _row(filing, Difference("changed", old, now), step, status=status, review=fate.carried or fate.review)


def _row(filing: Filing, found: Difference, step: str, *, status: str, review: Review | None) -> FactChange:
    old, new = found.old, found.new
    of = old or new
    assert of is not None
    before, after = values(old, new)
    return FactChange.model_validate(
        {
            "customer": filing.customer_id,
            "document": filing.document_id,
            "doc": filing.name,
            "kind": of.kind,
            "what": subject(of),
            "status": status,
            "old_value": before,
            "new_value": after,
            **(_side("old", old) if old else {}),
            **(_side("new", new) if new else {}),
            "review": review.id if review else None,
            "verdict": review.verdict if review else None,
            "reviewer": review.reviewer if review else None,
            "versions": step,
        }
    )


def _side(name: str, fact: Fact) -> dict[str, str | None]:
    return {f"{name}_quote": fact.evidence[0].quote, f"{name}_place": place(fact), f"{name}_fact": fact.id}
