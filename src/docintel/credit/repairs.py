"""Accepted proposals take the place of the figures they mend; what nobody accepted counts nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from docintel.credit.profiles import last_words
from docintel.records import Fact, Figure, OpenIdentity, Proposal, Review


def with_repairs(facts: Sequence[Fact], reviews: Sequence[Review]) -> list[Fact]:
    """The facts with each accepted proposal as a figure in place of the one it corrects, or as the missing one.

    A proposal that closes the identities only together with others counts when all of one set are accepted. Its
    figure is unproved, has the proposal's id and so leads to it. Figures that were in conflict only through the runs
    of identities that it closes are unproved then.
    """
    accepted = _accepted(facts, reviews)
    if not accepted:
        return list(facts)
    replaced = {proposal.figure for proposal in accepted}
    kept = [fact for fact in facts if fact.id not in replaced]
    closed = list(dict.fromkeys(run for proposal in accepted for run in proposal.identities))
    return [*(_cleared(fact, closed) for fact in kept), *map(_as_figure, accepted)]


def _accepted(facts: Iterable[Fact], reviews: Sequence[Review]) -> list[Proposal]:
    said = {target for target, review in last_words(reviews).items() if review.verdict == "accepted"}
    return [
        fact
        for fact in facts
        if isinstance(fact, Proposal) and fact.id in said and any(said.issuperset(others) for others in fact.together)
    ]


def _cleared(fact: Fact, closed: Sequence[OpenIdentity]) -> Fact:
    """A figure unproved instead of in conflict where each of its failing runs is among those that were closed.

    An identity may run several times in one statement, over other figures each time: its name alone tells nothing.
    """
    if not isinstance(fact, Figure) or fact.status != "conflict":
        return fact
    failing = Counter((check.id, check.difference) for check in fact.checks if check.result == "fail")
    mended = Counter((run.id, run.difference) for run in closed if fact.id in run.figures)
    return fact.model_copy(update={"status": "unproved"}) if failing and failing <= mended else fact


def _as_figure(proposal: Proposal) -> Figure:
    own = proposal.model_dump(include=set(Figure.model_fields) - {"kind", "evidence", "confidence", "as_filed"})
    return Figure(**own, evidence=proposal.evidence, confidence=1.0, as_filed=proposal.as_proposed)
