"""Words as they are compared, sketches of them, and where two texts differ."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.language.wording import (
    Difference,
    containment,
    find_differences,
    read_alike,
    resemblance,
    sketch_members,
    sketch_words,
    words,
)

SENTENCE_ZH = (
    "保证人林晚舟为借款人栖原精密机械有限公司提供连带责任保证，保证期间至2026年3月2日止，本合同自双方签字之日起生效。"
)
SENTENCE_EN = (
    "The Guarantor, Marlow Quill, guarantees to the Lender the payment of all sums due before 2 March 2026 under it."
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("人民币３０，０００．５０元（大写）", ["人", "民", "币", "30000.50", "元", "大", "写"]),
        ("買賣合同第4.1條", ["买", "卖", "合", "同", "第", "4.1", "条"]),
        ("The Borrower's  FEE_1", ["the", "borrower", "s", "fee", "1"]),
        ("。，__【】", []),
    ],
)
def test_words_are_free_of_width_case_signs_and_script(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("text", "old", "new", "left", "right"),
    [
        (SENTENCE_ZH, "3月2日", "3月12日", ("2",), ("12",)),
        (SENTENCE_ZH, "舟", "晴", ("舟",), ("晴",)),
        (SENTENCE_EN, "2 March", "12 March", ("2",), ("12",)),
        (SENTENCE_EN, "all ", "", ("all",), ()),
        (SENTENCE_ZH, "连带责任", "", ("连", "带", "责", "任"), ()),
    ],
)
def test_a_difference_is_what_stands_between_the_same_words(
    text: str, old: str, new: str, left: tuple[str, ...], right: tuple[str, ...]
) -> None:
    changed = words(text.replace(old, new))
    assert find_differences(words(text), changed) == [Difference(left, right)]
    assert find_differences(changed, words(text)) == [Difference(right, left)]


def test_two_forms_filled_in_otherwise_have_one_wording_and_other_values() -> None:
    first, second = words(SENTENCE_ZH), words(SENTENCE_ZH.replace("2026", "2027").replace("3月", "8月"))
    assert resemblance(sketch_words(first), sketch_words(second)) == 1.0
    assert resemblance(sketch_members(first), sketch_members(second)) < 1.0


@given(st.lists(st.sampled_from([*"甲乙丙丁", "the", "fee", "12", "7.5"]), max_size=60))
def test_a_text_differs_from_itself_nowhere_and_is_like_itself(found: list[str]) -> None:
    assert find_differences(found, found) == []
    sketch = sketch_members(found)
    assert resemblance(sketch, sketch) == containment(sketch, sketch) == (1.0 if found else 0.0)


@pytest.mark.parametrize("shared", [0, 300, 1500, 2700, 3000])
def test_a_sketch_knows_the_share_in_common_to_a_few_per_cent(shared: int) -> None:
    numbers = [str(number) for number in random.Random(4).sample(range(10**9), 6000 - shared)]
    left, right = numbers[:3000], numbers[3000 - shared : 6000 - shared]
    found = resemblance(sketch_members(left), sketch_members(right))
    assert found == pytest.approx(shared / (6000 - shared), abs=0.07)
    assert containment(sketch_members(left), sketch_members(right)) == pytest.approx(shared / 3000, abs=0.1)


def test_a_part_is_contained_in_the_whole() -> None:
    members = [str(number) for number in range(200)]
    assert containment(sketch_members(members[:50]), sketch_members(members)) == 1.0
    assert resemblance(sketch_members(members[:50]), sketch_members(members)) == 0.25


def test_letters_a_scan_confuses_are_read_alike() -> None:
    assert read_alike("a1dersgate bank") == read_alike("aldersgate bank")
    assert read_alike("modern") == read_alike("modem")
    assert read_alike("harrow") != read_alike("barrow")
