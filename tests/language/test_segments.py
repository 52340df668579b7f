from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.language.segments import sentences, words


def cut(text: str, **options: bool) -> list[str]:
    return [text[start:end] for start, end in sentences(text, **options)]


SENTENCES = [
    ("甲方应当付款。乙方应当交货！", ["甲方应当付款。", "乙方应当交货！"]),
    ("他说：“付款。”然后离开。", ["他说：“付款。”", "然后离开。"]),  # the closing quote belongs to the sentence
    ("偿债备付率不低于1.20。", ["偿债备付率不低于1.20。"]),  # decimal point
    ("4.1 甲方付款。4.2 乙方交货。", ["4.1 甲方付款。", "4.2 乙方交货。"]),  # numbering
    ("甲方为Alpha Co., Ltd.的子公司。", ["甲方为Alpha Co., Ltd.的子公司。"]),
    ("See No. 5 and Sec. 4.1 of Art. 3. Next one.", ["See No. 5 and Sec. 4.1 of Art. 3.", "Next one."]),
    ("Alpha Inc. and Beta Ltd. agree. They sign.", ["Alpha Inc. and Beta Ltd. agree.", "They sign."]),
    ("It is owned by Alpha Ltd. The Borrower pays.", ["It is owned by Alpha Ltd.", "The Borrower pays."]),
    ("The U.S. Government, e.g. Treasury, agrees.", ["The U.S. Government, e.g. Treasury, agrees."]),
    ("DSCR is 1.20. Margin is 2.5%.", ["DSCR is 1.20.", "Margin is 2.5%."]),
    ("Is it paid? No. Then pay.", ["Is it paid?", "No.", "Then pay."]),  # "No." that is a word, not a number sign
    ("Signed by J. Doe on Friday. Done.", ["Signed by J. Doe on Friday.", "Done."]),
    ("1. The Borrower pays. 2. The Lender lends.", ["1. The Borrower pays.", "2. The Lender lends."]),
    ("", []),
    (" \n \n", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


WRAPPED_ZH = "借款人应当按照本合同约定的还款计划按时足额归还贷款本金和利息并承担违约\n责任。贷款人有权检查。"
WRAPPED_EN = (
    "The Borrower shall repay the principal of the Loan together with all interest\n"
    "Accrued thereon. It shall not\nassign."
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (WRAPPED_ZH, 2),  # a hard wrap inside a Chinese sentence
        (WRAPPED_EN, 2),  # and inside an English one, though the next line begins with a capital
        (WRAPPED_ZH + "\n\n第二条 担保", 3),  # a blank line ends a sentence
        ("甲方：海川公司\n乙方：蓝湾公司", 2),  # fields of a form, one a line
        ("DEFINITIONS\nIn this Agreement the following words have the meanings given to them below here.", 2),
        (WRAPPED_ZH.replace("。贷", "\n第三条 贷"), 2),  # a numbered heading after a full line
    ],
)
def test_line_breaks(text: str, count: int) -> None:
    assert len(cut(text)) == count


def test_semicolons_split_a_list_of_undertakings_only_when_asked() -> None:
    text = "借款人应当：按时还款；提供报表。"
    assert len(cut(text)) == 1
    assert cut(text, semicolons=True) == ["借款人应当：按时还款；", "提供报表。"]


@given(st.text(alphabet="甲乙。！\n .A1)”(a;；:："))
def test_sentences_cover_every_visible_character_once_and_in_order(text: str) -> None:
    found = sentences(text)
    assert all(start < end for start, end in found)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
    assert "".join("".join(text[start:end] for start, end in found).split()) == "".join(text.split())


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("偿债备付率不低于1.20", ["偿债备付率", "不", "低于", "1.20"]),  # a lender's word, kept whole
        ("我司不得不推迟", ["我司", "不得不", "推迟"]),  # 不得 must not show itself as a word
        ("归属于母公司所有者的净利润", ["归属于母公司所有者的净利润"]),
        ("the Borrower's 1,000.50 USD", ["the", "Borrower's", "1,000.50", "USD"]),
        ("ABC公司", ["ABC", "公司"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(st.text())
def test_words_leave_out_nothing_but_white_space(text: str) -> None:
    assert "".join(split(text)) == "".join(text.split())


def test_every_article_of_a_statute_is_cut_at_its_full_stops(shared) -> None:
    text = (shared / "data" / "zh_statutes" / "附则.md").read_text(encoding="utf-8")
    found = cut(text)
    assert sum(sentence.count("。") for sentence in found) == text.count("。")
    assert max(sentence.count("。") for sentence in found) == 1


def test_segmenter_is_silent_and_leaves_no_file(capfd, tmp_path, monkeypatch) -> None:
    from docintel.language.dictionary import segmenter

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    segmenter.cache_clear()
    assert list(segmenter().cut("连带责任保证")) == ["连带责任保证"]
    assert capfd.readouterr() == ("", "")
    assert list(tmp_path.iterdir()) == []
