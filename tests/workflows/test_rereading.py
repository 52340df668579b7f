"""A document read again: what the store holds after, what changed, and where the reviews are."""

from collections.abc import Sequence

import pytest

from docintel.records import Fact, FactChange, Filing, Reading, Span
from docintel.store.store import Store
from docintel.workflows.orphans import orphaned_reviews
from docintel.workflows.rereading import save_reading, withdraw_reading
from factories import BORROWER, boxed
from readings import LETTER, NEW, OLD, amount, figure, filed, party, read_as, review

SHEET = "编制单位：澜川新能源\n资产总计 2,000.00\n负债合计 1,700.00\nTotal equity 300.00\n"


@pytest.fixture
def store(either_store: Store) -> Store:
    either_store.save_customer(BORROWER)
    return either_store


def read(store: Store, facts: Sequence[Fact], reading: Reading, analysis: str) -> Filing:
    filing = store.file(reading, "C1", reason="name")
    save_reading(store, filing, facts, analysis=analysis)
    return filing


def page(text: str, original: str = LETTER) -> Reading:
    """The original's bytes, read as this text on one page."""
    found = boxed(text)
    return Reading(found.document.model_copy(update={"id": read_as(text, original).id}), found.layout)


def fresh(store: Store) -> list[FactChange]:
    found = store.changes("C1", unreported=True)
    store.mark_reported(found)
    return list(found.values())


def waiting(store: Store) -> list[str]:
    found = orphaned_reviews(store.facts("C1"), store.reviews("C1"), store.changes("C1", judged=True).values())
    return [one.review.target for one in found]


def test_the_first_reading_and_the_same_again_change_nothing(store: Store) -> None:
    facts = [party(page(LETTER).document, "澜川新能源"), amount(page(LETTER).document, "人民币1亿元", 100000000)]
    for analysis in (OLD, OLD, NEW):
        read(store, facts, page(LETTER), analysis)
        assert (fresh(store), store.facts("C1")) == ([], facts)


def test_a_better_reader_shows_old_and_new_value_with_their_words(store: Store) -> None:
    old, better = page(SHEET, SHEET), page(SHEET.replace("2,000.00", "2,800.00"), SHEET)
    before = figure(old.document, "2,000.00", "资产总计", 2000)
    after = figure(better.document, "2,800.00", "资产总计", 2800)
    read(store, [before], old, OLD)
    read(store, [after, figure(better.document, "300.00", "Total equity", 300)], better, NEW)
    assert [(one.status, one.what.split()[2], one.old_value, one.new_value) for one in fresh(store)] == [
        ("changed", "资产总计", "2000", "2800"), ("new", "Total", None, "300"),
    ]  # fmt: skip
    (first, _) = store.changes("C1").values()
    assert first == FactChange(
        customer="C1", document=old.document.id, doc="合同.txt", kind="figure", status="changed",
        what="balance_sheet single 资产总计 current 2025-12-31", old_value="2000", new_value="2800",
        old_quote="2,000.00", new_quote="2,800.00", old_place="p. 1", new_place="p. 1",
        old_fact=before.id, new_fact=after.id, versions="pdf@1 → pdf@2",
    )  # fmt: skip


def test_a_verdict_on_a_changed_value_waits_for_a_person_who_then_answers_it(store: Store) -> None:
    old, better = page(SHEET, SHEET), page(SHEET.replace("2,000.00", "2,800.00"), SHEET)
    before = figure(old.document, "2,000.00", "资产总计", 2000)
    after = figure(better.document, "2,800.00", "资产总计", 2800)
    read(store, [before], old, OLD)
    said = review(before.id, "accepted")
    store.add_review("C1", said)
    read(store, [after], better, NEW)
    (changed, orphan) = fresh(store)
    assert (changed.status, changed.review) == ("changed", None)
    assert (orphan.status, orphan.review, orphan.verdict, orphan.reviewer, orphan.old_value, orphan.new_value) == (
        "review_orphaned", said.id, "accepted", "审核员甲", "2000", "2800",
    )  # fmt: skip
    assert (store.reviews("C1"), waiting(store)) == ([said], [before.id])
    # read once more nothing is new, and the verdict still waits
    read(store, [after], better, NEW)
    assert (fresh(store), waiting(store)) == ([], [before.id])
    store.add_review("C1", review(after.id, "rejected", "审核员乙", carries=said.id))
    assert waiting(store) == []


def test_a_verdict_follows_its_claim_to_another_page_and_comes_back(store: Store) -> None:
    one, other = page(LETTER), page("Page one. " + LETTER.replace("1亿元", "1 亿元"))
    old = party(one.document, "Tinglan Bearings Ltd", "guarantor")
    new = old.model_copy(update={"anchor": "page:2|x|0", "id": "F-moved"})
    read(store, [old], one, OLD)
    said = review(old.id, reason="no guarantor")
    store.add_review("C1", said)
    read(store, [new], other, NEW)
    assert [(one.status, one.old_place, one.new_place) for one in fresh(store)] == [
        ("moved", "p. 1", "p. 2"), ("review_carried", "p. 1", "p. 2"),
    ]  # fmt: skip
    assert store.reviews("C1") == [
        said,
        said.model_copy(
            update={
                "target": "F-moved",
                "carries": said.id,
                "reason": f"no guarantor; carried over from {old.id} (pdf@1 → pdf@2)",
            }
        ),
    ]
    assert waiting(store) == []
    read(store, [old], one, OLD)
    assert [one.status for one in fresh(store)] == ["moved"]
    assert (len(store.reviews("C1")), waiting(store)) == (2, [])


def test_an_orphan_is_carried_when_a_later_reader_finds_the_claim_again(store: Store) -> None:
    found = page(LETTER)
    old = party(found.document, "澜川新能源")
    read(store, [old], found, OLD)
    store.add_review("C1", review(old.id))
    read(store, [], found, NEW)
    assert [one.status for one in fresh(store)] == ["gone", "review_orphaned"]
    assert waiting(store) == [old.id]
    again = old.model_copy(update={"anchor": "page:2|x|0", "id": "F-again"})
    read(store, [again], found, NEW.replace("pdf@2", "pdf@3"))
    assert [(one.status, one.versions) for one in fresh(store)] == [
        ("new", "pdf@2 → pdf@3"), ("review_carried", "pdf@1 → pdf@3"),
    ]  # fmt: skip
    assert (waiting(store), store.former_reading(filed(found.document)).lost) == ([], ())


def test_the_same_id_with_other_details_keeps_its_verdict_and_asks_for_a_look(store: Store) -> None:
    found = page(SHEET, SHEET)
    old = figure(found.document, "300.00", "Total equity", 300)
    new = figure(found.document, "300.00", "Total equity", 300, currency="USD")
    read(store, [old], found, OLD)
    said = review(old.id, "accepted")
    store.add_review("C1", said)
    read(store, [new], found, NEW)
    (change,) = fresh(store)
    assert (change.status, change.old_value, change.new_value, change.review) == (
        "changed", "currency: CNY", "currency: USD", said.id,
    )  # fmt: skip
    (orphan,) = orphaned_reviews(store.facts("C1"), store.reviews("C1"), store.changes("C1").values())
    assert (orphan.review, orphan.attached) == (said, True)
    store.add_review("C1", review(old.id, "rejected", "审核员乙"))
    assert waiting(store) == []


def test_reviews_of_a_withdrawn_document_wait_and_stand_again_when_it_comes_back(store: Store) -> None:
    found = page(LETTER)
    old = party(found.document, "澜川新能源")
    filing = read(store, [old], found, OLD)
    store.add_review("C1", review(old.id))
    withdraw_reading(store, filing)
    assert [(one.status, one.versions) for one in fresh(store)] == [("review_orphaned", "same versions")]
    assert waiting(store) == [old.id]
    read(store, [old], found, NEW)
    assert (fresh(store), waiting(store)) == ([], [])


def test_places_are_named_as_a_person_would(store: Store) -> None:
    from docintel.workflows.rereading import place

    found = party(page(LETTER).document, "澜川新能源")
    places = {
        "cell:资产负债表!C14": "资产负债表!C14",
        "page:3|0f|2": "p. 3",
        "part:<1|a@x.example>|0f|0": "<1|a@x.example>",
        "text|0f|0": None,
    }
    for anchor, shown in places.items():
        assert place(found.model_copy(update={"anchor": anchor})) == shown


def test_the_words_of_both_readings_are_as_each_reader_had_them(store: Store) -> None:
    broken, whole = page(LETTER.replace("澜川新能源", "澜川新\n能源")), page(LETTER)
    words = Span(start=4, end=10)
    old = party(whole.document, "澜川新能源").found(
        broken.document, words, source="t@1", confidence=0.9, name="澜川新能源", role=None
    )
    read(store, [old], broken, OLD)
    read(store, [party(whole.document, "澜川新能源")], whole, NEW)
    (change,) = fresh(store)
    assert (change.old_quote, change.new_quote) == ("澜川新\n能源", "澜川新能源")
    assert (change.old_value, change.new_value) == ("role: None", "role: borrower")
