import pytest

from contracts import LOAN_ZH, contract
from docintel.taggers.clause import ClauseTagger


def slots(text: str) -> dict[str, str]:
    return {
        slot.name: slot.value for clause in ClauseTagger(decide="rules").tag(contract(text)) for slot in clause.slots
    }


def test_slots_of_a_loan() -> None:
    found = slots(LOAN_ZH)
    assert found["amount"] == "50000000"
    assert found["fixed_rate"] == "0.0435"
    assert found["uplift_pct"] == "0.6"
    assert found["law"] == "中华人民共和国"


def test_a_slot_quotes_the_text_at_its_place() -> None:
    document = contract(LOAN_ZH)
    for clause in ClauseTagger(decide="rules").tag(document):
        for slot in clause.slots:
            assert document.text[slot.start : slot.end] == slot.text


@pytest.mark.parametrize("blank", ["____%", "【】%", "　　%"])
def test_a_blank_fills_no_slot(blank: str) -> None:
    assert "fixed_rate" not in slots(LOAN_ZH.replace("4.35%", blank))
