"""OCR: the words of scans in both languages, boxes where the words are, tables, turned and askew pages."""

from collections.abc import Iterator
from difflib import SequenceMatcher

import pytest

from docintel.readers.image import ImageReader
from docintel.readers.pdf import PdfReader
from docintel.records import Document, Reading, Span
from docintel.settings import current_settings
from make_pdf import both, lines, make_pdf, ruled
from make_scan import encoded, picture, scanned

CHINESE = (
    "固定资产借款合同",
    "第一条 借款金额为人民币180,000,000.00元，年利率4.35%。",
    "第二条 借款人应当于2026年6月22日前归还本金9,000,000.00元。",
    "第三条 保证人承担连带责任保证，保证期间为三年。",
)
ENGLISH = (
    "FACILITY AGREEMENT",
    "1. The Lender makes available USD 12,345,678.90 at 4.35% a year.",
    "2. The Borrower shall repay USD 900,000.00 on 22 June 2026.",
    "3. The Guarantor is liable as if it were the principal debtor.",
)
TABLE = [
    ["项目", "期末余额", "年初余额"],
    ["货币资金", "1,234,567.89", "987,654.32"],
    ["应收账款", "88,000.00", "(1,250.50)"],
]
BOTH = make_pdf(lines(*CHINESE, "", *ENGLISH, size=10))


def read(data: bytes) -> Reading:
    return PdfReader().read(data, "scan.pdf")


def packed(text: str) -> str:
    return "".join(text.split()).translate(str.maketrans("，：（）", ",:()"))


def test_chinese_and_english_are_read_character_for_character() -> None:
    document = read(scanned(picture(BOTH, noise=6))).document
    assert packed(document.text) == packed("".join(CHINESE + ENGLISH))
    assert [(page.source, page.quality > 0.95) for page in document.pages] == [("ocr", True)]
    assert document.language == "mixed"
    # words stay apart
    assert "The Borrower shall repay USD 900,000.00 on 22 June 2026." in document.text
    assert document.notes[0].startswith("page 1: read by OCR, ")


@pytest.mark.parametrize(("turn", "askew"), [(0, 0.0), (0, 1.2), (0, -0.8), (90, 0.0), (180, 0.0), (270, 0.5)])
def test_the_words_under_the_boxes_are_the_quote_however_the_page_lay_on_the_glass(turn: int, askew: float) -> None:
    seen = picture(BOTH, turn=turn, askew=askew)
    reading = read(scanned(seen))
    truth = PdfReader().read(BOTH, "original.pdf")
    assert (reading.document.pages[0].note or "").count("turned") == bool(turn)
    wrong = 0
    checked = list(same_runs(reading.document, truth.document))
    assert sum(length for _, _, length in checked) > 0.97 * len(packed(truth.document.text))
    for ours, theirs, length in checked:
        for at in range(length):
            here, there = middle(reading, ours + at), middle(truth, theirs + at)
            if here is None or there is None:
                continue
            x, y = placed(there, turn, askew)
            wrong += abs(here[0] - x) > 6 or abs(here[1] - y) > 6
    assert wrong == 0


def same_runs(ours: Document, theirs: Document) -> Iterator[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, ours.text, theirs.text, autojunk=False)
    yield from (tuple(block) for block in matcher.get_matching_blocks() if block.size)  # type: ignore[misc]


def middle(reading: Reading, at: int) -> tuple[float, float] | None:
    boxes = reading.layout.boxes(Span(start=at, end=at + 1))
    if not boxes or reading.document.text[at].isspace():
        return None
    (box,) = boxes
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2


def placed(point: tuple[float, float], turn: int, askew: float) -> tuple[float, float]:
    """Where a point of the page lies on the scan: turned clockwise, then askew about the middle."""
    from math import cos, radians, sin

    from make_pdf import HEIGHT, WIDTH

    x, y = point
    x, y = {0: (x, y), 90: (HEIGHT - y, x), 180: (WIDTH - x, HEIGHT - y), 270: (y, WIDTH - x)}[turn]
    width, height = (WIDTH, HEIGHT) if turn in (0, 180) else (HEIGHT, WIDTH)
    x, y, angle = x - width / 2, y - height / 2, radians(askew)
    return x * cos(angle) - y * sin(angle) + width / 2, x * sin(angle) + y * cos(angle) + height / 2


@pytest.mark.parametrize("askew", [0.0, 0.7])
def test_a_scanned_table_has_its_cells(askew: float) -> None:
    made = make_pdf(both(lines("资产负债表 单位：元"), ruled(TABLE), lines(*ENGLISH[1:], top=300)))
    document = read(scanned(picture(made, askew=askew, noise=4))).document
    (table,) = document.tables
    cells = {(cell.row, cell.column): packed(document.quote(cell.span)) for cell in table.cells}
    assert cells == {(i, j): packed(text) for i, row in enumerate(TABLE) for j, text in enumerate(row)}


def test_a_single_digit_in_a_cell_is_not_turned_on_its_side() -> None:
    rows = [["行次", "金额"], ["1", "10,000.00"], ["2", "20,000.00"], ["11", "1"], ["7", "71,711.17"]]
    document = read(scanned(picture(make_pdf(both(lines("现金流量表"), ruled(rows)))))).document
    (table,) = document.tables
    assert [[document.quote(table.grid[i, j].span) for j in (0, 1)] for i in range(5)] == rows


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_pictures_are_read_as_pages_of_paper(kind: str) -> None:
    data = encoded(picture(make_pdf(lines(CHINESE[2], ENGLISH[2]))), kind)
    document = ImageReader().read(data, "scan").document
    assert packed(document.text) == packed(CHINESE[2] + ENGLISH[2])
    (page,) = document.pages
    assert (page.source, document.media_type) == ("ocr", f"image/{kind.lower()}")
    if kind in ("PNG", "JPEG", "TIFF", "BMP"):  # they state their resolution
        assert (round(page.width), round(page.height)) == (420, 600)


def test_every_page_of_a_fax_is_read() -> None:
    from io import BytesIO

    pages = [picture(make_pdf(lines(text))) for text in (CHINESE[1], ENGLISH[1])]
    buffer = BytesIO()
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:], dpi=(170, 170))
    document = ImageReader().read(buffer.getvalue(), "fax.tif").document
    assert [packed(document.quote(page.span)) for page in document.pages] == [packed(CHINESE[1]), packed(ENGLISH[1])]


def test_text_and_scanned_pages_mix_and_a_blank_sheet_is_no_failure() -> None:
    made = make_pdf(lines("This page has its text."), lines("本页是扫描件。"), lambda canvas: canvas.line(0, 0, 1, 1))
    mixed = read(join(made, scanned(picture(made, page=1), picture(made, page=2)))).document
    assert [page.source for page in mixed.pages] == ["text", "ocr", "text"]
    assert (mixed.pages[2].note, mixed.pages[2].quality) == ("blank page", 1.0)
    assert mixed.text.split() == ["This", "page", "has", "its", "text.", "本页是扫描件。"]
    assert mixed.unread_pages == ()


def join(*parts: bytes) -> bytes:
    from io import BytesIO

    import pypdfium2

    joined = pypdfium2.PdfDocument.new()
    for at, part in enumerate(parts):
        with pypdfium2.PdfDocument(part) as opened:
            joined.import_pages(opened, [0] if at == 0 else None)
    buffer = BytesIO()
    joined.save(buffer)
    return buffer.getvalue()


def test_ocr_can_be_switched_off_and_then_the_page_is_said_to_be_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    off = current_settings().model_copy(update={"ocr": False})
    monkeypatch.setattr("docintel.readers.pdf.current_settings", lambda: off)
    made = make_pdf(lines("This page has its text."))
    document = read(join(made, scanned(picture(made)))).document
    assert [page.source for page in document.pages] == ["text", "none"]
    assert document.notes == ("page 2: no text layer, only an image.",)
