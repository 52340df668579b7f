"""Where reviews go when the fact they were about is not found under its id again."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.records import Document, Fact, LostFact, Party, Review, Span
from docintel.workflows.relocation import Lineages, relocate_reviews, version_step
from factories import document
from readings import LETTER, NEW, OLD, amount, party, read_as, review

TWICE = "出租人：汀澜轴承。Lessor: Tinglan. 汀澜轴承盖章。"


def mention(found: Document, at: int, role: str = "lessor", **parts: object) -> Party:
    """The company where it stands the at-th time."""
    start = -1
    for _ in range(at + 1):
        start = found.text.index("汀澜轴承", start + 1)
    span = Span(start=start, end=start + 4)
    return Party.found(found, span, source="t@1", confidence=0.9, name="汀澜轴承", role=role, **parts)


def lost(*facts: Fact) -> list[LostFact]:
    return [LostFact(fact, OLD) for fact in facts]


def fates(former: list[Fact], now: list[Fact], *reviews: Review) -> list[tuple[str, str | None]]:
    found = relocate_reviews(lost(*former), now, reviews, NEW)
    return [(fate.review.id, fate.carried.target if fate.carried else None) for fate in found]


def test_a_verdict_follows_the_one_fact_that_makes_the_same_claim() -> None:
    found = document(TWICE)
    old, new = mention(found, 0), mention(found, 1)
    said = review(old.id, reason="不是出租人")
    (fate,) = relocate_reviews(lost(old), [new], [said], NEW)
    assert fate.carried == review(
        new.id, reason=f"不是出租人; carried over from {old.id} (pdf@1 → pdf@2)", carries=said.id
    )
    assert (fate.to, fate.carried.reviewer, fate.carried.day) == (new, said.reviewer, said.day)


@pytest.mark.parametrize(
    ("former", "now"),
    [
        # two facts make the claim now
        ([0], [1, 2]),
        # two made it before, and which of them is left nobody can say
        ([0, 1], [2]),
    ],
)
def test_a_verdict_does_not_choose(former: list[int], now: list[int]) -> None:
    found = document(TWICE + "汀澜轴承")
    old, new = ([mention(found, at) for at in side] for side in (former, now))
    said = review(old[0].id)
    assert fates(old, new, said) == [(said.id, None)]


def test_a_verdict_on_another_value_or_detail_never_follows() -> None:
    found = document(LETTER)
    old = amount(found, "人民币1亿元", 100000000)
    said = review(old.id, "accepted")
    better = read_as(LETTER.replace("1亿元", "1.5亿元"))
    assert fates([old], [amount(better, "人民币1.5亿元", 150000000)], said) == [(said.id, None)]
    # the same sum, elsewhere, but now words and figures of it disagree
    elsewhere = amount(found, "1亿", 100000000, conflict=True)
    assert fates([old], [elsewhere], said) == [(said.id, None)]


def test_an_id_made_otherwise_by_a_newer_version_is_followed_at_its_place() -> None:
    found = document(TWICE)
    old = [mention(found, at).model_copy(update={"id": f"F-{at}"}) for at in (0, 1)]
    new = [mention(found, at) for at in (0, 1)]
    said = review("F-1")
    assert fates(old, new, said) == [(said.id, new[1].id)]


def test_what_still_stands_or_was_carried_already_is_left_alone() -> None:
    found = document(TWICE)
    old, new = mention(found, 0), mention(found, 1)
    said = review(old.id)
    assert fates([old], [old], said) == []
    (fate,) = relocate_reviews(lost(old), [new], [said], NEW)
    assert fate.carried is not None
    both = [said, fate.carried]
    # the old reading comes back: the verdict stands there as it did, and is not doubled
    assert fates([new], [old], *both) == []
    # and leaves again for a third place: from wherever it stood last
    third = mention(document(TWICE + "汀澜轴承").model_copy(update={"id": found.id}), 2)
    assert fates([old], [third], *both) == [(fate.carried.id, third.id)]


def test_a_review_of_something_unknown_is_not_touched() -> None:
    assert fates([], [party(document(LETTER), "澜川新能源")], review("F-unknown"), review("A-1")) == []


@pytest.mark.parametrize(
    ("old", "new", "step"),
    [
        (OLD, NEW, "pdf@1 → pdf@2"),
        (OLD, OLD.replace("aaaa", "bbbb"), "same versions"),
        ("pdf@1 extra@3", "image@1 pdf@1", "no image → image@1, extra@3 → no extra"),
    ],
)
def test_only_what_differs_is_named(old: str, new: str, step: str) -> None:
    assert version_step(old, new) == step


CUT = "澜川新能源"


@st.composite
def readings(draw: st.DrawFn) -> list[Fact]:
    """What one reader finds in a text that names a company four times, under one of two roles or none."""
    found = document(CUT + "、" + CUT + "。Borrower: " + CUT + "; " + CUT)
    starts = [at for at in range(len(found.text)) if found.text.startswith(CUT, at)]
    chosen = draw(st.lists(st.tuples(st.sampled_from(starts), st.sampled_from(["borrower", None])), max_size=4))
    facts = [
        Party.found(found, Span(start=at, end=at + 5), source="t@1", confidence=None, name=CUT, role=role)
        for at, role in chosen
    ]
    return list({fact.id: fact for fact in facts}.values())


@given(st.lists(readings(), min_size=2, max_size=5), st.data())
def test_no_review_is_lost_and_no_verdict_or_author_changes(runs: list[list[Fact]], data: st.DataObject) -> None:
    """Through several readings each verdict stands on a fact, or is carried by exactly one review, or is an orphan."""
    given_: list[Review] = []
    for at, fact in enumerate(runs[0]):
        for verdict in data.draw(st.lists(st.sampled_from(["accepted", "rejected"]), max_size=2)):
            given_.append(review(fact.id, verdict, f"officer {at}", day=1 + len(given_) % 28))
    reviews, known = list(given_), {fact.id: fact for fact in runs[0]}
    for before, now in pairwise(runs):
        known |= {fact.id: fact for fact in before}
        former = lost(*known.values())
        found = relocate_reviews(former, now, reviews, NEW)
        shuffled = data.draw(st.permutations(now))
        assert relocate_reviews(former[::-1], shuffled, reviews, NEW) == found
        carried = [fate.carried for fate in found if fate.carried is not None]
        orphaned = [fate.review for fate in found if fate.carried is None]
        present = {fact.id for fact in now}
        lineages = Lineages(reviews)
        standing = [one for one in lineages.open_reviews() if lineages.stands(one, present)]
        assert len(lineages.open_reviews()) == len(standing) + len(carried) + len(orphaned)
        assert {one.target for one in carried} <= present
        reviews += carried
        assert relocate_reviews(former, now, reviews, NEW) == [fate for fate in found if fate.carried is None]
    said = {one.id: one for one in reviews}
    for one in reviews:
        if one.carries is not None:
            origin = said[one.carries]
            assert (one.verdict, one.reviewer, one.day) == (origin.verdict, origin.reviewer, origin.day)
    assert reviews[: len(given_)] == given_
    assert len(Lineages(reviews).open_reviews()) == len({one.id for one in given_})
