"""What two readings of one document differ in, in Chinese and English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.records import Clause, Document, Fact, Obligation, Span, Term
from docintel.workflows.fact_differences import Difference, compare_facts, subject, values
from factories import document, span_of
from readings import LETTER, amount, figure, party, read_as

SHEET = "资产总计 2,000.00 其中 应收账款 310.00 Total equity 90.00 应收账款 310.00"


def shown(found: list[Difference]) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.status, subject(one.old or one.new), *values(one.old, one.new)) for one in found]  # type: ignore[arg-type]


def term(found: Document, words: str, value: str, **parts: object) -> Term:
    return Term.found(found, span_of(found.text, words), source="t@1", confidence=None, name="loan.principal",
                      value=value, **parts)  # fmt: skip


def test_the_same_facts_differ_in_nothing_though_offsets_reader_and_confidence_do() -> None:
    old = party(document(LETTER), "澜川新能源")
    broken = read_as(LETTER.replace("借款人：", "借款人：\n"))
    new = party(broken, "澜川新能源").model_copy(update={"source": "model:party@2", "confidence": 0.5})
    assert (old.span, new.span) == (Span(start=4, end=9), Span(start=5, end=10))
    assert compare_facts([old], [new]) == []


def test_another_value_of_the_same_account_is_changed() -> None:
    found = document(SHEET)
    better = read_as(SHEET.replace("2,000.00", "2,800.00"), SHEET)
    old, new = figure(found, "2,000.00", "资产总计", 2000), figure(better, "2,800.00", "资产总计", 2800)
    assert shown(compare_facts([old], [new])) == [
        ("changed", "balance_sheet single 资产总计 current 2025-12-31", "2000", "2800")
    ]


def test_another_account_at_the_same_place_is_changed_and_says_which_field() -> None:
    found = document(SHEET)
    old, new = figure(found, "90.00", "Total", 90), figure(found, "90.00", "Total equity", 90)
    assert shown(compare_facts([old], [new])) == [
        ("changed", "balance_sheet single Total current 2025-12-31", "label: Total", "label: Total equity")
    ]


def test_a_detail_that_is_no_part_of_the_id_is_still_a_change() -> None:
    found = document(SHEET)
    old = figure(found, "90.00", "Total equity", 90)
    new = figure(found, "90.00", "Total equity", 90, currency="USD", status="conflict")
    assert old.id == new.id
    assert [values(one.old, one.new) for one in compare_facts([old], [new])] == [
        ("currency: CNY; status: unproved", "currency: USD; status: conflict")
    ]


def test_a_claim_that_stands_elsewhere_moved_and_with_other_details_changed() -> None:
    found = document(SHEET)
    first, second = (Span(start=at, end=at + 6) for at in (SHEET.index("310.00"), SHEET.rindex("310.00")))
    claim = figure(found, "310.00", "应收账款", 310)
    moved = claim.found(found, second, source="t@1", confidence=0.9, **fields(claim))
    assert (claim.span, claim.id == moved.id) == (first, False)
    assert shown(compare_facts([claim], [moved])) == [
        ("moved", "balance_sheet single 应收账款 current 2025-12-31", "310", "310")
    ]
    dollars = claim.found(found, second, source="t@1", confidence=0.9, **(fields(claim) | {"currency": "USD"}))
    assert [(one[0], *one[2:]) for one in shown(compare_facts([claim], [dollars]))] == [
        ("changed", "currency: CNY", "currency: USD")
    ]


def test_one_thing_read_twice_is_not_guessed_to_be_either() -> None:
    found = document(LETTER)
    old = term(found, "人民币1亿元", "100000000", unit="CNY")
    two = [term(found, "1亿", "1", unit="CNY"), term(found, "亿元", "2", unit="CNY")]
    assert [one.status for one in compare_facts([old], two)] == ["gone", "new", "new"]
    assert shown(compare_facts([old], two[:1])) == [("changed", "loan.principal", "100000000; CNY", "1; CNY")]


def test_what_only_its_place_tells_is_paired_by_place_alone() -> None:
    found = document(LETTER)
    old, new = amount(found, "人民币1亿元", 100000000), amount(found, "1亿", 1)
    assert shown(compare_facts([old], [new])) == [
        ("gone", "amount", "100000000; CNY", None), ("new", "amount", None, "1; CNY"),
    ]  # fmt: skip
    same_place = amount(found, "人民币1亿元", 1)
    assert shown(compare_facts([old], [same_place])) == [("changed", "amount", "100000000; CNY", "1; CNY")]


@pytest.mark.parametrize(("cue", "text"), [("应当", "借款人应当付款。"), ("shall", "The Borrower shall pay.")])
def test_offsets_inside_a_fact_are_no_content(cue: str, text: str) -> None:
    def read(padding: str) -> Obligation:
        found = read_as(padding + text, text)
        span = span_of(found.text, text)
        start = found.text.index(cue)
        return Obligation.found(found, span, source="t@1", confidence=0.8, type="OBL", bearer="borrower",
                                counterparty=None, cue=cue, cue_start=start, cue_end=start + len(cue))  # fmt: skip

    assert compare_facts([read("")], [read("  ")]) == []


def test_a_long_value_is_cut_for_showing_with_a_sign_of_it() -> None:
    found = document(LETTER)
    clauses = [
        Clause.found(found, span_of(LETTER, "Guarantor"), source="t@1", confidence=None, number="1", heading=heading)
        for heading in ("短", "长" * 400)
    ]
    assert shown(compare_facts(clauses[:1], clauses[1:])) == [("changed", "1", "短", "长" * 300 + "…")]


def fields(fact: Fact) -> dict[str, object]:
    base = {"id", "kind", "document", "anchor", "source", "confidence", "evidence"}
    return {name: getattr(fact, name) for name in type(fact).model_fields if name not in base}


WORDS = ("澜川新能源", "Tinglan Bearings Ltd", "人民币1亿元")


@st.composite
def some_facts(draw: st.DrawFn) -> list[Fact]:
    """Facts of one letter with few words, roles and values, so that ids, anchors and claims often meet."""
    found = document(LETTER)
    parties = draw(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["borrower", "guarantor", None]))))
    sums = draw(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([1, 2]))))
    facts = [
        *(party(found, name, role) for name, role in parties),
        *(amount(found, words, value, conflict=draw(st.booleans())) for words, value in sums),
    ]
    return list({fact.id: fact for fact in facts}.values())


@given(some_facts(), some_facts(), st.randoms())
def test_every_fact_is_kept_or_in_one_difference_and_order_does_not_matter(old, new, order) -> None:
    found = compare_facts(old, new)
    sides = [[one.old.id for one in found if one.old], [one.new.id for one in found if one.new]]
    for side, facts, others in zip(sides, (old, new), (new, old), strict=True):
        assert len(side) == len(set(side))
        assert {fact.id for fact in facts} - set(side) <= {fact.id for fact in others}
    shuffled = [order.sample(facts, len(facts)) for facts in (old, new)]
    assert compare_facts(*shuffled) == found
    assert compare_facts(old, order.sample(old, len(old))) == []


def test_decimals_are_compared_by_value() -> None:
    found = document(SHEET)
    old, new = (figure(found, "90.00", "Total equity", value) for value in ("90", "90.00"))
    assert compare_facts([old], [new]) == []
