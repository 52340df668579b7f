"""CSV that opens right in a spreadsheet and gives every value back."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.exports.comma_files import is_formula, write_csv
from docintel.exports.lines import Column, Table

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def written(path: Path, *cells: object) -> list[str]:
    columns = tuple(Column(f"c{at}", "mixed") for at in range(len(cells)))
    write_csv(path, Table("t", columns, [tuple(cells)]))  # type: ignore[arg-type]
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, line = csv.reader(file)
    assert header == [column.name for column in columns]
    return line


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        ("=1+1", "'=1+1"),
        ("+86 591 8000", "'+86 591 8000"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        # an apostrophe of the text's own, so that dropping one gives every text back
        ("'90s debt", "''90s debt"),
        # numbers and dashes compute to themselves
        ("-1,234.50", "-1,234.50"),
        ("-", "-"),
        (Decimal("-12345000.00"), "-12345000.00"),
        (Decimal("1E+8"), "100000000"),
        (1e-07, "0.0000001"),
        (0.85, "0.85"),
        (True, "true"),
        (date(2026, 3, 25), "2026-03-25"),
        (None, ""),
        ("第三条 借款人应当“按期”还款，\n不得展期。", "第三条 借款人应当“按期”还款，\n不得展期。"),
        ('He said "no", twice', 'He said "no", twice'),
    ],
)
def test_a_cell_as_it_stands_in_the_file(cell: object, field: str, tmp_path: Path) -> None:
    assert written(tmp_path / "t.csv", "first", cell) == ["first", field]


def test_excel_is_told_the_encoding_and_lines_end_as_rfc_4180_says(tmp_path: Path) -> None:
    written(tmp_path / "t.csv", "澜川", Decimal("1.50"))
    assert (tmp_path / "t.csv").read_bytes() == b"\xef\xbb\xbfc0,c1\r\n" + "澜川,1.50\r\n".encode()


@given(TEXTS)
def test_any_text_comes_back_and_none_is_a_formula(text: str) -> None:
    with TemporaryDirectory() as folder:
        _, field = written(Path(folder) / "t.csv", "first", text)
    assert (field[1:] if field.startswith("'") else field) == text
    assert not is_formula(field)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_any_number_comes_back_digit_for_digit(number: Decimal) -> None:
    with TemporaryDirectory() as folder:
        _, field = written(Path(folder) / "t.csv", "first", number)
    assert Decimal(field) == number
    assert "E" not in field
    assert not field.startswith("'")
