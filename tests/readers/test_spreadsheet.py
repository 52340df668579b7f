# ruff: noqa: E501 -- XML, mail and table lines read best unbroken
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment

from docintel.errors import ReadCode, ReadError
from docintel.readers.cell_references import column_letters, column_number, moved
from docintel.readers.reading import read
from docintel.readers.spreadsheet import SpreadsheetReader, stored_number
from make_docx import zipped
from make_xlsx import figure, words, xlsx


def document(data: bytes, name: str = "a.xlsx"):
    return SpreadsheetReader().read(data, name).document


def cells(doc, at=0):
    return {cell.name: (doc.quote(cell.span), cell.number) for cell in doc.tables[at].cells}


def test_a_cell_shows_its_format_and_keeps_its_exact_value():
    rows = (
        '<sheetData><row r="3">' + words("A3", "货币资金") + figure("C3", "13869.120000000001", 1) + "</row>"
        '<row r="4">' + words("A4", "净亏损") + figure("C4", "-1234.5", 2) + figure("D4", "0.125", 3) + "</row>"
        '<row r="5">' + words("A5", "报表日") + figure("C5", "45657", 4) + "</row></sheetData>"
    )
    formats = ("#,##0.00", "#,##0.00;(#,##0.00)", "0.00%", "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;")
    doc = document(xlsx({"资产负债表": rows}, formats=formats))
    assert doc.text == "资产负债表\n货币资金\t\t13,869.12\n净亏损\t\t(1,234.50)\t12.50%\n报表日\t\t2024年12月31日"
    assert cells(doc) == {
        "资产负债表!A3": ("货币资金", None),
        "资产负债表!C3": ("13,869.12", Decimal("13869.12")),
        "资产负债表!A4": ("净亏损", None),
        "资产负债表!C4": ("(1,234.50)", Decimal("-1234.5")),
        "资产负债表!D4": ("12.50%", Decimal("0.125")),
        "资产负债表!A5": ("报表日", None),
        # a date is no figure: 45657 must never reach a statement
        "资产负债表!C5": ("2024年12月31日", None),
    }
    assert [(b.kind, doc.quote(b.span)[:5]) for b in doc.blocks] == [("heading", "资产负债表"), ("table", "货币资金\t")]
    assert doc.tables[0].title == "资产负债表"


def test_formulas_stand_beside_their_stored_results():
    rows = (
        '<sheetData><row r="1"><c r="A1"><f>SUM(B1:B2)</f><v>30</v></c><c r="C1"><f>A1*2</f></c>'
        '<c r="D1"><f t="shared" si="0" ref="D1:D2">B1+$A$1</f><v>31</v></c></row>'
        '<row r="2"><c r="D2"><f t="shared" si="0"/><v>32</v></c><c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>'
    )
    doc = document(xlsx({"S": rows}))
    assert {c.name: (doc.quote(c.span), c.number, c.formula) for c in doc.tables[0].cells} == {
        "S!A1": ("30", Decimal(30), "=SUM(B1:B2)"),
        "S!C1": ("", None, "=A1*2"),
        "S!D1": ("31", Decimal(31), "=B1+$A$1"),
        "S!D2": ("32", Decimal(32), "=B2+$A$1"),
        "S!E2": ("#DIV/0!", None, "=1/0"),
    }
    assert doc.notes == (
        "1 formulas of sheet S have no stored result (C1); open the file in Excel, save it and hand it in again.",
        "1 cells of sheet S show an error (E2).",
    )


def test_hidden_sheets_rows_and_columns_are_read_and_flagged():
    sheet = (
        '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>'
        f'<row r="1">{words("A1", "a")}{words("B1", "b")}</row><row r="2" hidden="1">{words("A2", "c")}</row></sheetData>'
    )
    plain = f'<sheetData><row r="1">{words("A1", "d")}{words("B1", "e")}</row></sheetData>'
    doc = document(xlsx({"shown": sheet, "secret": plain}, hidden=("secret",)))
    flags = {cell.name: cell.hidden for table in doc.tables for cell in table.cells}
    assert flags == {"shown!A1": False, "shown!B1": True, "shown!A2": True, "secret!A1": True, "secret!B1": True}
    assert doc.notes == (
        "Sheet shown has 2 cells in hidden rows or columns; they were read and are flagged.",
        "Sheet secret is hidden; it was read and its cells are flagged.",
    )


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        ('<cols><col min="1" max="1" width="0" customWidth="1"/></cols>', ""),
        ("", 'ht="0.0" customHeight="1"'),
        ('<cols><col min="1" max="3" hidden="true" width="9"/></cols>', ""),
    ],
)
def test_what_is_drawn_without_width_or_height_is_hidden_too(columns, row):
    rows = f'<sheetData><row r="1" {row}>{words("A1", "内部")}</row><row r="2" ht="15">{words("D2", "seen")}</row></sheetData>'
    doc = document(xlsx({"S": columns + rows}))
    assert {cell.name: cell.hidden for cell in doc.tables[0].cells} == {"S!A1": True, "S!D2": False}
    assert doc.notes == ("Sheet S has 1 cells in hidden rows or columns; they were read and are flagged.",)


def test_what_lies_beneath_a_merged_cell_is_flagged():
    """Excel shows the first cell of a merged range only; other programs leave figures in the others."""
    rows = (
        f'<sheetData><row r="1">{words("A1", "合计")}{figure("B1", "99")}{figure("D1", "5")}</row>'
        f'<row r="2">{figure("A2", "98")}{figure("C2", "6")}</row><row r="3">{figure("A3", "7")}</row></sheetData>'
        '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    )
    doc = document(xlsx({"S": rows}))
    assert {cell.name: (cell.hidden, cell.rows, cell.columns) for cell in doc.tables[0].cells} == {
        "S!A1": (False, 2, 2), "S!B1": (True, 1, 1), "S!D1": (False, 1, 1), "S!A2": (True, 1, 1),
        "S!C2": (False, 1, 1), "S!A3": (False, 1, 1),
    }  # fmt: skip
    assert doc.notes == (
        "2 cells of sheet S stand beneath merged cells (B1, A2), where Excel does not show them; they were read and "
        "are flagged.",
    )


def test_days_count_from_1904_where_the_workbook_says_so_and_readings_aids_are_no_words():
    def since_1904(files):
        return {name: text.replace("<sheets>", '<workbookPr date1904="1"/><sheets>') for name, text in files.items()}

    rows = '<sheetData><row r="1">' + figure("A1", "44197", 1) + '<c r="B1" t="s"><v>0</v></c></row></sheetData>'
    pinyin = '<si><r><t>货币</t></r><r><t>资金</t></r><rPh sb="0" eb="2"><t>huobi</t></rPh></si>'
    data = xlsx({"S": rows}, formats=("yyyy-mm-dd",), strings=pinyin)
    with ZipFile(BytesIO(data)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert document(data).text == "S\n2021-01-01\t货币资金"
    assert document(zipped(since_1904(files))).text == "S\n2025-01-02\t货币资金"


def test_a_figure_hidden_by_its_format_is_shown_and_flagged():
    doc = document(xlsx({"S": f'<sheetData><row r="1">{figure("A1", "500", 1)}</row></sheetData>'}, formats=(";;;",)))
    cell = doc.tables[0].cells[0]
    assert (doc.quote(cell.span), cell.number, cell.hidden) == ("500", Decimal(500), True)


def test_what_openpyxl_writes_is_read_back():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "利润表"
    sheet.append(["项目", "本期\n金额", True, 0.1 + 0.2, 123456789012345])
    sheet["A2"] = "合计"
    sheet.merge_cells("A2:B3")
    sheet["E1"].comment = Comment("Agree with the ledger", "Auditor B")
    stream = BytesIO()
    book.save(stream)
    doc = document(stream.getvalue())
    assert cells(doc) == {
        "利润表!A1": ("项目", None), "利润表!B1": ("本期 金额", None), "利润表!C1": ("TRUE", None),
        "利润表!D1": ("0.3", Decimal("0.3")), "利润表!E1": ("123456789012345", Decimal(123456789012345)),
        "利润表!A2": ("合计", None),
    }  # fmt: skip
    merged = doc.tables[0].grid[1, 0]
    assert (merged.rows, merged.columns) == (2, 2)
    assert [(c.kind, c.text, c.author, doc.quote(c.span)) for c in doc.changes] == [
        ("comment", "Agree with the ledger", "Auditor B", "123456789012345")
    ]


def test_a_sheet_that_claims_a_million_rows_costs_only_its_cells():
    rows = (
        f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{words("A1", "first")}</row>'
        f'<row r="1048576">{words("XFD1048576", "last")}</row></sheetData>'
    )
    doc = document(xlsx({"S": rows}))
    assert list(cells(doc)) == ["S!A1", "S!XFD1048576"]
    assert len(doc.text) < 200


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimited_text(charset, delimiter):
    lines = [["科目", "期末余额"], ["货币资金", "1234.50"], ["账号", "0012345"], ["备注", f"甲{delimiter}乙"]]
    text = "\r\n".join(delimiter.join(f'"{field}"' for field in line) for line in lines)
    doc = read(text.encode(charset), "余额表.csv").document
    assert doc.text == "科目\t期末余额\n货币资金\t1234.50\n账号\t0012345\n备注\t甲{}乙".format(
        " " if delimiter == "\t" else delimiter
    )
    assert cells(doc)["余额表!B2"] == ("1234.50", Decimal("1234.50"))
    assert cells(doc)["余额表!B3"] == ("0012345", None)


@pytest.mark.parametrize(
    ("stored", "exact"),
    [("0.28999999999999998", "0.29"), ("1E3", "1000"), ("13869.120000000001", "13869.12"), ("12345678901234567890", "12345678901234567890")],
)  # fmt: skip
def test_stored_numbers_are_exact(stored, exact):
    assert stored_number(stored) == Decimal(exact)


@pytest.mark.parametrize("stored", ["NaN", "Infinity", "x", ""])
def test_what_is_no_number_is_none(stored):
    assert stored_number(stored) is None


@given(st.decimals(-(10**12), 10**12, places=2))
def test_every_amount_with_cents_survives_as_a_binary_number(amount):
    assert stored_number(f"{float(amount):.17g}") == amount


@given(st.integers(0, 16383))
def test_column_letters_count_like_excel(column):
    assert column_number(column_letters(column)) == column


@pytest.mark.parametrize(
    ("formula", "copied"),
    [
        ("A1+$B$2", "B3+$B$2"),
        ("SUM($A1:A$9)", "SUM($A3:B$9)"),
        ("'Q1 A1'!C5&\"A1\"", "'Q1 A1'!D7&\"A1\""),
        ("LOG10(A1)", "LOG10(B3)"),
    ],
)
def test_a_copied_formula_moves_its_references(formula, copied):
    assert moved(formula, 2, 1) == copied


def test_an_empty_workbook_holds_no_words():
    with pytest.raises(ReadError) as caught:
        document(xlsx({"S": "<sheetData/>"}))
    assert caught.value.code is ReadCode.NO_TEXT
