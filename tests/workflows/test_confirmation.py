"""Figures read twice: agreement passes, other digits are a conflict, nothing seen cannot tell."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from docintel.readers.pdf import PdfReader
from docintel.records import Figure, Layout, Reading
from docintel.workflows.confirmation import confirm_figures
from factories import span_of


def printed(digits: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.drawString(100, 700, f"Total assets {digits}")
    canvas.save()
    return out.getvalue()


def figure(reading: Reading, digits: str) -> Figure:
    return Figure.found(
        reading.document, span_of(reading.document.text, digits), source="t@1", confidence=0.9, scope="unknown",
        statement="balance_sheet", label="Total assets", key="bs.total_assets", period="current",
        period_end=date(2025, 12, 31), value=Decimal(digits.replace(",", "")), as_filed=digits, unit="yuan",
        currency="CNY", status="proved",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("second", "result", "status"),
    [
        ("60,000.00", "pass", "proved"),
        ("6,000.00", "fail", "conflict"),  # a lost zero
        ("", "cannot_tell", "proved"),
    ],
)
def test_the_second_reading_decides(second: str, result: str, status: str) -> None:
    reading = PdfReader().read(printed("60,000.00"), "s.pdf")
    (found,) = confirm_figures([figure(reading, "60,000.00")], reading, printed(second))
    assert isinstance(found, Figure)
    assert [(check.id, check.result) for check in found.checks] == [("second_read", result)]
    assert found.status == status
    assert found.id == figure(reading, "60,000.00").id


def test_a_file_the_second_parser_cannot_open_tells_nothing() -> None:
    reading = PdfReader().read(printed("60,000.00"), "s.pdf")
    (found,) = confirm_figures([figure(reading, "60,000.00")], reading, b"%PDF- broken")
    assert isinstance(found, Figure)
    assert [check.result for check in found.checks] == ["cannot_tell"]


def test_other_formats_are_left_alone() -> None:
    reading = PdfReader().read(printed("60,000.00"), "s.pdf")
    sheet = Reading(reading.document.model_copy(update={"media_type": "text/csv"}), Layout())
    facts = [figure(reading, "60,000.00")]
    assert confirm_figures(facts, sheet, b"") == facts
