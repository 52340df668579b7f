"""XLSX read back by another library: exact or text, never a formula, nothing cut in silence."""

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from docintel.exports import workbooks
from docintel.exports.lines import Column, Table
from docintel.exports.workbooks import Limits, write_workbook


def sheet_of(*lines: tuple[Any, ...], name: str = "Facts") -> Table:
    return Table(name, tuple(Column(f"c{at}", "mixed") for at in range(len(lines[0]))), lines)


def written(path: Path, *lines: tuple[Any, ...]) -> tuple[Workbook, Limits]:
    limits = write_workbook(path, [sheet_of(*lines)])
    return load_workbook(path), limits


def unescaped(text: object) -> str:
    """What Excel shows: the format writes control characters as _x000D_ (ECMA-376, 22.9.2.19), openpyxl leaves them."""
    return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found.group(1), 16)), str(text))


@pytest.mark.parametrize(
    ("number", "value", "shown"),
    [
        (Decimal("-12345000.00"), -12345000, "#,##0.00"),
        (Decimal("0.0425"), 0.0425, "#,##0.0000"),
        (Decimal("1E+8"), 100000000, "#,##0"),
        (Decimal("1234567890123.45"), 1234567890123.45, "#,##0.00"),
        # 16 digits: Excel would show another number, so it is text
        (Decimal("12345678901234.56"), "12345678901234.56", "General"),
        (Decimal("1E+15"), "1000000000000000", "General"),
        (Decimal("1E-31"), "0." + "0" * 30 + "1", "General"),
        (1204, 1204, "0"),
        (0.85, 0.85, "0.0" + "#" * 14),
        (True, True, "General"),
        (date(2026, 3, 25), datetime(2026, 3, 25), "yyyy-mm-dd"),
        # before Excel's missing leap day
        (date(1899, 12, 31), "1899-12-31", "General"),
    ],
)
def test_a_value_is_exact_or_text(number: object, value: object, shown: str, tmp_path: Path) -> None:
    book, limits = written(tmp_path / "t.xlsx", (number,))
    cell = book["Facts"]["A2"]
    assert (cell.value, cell.number_format) == (value, shown)
    assert limits.numbers_as_text == (isinstance(value, str) and not isinstance(number, date))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+1", "@SUM(A1)", "＝1", "{=A1}", "https://bank.example", "12.10"])
def test_a_text_is_a_text(text: str, tmp_path: Path) -> None:
    cell = written(tmp_path / "t.xlsx", (text,))[0]["Facts"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    # entering the cell and leaving it again makes no formula of it either
    assert cell.quotePrefix is text.startswith(("=", "+", "-", "@", "＝"))


@settings(deadline=None, max_examples=60)
@example("<r><t>not ours</t></r>")
@example("_x000D_")
@example("a\rb\x00\ufffe")
@example(" 前后空格 \n")
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_comes_back(text: str) -> None:
    with TemporaryDirectory() as folder:
        found = written(Path(folder) / "t.xlsx", ("first", text))[0]["Facts"]["B2"]
        assert (unescaped(found.value), found.data_type) == (text, "s")


@settings(deadline=None, max_examples=60)
@given(st.decimals(-(10**13), 10**13, places=2) | st.decimals(allow_nan=False, allow_infinity=False))
def test_any_number_comes_back_digit_for_digit(number: Decimal) -> None:
    with TemporaryDirectory() as folder:
        cell = written(Path(folder) / "t.xlsx", (number,))[0]["Facts"]["A2"]
        if cell.data_type == "s":
            assert cell.value == format(number, "f")
        else:
            places = len(cell.number_format.partition(".")[2])
            assert Decimal(f"{cell.value:.{places}f}") == number


def test_the_header_stays_in_view_and_filters(tmp_path: Path) -> None:
    sheet = written(tmp_path / "t.xlsx", ("甲", 1), ("乙", 2))[0]["Facts"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet["A1"].font.bold) == ("A2", "A1:B3", True)
    assert sheet.column_dimensions["A"].width == pytest.approx(14.71, abs=0.1)


@pytest.mark.parametrize("text", ["条" * 40_000, "a" * 32_768, "𠮷" * 20_000, "<r>" + "<" * 17_000 + "</r>"])
def test_a_text_longer_than_a_cell_stands_whole_in_a_sheet_of_its_own(text: str, tmp_path: Path) -> None:
    book, limits = written(tmp_path / "t.xlsx", ("short", "x"), ("long", text), ("again", text))
    assert limits == Limits(long_texts=2)
    rows = list(book["Long texts"].iter_rows(min_row=2, values_only=True))
    for line, place in ((3, 2), (4, 2 + len(rows) // 2)):
        shown = str(book["Facts"][f"B{line}"].value)
        assert shown.startswith(text[:16_000] + " …[")
        assert f"from row {place} on" in shown
        assert f"第{place}行起" in shown
        mine = [row for row in rows if row[:3] == ("Facts", line, "c1")]
        assert rows[place - 2] == mine[0]
        assert "".join(str(row[5]) for row in mine) == text
        assert [row[3:5] for row in mine] == [(at + 1, len(mine)) for at in range(len(mine))]


def test_a_text_that_just_fits_is_not_cut(tmp_path: Path) -> None:
    book, limits = written(tmp_path / "t.xlsx", ("条" * 32_767,))
    assert (book["Facts"]["A2"].value, limits) == ("条" * 32_767, Limits())
    assert book.sheetnames == ["Facts"]


def test_more_lines_than_a_sheet_holds_go_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "_ROWS", 4)
    limits = write_workbook(
        tmp_path / "t.xlsx", [sheet_of(*[(at,) for at in range(7)]), sheet_of((9,), name="Documents")]
    )
    book = load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["Facts", "Facts 2", "Facts 3", "Documents"]
    assert [[cell.value for cell in sheet["A"]] for sheet in book] == [
        ["c0", 0, 1, 2], ["c0", 3, 4, 5], ["c0", 6], ["c0", 9],
    ]  # fmt: skip
    assert limits == Limits(further_sheets=2)


def test_the_same_lines_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_workbook(tmp_path / f"{name}.xlsx", [sheet_of(("澜川", Decimal("1.50")))])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
