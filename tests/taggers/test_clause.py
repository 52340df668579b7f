import time

import pytest

from contracts import LOAN_EN, LOAN_ZH, contract
from docintel.assets import model_table
from docintel.encoder import Reading
from docintel.language.patterns import any_of, view
from docintel.taggers.clause import ClauseTagger
from docintel.taggers.clause_types import clause_types
from fake_model import FakeModel


def keys(text: str) -> dict[str | None, list[str]]:
    return {
        clause.number: [key.key for key in clause.keys] for clause in ClauseTagger(decide="rules").tag(contract(text))
    }


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("1.1", "loan.amount_purpose"),
        ("1.2", "loan.amount_purpose"),
        ("2.1", "loan.interest"),
        ("2.2", "loan.default_interest"),
        ("4.1", "loan.financial_covenants"),
        ("5.1", "gen.dispute"),
        ("6.1", "gen.governing_law"),
    ],
)
def test_clauses_of_a_chinese_loan(number: str, key: str) -> None:
    assert keys(LOAN_ZH)[number][0] == key


def test_clauses_of_an_english_facility() -> None:
    found = keys(LOAN_EN)
    assert found["1.1"][0] == found["1.2"][0] == "loan.amount_purpose"
    assert found["2.1"][0] == "loan.financial_covenants"
    assert found["3.1"][0] == "gen.governing_law"


def test_heading_and_wording_together_are_surer_than_wording_alone() -> None:
    text = "EPC CONTRACT between A and B\n1. Force Majeure. Neither party is liable for force majeure.\n2. Delay. "
    text += "Time is extended in case of force majeure.\n3. Other. Nothing.\nSigned by:"
    by_number = {
        clause.number: {key.key: key.confidence for key in clause.keys}
        for clause in ClauseTagger(decide="rules").tag(contract(text))
    }
    assert by_number["1"]["gen.force_majeure"] > by_number["2"]["gen.force_majeure"]


@pytest.mark.parametrize(
    "text",
    [
        "尊敬的客户：\n贵公司借款年利率为4.35%，如遇不可抗力请及时通知。",
        "2025年年度报告\n第一节 释义\n第二节 公司简介\n第三节 重要事项：不可抗力，借款合同，担保范围，公章。",
    ],
)
def test_what_is_no_contract_has_no_clauses(text: str) -> None:
    assert keys(text) == {}


def test_definitions_are_of_no_type() -> None:
    text = LOAN_ZH.replace("第一条 借款金额与用途", "第一条 定义\n1.3 “控制权变更”指控股股东发生变更。")
    assert "1.3" not in keys(text)


def test_the_catalogue_is_whole() -> None:
    clauses = model_table("clauses.toml")["clause"]
    assert len(clauses) == len({clause["key"] for clause in clauses}) == 109
    # CUAD licence and intellectual-property labels have no credit key; the rest of the 41 map to some
    assert len({label for clause in clauses for label in clause["cuad"]}) >= 30


def test_every_pattern_compiles_and_matches_no_empty_text() -> None:
    for clause in model_table("clauses.toml")["clause"]:
        for pattern in (*clause["patterns_zh"], *clause["patterns_en"]):
            assert not any_of((pattern,)).search(view("")), (clause["key"], pattern)


def test_a_long_contract_is_tagged_in_half_a_second() -> None:
    rule = LOAN_ZH[LOAN_ZH.index("第一条") : LOAN_ZH.index("以下无正文")]
    document = contract(LOAN_ZH.replace("以下无正文", rule * 100))
    list(ClauseTagger(decide="rules").tag(document))
    started = time.perf_counter()
    found = list(ClauseTagger(decide="rules").tag(document))
    # 40 pages; generous for a loaded machine, the measured time is a fifth
    assert time.perf_counter() - started < 2.5
    assert len(found) > 500


def test_a_clause_that_no_rule_knows_is_the_models(monkeypatch: pytest.MonkeyPatch) -> None:
    text = LOAN_ZH.replace("4.2 流动比率不得低于____。", "4.2 届时余额一并收清。")
    none = dict.fromkeys(clause_types(), 0.001)
    likely = none | {"loan.acceleration": 0.8, "lease.term": 0.9}
    fake = FakeModel(lambda text: Reading(clauses=likely if "收清" in text else none))
    monkeypatch.setattr("docintel.taggers.voices.current_model", lambda: fake)
    found = {one.number: one for one in ClauseTagger().tag(contract(text))}
    # a lease's term is of another kind of contract
    assert [(key.key, key.confidence, key.rules, key.model) for key in found["4.2"].keys] == [
        ("loan.acceleration", 0.8, None, 0.8)
    ]
    assert found["4.2"].source == "model:clause@2"
    assert len(fake.calls) == 1
    assert "第四条 财务约束指标 4.2 届时余额一并收清。" in fake.calls[0]


def test_values_and_flags_belong_to_sure_types_only(monkeypatch: pytest.MonkeyPatch) -> None:
    document = contract(LOAN_ZH)

    def slots(sure: float) -> set[str]:
        fake = FakeModel(lambda text: Reading(clauses={"loan.interest": sure} if "年利率" in text else {}))
        monkeypatch.setattr("docintel.taggers.voices.current_model", lambda: fake)
        return {slot.name for one in ClauseTagger(decide="model").tag(document) for slot in one.slots}

    assert slots(0.35) == set()
    assert slots(0.9) != set()
