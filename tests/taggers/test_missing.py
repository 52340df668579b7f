from contracts import LOAN_ZH, contract
from docintel.encoder import Reading
from docintel.records import Document, Page, Span
from docintel.taggers.clause import ClauseTagger
from docintel.taggers.missing import missing_clauses
from fake_model import FakeModel


def missing(document: Document) -> dict[str, tuple[str, str]]:
    found = missing_clauses(document, ClauseTagger(decide="rules").tag(document))
    return {absent.key: (absent.result, absent.severity) for absent in found}


def test_what_a_loan_must_and_should_carry() -> None:
    found = missing(contract(LOAN_ZH))
    assert found["loan.information_undertakings"] == ("not_found_uncertain", "H")  # words of it occur elsewhere
    assert found["loan.acceleration"] == ("missing", "H")
    assert not {"loan.interest", "loan.amount_purpose", "gen.dispute"} & set(found)


def test_pages_that_could_not_be_read_make_it_uncertain() -> None:
    document = contract(LOAN_ZH)
    unread = Page(number=1, span=Span(start=0, end=len(document.text)), width=595, height=842, source="none", quality=0)
    found = missing(document.model_copy(update={"pages": (unread,)}))
    assert found["loan.acceleration"] == ("not_found_uncertain", "H")


def test_a_reference_to_another_document_makes_it_uncertain() -> None:
    document = contract(LOAN_ZH.replace("1.2 ", "1.2 其他事项按照《贷款办法》办理。"))
    assert missing(document)["loan.acceleration"] == ("not_found_uncertain", "H")


def test_an_amendment_lacks_nothing() -> None:
    assert missing(contract(LOAN_ZH.replace("流动资金借款合同", "流动资金借款合同补充协议"))) == {}


def test_no_contract_lacks_nothing() -> None:
    assert missing(contract("您好，请查收附件。")) == {}


def test_a_candidate_of_the_model_makes_it_uncertain(monkeypatch) -> None:
    # the words of the clause give nothing away, so that the rules call acceleration missing
    document = contract(LOAN_ZH.replace("4.2 流动比率不得低于____。", "4.2 届时余额一并收清。"))
    likely = {"loan.acceleration": 0.35}
    fake = FakeModel(lambda text: Reading(clauses=likely if "收清" in text else {}))
    monkeypatch.setattr("docintel.taggers.voices.current_model", lambda: fake)
    found = {one.key: one.result for one in missing_clauses(document, ClauseTagger().tag(document))}
    assert missing(document)["loan.acceleration"] == ("missing", "H")
    assert found["loan.acceleration"] == "not_found_uncertain"
    likely["loan.acceleration"] = 0.8
    assert "loan.acceleration" not in {one.key for one in missing_clauses(document, ClauseTagger().tag(document))}
