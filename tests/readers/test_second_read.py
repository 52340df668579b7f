"""The second parser reads the same digits at the same place, on cropped pages too, and says when it cannot."""

from io import BytesIO

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from docintel.errors import ReadError
from docintel.readers.pdf import PdfReader
from docintel.readers.second_read import SecondReader
from docintel.records import Place, Span


def statement(*, crop: tuple[float, float, float, float] | None = None) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    if crop:
        canvas.setCropBox(crop)
    for row, (label, digits) in enumerate((("Total assets", "1,234,567.89"), ("Total liabilities", "(987,654.32)"))):
        canvas.drawString(100, 700 - 20 * row, label)
        canvas.drawRightString(400, 700 - 20 * row, digits)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def turned(data: bytes) -> bytes:
    out = BytesIO()
    with pypdfium2.PdfDocument(data) as pdf:
        pdf[0].set_rotation(90)
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("crop", [None, (50, 100, 500, 800)], ids=["whole page", "cropped"])
@pytest.mark.parametrize("words", ["1,234,567.89", "(987,654.32)"])
def test_both_parsers_see_the_same_digits(words: str, crop: tuple[float, float, float, float] | None) -> None:
    data = statement(crop=crop)
    reading = PdfReader().read(data, "s.pdf")
    start = reading.document.text.index(words)
    with SecondReader(data) as second:
        assert second.reread([reading.layout.place(Span(start=start, end=start + len(words)))]) == [words]


def test_an_empty_place_has_no_words() -> None:
    data = statement()
    reading = PdfReader().read(data, "s.pdf")
    box = reading.layout.boxes(Span(start=0, end=5))[0]
    elsewhere = type(box)(1, box.x0, 10.0, box.x1, 20.0)
    with SecondReader(data) as second:
        assert second.reread([Place((elsewhere,))]) == [""]


def test_a_turned_page_is_not_asked() -> None:
    data = turned(statement())
    reading = PdfReader().read(data, "s.pdf")
    with SecondReader(data) as second:
        assert second.reread([reading.layout.place(Span(start=0, end=5))]) == [None]


def test_what_cannot_be_opened_is_a_read_error() -> None:
    with pytest.raises(ReadError, match="second parser cannot open"):
        SecondReader(b"%PDF-1.7 nothing behind it")
