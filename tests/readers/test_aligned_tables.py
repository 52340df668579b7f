"""Statements without lines: what becomes a table, what stays text."""

import pytest

from docintel.readers.aligned_tables import find_aligned_tables
from docintel.readers.page_glyphs import Glyph, Glyphs
from docintel.readers.pdf import PdfReader
from docintel.readers.text_lines import Chunk, make_lines


def cells(*rows: list[tuple[str, float]]) -> list[list[list[str]]]:
    """The tables among rows of (words, place): words begin there, figures (place below 0) end there; 10 points high."""
    chunks = []
    for at, row in enumerate(rows):
        for words, place in row:
            x0 = place if place >= 0 else -place - 5 * len(words)
            glyphs = [Glyph(c, x0 + 5 * i, 20.0 * at, x0 + 5 * (i + 1), 20.0 * at + 10) for i, c in enumerate(words)]
            chunks.append(Chunk.of(Glyphs.of(glyphs)))
    tables = []
    for _, _, found in find_aligned_tables(make_lines(chunks)):
        table: dict[int, list[str]] = {}
        for cell, lines in found:
            table.setdefault(cell.row, []).append("/".join(line.text for line in lines))
        tables.append(list(table.values()))
    return tables


def test_figures_that_end_together_are_columns() -> None:
    found = cells(
        [("2025", -300), ("2024", -400)],
        [("Revenue", 10), ("1,204", -300), ("990", -400)],
        [("Costs", 10), ("(700)", -305), ("(612)", -405)],
        [("Other income", 10)],
        [("Dividends", 10), ("-", -298), ("12", -400)],
    )
    assert found == [
        [["", "2025", "2024"], ["Revenue", "1,204", "990"], ["Costs", "(700)", "(612)"], ["Other income", "", ""],
         ["Dividends", "-", "12"]]
    ]  # fmt: skip


def test_a_missing_figure_leaves_its_cell_empty() -> None:
    """A figure of the second column never slides into the first."""
    rows = [[(f"项目{n}", 10), (f"{n},000.00", -300), (f"{n},500.00", -400)] for n in range(1, 5)]
    rows.append([("合计", 10), ("9,999.99", -400)])
    assert cells(*rows)[0][-1] == ["合计", "", "9,999.99"]


def test_a_currency_sign_that_stands_apart_belongs_to_its_figure() -> None:
    rows = [[(f"Line {n}", 10), ("$", 240), (f"{n},000", -300), ("$", 340), (f"{n},500", -400)] for n in range(1, 4)]
    assert cells(*rows)[0][0] == ["Line 1", "$ 1,000", "$ 1,500"]


def test_figures_set_close_are_parted() -> None:
    rows = [[(f"Line {n}", 10), (f"{n},000 {n},500 {n},800", -400)] for n in range(1, 5)]
    assert cells(*rows)[0][0] == ["Line 1", "1,000", "1,500", "1,800"]


@pytest.mark.parametrize(
    ("head", "section"),
    [(["项目", "期末余额", "期初余额"], "流动资产："), (["Item", "Closing", "Opening"], "Current assets")],
)
def test_the_head_stands_above_the_name_of_a_section(head: list[str], section: str) -> None:
    rows = [[(section, 10)]]
    rows += [[(f"项目{n}", 10), (f"{n},000.00", -300), (f"{n},500.00", -400)] for n in range(1, 5)]
    found = cells([(head[0], 10), (head[1], -300), (head[2], -400)], *rows)
    assert found[0][:2] == [head, [section, "", ""]]


def test_a_day_over_the_whole_table_heads_no_column() -> None:
    rows = [[(f"项目{n}", 10), (f"{n},000.00", -300), (f"{n},500.00", -400)] for n in range(1, 5)]
    found = cells([("2024年12月31日", 150)], [("项目", 10), ("期末", -300), ("期初", -400)], *rows)
    assert found[0][0] == ["项目", "期末", "期初"]


@pytest.mark.parametrize("reference", ["五、{}", "七({})", "（七）{}", "附注五、{}", "注释{}"])
def test_references_to_notes_are_a_column_of_their_own(reference: str) -> None:
    rows = [
        [(f"项目{n}", 10), *([(reference.format(n), 150)] if n % 2 else []), (f"{n},000.00", -300), (f"{n},500", -400)]
        for n in range(1, 6)
    ]
    found = cells([("项目", 10), ("附注", 150), ("期末余额", -300), ("期初余额", -400)], [("流动资产：", 10)], *rows)
    assert found[0][0] == ["项目", "附注", "期末余额", "期初余额"]
    assert found[0][2:4] == [["项目1", reference.format(1), "1,000.00", "1,500"], ["项目2", "", "2,000.00", "2,500"]]


def test_many_captions_without_figures_break_no_table() -> None:
    """The exchanges' forms print every row that may exist."""
    empty = ["客户存款和同业存放款项净增加额", "向中央银行借款净增加额", "收到原保险合同保费取得的现金",
             "收到再保业务现金净额", "收取利息、手续费及佣金的现金"]  # fmt: skip
    full = [[(f"项目{n}", 10), (f"{n},000.00", -300), (f"{n},500.00", -400)] for n in range(1, 5)]
    found = cells(*full, *([(caption, 10)] for caption in empty), *full)
    assert [len(table) for table in found] == [13]


def test_a_head_may_be_wider_than_its_figures() -> None:
    """Amounts in millions under whole dates."""
    rows = [[(f"项目{n}", 10), (f"{n}1.2", -300), (f"{n}3.4", -400)] for n in range(1, 5)]
    found = cells([("截至2024年12月31日止", -320), ("截至2023年12月31日止", -420)], *rows)
    assert found[0][0] == ["", "截至2024年12月31日止", "截至2023年12月31日止"]


@pytest.mark.parametrize(
    "rows",
    [
        # a list of contents
        [[(f"Chapter {n}", 10), (str(4 * n), -400)] for n in range(1, 9)],
        # two rows are no table
        [[(f"Line {n}", 10), (f"{n},000", -300), (f"{n},500", -400)] for n in range(1, 3)],
        # figures that end anywhere
        [[(f"Line {n}", 10), (f"{n},000", -(250 + 23.0 * n)), (f"{n}.5", -(380 + 17.0 * n))] for n in range(1, 6)],
        # section numbers before words
        [[(f"{n}.1", 10), ("The Borrower shall repay the Loan on demand", 60)] for n in range(1, 9)],
        # one column of bare numbers without labels
        [[(str(n * 7), -400)] for n in range(1, 9)],
    ],
)
def test_what_is_no_table(rows: list[list[tuple[str, float]]]) -> None:
    assert cells(*rows) == []


@pytest.mark.slow
def test_contracts_hold_few_tables(shared) -> None:
    """14 contracts, 245 pages: looked at by hand, 9 real tables (one split in 8 by its shading), no false one."""
    folder = shared / "data/cuad/pdf"
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".pdf")
    found = {path.name[:12]: len(PdfReader().read(path.read_bytes(), path.name).document.tables) for path in files}
    assert {name: count for name, count in found.items() if count} == {"AimmuneThera": 8, "GWG HOLDINGS": 1}
