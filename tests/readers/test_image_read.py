"""Numbers and words read from the page's image alone: upright, turned and askew, on PDF pages and pictures."""

import pytest

from docintel.errors import ReadError
from docintel.readers.image import ImageReader
from docintel.readers.image_read import ImageSecondReader
from docintel.readers.pdf import PdfReader
from docintel.records import Box, Place, Reading, Span
from factories import span_of
from make_pdf import both, lines, make_pdf, ruled
from make_scan import encoded, picture, scanned

ROWS = [
    ["项目 Item", "期末余额", "2024"],
    ["货币资金", "1,234,567.89", "987,654.32"],
    ["Goodwill", "(88,000.00)", "-1,250.50"],
    ["合计 Total", "3,000,000.00", "-"],
]
NUMBERS = ("1,234,567.89", "987,654.32", "(88,000.00)", "-1,250.50", "3,000,000.00")
WORDS = ("货币资金", "Goodwill", "期末余额")
PRINTED = make_pdf(both(lines("资产负债表 Balance Sheet"), ruled(ROWS)))


def places(reading: Reading, *words: str) -> list[Place]:
    return [reading.layout.place(span_of(reading.document.text, each)) for each in words]


def packed(found: list[str | None]) -> list[str]:
    return ["".join((each or "?").split()).replace("（", "(").replace("）", ")") for each in found]


def test_a_text_layer_is_not_asked() -> None:
    reading = PdfReader().read(PRINTED, "s.pdf")
    with ImageSecondReader(PRINTED) as second:
        assert packed(second.reread(places(reading, *NUMBERS, *WORDS))) == [*NUMBERS, *WORDS]


@pytest.mark.parametrize(("turn", "askew"), [(0, 0.0), (0, 0.7), (90, 0.0), (180, 0.0), (270, 0.0)])
def test_scans_are_read_however_they_lay_on_the_glass(turn: int, askew: float) -> None:
    data = scanned(picture(PRINTED, turn=turn, askew=askew, noise=5))
    reading = PdfReader().read(data, "scan.pdf")
    with ImageSecondReader(data) as second:
        assert packed(second.reread(places(reading, *NUMBERS))) == list(NUMBERS)


def test_pictures_are_read_as_pages_of_paper() -> None:
    data = encoded(picture(PRINTED), "PNG")
    reading = ImageReader().read(data, "scan.png")
    with ImageSecondReader(data) as second:
        assert packed(second.reread(places(reading, *NUMBERS))) == list(NUMBERS)


def test_other_digits_in_the_image_are_what_is_read() -> None:
    other = make_pdf(both(lines("资产负债表 Balance Sheet"), ruled([[*row[:1], "1,284,567.89"] for row in ROWS])))
    reading = PdfReader().read(PRINTED, "s.pdf")
    with ImageSecondReader(other) as second:
        assert packed(second.reread(places(reading, NUMBERS[0]))) == ["1,284,567.89"]


def test_a_dash_an_empty_place_and_a_page_that_is_not_there() -> None:
    reading = PdfReader().read(PRINTED, "s.pdf")
    text = reading.document.text
    dash = text.rindex("-")
    with ImageSecondReader(PRINTED) as second:
        assert second.reread([reading.layout.place(Span(start=dash, end=dash + 1))]) == ["-"]
        assert second.reread([Place((Box(1, 300.0, 500.0, 340.0, 512.0),)), Place(())]) == ["", None]
        assert second.reread([Place((Box(9, 300.0, 500.0, 340.0, 512.0),))]) == [None]


def test_what_cannot_be_opened_is_a_read_error() -> None:
    with pytest.raises(ReadError):
        ImageSecondReader(b"%PDF-1.7 nothing behind it")
