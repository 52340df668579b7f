"""The workbook read back by another library and computed by LibreOffice: formulas, digits, links, colours, notes."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from docintel.exports import spread_book
from docintel.exports.spread_book import FILLS, SpreadLimits
from docintel.exports.spread_cells import Sourced
from docintel.exports.spread_workbook import write_spreading
from docintel.exports.spreads import spread_figures, spread_sheets
from docintel.records import Document
from spread_statements import BALANCE_EN, BALANCE_ZH, changed, chinese, english, sourced
from statement_documents import table_document

PAGE = "http://docintel.bank/documents/D-1?view=figures&part=1"
BALANCE, INCOME = "合并资产负债表 BS", "合并利润表 IS"
#: Columns of the first period: value, digits, caption, difference, status, evidence.
VALUE, FILED, LABEL, GAP, STATUS, EVIDENCE = range(5, 11)


def written(path: Path, figures: Sequence[Sourced], title: str = "青屿储能") -> tuple[Workbook, SpreadLimits]:
    limits = write_spreading(path, title, spread_figures(figures))
    return load_workbook(path), limits


def row_of(sheet: Worksheet, key: str) -> int:
    """The row of an account by its key, or of another row by its caption."""
    return next(row[0].row for row in sheet.iter_rows(min_row=7) if key in (row[2].value, row[0].value))


def cell(sheet: Worksheet, key: str, column: int = VALUE) -> Cell:
    found = sheet.cell(row_of(sheet, key), column)
    assert isinstance(found, Cell)
    return found


def computed(sheet: Worksheet, value: object) -> Decimal:
    """A cell's value, its formula computed here: ROUND over sums and differences of ranges, cells and numbers."""
    if not isinstance(value, str) or not value.startswith("="):
        return Decimal(str(value or 0))
    body, places = re.fullmatch(r"=ROUND\((.*),(\d+)\)", value).groups()  # type: ignore[union-attr]
    total = Decimal(0)
    for sign, ranges, place, number in re.findall(
        r"([+-]?)(?:SUM\(([^)]*)\)|([A-Z]+\d+)|\((-?[\d.]+)\))", body
    ):  # fmt: skip
        if number:
            part = Decimal(number)
        else:
            part = sum((_area(sheet, area) for area in (ranges or place).split(",")), Decimal(0))
        total += -part if sign == "-" else part
    return round(total, int(places))


def _area(sheet: Worksheet, area: str) -> Decimal:
    left, top, right, bottom = range_boundaries(area)
    cells = (sheet.cell(row, column).value for row in range(top, bottom + 1) for column in range(left, right + 1))
    return sum((computed(sheet, value) for value in cells), Decimal(0))


@pytest.mark.parametrize("document", [chinese(), english()])
def test_every_formula_computes_to_the_standard_value(document: Document, tmp_path: Path) -> None:
    sheets = spread_sheets(sourced(document))
    book, limits = written(tmp_path / "s.xlsx", sourced(document))
    stored = load_workbook(tmp_path / "s.xlsx", data_only=True)
    formulas = 0
    for sheet, page in zip(sheets, book.worksheets[1:], strict=True):
        for row, column, entry in sheet.entries():
            assert row.id is not None
            at = row_of(page, row.id.key or row.id.label)
            value = page.cell(at, VALUE + 6 * column).value
            assert computed(page, value) == entry.value, (page.title, row.name)
            # viewers that compute nothing show the same
            assert Decimal(str(stored[page.title].cell(at, VALUE + 6 * column).value)) == entry.value
            assert isinstance(value, str) is (entry.sum is not None)
            if entry.sum is not None and entry.cell is not None:
                assert computed(page, page.cell(at, GAP + 6 * column).value) == 0
            formulas += entry.sum is not None
    assert (formulas > 15, limits) == (True, SpreadLimits())


@pytest.mark.parametrize(
    ("document", "sheet", "key", "operands"),
    [
        (chinese(), BALANCE, "bs.total_current_assets", ["bs.cash", "bs.accounts_receivable", "bs.other_receivables"]),
        (chinese(), BALANCE, "bs.total_noncurrent_assets", ["bs.fixed_assets", "待安装储能柜"]),
        (english(), BALANCE, "bs.total_current_assets",
         ["bs.cash", "bs.accounts_receivable", "Berth deposits held by the harbour"]),
    ],
)  # fmt: skip
def test_a_subtotal_is_a_formula_over_the_rows_above(
    document: Document, sheet: str, key: str, operands: list[str], tmp_path: Path
) -> None:
    page = written(tmp_path / "s.xlsx", sourced(document))[0][sheet]
    rows = [row_of(page, operand) for operand in operands]
    assert str(cell(page, key).value).startswith(f"=ROUND(SUM(E{rows[0]}:E{rows[-1]}),")
    assert rows == list(range(rows[0], rows[0] + len(rows)))


def test_what_is_deducted_is_deducted_by_the_formula(tmp_path: Path) -> None:
    page = written(tmp_path / "s.xlsx", sourced(chinese()))[0][BALANCE]
    capital, treasury, earned = (
        row_of(page, key) for key in ("bs.paid_in_capital", "bs.treasury_shares", "bs.retained_earnings")
    )
    assert cell(page, "bs.equity_parent").value == f"=ROUND(SUM(E{capital},E{earned})-SUM(E{treasury}),2)"
    assert [page.cell(row, 4).value for row in (capital, treasury)] == ["+", "−"]


@pytest.mark.parametrize(
    ("document", "key", "filed", "gap"),
    [
        (
            chinese(balance=changed(BALANCE_ZH, "流动资产合计", "2,060.00", "1,700.00")),
            "bs.total_current_assets",
            "2,060.00",
            "-100000",
        ),
        (
            english(balance=changed(BALANCE_EN, "Total current assets", "530", "460")),
            "bs.total_current_assets",
            "530",
            "-10000000",
        ),
    ],
)
def test_an_altered_subtotal_stands_beside_its_sum_with_the_difference(
    document: Document, key: str, filed: str, gap: str, tmp_path: Path
) -> None:
    book, _ = written(tmp_path / "s.xlsx", sourced(document))
    page = book[BALANCE]
    assert cell(page, key, FILED).value == filed
    assert computed(page, cell(page, key, GAP).value) == Decimal(gap)
    assert str(cell(page, key, STATUS).value).startswith("勾稽不符；各行合计与原文合计不符")
    assert "the rows do not add up to the printed total" in str(cell(page, key, STATUS).value)
    assert cell(page, key).fill.fgColor.rgb == "FF" + FILLS["conflict"].removeprefix("#")
    # and it is named on the first sheet
    told = [[one.value for one in row] for row in book["说明 About"].iter_rows()]
    assert any("流动资产合计" in str(row[0]) and "printed total" in str(row[2]) for row in told)
    # the difference is marked by a rule, live when somebody mends a row
    rules = [rule for area in page.conditional_formatting for rule in area.rules]
    assert {(rule.type, rule.operator) for rule in rules} == {("cellIs", "notEqual")}


def test_every_value_leads_to_its_page_and_says_where_it_stands(tmp_path: Path) -> None:
    figures = sourced(chinese(), href=PAGE)
    page = written(tmp_path / "s.xlsx", figures)[0][BALANCE]
    cash = next(one for one in figures if one.figure.key == "bs.cash")
    link = cell(page, "bs.cash").hyperlink
    assert link is not None
    assert (link.target, link.location) == (PAGE, cash.figure.id)
    assert cell(page, "bs.cash", EVIDENCE).value == f"青屿储能2025.xlsx · {cash.place}"
    # the print of a subtotal too, and nothing else
    linked = {one.coordinate for row in page.iter_rows() for one in row if one.hyperlink}
    shown = {cell(page, key).coordinate for key in ("bs.total_assets", "待安装储能柜")}
    assert shown <= linked
    assert len(linked) == sum(one.figure.statement == "balance_sheet" for one in figures)


@pytest.mark.parametrize(
    ("document", "heads"),
    [
        (chinese(), ["青屿储能 · 合并资产负债表 consolidated balance sheet",
                     "标准值单位 standard values in: CNY 元 / CNY yuan · 不是原文单位 not in the printed unit",
                     "2025-12-31",
                     "数值单位 CNY 元 / values in CNY yuan · 原文单位 万元 / printed in 万元 · 青屿储能2025.xlsx"]),
        (english(), ["青屿储能 · 合并资产负债表 consolidated balance sheet",
                     "标准值单位 standard values in: USD 美元 / USD US dollar · 不是原文单位 not in the printed unit",
                     "2025-12-31", "数值单位 USD 美元 / values in USD US dollar · 原文单位 million / printed in million"
                     " · Osier Quay 10-K.html"]),
    ],
)  # fmt: skip
def test_unit_and_currency_stand_in_the_head(document: Document, heads: list[str], tmp_path: Path) -> None:
    page = written(tmp_path / "s.xlsx", sourced(document))[0][BALANCE]
    assert [page["A1"].value, page["A2"].value, page["E4"].value, page["E5"].value] == heads
    assert page.freeze_panes == "E7"
    assert [page.cell(6, column).value for column in range(VALUE, VALUE + 6)] == [
        "标准值 standard", "原文数字 as filed", "原文科目 caption as filed", "差额 difference", "状态 status",
        "依据 evidence",
    ]  # fmt: skip


def test_two_currencies_are_said_and_never_added(tmp_path: Path) -> None:
    page = written(tmp_path / "s.xlsx", [*sourced(chinese()), *sourced(english())])[0][BALANCE]
    assert "CNY 元 / CNY yuan、USD 美元 / USD US dollar（多币种，勿相加 several currencies: not to be added）" in str(
        page["A2"].value
    )
    formulas = [one for row in page.iter_rows(min_row=7) for one in row if one.data_type == "f"]
    assert {letter for one in formulas for letter in re.findall(r"([A-Z]+)\d+", str(one.value))} == {"E", "K", "Q", "W"}
    assert all(
        set(re.findall(r"([A-Z]+)\d+", str(one.value))) == {one.column_letter}
        for one in formulas
        if (one.column - VALUE) % 6 == 0
    )


def large(amount: str, total: str) -> list[Sourced]:
    rows = [
        ["项目", "2025年12月31日"], ["流动资产：", ""], ["货币资金", amount], ["存货", "1.00"], ["流动资产合计", total],
        ["固定资产", "1.00"], ["非流动资产合计", "1.00"],
    ]  # fmt: skip
    return sourced(table_document(rows, above=["资产负债表", "单位：元"]))


def test_digits_that_no_double_holds_are_text_and_so_is_their_sum(tmp_path: Path) -> None:
    book, limits = written(tmp_path / "s.xlsx", large("12,345,678,901,234.56", "12,345,678,901,235.56"))
    page = book.worksheets[1]
    for key, digits in (("bs.cash", "12345678901234.56"), ("bs.total_current_assets", "12345678901235.56")):
        assert (cell(page, key).value, cell(page, key).data_type) == (digits, "s")
        assert "数字超过 15 位，以文本保存 / " in str(cell(page, key, STATUS).value)
        assert "more digits than Excel keeps" in str(cell(page, key, STATUS).value)
    assert cell(page, "bs.inventories").value == 1
    assert cell(page, "bs.total_current_assets", GAP).value == "0.00"
    assert limits.numbers_as_text == 2


def test_one_digit_less_is_a_number_and_a_formula(tmp_path: Path) -> None:
    book, limits = written(tmp_path / "s.xlsx", large("1,234,567,890,123.45", "1,234,567,890,124.45"))
    page = book.worksheets[1]
    assert (cell(page, "bs.cash").value, cell(page, "bs.cash").number_format) == (1234567890123.45, "#,##0.00")
    assert computed(page, cell(page, "bs.total_current_assets").value) == Decimal("1234567890124.45")
    assert limits.numbers_as_text == 0


def test_thousands_of_rows_of_no_account_are_listed_added_and_linked(tmp_path: Path) -> None:
    count = 3_000
    rows = [
        ["项目", "2025年12月31日"], ["流动资产：", ""], ["货币资金", "10.00"],
        *([f"第{at}号储能柜押金", "1.00"] for at in range(count)),
        ["流动资产合计", f"{10 + count}.00"], ["固定资产", "1.00"], ["非流动资产合计", "1.00"],
        ["资产总计", f"{11 + count}.00"],
    ]  # fmt: skip
    figures = sourced(table_document(rows, above=["资产负债表", "单位：元"]), href=PAGE)
    book, limits = written(tmp_path / "s.xlsx", figures)
    page = book.worksheets[1]
    cash = row_of(page, "bs.cash")
    assert cell(page, "bs.total_current_assets").value == f"=ROUND(SUM(E{cash}:E{cash + count}),2)"
    assert page.cell(cash + count, 1).value == f"第{count - 1}号储能柜押金"
    assert limits == SpreadLimits()


def test_more_links_than_excel_takes_are_counted_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread_book, "_LINKS", 3)
    figures = [one for one in sourced(chinese(), href=PAGE) if one.figure.statement == "balance_sheet"]
    book, limits = written(tmp_path / "s.xlsx", figures)
    page = book[BALANCE]
    assert sum(1 for row in page.iter_rows() for one in row if one.hyperlink) == 3
    assert limits.without_link == len(figures) - 3
    assert "链接超出 Excel 上限" in str(cell(page, "bs.total_assets", STATUS).value)
    assert "no link: Excel's limit" in str(cell(page, "bs.total_assets", STATUS).value)


@pytest.mark.parametrize("label", ["=1+1", "<r><t>x</t></r>", "@SUM(A1)", "押金\x00"])
def test_a_caption_is_a_text_whatever_it_says(label: str, tmp_path: Path) -> None:
    rows = [
        ["项目", "2025年12月31日"],
        ["流动资产：", ""],
        ["货币资金", "10.00"],
        [label, "1.00"],
        ["流动资产合计", "11.00"],
    ]
    page = written(tmp_path / "s.xlsx", sourced(table_document(rows, above=["资产负债表", "单位：元"])))[0].worksheets[
        1
    ]
    captions = [row[0] for row in page.iter_rows(min_row=7) if row[1].value == "（未归类科目 row of no account）"]
    assert [(one.data_type, one.hyperlink) for one in captions] == [("s", None)]
    assert label.strip("\x00") in str(captions[0].value)


@pytest.mark.parametrize("document", [chinese(unit=""), english(unit="")])
def test_without_a_unit_the_digits_stand_and_no_value(document: Document, tmp_path: Path) -> None:
    page = written(tmp_path / "s.xlsx", sourced(document))[0][BALANCE]
    cash = cell(page, "bs.cash")
    assert (cash.value, cell(page, "bs.cash", FILED).value in ("1,200.00", "320")) == ("—", True)
    assert cell(page, "bs.cash", STATUS).value == "单位未知 / unit unknown"
    assert cash.fill.fgColor.rgb == "FF" + FILLS["unit_unknown"].removeprefix("#")
    assert [one for row in page.iter_rows() for one in row if one.data_type == "f"] == []


def test_the_same_sheets_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        written(tmp_path / f"{name}.xlsx", sourced(chinese(), href=PAGE))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def luminous(colour: str) -> tuple[float, float, float]:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return tuple(linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))  # type: ignore[return-value]


#: How the three kinds of colour-blindness mix linear light (Machado, Oliveira, Fernandes 2009, severity 1).
SIGHT = {
    "trichromat": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


def lab(light: Sequence[float]) -> tuple[float, float, float]:
    """CIE L*a*b* of linear sRGB light under D65."""
    red, green, blue = light
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (max(one, 0) ** (1 / 3) if one > 0.008856 else 7.787 * one + 16 / 116 for one in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("sight", SIGHT)
def test_the_colours_of_proof_stay_apart_for_the_colour_blind(sight: str) -> None:
    seen = {
        status: lab(
            [
                sum(weight * part for weight, part in zip(row, luminous(FILLS[status]), strict=True))
                for row in SIGHT[sight]
            ]
        )
        for status in ("proved", "unproved", "conflict", "unit_unknown")
    }
    distances = {
        (one, other): sum((left - right) ** 2 for left, right in zip(seen[one], seen[other], strict=True)) ** 0.5
        for one, other in combinations(seen, 2)
    }
    # just noticeable is 2.3
    assert min(distances.values()) > 18, distances


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here: apt-get install libreoffice-calc")
@pytest.mark.parametrize("document", [chinese(), english()])
def test_libreoffice_computes_the_same(document: Document, tmp_path: Path) -> None:
    book, _ = written(tmp_path / "s.xlsx", sourced(document))
    expected = load_workbook(tmp_path / "s.xlsx", data_only=True)
    # saved by openpyxl the stored results are gone: what comes back was computed
    book.save(tmp_path / "bare.xlsx")
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "ods"]
    subprocess.run([*command, "bare.xlsx"], cwd=tmp_path, check=True, capture_output=True, timeout=300)
    command[-1] = "xlsx:Calc MS Excel 2007 XML"
    subprocess.run([*command, "bare.ods"], cwd=tmp_path, check=True, capture_output=True, timeout=300)
    found = load_workbook(tmp_path / "bare.xlsx", data_only=True)
    places = [
        (page.title, one.coordinate) for page in book for row in page.iter_rows() for one in row if one.data_type == "f"
    ]
    assert len(places) > 30
    for name, place in places:
        assert found[name][place].value == expected[name][place].value, (name, place)
