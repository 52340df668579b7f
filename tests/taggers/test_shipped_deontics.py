# ruff: noqa: E501 - sentences are kept whole
"""Units and clause types as the shipped model and the rules see them together; skipped where no model lies in models/encoder."""

import pytest

from docintel.encoder.reading import FILES, model_folder
from docintel.settings import current_settings
from docintel.taggers.obligation import find_units, tag_line
from docintel.taggers.sentence_clauses import tag_sentences

_ABSENT = [name for name in FILES if not model_folder().joinpath(name).is_file()]
pytestmark = [
    pytest.mark.skipif(bool(_ABSENT), reason=f"no text model here: {', '.join(_ABSENT)} missing"),
    pytest.mark.skipif(not current_settings().encoder, reason="DOCINTEL_ENCODER switches the text model off"),
]


@pytest.mark.parametrize(
    ("chinese", "english", "types"),
    [
        ("借款人应于收到通知后十日内向贷款人提交报表。", "The Borrower shall deliver the accounts to the Lender within ten days of the notice.", ["OBL"]),
        ("未经贷款人书面同意，借款人不得处置抵押物。", "The Borrower shall not dispose of the Collateral without the Lender's consent.", ["PRH"]),
        ("发生违约事件的，贷款人有权宣布贷款提前到期。", "Upon an Event of Default the Lender is entitled to accelerate the Loan.", ["ENT"]),
        ("贷款人无义务核实该等资料。", "The Lender is not obliged to verify such information.", ["NOB"]),
        ("“工作日”是指银行应当对外营业的日期。", "“Business Day” means a day on which banks shall be open.", ["NONE"]),
        ("截至月末，公司应收账款余额为1.2亿元。", "The Contractor may not have completed the grid connection by then.", ["NONE"]),
    ],
)  # fmt: skip
def test_units_in_both_languages(chinese, english, types):
    for text in (chinese, english):
        assert tag_line(text)["types"] == types


@pytest.mark.parametrize(
    ("text", "bearer", "kind"),
    [
        ("借款人应于收到通知后十日内向贷款人提交报表。", "借款人", "relative"),
        (
            "The Borrower shall deliver the accounts to the Lender within ten days of the notice.",
            "Borrower",
            "relative",
        ),
    ],
)
def test_who_and_by_when(text, bearer, kind):
    (unit,) = tag_line(text)["units"]
    assert (unit["bearer"], unit["deadline_kind"], unit["deadline"]["offset"]["n"]) == (bearer, kind, 10)
    assert {trace["voice"]: trace["answer"] for trace in unit["traces"]} == {"rules": "OBL", "model": "OBL"}
    assert 0.5 < unit["confidence"] <= 1


def test_a_sentence_longer_than_the_window_is_read_to_its_end():
    text = "；".join(
        f"第{number}期工程完工后，承包人应于三十日内向发包人提交第{number}份结算报告" for number in range(1, 41)
    )
    (found,) = find_units([text])
    assert len([unit for unit in found if unit.type == "OBL"]) == 40
    assert found[-1].cue_span[0] > len(text) - 40


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("本合同适用中华人民共和国法律。", "gen.governing_law"),
        ("This Agreement shall be governed by and construed in accordance with the laws of England.", "gen.governing_law"),
    ],
)  # fmt: skip
def test_clause_types(text, key):
    ((first, *_),) = tag_sentences([text])
    assert first.key == key
    assert first.rules is not None
    assert first.model is not None
