"""A document's page: each fact listed once where it begins, drawn wherever it stands, and found by its id."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from docintel.errors import NotFound
from docintel.records import Amount, Clause, Document, Fact, Filing, Layout, Reading, Span
from docintel.store.blobs import Blobs
from docintel.store.opening import open_store
from docintel.store.store import Store
from docintel.workflows.document_page import DocumentPage
from docintel.workflows.document_troubles import find_enclosures, find_troubles
from factories import BORROWER, boxed, document, span_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'deal.db'}", Blobs.open(str(tmp_path / "blobs")))
    opened.save_customer(BORROWER)
    yield opened
    opened.close()


def two_pages() -> Reading:
    """第一页 and 第二页, a clause running over from the first to the second."""
    first, second = boxed("第一条 借款人应付\n六百万元，并于"), boxed("六月三十日前付清。\nThe end")
    layout = Layout()
    for page, part in ((1, first.layout), (2, second.layout)):
        for at in range(len(part)):
            layout.page.append(page if part.page[at] else 0)
            for edge in ("x0", "top", "x1", "bottom"):
                getattr(layout, edge).append(getattr(part, edge)[at])
    text = first.document.text + second.document.text
    half = len(first.document.text)
    pages = [
        {"number": 1, "span": {"start": 0, "end": half}, "width": 595.0, "height": 842.0},
        {"number": 2, "span": {"start": half, "end": len(text)}, "width": 595.0, "height": 842.0},
    ]
    return Reading(document(text, pages=pages, media_type="application/pdf"), layout)


def facts_of(shelf: Document) -> tuple[Fact, Fact]:
    end = shelf.text.index("。") + 1
    clause = Clause.found(shelf, Span(start=0, end=end), source="t@1", confidence=None, number="第一条", heading=None)
    amount = Amount.found(
        shelf, (span_of(shelf.text, "六百万元"), span_of(shelf.text, "六月三十日")), source="t@1", confidence=0.9,
        value=6_000_000, currency="CNY", as_filed="六百万元",
    )  # fmt: skip
    return clause, amount


def opened(store: Store, reading: Reading, *facts: Fact, **more: str) -> DocumentPage:
    filing = store.file(reading, "C1", reason="party 澜川新能源")
    store.save_facts(filing, facts, analysis="t@1")
    return DocumentPage(store.filing(filing.id), store)


def test_a_fact_is_listed_where_it_begins_and_drawn_wherever_it_stands(store: Store) -> None:
    reading = two_pages()
    clause, amount = facts_of(reading.document)
    page = opened(store, reading, clause, amount)
    assert [(head.name.zh, head.facts) for head in page.heads] == [("第 1 页", 2), ("第 2 页", 0)]
    assert [(line.id, line.place, line.further, line.confidence) for line in page.lines(1)] == [
        (clause.id, "p. 1", (), None),
        (amount.id, "p. 1", ("p. 2",), 0.9),
    ]
    assert page.lines(2) == []
    drawn = [(one.mark.fact, one.mark.is_first, one.box.x0, one.box.top) for one in page.part(2).boxes]
    assert drawn == [(clause.id, True, 0.0, 0.0), (amount.id, False, 0.0, 0.0)]
    assert (page.home(clause.id), page.home(amount.id)) == (1, 1)
    assert page.part(1).wordings[amount.id] == "金额 amount 6,000,000 CNY"
    assert page.has_pictures


def test_what_is_not_there_is_said(store: Store) -> None:
    page = opened(store, two_pages())
    with pytest.raises(NotFound, match="has no part 3; it has 2"):
        page.part(3)
    with pytest.raises(NotFound, match="has no fact 'F-gone' now"):
        page.home("F-gone")


def test_formats_without_pages_are_stretches_of_marked_words(store: Store) -> None:
    shelf = document("你好，\n请于周五前付款六百万元。", media_type="message/rfc822", name="信.eml")
    fact = Amount.found(
        shelf,
        span_of(shelf.text, "六百万元"),
        source="t@1",
        confidence=0.7,
        value=6_000_000,
        currency=None,
        as_filed="x",
    )
    page = opened(store, Reading(shelf), fact)
    (paragraph,) = page.part(1).pieces
    assert [(run.text, len(run.marks)) for run in paragraph.runs] == [  # type: ignore[union-attr]
        ("你好，\n请于周五前付款", 0), ("六百万元", 1), ("。", 0),
    ]  # fmt: skip
    assert (page.has_pictures, page.heads[0].name.en) == (False, "part 1")
    empty = opened(store, Reading(document(" ", name="空.txt")))
    assert (len(empty.heads), empty.part(1).pieces) == (1, ())


def filing_of(store: Store, shelf: Document) -> Filing:
    filing = store.file(Reading(shelf), "C1", reason="x")
    store.save_facts(filing, [], analysis="t@1")
    return store.filing(filing.id)


def test_what_could_not_be_read_comes_first_and_is_said_once(store: Store) -> None:
    pages = [
        {"number": at, "span": {"start": 0, "end": 0}, "width": 1.0, "height": 1.0, "source": source, **more}
        for at, source, more in (
            (1, "text", {}),
            (2, "none", {"quality": 0.0}),
            (3, "none", {"quality": 0.0}),
            (4, "ocr", {"quality": 0.42, "note": "read by OCR, 60% sure"}),
            (5, "none", {"quality": 0.0}),
        )
    ]
    notes = ("page 4: read by OCR, 60% sure.", "The file is damaged behind page 5.")
    shelf = document("甲", pages=pages, notes=notes, name="扫描.pdf")
    filing = filing_of(store, shelf)
    failures = [
        {"name": "扫描.pdf/附件.xls", "code": "encrypted", "message": "附件.xls is locked; give its password."},
        {"name": "扫描.pdf.bak", "code": "empty", "message": "another file."},
    ]
    from docintel.records import Failure

    found = find_troubles(filing, shelf, [Failure(**one) for one in failures] * 2)
    assert [(one.words.en, one.grade) for one in found] == [
        ("No word could be read on page 2–3, 5; ask for a better copy.", "wrong"),
        ("Page 4 was read by OCR, lowest quality 0.42 of 1; compare with the image.", "doubt"),
        ("p. 4: read by OCR, 60% sure", "doubt"),
        ("The file is damaged behind page 5.", "doubt"),
        ("附件.xls is locked; give its password. [encrypted]", "wrong"),
    ]


def test_a_document_that_is_still_read_says_so(store: Store) -> None:
    filing = store.file(two_pages(), "C1", reason="x")
    (first,) = find_troubles(store.filing(filing.id), store.document(filing), [])
    assert (first.words.en, first.grade) == ("It is still being read; its facts are not all here yet.", "wrong")
    store.save_facts(filing, [], analysis="t@1")
    assert find_troubles(store.filing(filing.id), store.document(filing), []) == []
    again = store.file(two_pages(), "C1", reason="x")
    (stale,) = find_troubles(store.filing(again.id), store.document(again), [])
    assert stale.words.en == "It is being read again; this is what was read before."


def test_enclosed_files_lead_to_their_own_page_or_say_why_there_is_none(store: Store) -> None:
    inside = filing_of(store, document("内附报表", name="信.eml/报表.txt"))
    parts = [
        {"name": "报表.txt", "media_type": "text/plain", "size": 9, "document": inside.document_id},
        {"name": "旧表.xls", "media_type": "x", "size": 9, "note": "it is locked"},
        {"name": "别家.txt", "media_type": "x", "size": 9, "document": "sha256:of-another"},
    ]
    shelf = document("见附件", name="信.eml", parts=parts)
    found = find_enclosures(filing_of(store, shelf), shelf, store)
    assert [(one.name, one.href, one.note) for one in found] == [
        ("报表.txt", f"/documents/{inside.id}", ""),
        ("旧表.xls", "", "it is locked"),
        ("别家.txt", "", "未为本客户归档 not filed for this customer"),
    ]
