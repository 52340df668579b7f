"""What a table of facts does not say: documents read in part, and files not read."""

from typing import Any

import pytest

from docintel.exports.document_table import (
    DOCUMENT_COLUMNS,
    document_line,
    failure_line,
    lost_parts,
    no_document_line,
)
from docintel.records import Document, Failure
from factories import document
from readings import filed

READ = filed(document("text")).model_copy(update={"analysis": "v1", "facts_by": "v1"})


def cells(line: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip((column.name for column in DOCUMENT_COLUMNS), line, strict=True))


def page(number: int, **parts: object) -> dict[str, object]:
    return {"number": number, "span": {"start": 0, "end": 4}, "width": 595.0, "height": 842.0, **parts}


@pytest.mark.parametrize(
    ("parts", "state", "unread", "notes"),
    [
        ({}, "complete", None, None),
        ({"notes": ("工作表附注已隐藏。",)}, "see notes", None, "工作表附注已隐藏。"),
        ({"pages": (page(1), page(2, source="none"), page(3, source="none", note="too dark."))}, "incomplete", "2, 3",
         "page 2: no word of it could be read.\npage 3: too dark."),
        # said once, though the reader noted it on the page and on the document
        ({"pages": (page(1, note="read by OCR"),), "notes": ("page 1: read by OCR.",)}, "see notes", None,
         "page 1: read by OCR."),
    ],
)  # fmt: skip
def test_a_document_says_what_could_not_be_read(
    parts: dict[str, Any], state: str, unread: str | None, notes: str | None
) -> None:
    found = cells(document_line(READ, document("text", **parts), facts=3, lost=()))
    assert (found["state"], found["unread_pages"], found["notes"], found["facts"]) == (state, unread, notes, 3)


@pytest.mark.parametrize(
    ("facts_by", "notes"),
    [
        ("", "it is being read, or a batch was stopped; it has no facts yet."),
        ("v1", "it is being read, or a batch was stopped; the facts are those read before."),
    ],
)
def test_a_document_in_work_is_not_called_complete(facts_by: str, notes: str) -> None:
    filing = READ.model_copy(update={"analysis": "", "facts_by": facts_by})
    found = cells(document_line(filing, document("text"), facts=0, lost=()))
    assert (found["state"], found["notes"]) == ("in work", notes)


def mail(*parts: dict[str, object]) -> Document:
    whole = [{"media_type": "application/pdf", "size": 1, **part} for part in parts]
    return document("text", name="mail.eml", parts=whole)


def test_a_file_inside_that_is_not_among_the_documents_is_said() -> None:
    found = mail(
        {"name": "合同.pdf", "document": "sha256:1"},
        {"name": "locked.zip", "document": "sha256:2"},
        {"name": "smime.p7m", "note": "encrypted for somebody else."},
        # a logo is no loss, a scan that failed is one
        {"name": "logo.png", "media_type": "image/png", "document": "sha256:3"},
        {"name": "scan.png", "media_type": "image/png", "document": "sha256:4"},
    )
    lost = list(lost_parts(found, {"sha256:1"}, {"mail.eml/scan.png"}))
    assert lost == [
        "locked.zip: not read, or not filed for this customer.",
        "smime.p7m: encrypted for somebody else.",
        "scan.png: not read, or not filed for this customer.",
    ]
    assert cells(document_line(READ, found, facts=0, lost=lost))["state"] == "incomplete"


def test_a_file_that_failed_and_a_customer_without_files_have_a_line() -> None:
    failure = Failure(name="扫描件.png", code="truncated", message="扫描件.png is cut off.", customer_id="C1")
    found = cells(failure_line(failure))
    assert [found[name] for name in ("customer", "doc", "state", "code", "notes", "facts")] == [
        "C1", "扫描件.png", "failed", "truncated", "扫描件.png is cut off.", None,
    ]  # fmt: skip
    found = cells(no_document_line("C3"))
    assert [found[name] for name in ("customer", "doc", "state", "facts")] == ["C3", None, "no document", 0]
