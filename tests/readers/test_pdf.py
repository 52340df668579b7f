"""The PDF reader's results: text, boxes, tables and refusals, on made PDFs and on a real Chinese annual report."""

from __future__ import annotations

import contextlib
import io
import random

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from docintel.errors import ReadCode, ReadError
from docintel.readers.pdf import PdfReader
from docintel.records import Box, Document, Reading, Span, document_id
from docintel.settings import current_settings
from make_pdf import HEIGHT, WIDTH, both, lines, make_pdf, ruled, turned, write


def read(data: bytes) -> Reading:
    return PdfReader().read(data, "contract.pdf")


def cells(document: Document, at: int = 0) -> list[list[str]]:
    """The words of a table, row by row."""
    table = document.tables[at]
    grid = [[""] * table.width for _ in range(table.height)]
    for cell in table.cells:
        grid[cell.row][cell.column] = document.quote(cell.span)
    return grid


# --- text ---


def test_reads_lines_in_order_with_line_breaks() -> None:
    document = read(make_pdf(lines("The Borrower shall repay the Loan", "within 30 days of demand."))).document
    assert document.text == "The Borrower shall repay the Loan\nwithin 30 days of demand.\n"
    assert (document.reader, document.media_type, document.pages[0].quality) == ("pdf@3", "application/pdf", 1.0)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("甲方应于2026年3月31日前支付人民币1,000,000.00元。", "甲方应于2026年3月31日前支付人民币1,000,000.00元。"),
        ("（一）担保范围；", "（一）担保范围；"),  # full-width brackets stay: width is a view, not a reading
        ("Amount:   USD 5,000.00", "Amount: USD 5,000.00"),  # pdfium counts a run of spaces as one
    ],
)
def test_text_is_what_is_printed(printed: str, expected: str) -> None:
    assert read(make_pdf(lines(printed))).document.text == expected + "\n"


def test_text_comes_in_order_of_the_page_not_of_the_file() -> None:
    def backwards(canvas: Canvas) -> None:
        write(canvas, 50, 120, "third line of the page")
        write(canvas, 50, 100, "second line of the page")
        write(canvas, 100, 80, "words, later half")
        write(canvas, 50, 80, "first line:")

    assert read(make_pdf(backwards)).document.text.splitlines() == [
        "first line: words, later half",
        "second line of the page",
        "third line of the page",
    ]


def test_characters_printed_twice_for_bold_are_read_once() -> None:
    def bold(canvas: Canvas) -> None:
        write(canvas, 50, 80, "Total 1,100.00")
        write(canvas, 50.3, 80, "Total 1,100.00")

    assert read(make_pdf(bold)).document.text == "Total 1,100.00\n"


def test_words_outside_the_visible_page_are_left_out_and_said() -> None:
    data = turned(make_pdf(lines("hidden words", "", "", "seen words", top=40)), 0, (0, 0, 0, 60))
    document = read(data).document
    assert document.text == "seen words\n"
    assert document.pages[0].note == "12 characters outside the visible page were left out"


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"left column line {n} runs on and on" for n in range(8)]
    right = [f"right column line {n} runs on too" for n in range(8)]
    page = both(lines(*left, x=40, size=9), lines(*right, x=230, size=9))
    assert read(make_pdf(page)).document.text.splitlines() == left + right


def test_same_bytes_give_the_same_reading() -> None:
    data = make_pdf(both(lines("第一条 借款金额", "甲方向乙方借款。"), ruled([["项目", "金额"], ["本金", "100.00"]])))
    first, second = read(data), read(data)
    assert first.document == second.document
    assert first.layout.to_bytes() == second.layout.to_bytes()
    assert first.document.id == document_id(data)


# --- boxes: invariant 1 ---


def to_page_points(box: Box, rotation: int, crop: tuple[float, float, float, float]) -> tuple[float, ...]:
    """A box on the page as shown, back in the file's own points: (left, bottom, right, top)."""
    left, bottom, right, top = crop
    corners = {
        0: lambda x, y: (left + x, top - y),
        90: lambda x, y: (left + y, bottom + x),
        180: lambda x, y: (right - x, bottom + y),
        270: lambda x, y: (right - y, top - x),
    }
    (ax, ay), (bx, by) = (corners[rotation](x, y) for x, y in ((box.x0, box.top), (box.x1, box.bottom)))
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def text_under(data: bytes, box: Box, rotation: int, crop: tuple[float, float, float, float]) -> str:
    pdf = pypdfium2.PdfDocument(data)
    text_page = pdf[box.page - 1].get_textpage()
    left, bottom, right, top = to_page_points(box, rotation, crop)
    inset = 0.4
    found = text_page.get_text_bounded(left + inset, bottom + inset, right - inset, top - inset)
    pdf.close()
    return "".join(found.split())


WORDS = st.lists(st.text("abcdefghkmnopqrsuvwxyz0123456789", min_size=2, max_size=8), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(
    words=WORDS,
    rotation=st.sampled_from([0, 90, 180, 270]),
    angle=st.sampled_from([0, 90, 180, 270]),
    size=st.sampled_from([6.0, 10.5, 17.0]),
    margins=st.tuples(*[st.floats(0, 50)] * 4),
)
def test_text_under_the_boxes_is_the_quote(
    words: list[str], rotation: int, angle: int, size: float, margins: tuple[float, float, float, float]
) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(angle)
        canvas.setFont("Helvetica", size)
        for at, word in enumerate(words):
            canvas.drawString(-60, 40 - 2 * size * at, word)

    data = turned(make_pdf(draw), rotation, margins)
    crop = (margins[0], margins[1], WIDTH - margins[2], HEIGHT - margins[3])
    reading = read(data)
    document = reading.document
    assert sorted(document.text.split()) == sorted(words)
    assert len(reading.layout) == len(document.text)
    start = 0
    for word in document.text.split():
        start = document.text.index(word, start)
        boxes = reading.layout.boxes(Span(start=start, end=start + len(word)))
        assert "".join(text_under(data, box, rotation, crop) for box in sorted_along(boxes, rotation, angle)) == word
        start += len(word)


def sorted_along(boxes: list[Box], rotation: int, angle: int) -> list[Box]:
    """Boxes in writing order: words written up or down the page have a box for each character."""
    turn = (rotation - angle) % 360
    order = {0: lambda b: b.x0, 90: lambda b: b.top, 180: lambda b: -b.x0, 270: lambda b: -b.top}
    return sorted(boxes, key=order[turn])


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_page_size_and_boxes_are_those_of_the_page_as_shown(rotation: int) -> None:
    reading = read(turned(make_pdf(lines("corner", x=50, top=60)), rotation, (30, 40, 0, 20)))
    page = reading.document.pages[0]
    shown = (390.0, 540.0) if rotation in (0, 180) else (540.0, 390.0)
    assert (page.width, page.height, page.rotation) == (*shown, rotation)
    first = reading.layout.boxes(Span(start=0, end=1))[0]
    # "corner" begins 20 points from the left of the crop box, its baseline 40 points below the upper edge.
    expected = {0: (20, 40), 90: (540 - 40, 20), 180: (390 - 20, 540 - 40), 270: (40, 390 - 20)}[rotation]
    assert abs(first.x0 - expected[0]) < 12
    assert abs(first.top - expected[1]) < 12


# --- tables ---


@pytest.mark.parametrize("rotation", [0, 90, 270])
@pytest.mark.parametrize("sides", [True, False])
def test_ruled_table_becomes_cells(rotation: int, sides: bool) -> None:
    rows = [["项目", "2025年", "2024年"], ["营业收入", "8,534.10", "6,357.00"], ["Net profit", "(12.50)", "-"]]
    document = read(turned(make_pdf(ruled(rows, sides=sides)), rotation)).document
    assert cells(document) == rows
    assert document.quote(document.tables[0].span) == "\n".join("\t".join(row) for row in rows)
    assert [block.kind for block in document.blocks] == ["table"]


def test_table_turned_on_its_page_becomes_cells() -> None:
    rows = [["Year", "EBITDA"], ["2025", "1,204.5"], ["2024", "990.0"]]

    def draw(canvas: Canvas) -> None:
        canvas.translate(500, 0)
        canvas.rotate(90)
        ruled(rows)(canvas)

    assert cells(read(make_pdf(draw, size=(600, 600))).document) == rows


def test_merged_cells_carry_their_extent() -> None:
    def draw(canvas: Canvas) -> None:
        for x0, top, x1, bottom in ((50, 100, 250, 120), (50, 120, 150, 140), (150, 120, 250, 140)):
            canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top)
        write(canvas, 55, 114, "期末余额", 9)
        write(canvas, 55, 134, "原值", 9)
        write(canvas, 155, 134, "1,000.00", 9)

    document = read(make_pdf(draw)).document
    table = document.tables[0]
    found = [(c.row, c.column, c.rows, c.columns, document.quote(c.span)) for c in table.cells]
    assert found == [(0, 0, 1, 2, "期末余额"), (1, 0, 1, 1, "原值"), (1, 1, 1, 1, "1,000.00")]


def test_figures_that_share_a_cell_of_a_coarse_grid_keep_their_columns() -> None:
    """A frame with one upright line behind the labels: the figures' own columns count."""
    rows = [(f"Line {n}", f"{n},000", f"{n},500", f"{n},900") for n in range(1, 6)]

    def draw(canvas: Canvas) -> None:
        for top in (95, 180):
            canvas.line(50, HEIGHT - top, 350, HEIGHT - top)
        for x in (50, 120, 350):
            canvas.line(x, HEIGHT - 180, x, HEIGHT - 95)
        canvas.line(50, HEIGHT - 164, 350, HEIGHT - 164)
        for at, row in enumerate(rows):
            write(canvas, 54, 108 + 16 * at, row[0], 9)
            for x, figure in zip((190, 260, 330), row[1:], strict=True):
                write(canvas, x, 108 + 16 * at, figure, 9, right=True)

    assert cells(read(make_pdf(draw)).document) == [list(row) for row in rows]


def test_rows_without_upright_lines_follow_the_columns_of_their_head() -> None:
    def draw(canvas: Canvas) -> None:
        for at, words in enumerate(("Country", "N", "Positive", "Share")):
            canvas.rect(50 + 70 * at, HEIGHT - 120, 70, 20)
            write(canvas, 54 + 70 * at, 114, words, 9)
        for row, words in enumerate(
            (("Austria", "109", "1", "0.9"), ("Spain", "36", "", "0"), ("Source: as reported",))
        ):
            canvas.rect(50, HEIGHT - 140 - 20 * row, 280, 20)
            for at, word in enumerate(words):
                write(canvas, 54 + 70 * at, 134 + 20 * row, word, 9)

    document = read(make_pdf(draw)).document
    assert cells(document) == [
        ["Country", "N", "Positive", "Share"],
        ["Austria", "109", "1", "0.9"],
        ["Spain", "36", "", "0"],
        ["Source: as reported", "", "", ""],
    ]
    assert document.tables[0].cells[-1].columns == 4


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("以公允价值计量且其", "变动计入损益的资产", "以公允价值计量且其变动计入损益的资产"),  # Chinese joins
        ("Trade and other", "receivables", "Trade and other receivables"),  # English keeps its space
        ("12,345,678.", "90", "12,345,678.90"),  # a figure broken after the point
        ("1,234,", "567.00", "1,234,567.00"),  # a figure broken after a comma
        ("1,234,567", ".89", "1,234,567.89"),  # and before its point
        ("1,234.00", "567.00", "1,234.00\n567.00"),  # two figures in one cell never become one
        ("100", "200", "100\n200"),
    ],
)
def test_lines_of_a_cell(first: str, second: str, expected: str) -> None:
    def draw(canvas: Canvas) -> None:
        for x in (50, 150):
            canvas.rect(x, HEIGHT - 140, 100, 40)
        canvas.rect(50, HEIGHT - 160, 200, 20)
        write(canvas, 54, 114, first, 9)
        write(canvas, 54, 132, second, 9)
        write(canvas, 154, 114, "x", 9)

    document = read(make_pdf(draw)).document
    assert document.quote(document.tables[0].cells[0].span) == expected


def test_statement_without_lines_becomes_a_table() -> None:
    rows = [
        ("Revenue", "$ 1,204,500", "$ 990,100"),
        ("Cost of sales", "(700,250)", "(612,000)"),
        ("Gross profit", "504,250", "378,100"),
        ("Income tax", "—", "(1,200)"),
    ]

    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 60, "The statement below is audited by the firm that is named in the annex.", 10)
        for x, year in ((280, "2025"), (370, "2024")):
            write(canvas, x, 100, year, 10, right=True)
        for at, row in enumerate(rows):
            write(canvas, 50, 116 + 16 * at, row[0], 10)
            for x, figure in zip((280, 370), row[1:], strict=True):
                write(canvas, x + (3 if figure.endswith(")") else 0), 116 + 16 * at, figure, 10, right=True)

    document = read(make_pdf(draw)).document
    assert len(document.tables) == 1
    assert cells(document) == [["", "2025", "2024"], *map(list, rows)]


def test_running_text_and_contents_are_no_tables() -> None:
    text = [f"{n}.{n} The Borrower paid USD {n},000.00 on {n} May 2025 and owes {n}00 more." for n in range(1, 9)]
    contents = [f"Chapter {n} ................................................ {n * 7}" for n in range(1, 9)]
    document = read(make_pdf(lines(*text, size=9), lines(*contents))).document
    assert document.tables == ()


# --- blocks ---


def test_clauses_and_paragraphs_become_blocks() -> None:
    page = lines(
        "第一条 借款金额",
        "",
        "1.1 The Lender shall make available to the Borrower a term loan facility in",
        "an aggregate amount equal to the total commitments of all lenders herein.",
        "(a) first item;",
        "(b) second item.",
        size=9,
    )
    document = read(make_pdf(page)).document
    found = [(block.kind, block.number, document.quote(block.span).count("\n")) for block in document.blocks]
    assert found == [("clause", "第一条", 0), ("clause", "1.1", 1), ("list_item", "(a)", 0), ("list_item", "(b)", 0)]


def test_running_headers_and_page_numbers_are_told_apart() -> None:
    def page(number: int, body: str) -> object:
        return both(
            lines("Acme Finance plc — Annual Report".replace("—", "-"), top=30),
            lines(f"{body} text stands here alone."),
            lines(f"{number} / 3", x=200, top=580),
        )

    document = read(make_pdf(*[page(*one) for one in ((1, "Some"), (2, "More"), (3, "Last"))])).document
    kinds = [block.kind for block in document.blocks]
    assert kinds == ["header", "paragraph", "footer"] * 3
    assert [block.page for block in document.blocks] == [1, 1, 1, 2, 2, 2, 3, 3, 3]


def test_blocks_lie_in_order_apart_and_cover_all_words() -> None:
    page = both(
        lines("Title of it all", size=18),
        ruled([["a", "b"], ["c", "d"]], top=200),
        lines("Body text that is set in ordinary type.", top=400),
    )
    document = read(make_pdf(page, lines("Page two."))).document
    ends = [0]
    for block in document.blocks:
        assert document.text[ends[-1] : block.span.start].strip() == ""
        assert block.span.start >= ends[-1]
        ends.append(block.span.end)
    assert document.text[ends[-1] :].strip() == ""
    assert document.blocks[0].kind == "title"


# --- what cannot be read ---


def scan(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    stain = Image.new("L", (60, 80), 200)
    stain.paste(90, (20, 20, 40, 60))
    canvas.drawImage(ImageReader(stain), 0, 0, WIDTH, HEIGHT)


def encrypted() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("secret"))
    canvas.drawString(50, 50, "x")
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", ReadCode.EMPTY),
        (b"PK\x03\x04 not a pdf at all", ReadCode.MISTYPED),
        (b"%PDF-1.7\n1 0 obj <<", ReadCode.TRUNCATED),  # only the first bytes arrived
        (encrypted(), ReadCode.ENCRYPTED),
        (make_pdf(scan, scan), ReadCode.NO_TEXT),
        (make_pdf(lambda canvas: None), ReadCode.NO_TEXT),  # an empty page
    ],
)
def test_what_cannot_be_read_is_refused_with_its_code(data: bytes, code: ReadCode) -> None:
    with pytest.raises(ReadError) as caught:
        read(data)
    assert caught.value.code == code
    assert "contract.pdf" in str(caught.value)


def test_more_pages_than_allowed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    tight = current_settings().model_copy(update={"max_pages": 2})
    monkeypatch.setattr("docintel.readers.pdf.current_settings", lambda: tight)
    with pytest.raises(ReadError, match="has 3 pages, the limit is 2") as caught:
        read(make_pdf(*[lines("x")] * 3))
    assert caught.value.code == ReadCode.OVER_LIMIT


def test_a_picture_without_words_among_pages_with_text_is_said() -> None:
    document = read(make_pdf(lines("This page has its text."), scan)).document
    assert [(page.source, page.quality) for page in document.pages] == [("text", 1.0), ("none", 0.0)]
    assert document.notes == ("page 2: an image on which no word could be recognised.",)
    assert [page.number for page in document.unread_pages] == [2]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_damaged_files_are_read_or_refused_never_crash(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(make_pdf(both(lines("Clause 1 of this contract"), ruled([["a", "b"], ["c", "d"]]))))
    if chance.random() < 0.5:
        del data[chance.randrange(len(data)) :]
    for _ in range(chance.randrange(1, 30)):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    with contextlib.suppress(ReadError):
        reading = read(bytes(data))
        assert len(reading.layout) == len(reading.document.text) > 0


# --- a real annual report ---


@pytest.fixture(scope="module")
def report(shared) -> Reading:
    return read((shared / "samples/reports/晨光文具2018年度报告.pdf").read_bytes())


def test_annual_report_statement_cells(report: Reading) -> None:
    """Page 55 holds the consolidated balance sheet: its lines checked by hand against the printed page."""
    document = report.document
    found = {}
    for table in document.tables:
        if table.page == 55:
            for row in range(table.height):
                words = [document.quote(table.grid[row, c].span) for c in range(table.width)]
                found[words[0]] = words[1:]
    assert found["项目"] == ["附注", "期末余额", "期初余额"]
    assert found["货币资金"] == ["", "1,046,668,874.97", "436,359,918.87"]
    assert found["以公允价值计量且其变动计入当期损益的金融资产"] == ["", "", ""]  # a label over two lines
    assert found["资产总计"] == ["", "5,677,500,049.71", "4,388,278,915.63"]


def test_annual_report_shape(report: Reading) -> None:
    document = report.document
    assert len(document.pages) == 152
    assert document.language == "zh"
    # All tables are ruled; on pages 41 to 80 the cells are those that pdfplumber finds (tests/readers/test_lattice.py).
    # 246 on their pages; those that run over pages are one, without five cells of a head printed again.
    assert (len(document.tables), sum(len(table.cells) for table in document.tables)) == (194, 9036)
    headers = [block for block in document.blocks if block.kind == "header"]
    assert {document.quote(block.span) for block in headers} == {"2018年年度报告"}
    assert len(headers) == 152
    footers = [document.quote(block.span) for block in document.blocks if block.kind == "footer"]
    assert footers == [f"{n} / 152" for n in range(1, 153)]


def test_annual_report_tables_that_run_over_pages_keep_their_rows(report: Reading) -> None:
    """The consolidated balance sheet stands on pages 55 to 57: one table, checked by hand at its page breaks."""
    document = report.document
    (sheet,) = [table for table in document.tables if table.page == 55]
    found = {document.quote(cell.span): cell.page for cell in sheet.cells if cell.column == 0}
    at_breaks = ("项目", "流动负债：", "短期借款", "未分配利润", "归属于母公司所有者权益合计")
    assert [found[label] for label in at_breaks] == [55, 55, 56, 56, 57]
    # read page by page the tables have 1,838 rows; two rows of a head are printed again (pages 100 and 101)
    assert sum(table.height for table in document.tables) == 1838 - 2


def test_annual_report_box_of_total_assets(report: Reading) -> None:
    document = report.document
    cell = next(
        c for t in document.tables for c in t.cells if t.page == 55 and document.quote(c.span) == "5,677,500,049.71"
    )
    (box,) = report.layout.boxes(cell.span)
    assert box.page == 55
    assert (round(box.x0), round(box.x1)) == (353, 437)
