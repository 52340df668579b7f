"""Which copy counts: of one content the better read, of versions the later; one of what is linked always remains."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from docintel.credit.supersession import newer_of, superseded
from docintel.records import DocumentLink, FiledCopy, Fingerprint, Review

DAY = date(2026, 12, 31)


def copy(name: str, *, filed: int = 0, **parts: Any) -> FiledCopy:
    fields: dict[str, Any] = {
        "document": f"sha256:{name}", "kind": "loan", "title": "借款合同", "amending": False, "restating": False,
        "numbers": (), "parties": (), "identifiers": (), "fields": (), "signed": date(2026, 3, 5), "dates": (),
        "amounts": (), "periods": (), "messages": (), "wording": b"", "values": b"", "figures": b"", "words": 500,
        "han": 0.9, "blanks": 0, "ocr": 0.0, "unread": 0, "quality": 1.0,
    }  # fmt: skip
    moment = datetime(2026, 5, 1, tzinfo=UTC) + timedelta(hours=filed)
    fingerprint = Fingerprint.model_validate({**fields, **parts})
    return FiledCopy(filing=f"D-{name}", document=f"sha256:{name}", name=name, filed=moment, fingerprint=fingerprint)


def link(one: FiledCopy, other: FiledCopy, kind: str) -> DocumentLink:
    newer, older, order = newer_of(one, other)
    return DocumentLink.model_validate(
        {
            "customer": "C1", "newer": newer.filing, "older": older.filing, "newer_name": newer.name,
            "older_name": older.name, "kind": kind, "order": order, "similarity": 0.9, "decided_by": ("number",),
            "reason_zh": "甲。", "reason_en": "A.",
        }
    )  # fmt: skip


def lost(copies: list[FiledCopy], *links: DocumentLink, as_of: date = DAY, reviews: tuple[Review, ...] = ()) -> Any:
    return [(one.name, one.by_name, one.kind) for one in superseded(copies, links, reviews, as_of)]


def test_the_text_layer_counts_before_the_scan_and_the_whole_before_the_half() -> None:
    scan, file = copy("scan", ocr=1.0, quality=0.97), copy("file", filed=5)
    half = copy("half", unread=1, filed=9)
    assert lost([scan, file], link(scan, file, "same")) == [("scan", "file", "same")]
    assert lost([scan, half], link(scan, half, "same")) == [("half", "scan", "same")]


def test_of_two_equal_copies_the_earlier_filed_counts() -> None:
    first, second = copy("z"), copy("a", filed=1)
    assert lost([second, first], link(first, second, "same")) == [("a", "z", "same")]


def test_versions_are_ordered_by_signing_then_blanks_then_filing() -> None:
    early, late = copy("early", filed=9), copy("late", signed=date(2026, 4, 2))
    draft, undated = copy("draft", signed=None, blanks=3, filed=9), copy("undated", signed=None, filed=9)
    orders = {one.name: link(early, one, "version").order for one in (late, draft, undated)}
    assert orders == {"late": "signed", "draft": "blanks", "undated": "filed"}
    assert lost([early, late], link(early, late, "version")) == [("early", "late", "version")]
    assert lost([early, draft], link(early, draft, "version")) == [("draft", "early", "version")]


def test_a_copy_of_a_superseded_version_is_superseded_by_what_counts_in_the_end() -> None:
    old, scan, new = copy("old"), copy("scan", ocr=1.0, signed=None), copy("new", signed=date(2026, 4, 2))
    links = link(old, scan, "same"), link(old, new, "version")
    assert lost([old, scan, new], *links) == [("old", "new", "version"), ("scan", "new", "version")]
    (_, told) = superseded([old, scan, new], links, (), DAY)
    assert (told.reason_zh, told.reason_en) == ("甲。甲。", "A. A.")


def test_a_draft_of_two_contracts_hides_neither() -> None:
    draft, one, other = copy("draft", signed=None, blanks=4), copy("one"), copy("other")
    links = link(draft, one, "version"), link(draft, other, "version")
    assert [name for name, _, _ in lost([draft, one, other], *links)] == ["draft"]


def test_a_possible_link_hides_nothing_until_a_person_accepts_it() -> None:
    one, other = copy("one"), copy("other", signed=date(2026, 4, 2))
    found = link(one, other, "possible")
    said = Review(target=found.id, verdict="accepted", reviewer="审核员甲", day=DAY)
    assert lost([one, other], found) == []
    assert lost([one, other], found, reviews=(said,)) == [("one", "other", "version")]
    refused = said.model_copy(update={"verdict": "rejected"})
    assert lost([one, other], link(one, other, "same"), reviews=(said, refused)) == []


KINDS = st.sampled_from(["same", "version", "possible", None])
COPIES = st.lists(
    st.tuples(
        st.sampled_from([None, date(2026, 3, 5), date(2026, 4, 2)]),
        st.integers(0, 2),
        st.sampled_from([0.0, 1.0]),
        st.integers(0, 3),
    ),
    min_size=2,
    max_size=5,
)


@given(COPIES, st.data())
def test_something_always_remains_and_what_stands_instead_counts(
    drawn: list[tuple[date | None, int, float, int]], data: st.DataObject
) -> None:
    """However the links tangle: nothing is lost on both sides, and the order they come in changes nothing."""
    copies = [
        copy(str(at), signed=signed, blanks=blanks, ocr=ocr, filed=filed)
        for at, (signed, blanks, ocr, filed) in enumerate(drawn)
    ]
    links = [link(*pair, kind) for pair in combinations(copies, 2) if (kind := data.draw(KINDS))]
    found = superseded(copies, links, (), DAY)
    gone = {one.filing for one in found}
    assert len(gone) == len(found) < len(copies)
    assert {one.by for one in found} & gone == set()
    shuffled = data.draw(st.permutations(links)), data.draw(st.permutations(copies))
    again = superseded(shuffled[1], shuffled[0], (), DAY)
    assert [(one.filing, one.by) for one in again] == [(one.filing, one.by) for one in found]
