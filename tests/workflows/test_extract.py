"""One document that breaks the analysis costs itself, not the files behind it."""

import logging
from pathlib import Path

import pytest

from docintel.records import Document, Fact
from docintel.workflows import analysis, extraction
from docintel.workflows.extract import extract_files


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
