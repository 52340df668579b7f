from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from contracts import LOAN_EN, LOAN_ZH, contract
from docintel.language.outline import section_at, sections


def outline(text: str) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    return [(section.number, section.heading, section.path) for section in sections(contract(text))]


def test_chinese_articles_carry_their_headings_to_their_clauses() -> None:
    found = outline(LOAN_ZH)
    assert ("第一条", "借款金额与用途", ("第一条 借款金额与用途",)) in found
    assert ("2.2", None, ("第二条 利率与计息", "2.2")) in found


def test_english_sections_have_number_heading_and_path() -> None:
    found = outline(LOAN_EN)
    assert ("1", "THE FACILITY", ("1 THE FACILITY",)) in found
    assert ("1.2", "Purpose", ("1 THE FACILITY", "1.2 Purpose")) in found


def test_clauses_run_together_in_one_block_are_cut_at_their_numbers() -> None:
    rule = "The Seller shall deliver the goods within thirty days after the order and bear the cost of carriage. " * 5
    found = outline(f"SUPPLY AGREEMENT\n1. DELIVERY {rule} 2.1 Payment. {rule} 2.2 Warranty. {rule}")
    assert [number for number, _, _ in found if number] == ["1", "2.1", "2.2"]
    assert [heading for _, heading, _ in found][-2:] == ["Payment", "Warranty"]


def test_a_wrapped_cross_reference_is_no_clause() -> None:
    text = (
        "LOAN AGREEMENT\nSection 2.1 Loan. The Lender lends as provided in and subject to\nSection 5.1.1\nand only so."
    )
    assert [number for number, _, _ in outline(text) if number] == ["Section 2.1"]


def test_a_rule_is_no_heading() -> None:
    # 4.1 opens with a condition that ends in a colon; 第五条 opens with what a party shall do
    found = outline("借款合同\n4.1 首次提款以下列条件为前提：\n（一）决议已提供。\n第五条 甲方应付款。")
    assert [heading for number, heading, _ in found if number] == [None, None]


def test_each_event_of_default_is_its_own_clause() -> None:
    text = "借款合同\n15.1 下列任一事件均构成违约事件：\n（一）未按期支付利息；\n（二）被申请破产。"
    assert [number for number, _, _ in outline(text)] == [None, "15.1", "（一）", "（二）"]


def test_section_at_finds_the_clause_that_holds_a_character() -> None:
    document = contract(LOAN_ZH)
    found = section_at(sections(document), document.text.index("按季结息"))
    assert found is not None
    assert found.number == "2.1"


@given(st.text(alphabet="第一二条1.2 \n甲方应付款ab.()（）", max_size=200))
def test_sections_never_overlap_and_stay_inside_the_text(text: str) -> None:
    document = contract("合同\n" + text)
    found = sections(document)
    assert all(0 <= section.start <= section.heading_end <= len(document.text) for section in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
