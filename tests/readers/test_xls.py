from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.errors import ReadCode, ReadError
from docintel.readers.ole_writer import write_ole
from docintel.readers.reading import read
from docintel.readers.xls import XlsReader
from make_xls import Formula, XlsSheet, locked_xls, workbook_stream, xls


def document(data: bytes):
    return XlsReader().read(data, "a.xls").document


def cells(doc, at=0):
    return {cell.name: (doc.quote(cell.span), cell.number) for cell in doc.tables[at].cells}


def test_a_cell_shows_its_format_and_keeps_its_exact_value():
    sheet = XlsSheet(
        "资产负债表",
        {
            (2, 0): "货币资金", (2, 2): (13869.12, 1), (3, 0): "Net loss", (3, 2): (-1234.5, 2), (3, 3): (0.125, 3),
            (4, 0): "报表日", (4, 2): (45657, 4), (5, 2): (45657.5, 5), (6, 2): 123456789012345.0, (7, 2): 0.1,
        },
    )  # fmt: skip
    formats = ("#,##0.00", "#,##0.00;(#,##0.00)", "10", 'yyyy"年"m"月"d"日"', "14")
    doc = document(xls([sheet], formats=formats))
    assert doc.text == (
        "资产负债表\n货币资金\t\t13,869.12\nNet loss\t\t(1,234.50)\t12.50%\n报表日\t\t2024年12月31日\n"
        "\t\t2024-12-31\n\t\t123456789012345\n\t\t0.1"
    )
    assert cells(doc) == {
        "资产负债表!A3": ("货币资金", None),
        "资产负债表!C3": ("13,869.12", Decimal("13869.12")),
        "资产负债表!A4": ("Net loss", None),
        "资产负债表!C4": ("(1,234.50)", Decimal("-1234.5")),
        "资产负债表!D4": ("12.50%", Decimal("0.125")),
        "资产负债表!A5": ("报表日", None),
        # a date is no figure
        "资产负债表!C5": ("2024年12月31日", None),
        "资产负债表!C6": ("2024-12-31", None),
        "资产负债表!C7": ("123456789012345", Decimal(123456789012345)),
        "资产负债表!C8": ("0.1", Decimal("0.1")),
    }
    assert [(b.kind, doc.quote(b.span)[:5]) for b in doc.blocks] == [("heading", "资产负债表"), ("table", "货币资金\t")]
    assert (doc.media_type, doc.reader, doc.tables[0].title) == ("application/vnd.ms-excel", "xls@1", "资产负债表")


def test_dates_count_from_1904_where_the_workbook_says_so():
    sheet = XlsSheet("S", {(0, 0): (45657 - 1462, 1)})
    assert document(xls([sheet], formats=("yyyy-mm-dd",), since_1904=True)).text == "S\n2024-12-31"
    assert document(xls([XlsSheet("S", {(0, 0): (45657, 1)})], formats=("yyyy-mm-dd",))).text == "S\n2024-12-31"


def test_formulas_stand_by_their_stored_results():
    sheet = XlsSheet("S", {
        (0, 0): Formula(30.0), (0, 1): Formula("合格"), (0, 2): Formula(None), (0, 3): Formula("#DIV/0!"), (0, 4): 5.0,
    })  # fmt: skip
    doc = document(xls([sheet]))
    assert {c.name: (doc.quote(c.span), c.number, c.formula) for c in doc.tables[0].cells} == {
        "S!A1": ("30", Decimal(30), "="),
        "S!B1": ("合格", None, "="),
        "S!C1": ("", None, "="),
        "S!D1": ("#DIV/0!", None, "="),
        "S!E1": ("5", Decimal(5), None),
    }
    assert doc.notes == (
        "1 formulas of sheet S have no stored result (C1); open the file in Excel, save it and hand it in again.",
        "1 cells of sheet S show an error (D1).",
    )


def test_formulas_of_the_second_sheet_are_its_own():
    sheets = [XlsSheet("一", {(0, 0): 1.0}), XlsSheet("二", {(0, 0): Formula(2.0), (1, 0): 3.0})]
    doc = document(xls(sheets))
    assert [cell.formula for table in doc.tables for cell in table.cells] == [None, "=", None]


def test_hidden_sheets_rows_and_columns_are_read_and_flagged():
    shown = XlsSheet("shown", {(0, 0): "a", (0, 1): "b", (1, 0): "c"}, hidden_rows=(1,), hidden_columns=(1,))
    doc = document(xls([shown, XlsSheet("藏", {(0, 0): "d"}, hidden=1), XlsSheet("深藏", {(0, 0): "e"}, hidden=2)]))
    flags = {cell.name: cell.hidden for table in doc.tables for cell in table.cells}
    assert flags == {"shown!A1": False, "shown!B1": True, "shown!A2": True, "藏!A1": True, "深藏!A1": True}
    assert doc.notes == (
        "Sheet shown has 2 cells in hidden rows or columns; they were read and are flagged.",
        "Sheet 藏 is hidden; it was read and its cells are flagged.",
        "Sheet 深藏 is hidden; it was read and its cells are flagged.",
    )


def test_merged_cells_truth_values_errors_and_notes():
    sheet = XlsSheet(
        "利润表", {(0, 0): "合计", (2, 0): True, (2, 1): False, (2, 2): "#N/A", (3, 0): (500.0, 1)},
        merged=[(0, 0, 1, 1)], notes={(2, 0): ("与总账核对", "审计员乙")},
    )  # fmt: skip
    doc = document(xls([sheet], formats=(";;;",)))
    assert cells(doc) == {
        "利润表!A1": ("合计", None), "利润表!A3": ("TRUE", None), "利润表!B3": ("FALSE", None),
        "利润表!C3": ("#N/A", None), "利润表!A4": ("500", Decimal(500)),
    }  # fmt: skip
    grid = doc.tables[0].grid
    assert (grid[0, 0].rows, grid[0, 0].columns) == (2, 2)
    # a figure hidden by its format is shown and flagged
    assert [grid[3, 0].hidden, grid[2, 0].hidden] == [True, False]
    assert [(c.kind, c.text, c.author, doc.quote(c.span)) for c in doc.changes] == [
        ("comment", "与总账核对", "审计员乙", "TRUE")
    ]


def test_the_bytes_decide_and_the_id_is_theirs():
    data = xls([XlsSheet("S", {(0, 0): "现金"})])
    doc = read(data, "余额表.xlsx").document
    assert (doc.reader, doc.text) == ("xls@1", "S\n现金")


def test_a_workbook_that_cannot_be_read_says_why():
    stream = workbook_stream([XlsSheet("S", {(0, 0): "现金"})])
    for data, code in [
        (xls([XlsSheet("S", {})]), ReadCode.NO_TEXT),
        (write_ole({"Workbook": stream[:60]}), ReadCode.TRUNCATED),
        (write_ole({"Workbook": b"\0" * 600}), ReadCode.TRUNCATED),
        (xls([XlsSheet("S", {(0, 0): "现金"})])[:900], ReadCode.TRUNCATED),
        (locked_xls([XlsSheet("S", {(0, 0): "现金"})], "x"), ReadCode.ENCRYPTED),
    ]:
        with pytest.raises(ReadError) as caught:
            document(data)
        assert caught.value.code is code


@given(st.integers(-(10**14), 10**14))
def test_every_amount_in_cents_survives(cents):
    doc = document(xls([XlsSheet("S", {(0, 0): cents / 100})]))
    number = doc.tables[0].cells[0].number
    assert number is not None
    assert number == Decimal(cents) / 100
