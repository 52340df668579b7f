"""Invariants of facts: verified words, ids that outlive offsets, frozen records."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from docintel.records import Amount, Cell, Document, MessageHeader, Page, Span, Table, fact_adapter
from factories import document


def amount(where: Document, span: Span, value: str = "100", *, source: str = "t@1", confidence: float = 0.9) -> Amount:
    return Amount.found(
        where, span, source=source, confidence=confidence, value=Decimal(value), currency="CNY", as_filed=value
    )


texts = st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1, max_size=80)


@given(texts, st.data())
def test_the_quote_is_the_text_under_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    where = document(text)
    fact = amount(where, Span(start=start, end=end))
    assert where.quote(fact.evidence[0].span) == fact.evidence[0].quote == text[start:end]
    assert fact_adapter.validate_json(fact.model_dump_json()) == fact


@pytest.mark.parametrize("span", [Span(start=3, end=3), Span(start=0, end=99)], ids=["empty", "past the end"])
def test_a_value_without_words_is_no_fact(span: Span) -> None:
    with pytest.raises(ValueError, match="needs words inside the text"):
        amount(document("贷款一百元"), span)


@given(st.text(alphabet="甲乙 \n", max_size=20), st.sampled_from(["", "\n", "　"]))
def test_the_id_outlives_offsets_source_and_confidence(before: str, gap: str) -> None:
    """A better reader breaks lines otherwise and reads more of what stands before; the same claim keeps its id."""
    first = document("贷款一百元整。")
    other = first.model_copy(update={"text": before + "贷款一" + gap + "百元整。"})
    here = amount(first, Span(start=2, end=5))
    start = len(before) + 2
    there = amount(other, Span(start=start, end=start + 3 + len(gap)), source="model@7", confidence=0.4)
    assert there.id == here.id


def test_the_same_words_twice_are_two_claims() -> None:
    where = document("支付100元。支付100元。")
    assert amount(where, Span(start=2, end=6)).id != amount(where, Span(start=9, end=13)).id


def test_equal_decimals_are_one_claim() -> None:
    where = document("支付100元")
    assert amount(where, Span(start=2, end=6), "100").id == amount(where, Span(start=2, end=6), "100.00").id


def test_a_mended_page_leaves_the_ids_of_the_others() -> None:
    """The ordinal counts inside the page, so words found new on page 1 move nothing on page 2."""
    page = {"width": 595.0, "height": 842.0}
    before = document(
        "一\n100元",
        pages=[
            {"number": 1, "span": {"start": 0, "end": 2}, **page},
            {"number": 2, "span": {"start": 2, "end": 6}, **page},
        ],
    )
    after = document(
        "一100元\n100元",
        pages=[
            {"number": 1, "span": {"start": 0, "end": 6}, **page},
            {"number": 2, "span": {"start": 6, "end": 10}, **page},
        ],
    ).model_copy(update={"id": before.id})
    assert amount(before, Span(start=2, end=6)).id == amount(after, Span(start=6, end=10)).id


def test_a_spreadsheet_cell_and_a_mail_are_anchors() -> None:
    cell = Cell(row=1, column=2, span=Span(start=0, end=4), name="资产负债表!C2")
    sheet = document("100元", tables=[Table(span=Span(start=0, end=4), cells=(cell,))])
    assert amount(sheet, Span(start=0, end=3)).anchor == "cell:资产负债表!C2"
    header = MessageHeader(
        span=Span(start=3, end=8), message_id="<a@b>", in_reply_to=None, references=(), date=None, sender="x",
        to=(), cc=(), subject="",
    )  # fmt: skip
    assert amount(document("主题\n付100元", messages=[header]), Span(start=4, end=8)).anchor.startswith("part:<a@b>|")


def test_records_are_frozen_and_closed() -> None:
    fact = amount(document("支付100元"), Span(start=2, end=6))
    with pytest.raises(ValidationError, match="frozen"):
        fact.value = Decimal(5)  # type: ignore[misc]
    with pytest.raises(ValidationError, match="extra"):
        Page.model_validate({"number": 1, "span": {"start": 0, "end": 1}, "width": 1, "height": 1, "colour": "red"})
    with pytest.raises(ValidationError, match="runs forward"):
        Span(start=5, end=4)
