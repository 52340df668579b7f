import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.language.views import folded, half_width, simplified


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("人民币１，２３４．５６元", "人民币1,234.56元"),  # full-width digits and separators
        ("（大写）：￥５００万", "(大写):¥500万"),  # brackets, colon, currency sign
        ("－７．５％", "-7.5%"),  # full-width minus and per cent
        ("付款。《合同》、㎡①", "付款。《合同》、㎡①"),  # signs with a meaning of their own, and those NFKC would grow
        ("A\u00a0B\u3000C", "A B C"),  # no-break and ideographic space
    ],
)
def test_half_width(text: str, expected: str) -> None:
    assert half_width(text) == expected


def test_simplified_turns_traditional_characters_one_for_one() -> None:
    assert simplified("貸款協議：借款人應於還款日償還本金") == "贷款协议：借款人应于还款日偿还本金"


def test_simplified_leaves_simplified_text_alone() -> None:
    text = "借款人应于还款日偿还本金 ABC 123"
    assert simplified(text) == text


def test_folded_keeps_the_length_of_a_letter_that_grows() -> None:
    assert folded("İSTANBUL Loan") == "İstanbul loan"


@given(st.text())
@pytest.mark.parametrize("view", [half_width, simplified, folded])
def test_no_view_changes_the_length(view, text: str) -> None:
    assert len(view(text)) == len(text)


@given(st.text())
def test_half_width_twice_changes_nothing(text: str) -> None:
    assert half_width(half_width(text)) == half_width(text)
