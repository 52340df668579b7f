import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.language.cues import CueFinder

FINDER = CueFinder(
    [("应", "OBL"), ("不得", "PRH"), ("得", "PRM"), ("有权", "ENT"),
     ("may", "PRM"), ("shall", "OBL"), ("shall not", "PRH"), ("不得不", "COMPELLED")],
    ["应收", "供应", "应…要求", "不得不", "may have", r"re:\bmay \d{1,4}\b"],
)  # fmt: skip

CASES = [
    ("甲方应付款", [("应", "OBL")]),
    ("乙方不得转让", [("不得", "PRH"), ("得", "PRM")]),  # overlapping cues both come; the tagger chooses
    ("应收账款与供应商", []),  # inside longer words
    ("我司不得不推迟", [("不得不", "COMPELLED")]),  # a cue that is a trap for the shorter ones in it
    ("应贵行要求，甲方应付款", [("应", "OBL")]),  # at the request of
    ("The Lender MAY cancel", [("may", "PRM")]),
    ("The Lender shall not cancel", [("shall not", "PRH"), ("shall", "OBL")]),
    ("It may have expired in May 2026", []),  # epistemic; a month
    ("mayor, marshall", []),  # word boundaries
    ("甲方shall付款", [("shall", "OBL")]),  # Chinese is a boundary
    ("ｓｈａｌｌ", [("shall", "OBL")]),  # full-width letters
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_find(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(hit.cue, hit.label) for hit in FINDER.find(text)] == expected


@given(st.text(alphabet="应收不得供may shall,。 "))
def test_a_hit_stands_where_it_says(text: str) -> None:
    for hit in FINDER.find(text):
        assert text[hit.start : hit.end].lower() == hit.cue


def test_nothing_to_find_finds_nothing() -> None:
    assert CueFinder([]).find("甲方应付款") == []
