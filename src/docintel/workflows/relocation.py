"""Finds what became of the reviews of facts that a new reading did not find under the same id.

A wrong silent carry-over is worse than an orphan: a review follows only when exactly one fact stood for the claim
before and exactly one stands for it now, with everything it says the same. A verdict on another value never follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docintel.records import Fact, LostFact, Review
from docintel.workflows.fact_differences import content


@dataclass(frozen=True, slots=True)
class Fate:
    """A review whose fact is gone: the review that carries it over, and where to; None and None for an orphan."""

    review: Review
    lost: LostFact
    carried: Review | None = None
    to: Fact | None = None


def relocate_reviews(
    former: Sequence[LostFact], facts: Sequence[Fact], reviews: Sequence[Review], versions: str
) -> list[Fate]:
    """The fate of each review whose target is among the former facts and not among the facts now, oldest first.

    `former` are all facts of the earlier readings, each with the versions that read it; `versions` read the facts
    now. A review that was carried over before is left to the one that carries it.
    """
    known = {lost.fact.id: lost for lost in former}
    present = {fact.id for fact in facts}
    lineage = Lineages(reviews)
    before, now = _by_claim(one.fact for one in known.values()), _by_claim(facts)
    fates = []
    for review in lineage.open_reviews():
        lost = next((known[one.target] for one in lineage.chain(review) if one.target in known), None)
        if lost is None or lineage.stands(review, present):
            continue
        heir = _heir(lost.fact, before[lost.fact.claim], now.get(lost.fact.claim, []))
        if heir is None:
            fates.append(Fate(review, lost))
        else:
            fates.append(Fate(review, lost, _carry_over(review, heir, version_step(lost.versions, versions)), heir))
    return fates


class Lineages:
    """Reviews by the one they all carry: the same verdict of the same person on one claim as it moved."""

    def __init__(self, reviews: Sequence[Review]) -> None:
        self._reviews = reviews
        self._known = {review.id: review for review in reviews}
        self._carried = {review.carries for review in reviews if review.carries is not None}

    def open_reviews(self) -> list[Review]:
        """The reviews that no later one carries over or answers."""
        return [review for review in self._reviews if review.id not in self._carried]

    def stands(self, review: Review, present: set[str]) -> bool:
        """Whether the verdict stands on a fact that is there: its own, or one it was carried from."""
        return any(one.target in present for one in self.chain(review))

    def chain(self, review: Review) -> list[Review]:
        """The review and those it was carried from, the latest first."""
        found: list[Review] = []
        one: Review | None = review
        while one is not None and one not in found:
            found.append(one)
            one = self._known.get(one.carries or "")
        return found


def version_step(old: str, new: str) -> str:
    """What differs between two `analysis` strings ("pdf@1 → pdf@2"), or that it was the same versions."""
    return ", ".join(version_steps(old, new)) or "same versions"


def version_steps(old: str, new: str) -> list[str]:
    """The components whose version differs between two `analysis` strings, each with both versions."""
    before, after = components(old), components(new)
    names = [*after, *(name for name in before if name not in after)]
    return [f"{_named(name, before)} → {_named(name, after)}" for name in names if before.get(name) != after.get(name)]


def components(analysis: str) -> dict[str, str]:
    """The versions by name in an `analysis` string ("pdf@1 docx@1 … customers:…")."""
    found = (part.partition("@") for part in analysis.split())
    return {name: version for name, at, version in found if at}


def _named(name: str, versions: dict[str, str]) -> str:
    return f"{name}@{versions[name]}" if name in versions else f"no {name}"


def _by_claim(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.claim, []).append(fact)
    return found


def _heir(lost: Fact, before: Sequence[Fact], now: Sequence[Fact]) -> Fact | None:
    """The fact now that stands for the claim; `before` and `now` are all that make the same claim."""
    # a newer docintel may give the same claim at the same place another id
    here, there = ([fact for fact in side if fact.anchor == lost.anchor] for side in (before, now))
    if here and there:
        before, now = here, there
    heirs = [fact for fact in now if len(before) == len(now) == 1 and content(fact) == content(lost)]
    return heirs[0] if heirs else None


def _carry_over(review: Review, heir: Fact, step: str) -> Review:
    note = f"carried over from {review.target} ({step})"
    reason = f"{review.reason}; {note}" if review.reason else note
    return review.model_copy(update={"target": heir.id, "reason": reason, "carries": review.id})
