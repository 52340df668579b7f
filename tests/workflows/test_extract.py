"""One document that breaks the analysis costs itself, not the files behind it."""

import logging
from decimal import Decimal
from pathlib import Path

import pytest

from docintel.records import Document, Fact, Figure, Proposal, fact_adapter
from docintel.workflows import analysis, extraction
from docintel.workflows.extract import extract_files
from statement_sets import altered, place_of


def test_a_fault_in_one_document_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name, text in (("a.txt", "broken"), ("b.txt", "The Borrower shall pay USD 500 to the Lender.")):
        (tmp_path / name).write_text(text, encoding="utf-8")

    def find_facts(document: Document, kind: extraction.Kind = "all") -> list[Fact]:
        if document.text.startswith("broken"):
            raise ZeroDivisionError
        return extraction.find_facts(document, kind)

    monkeypatch.setattr(analysis, "find_facts", find_facts)
    with caplog.at_level(logging.CRITICAL):
        (lost, failure), (rows, none) = extract_files([str(tmp_path)], "all")
    assert (lost, failure and failure.code, none) == ([], "internal", None)
    assert [row["value"] for row in rows if row["kind"] == "amount"] == ["500"]


@pytest.mark.parametrize(
    ("language", "label", "text", "needed"),
    [("zh", "流动资产合计", "2,740.83", "2470.83"), ("en", "Total current assets", "85,285", "82585000")],
)
def test_proposals_come_with_the_figures_and_after_them(language: str, label: str, text: str, needed: str) -> None:
    facts = extraction.find_facts(altered(language, {place_of(language, label): text}), "figures")
    kinds = [fact.kind for fact in facts]
    assert kinds == ["figure"] * (len(facts) - 1) + ["proposal"]
    (proposal,) = [fact for fact in facts if isinstance(fact, Proposal)]
    assert (proposal.label, proposal.value) == (label, Decimal(needed))
    assert [fact.id for fact in facts if isinstance(fact, Figure) and fact.status == "conflict"] == [proposal.figure]
    # what the store keeps is what was found
    assert fact_adapter.validate_json(proposal.model_dump_json()) == proposal
