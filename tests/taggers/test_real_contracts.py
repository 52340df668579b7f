"""Hand-checked answers from real contracts beside a developer's checkout: numbers and keys only."""

import csv
from pathlib import Path

import pytest

from contracts import contract
from docintel.extractors.contract import ContractExtractor
from docintel.language.contract_types import contract_type
from docintel.taggers.clause import ClauseTagger

FORMS = "data/measure_only/zh_contract_forms/hyhetong"


def test_a_blank_loan_form_yields_clauses_and_no_values(shared: Path) -> None:
    path = shared / FORMS / "jiedai/jiedaiht19.txt"
    document = contract(path.read_text(encoding="utf-8"), path.name)
    assert contract_type(document) == "loan"
    facts = [fact.kind for fact in ContractExtractor().extract(document)]
    assert not {"amount", "term", "covenant"} & set(facts)
    keys = {clause.number: {key.key for key in clause.keys} for clause in ClauseTagger(decide="rules").tag(document)}
    # 四: overdue loans bear additional interest; 六: the guarantor is jointly liable
    assert "loan.default_interest" in keys["四"]
    assert "sec.guarantee_type" in keys["六"]


@pytest.mark.slow
def test_governing_law_clauses_of_labelled_contracts(shared: Path) -> None:
    with (shared / "data/cuad/master_clauses.csv").open(encoding="utf-8") as table:
        rows = [row for row in csv.DictReader(table) if row["Governing Law-Answer"].strip() == "New York"][:20]
    hits = 0
    for row in rows:
        document = contract((shared / "data/cuad/txt" / row["text_file"]).read_text(encoding="utf-8", errors="replace"))
        found = [
            fact.value for fact in ContractExtractor().extract(document) if fact.kind == "term" and "law" in fact.name
        ]
        hits += any("new york" in value.casefold() for value in found)
    assert hits >= 16
