import pytest

from docintel.language.headings import heading_of


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("违约责任\n甲方逾期付款的", "违约责任"),
        ("贷款金额：人民币一亿元", "贷款金额"),
        ("租赁物的名称、规格、数量和金额\n", "租赁物的名称、规格、数量和金额"),
        ("以下条件全部满足：", None),  # a rule that opens a list
        ("甲方应于三十日内付款。", None),
        ("Termination for Convenience. Either party may", "Termination for Convenience"),
        ("GOVERNING LAW\nThis Agreement", "GOVERNING LAW"),
        ("The Seller shall deliver the goods.", None),
    ],
)
def test_a_heading_is_told_from_a_rule(words: str, heading: str | None) -> None:
    found = heading_of(words, spaced=True)
    assert (found[0] if found else None) == heading


def test_a_blank_in_a_form_ends_no_heading() -> None:
    assert heading_of("如果在　　天内未交付的，视为合格。", spaced=False) is None
