from decimal import Decimal

from contracts import LOAN_EN, LOAN_ZH, contract
from docintel.extractors.contract import ContractExtractor
from docintel.records import Amount, DatedMention, Document, Party, Term


def facts(document: Document, kind: str) -> list:
    return [fact for fact in ContractExtractor().extract(document) if fact.kind == kind]


def test_facts_come_in_reading_order_with_exact_quotes() -> None:
    document = contract(LOAN_ZH)
    found = list(ContractExtractor().extract(document))
    assert [fact.span.start for fact in found] == sorted(fact.span.start for fact in found)
    assert all(document.quote(proof.span) == proof.quote for fact in found for proof in fact.evidence)


def test_the_same_document_yields_the_same_facts() -> None:
    first, second = (list(ContractExtractor().extract(contract(LOAN_ZH))) for _ in range(2))
    assert [fact.id for fact in first] == [fact.id for fact in second]
    assert len({fact.id for fact in first}) == len(first)


def test_words_and_figures_of_one_sum_are_one_amount() -> None:
    found: list[Amount] = facts(contract(LOAN_ZH), "amount")
    assert [(amount.value, amount.currency, amount.conflict) for amount in found] == [
        (Decimal(50_000_000), "CNY", False)
    ]
    assert [proof.quote for proof in found[0].evidence] == ["人民币伍仟万元整", "¥50,000,000.00"]


def test_a_sum_whose_words_and_figures_differ_is_flagged_and_fills_no_term() -> None:
    document = contract(LOAN_ZH.replace("¥50,000,000.00", "¥5,000,000.00"))
    found: list[Amount] = facts(document, "amount")
    assert [(amount.conflict, amount.confidence) for amount in found] == [(True, None)]
    assert "loan.principal" not in {term.name for term in facts(document, "term")}


def test_dates_named_in_the_text() -> None:
    found: list[DatedMention] = facts(contract(LOAN_ZH), "date")
    assert [mention.value.isoformat() for mention in found] == ["2026-03-02", "2026-03-10", "2029-03-09"]


def test_mail_yields_names_but_no_terms() -> None:
    document = contract("各位好：\n借款利率为4.35%，请查收。\n汀澜轴承有限公司 财务部")
    parties: list[Party] = facts(document, "party")
    assert [(party.name, party.role) for party in parties] == [("汀澜轴承有限公司", None)]
    assert facts(document, "term") == []


def test_terms_of_an_english_facility() -> None:
    found: list[Term] = facts(contract(LOAN_EN), "term")
    assert {(term.name, term.value, term.unit) for term in found} >= {
        ("loan.principal", "12500000", "GBP"),
        ("contract.signing_date", "2026-05-04", None),
        ("contract.governing_law", "English", None),
    }
