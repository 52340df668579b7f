"""A second reading in the store, on both databases: what it changed and what it lost come back as saved."""

from datetime import date

import pytest

from docintel.records import Customer, FactChange, Filing, LostFact, Reading, Rereading, Review
from docintel.store.store import Store
from factories import BORROWER, boxed
from readings import LETTER, NEW, OLD, amount, party, review

OTHER = Customer(id="C2", name="Other Portfolio Ltd")


@pytest.fixture
def filing(store: Store) -> Filing:
    """The letter filed for C1 with its borrower, read by the old versions."""
    store.save_customer(BORROWER)
    store.save_customer(OTHER)
    found = store.file(boxed(LETTER), "C1", reason="name")
    store.save_facts(found, [party(boxed(LETTER).document, "澜川新能源")], analysis=OLD)
    return found


def change_of(filing: Filing, review: str | None = None) -> FactChange:
    return FactChange(
        customer="C1", document=filing.document_id, doc=filing.name, kind="party", what="guarantor", status="gone",
        old_value="Tinglan Bearings Ltd", old_quote="Tinglan Bearings Ltd", review=review, versions="pdf@1 → pdf@2",
    )  # fmt: skip


def test_a_batch_stopped_in_the_middle_still_knows_who_read_the_facts(store: Store, filing: Filing) -> None:
    for _ in range(2):
        again = store.file(boxed(LETTER), "C1", reason="name")
        assert (again.analysis, again.facts_by) == ("", OLD)
    former = store.former_reading(again)
    assert (former.versions, former.facts) == (OLD, (party(boxed(LETTER).document, "澜川新能源"),))
    store.save_facts(again, [], analysis=NEW)
    assert [(one.analysis, one.facts_by) for one in store.filings()] == [(NEW, NEW)]


def test_a_first_reading_has_nothing_before_it(store: Store, filing: Filing) -> None:
    theirs = store.file(boxed(LETTER), "C2", reason="folder")
    store.add_review("C1", review("F-1"))
    former = store.former_reading(theirs)
    assert (former.versions, former.facts, former.lost, former.reviews) == ("", (), (), ())


def test_carried_reviews_lost_facts_and_changes_come_back_and_nothing_is_edited(store: Store, filing: Filing) -> None:
    document = boxed(LETTER).document
    gone, kept = party(document, "Tinglan Bearings Ltd", "guarantor"), amount(document, "人民币1亿元", 1)
    first = review(gone.id)
    store.add_review("C1", first)
    carried = [review(f"F-{at}", carries=first.id) for at in range(3)]
    change = change_of(filing, review=carried[0].id)
    plain = change_of(filing)
    step = Rereading(changes=(plain, change), carried=tuple(carried), lost=(LostFact(gone, OLD),))
    store.save_facts(filing, [kept], analysis=NEW, rereading=step)
    assert store.reviews("C1") == [first, *carried]
    assert store.former_reading(filing).lost == (LostFact(gone, OLD),)
    assert list(store.changes("C1").values()) == [plain, change]
    assert list(store.changes("C1", judged=True).values()) == [change]
    assert store.changes("C2") == {}
    store.mark_reported(store.changes("C1", judged=True))
    assert list(store.changes("C1", unreported=True).values()) == [plain]
    # a reading without lost facts lets go of them; the reviews stay
    store.save_facts(filing, [kept], analysis=NEW, rereading=Rereading())
    assert store.former_reading(filing).lost == ()
    assert len(store.reviews("C1")) == 4


def test_lost_facts_outlive_a_withdrawn_filing(store: Store, filing: Filing) -> None:
    gone = party(boxed(LETTER).document, "澜川新能源")
    store.withdraw(filing, rereading=Rereading(lost=(LostFact(gone, OLD),)))
    assert (store.filings(), store.facts("C1")) == ([], [])
    again = store.file(boxed(LETTER), "C1", reason="name")
    former = store.former_reading(again)
    assert (former.versions, former.facts, former.lost) == ("", (), (LostFact(gone, OLD),))


def test_reviews_from_before_this_version_read_as_they_were(store: Store, filing: Filing) -> None:
    old = '{"target":"F-1","verdict":"rejected","reviewer":"officer","day":"2026-04-01","reason":""}'
    assert Review.model_validate_json(old) == Review(
        target="F-1", verdict="rejected", reviewer="officer", day=date(2026, 4, 1)
    )


def test_two_customers_keep_the_reading_their_facts_point_into(store: Store, filing: Filing) -> None:
    """A batch for one customer reads the same bytes otherwise: the other's quotes still stand in its text."""
    fact = store.facts("C1")[0]
    better = boxed("文本层重读：" + LETTER)
    other = Reading(better.document.model_copy(update={"id": filing.document_id, "name": "theirs.pdf"}), better.layout)
    theirs = store.file(other, "C2", reason="folder")
    store.save_facts(theirs, [party(other.document, "澜川新能源")], analysis=NEW)
    mine = store.filing(filing.id)
    assert store.document(mine).quote(fact.span) == store.document(mine).text[4:9] == "澜川新能源"
    assert store.document(mine).name == "合同.txt"
    assert store.document(store.filings("C2")[0]) == other.document
    assert sorted(store.listing.readers().values()) == ["plain@1", "plain@1"]
    assert theirs.document_id == mine.document_id != mine.reading != theirs.reading
    # until the facts are replaced the filing rests on the reading they were found in
    again = store.file(other, "C1", reason="name")
    assert (again.reading, store.filing(filing.id).reading) == (theirs.reading, mine.reading)
    store.save_facts(again, [], analysis=NEW)
    assert store.listing.readers() == {theirs.reading: "plain@1"}
    store.withdraw(again)
    store.withdraw(theirs)
    assert store.listing.readers() == {}


def test_readings_from_before_0002_are_taken_over_by_the_next(store: Store, filing: Filing) -> None:
    from sqlalchemy import text

    with store._engine.begin() as connection:
        copied = "INSERT INTO document (id, reader, body, layout) SELECT :id, reader, body, layout FROM document"
        connection.execute(text(copied), {"id": filing.document_id})
        connection.execute(text("UPDATE filing SET document_id = :id"), {"id": filing.document_id})
    old = store.filing(filing.id)
    assert (old.reading, store.document(old).text) == (filing.document_id, LETTER)
    store.save_facts(store.file(boxed(LETTER), "C1", reason="name"), [], analysis=NEW)
    assert list(store.listing.readers()) == [filing.reading]
