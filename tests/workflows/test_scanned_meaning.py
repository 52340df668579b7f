"""Which words of a recognised page give a number its meaning: caption, heads, and the lines from the last title on."""

from datetime import date
from decimal import Decimal

import pytest

from docintel.records import Block, Document, Figure, Page, Span, document_id
from docintel.workflows.scanned_meaning import ScannedMeaning
from factories import span_of

TEXTS = {
    "zh": (
        "某某年度报告\n合并资产负债表\n2025年12月31日\n编制单位：青屿储能 单位：元\n货币资金 1,204.17\n"
        "本公司董事会保证所载资料不存在虚假记载。\n母公司资产负债表\n单位：万元\n货币资金 98.10\n"
    ),
    "en": (
        "Osier Quay Inc.\nConsolidated Balance Sheet\nDecember 31, 2025\n(In thousands of US dollars)\n"
        "Goodwill\t1,204.17\nThe notes are an integral part of these statements.\n"
        "Company Balance Sheet\t\n(In millions of US dollars)\nGoodwill\t98.10\n"
    ),
}  # fmt: skip


def document(language: str, source: str, quality: float = 0.97) -> Document:
    text = TEXTS[language]
    whole = Span(start=0, end=len(text))
    return Document(
        id=document_id(text.encode()), name="scan.pdf", media_type="application/pdf", reader="test", text=text,
        language=language, blocks=(Block(kind="paragraph", span=whole),),
        pages=(Page(number=1, span=whole, width=595, height=842, source=source, quality=quality),),
    )  # fmt: skip


def figure(page: Document, digits: str) -> Figure:
    caption = "货币资金" if page.language == "zh" else "Goodwill"
    return Figure.found(
        page, (span_of(page.text, digits), span_of(page.text, caption)), source="t@1", confidence=None,
        scope="consolidated", statement="balance_sheet", label=caption, key=None, period="current",
        period_end=date(2025, 12, 31), value=Decimal(digits.replace(",", "")), as_filed=digits, unit="元",
        currency="CNY",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "digits", "expected"),
    [
        ("zh", "1,204.17", ["货币资金", "合并资产负债表", "2025年12月31日", "编制单位：青屿储能 单位：元"]),
        ("zh", "98.10", ["货币资金", "母公司资产负债表", "单位：万元"]),
        (
            "en",
            "1,204.17",
            ["Goodwill", "Consolidated Balance Sheet", "December 31, 2025", "(In thousands of US dollars)"],
        ),
        ("en", "98.10", ["Goodwill", "Company Balance Sheet", "(In millions of US dollars)"]),
    ],
)
def test_the_lines_from_the_last_title_to_the_number_say_what_it_means(
    language: str, digits: str, expected: list[str]
) -> None:
    page = document(language, "ocr")
    assert [page.quote(span) for span in ScannedMeaning(page).of(figure(page, digits))] == expected


def test_an_earlier_ocrs_words_are_recognised_words_and_a_text_layer_is_not() -> None:
    for source, quality, asked in (("ocr", 0.99, True), ("text", 0.7, True), ("text", 1.0, False)):
        page = document("zh", source, quality)
        assert bool(ScannedMeaning(page).of(figure(page, "98.10"))) is asked
