"""How well a page could be read, and what is said about it."""

import pytest

from docintel.readers.page_glyphs import Glyph, Glyphs, PageGlyphs
from docintel.readers.page_quality import judge_page, readable_share
from docintel.readers.rulings import Drawing


def page(text: str, *, hidden: int = 0, invisible: int = 0) -> PageGlyphs:
    glyphs = Glyphs.of(Glyph(c, 10, 10, 20, 20) for c in text)
    return PageGlyphs.upright(glyphs, hidden=hidden, invisible=invisible)


LONG = "The Borrower shall repay the Loan in full on the Maturity Date. "


GARBLED = "garbled text layer ({}% of characters readable)"
OF_IMAGE, OLD_OCR = "an image fills the page and little of it has a text layer", "a scan with an earlier OCR's words"


@pytest.mark.parametrize(
    ("found", "drawing", "quality", "source", "note"),
    [
        (page(LONG), Drawing([]), 1.0, "text", None),
        (page("甲方应当按期还款。"), Drawing([]), 1.0, "text", None),
        (page(LONG, hidden=3), Drawing([]), 1.0, "text", "3 characters outside the visible page were left out"),
        (page(""), Drawing([]), 1.0, "text", "blank page"),
        (page(""), Drawing([], image_share=0.9), 0.0, "none", "no text layer, only an image"),
        (page(""), Drawing([], paths=400), 0.0, "none", "no text layer, only drawn shapes"),
        # a stamped page number is no text layer
        (page("- 12 -"), Drawing([], image_share=0.9), 0.2, "text", f"{OF_IMAGE}"),
        (
            page(LONG, invisible=60),
            Drawing([], image_share=1.0),
            0.7,
            "text",
            f"{OLD_OCR} behind it; check figures by eye",
        ),
        (page("\ufffd" * 60 + "合同金额人民币元整的合同"), Drawing([]), 0.0, "none", GARBLED.format(17)),
        (page("\ue001\ue002" * 30), Drawing([]), 0.0, "none", GARBLED.format(0)),
        (page("a" * 90 + "\ufffd" * 10), Drawing([]), 0.9, "text", "10% of the characters could not be decoded"),
    ],
)
def test_judge_page(found: PageGlyphs, drawing: Drawing, quality: float, source: str, note: str | None) -> None:
    judged = judge_page(found, drawing)
    assert (judged.quality, judged.source, judged.note) == (quality, source, note)
    # what has words that can be trusted, or none to read, is not sent to OCR
    assert judged.needs_ocr == (source == "none" or quality == 0.2)


def test_cid_codes_are_not_words() -> None:
    assert readable_share("(cid:12)(cid:7)") == 0.0
    assert readable_share("ab(cid:3456)") == 2 / 12
