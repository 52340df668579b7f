"""What goes into the store comes out the same, on both databases."""

from datetime import date
from decimal import Decimal

import pytest

from docintel.errors import NotFound
from docintel.records import Amount, Box, Customer, Document, Failure, Party, Review, Span
from docintel.store.store import Store
from factories import BORROWER, alert, boxed, profile

OTHER = Customer(id="C2", name="Other Portfolio Ltd")
TEXT = "借款人：澜川新能源。贷款金额人民币1亿元。"


def facts(document: Document) -> list[Party | Amount]:
    return [
        Party.found(document, Span(start=4, end=9), source="t@1", confidence=0.9, name="澜川新能源", role="borrower"),
        Amount.found(
            document,
            Span(start=14, end=20),
            source="t@1",
            confidence=0.8,
            value=Decimal("100000000"),
            currency="CNY",
            as_filed="人民币1亿元",
        ),
    ]


@pytest.fixture
def filled(store: Store) -> Store:
    store.save_customer(BORROWER)
    store.save_customer(OTHER)
    return store


def test_customers_come_back_as_saved(filled: Store) -> None:
    assert filled.customers() == [BORROWER, OTHER]
    assert filled.customer("C1") == BORROWER


def test_an_unknown_customer_is_said(store: Store) -> None:
    with pytest.raises(NotFound, match="no customer 'C9'"):
        store.customer("C9")


def test_document_layout_and_facts_come_back_as_saved(filled: Store) -> None:
    found = boxed(TEXT)
    filing = filled.file(found, "C1", reason="name")
    filled.save_facts(filing, facts(found.document), analysis="plain@1|t@1")
    assert filled.document(filing) == found.document
    assert filled.layout(filing).boxes(Span(start=4, end=6)) == [Box(1, 40.0, 0.0, 60.0, 12.0)]
    assert filled.facts("C1") == facts(found.document)
    assert filled.filings("C1")[0].analysis == "plain@1|t@1"


def test_filing_the_same_bytes_again_changes_nothing(filled: Store) -> None:
    found = boxed(TEXT)
    for _ in range(2):
        filing = filled.file(found, "C1", reason="name")
        filled.save_facts(filing, facts(found.document), analysis="v1")
    assert len(filled.filings("C1")) == 1
    assert len(filled.facts("C1")) == 2


def test_two_customers_with_the_same_bytes_do_not_see_each_other(filled: Store) -> None:
    found = boxed(TEXT)
    mine, theirs = filled.file(found, "C1", reason="name"), filled.file(found, "C2", reason="folder")
    filled.save_facts(mine, facts(found.document), analysis="v1")
    assert mine.id != theirs.id
    assert filled.facts("C2") == []
    assert [filing.id for filing in filled.filings("C2")] == [theirs.id]


def test_facts_are_replaced_whole_and_a_filing_without_facts_says_so(filled: Store) -> None:
    found = boxed(TEXT)
    filing = filled.file(found, "C1", reason="name")
    assert filing.analysis == ""
    filled.save_facts(filing, facts(found.document), analysis="v1")
    filled.save_facts(filing, facts(found.document)[:1], analysis="v2")
    assert [fact.kind for fact in filled.facts("C1")] == ["party"]


def test_the_latest_fold_is_the_profile_and_earlier_ones_stay(filled: Store) -> None:
    filled.save_profile(profile(date(2026, 6, 30), alert("A3", 2)))
    filled.save_profile(profile(date(2026, 3, 31), alert("A1", 1), alert("A2", 3)))
    assert filled.profile("C1").as_of == date(2026, 6, 30)
    assert [a.id for a in filled.profile("C1").alerts] == ["A3"]
    assert filled.profiles("C1")[0].alerts[1].assessment.value == Decimal("0.8125")
    assert [one.as_of for one in filled.profiles("C1")] == [date(2026, 3, 31), date(2026, 6, 30)]
    filled.save_profile(profile(date(2026, 6, 30)))
    assert filled.profile("C1").alerts == ()


def test_reviews_are_added_and_never_replaced(filled: Store) -> None:
    first = Review(target="F-1", verdict="rejected", reviewer="officer", day=date(2026, 4, 1), reason="wrong party")
    second = Review(target="F-1", verdict="accepted", reviewer="checker", day=date(2026, 4, 2))
    filled.add_review("C1", first)
    filled.add_review("C1", second)
    assert filled.reviews("C1") == [first, second]
    assert filled.reviews("C2") == []


def test_a_file_may_fail_in_two_ways(store: Store) -> None:
    page = Failure(name="scan.pdf", code="no_text", message="page 3 of scan.pdf could not be read.")
    nobody = Failure(name="scan.pdf", code="unassigned", message="scan.pdf names none of the customers.")
    store.save_failures([page, nobody])
    assert [failure.code for failure in store.failures()] == ["no_text", "unassigned"]


def test_failures_are_kept_by_name(store: Store) -> None:
    scan = Failure(name="scan.pdf", code="no_text", message="it is a scan.")
    store.save_failures([scan, Failure(name="a.rar", code="unsupported", message="unpack it.")])
    store.save_failures([scan])
    assert [(failure.name, failure.code) for failure in store.failures()] == [
        ("a.rar", "unsupported"),
        ("scan.pdf", "no_text"),
    ]
