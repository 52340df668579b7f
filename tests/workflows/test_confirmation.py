"""Figures read twice: agreement passes, other digits are a conflict, nothing seen cannot tell, scans need all of it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from docintel.readers.pdf import PdfReader
from docintel.records import Fact, Figure, Layout, Reading
from docintel.settings import current_settings
from docintel.workflows.confirmation import confirm_figures
from docintel.workflows.extraction import find_facts
from factories import span_of
from make_pdf import lines, make_pdf
from make_scan import picture, scanned
from make_statements import print_statements
from statement_sets import BALANCE_SHEET_ZH, CASH_FLOW_EN

ZH = ("balance_sheet", BALANCE_SHEET_ZH, ["合并资产负债表", "2025年12月31日", "单位：元"])
EN = (
    "cash_flow", CASH_FLOW_EN,
    ["Consolidated Statements of Cash Flows", "Years ended December 31, 2025 and 2024", "(US$ in thousands)"],
)  # fmt: skip


def printed(digits: str) -> bytes:
    return make_pdf(lines(f"Total assets {digits}"))


def figure(reading: Reading, digits: str, status: str = "proved") -> Figure:
    return Figure.found(
        reading.document, span_of(reading.document.text, digits), source="t@1", confidence=0.9, scope="unknown",
        statement="balance_sheet", label="Total assets", key="bs.total_assets", period="current",
        period_end=date(2025, 12, 31), value=Decimal(digits.replace(",", "")), as_filed=digits, unit="yuan",
        currency="CNY", status=status,
    )  # fmt: skip


def checks(fact: Fact) -> dict[str, str]:
    assert isinstance(fact, Figure)
    return {check.id: check.result for check in fact.checks if not check.id.startswith("I-")}


@pytest.mark.parametrize(
    ("second", "result", "status"),
    [
        ("60,000.00", {"second_read": "pass"}, "proved"),
        # a lost zero; the image is asked because nothing is proved any more
        ("6,000.00", {"second_read": "fail", "image_read": "fail"}, "conflict"),
        ("", {"second_read": "cannot_tell"}, "proved"),
    ],
)
def test_the_second_parser_decides(second: str, result: dict[str, str], status: str) -> None:
    reading = PdfReader().read(printed("60,000.00"), "s.pdf")
    (found,) = confirm_figures([figure(reading, "60,000.00")], reading, printed(second))
    assert isinstance(found, Figure)
    assert checks(found) == result
    assert found.status == status
    assert found.id == figure(reading, "60,000.00").id


@pytest.mark.parametrize(
    ("image", "result", "status"),
    [("60,000.00", "pass", "unproved"), ("69,000.00", "fail", "conflict"), ("", "cannot_tell", "unproved")],
)
def test_what_no_identity_covers_is_read_from_the_image(image: str, result: str, status: str) -> None:
    reading = PdfReader().read(printed("60,000.00"), "s.pdf")
    (found,) = confirm_figures([figure(reading, "60,000.00", "unproved")], reading, printed(image))
    assert isinstance(found, Figure)
    assert (checks(found)["image_read"], found.status) == (result, status)


def test_a_text_layer_that_says_other_than_the_page_shows_is_a_conflict() -> None:
    """Both parsers read the same words; only the image shows the 8 that an earlier OCR took for a 3."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(420, 600), invariant=1)
    rows = [f"Line {at} of the statement 1{at},000.00" for at in range(9)]
    canvas.drawImage(ImageReader(picture(make_pdf(lines(*rows, "Total assets 68,000.00")))), 0, 0, 420, 600)
    for at, words in enumerate([*rows, "Total assets 63,000.00"]):
        text = canvas.beginText(50, 600 - 60 - at * 16.5)
        text.setFont("Helvetica", 11)
        text.setTextRenderMode(3)
        text.textOut(words)
        canvas.drawText(text)
    canvas.save()
    data = out.getvalue()
    reading = PdfReader().read(data, "s.pdf")
    assert reading.document.pages[0].source == "text"
    (found,) = confirm_figures([figure(reading, "63,000.00")], reading, data)
    assert isinstance(found, Figure)
    assert checks(found) == {"second_read": "pass", "image_read": "fail"}
    assert found.status == "conflict"


def test_without_ocr_it_is_said_that_no_image_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = PdfReader().read(printed("60,000.00"), "s.pdf")
    monkeypatch.setenv("DOCINTEL_OCR", "0")
    current_settings.cache_clear()
    try:
        (found,) = confirm_figures([figure(reading, "60,000.00", "unproved")], reading, printed("60,000.00"))
    finally:
        current_settings.cache_clear()
    assert isinstance(found, Figure)
    assert (checks(found)["image_read"], found.status) == ("cannot_tell", "unproved")


def test_a_file_the_second_readers_cannot_open_tells_nothing() -> None:
    reading = PdfReader().read(printed("60,000.00"), "s.pdf")
    (found,) = confirm_figures([figure(reading, "60,000.00", "unproved")], reading, b"%PDF- broken")
    assert checks(found) == {"second_read": "cannot_tell", "image_read": "cannot_tell"}


def test_other_formats_are_left_alone() -> None:
    reading = PdfReader().read(printed("60,000.00"), "s.pdf")
    sheet = Reading(reading.document.model_copy(update={"media_type": "text/csv"}), Layout())
    facts = [figure(reading, "60,000.00")]
    assert confirm_figures(facts, sheet, b"") == facts


def scan(part: tuple[str, Sequence[Sequence[str]], list[str]]) -> bytes:
    return scanned(picture(print_statements([part], ruled=part is ZH, notes=part is ZH), askew=0.3, noise=4))


@pytest.fixture(scope="module", params=[ZH, EN], ids=["中文", "English"])
def scanned_statement(request: pytest.FixtureRequest) -> tuple[Reading, list[Fact], bytes]:
    data = scan(request.param)
    reading = PdfReader().read(data, "scan.pdf")
    return reading, find_facts(reading.document, "figures"), data


def test_a_scanned_statement_is_proved_when_image_and_words_bear_it_out(
    scanned_statement: tuple[Reading, list[Fact], bytes],
) -> None:
    reading, facts, data = scanned_statement
    found = [fact for fact in confirm_figures(facts, reading, data) if isinstance(fact, Figure)]
    rows = BALANCE_SHEET_ZH if reading.document.language == "zh" else CASH_FLOW_EN
    assert sorted(fact.as_filed for fact in found) == sorted(cell for row in rows[1:] for cell in row[1:] if cell)
    assert {checks(fact)["image_read"] for fact in found} == {"pass"}
    before = {fact.id for fact in facts if isinstance(fact, Figure) and fact.status == "proved"}
    proved = {fact.id for fact in found if fact.status == "proved"}
    assert proved <= before
    assert len(proved) >= 0.95 * len(before) > 0


@pytest.mark.parametrize(
    ("digits", "words", "status"),
    [
        (("2,470.83", "2,410.83"), None, "conflict"),  # another digit in the image
        (None, ("单位：元", "单位：万元"), "unproved"),  # arithmetic holds in any unit
        (None, ("2025年12月31日", "2023年12月31日"), "unproved"),
        (None, ("合并资产负债表", "母公司资产负债表"), "unproved"),
    ],
)
def test_a_scanned_figure_whose_image_says_otherwise_is_never_proved(
    digits: tuple[str, str] | None, words: tuple[str, str] | None, status: str
) -> None:
    data = scan(ZH)
    reading = PdfReader().read(data, "scan.pdf")
    facts = find_facts(reading.document, "figures")
    kind, rows, above = ZH
    other = [[digits[1] if digits and cell == digits[0] else cell for cell in row] for row in rows]
    heads = [words[1] if words and line == words[0] else line for line in above]
    image = scanned(picture(print_statements([(kind, other, heads)], ruled=True, notes=True), askew=0.3, noise=4))
    found = [fact for fact in confirm_figures(facts, reading, image) if isinstance(fact, Figure)]
    current = {fact.label: fact for fact in found if fact.period == "current"}
    total = current["流动资产合计"]
    assert next(fact.status for fact in facts if fact.id == total.id) == "proved"  # type: ignore[attr-defined]
    assert total.status == status
    if words:
        assert "proved" not in {fact.status for fact in found}
        assert checks(total) == {"image_read": "pass", "image_words": "cannot_tell"}
