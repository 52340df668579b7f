"""Which file an export becomes, and that it is there whole or not at all."""

import resource
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from docintel.errors import InputError
from docintel.exports.files import companion, export_suffix, write_tables
from docintel.exports.lines import Cell, Column, Line, Table
from docintel.exports.tables import read_parquet

COLUMNS = (
    Column("text"), Column("value", "mixed"), Column("page", "integer"), Column("due", "date"),
    Column("confidence", "real"), Column("nil", "flag"),
)  # fmt: skip
LINES: list[Line] = [
    ("=净值", Decimal("-12345000.00"), 12, date(2026, 3, 25), 0.85, True),
    ("Net", "P36M", None, None, None, False),
    (None, date(2031, 12, 21), 1, date(1, 1, 1), 1e-07, None),
]


def tables(lines: Iterator[Line] | list[Line] = LINES) -> tuple[Table, Table]:
    return Table("Facts", COLUMNS, lines), Table("Documents", (Column("doc"),), [("a.pdf",)])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("name", ["facts.CSV", "事实.xlsx", "a.b.parquet"])
def test_the_suffix_decides(name: str) -> None:
    assert export_suffix(Path(name)) == Path(name).suffix.lower()


@pytest.mark.parametrize("name", ["facts.xls", "facts", "facts.json", ".csv"])
def test_another_suffix_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(
        InputError, match=r"ends in no format that is written; name a file \.csv, \.xlsx or \.parquet\."
    ):
        export_suffix(Path(name))


def test_parquet_has_types_that_no_content_changes(tmp_path: Path) -> None:
    path = tmp_path / "deal[1]" / "o'facts.parquet"
    files, _ = write_tables(path, *tables())
    assert files == (path, tmp_path / "deal[1]" / "o'facts.documents.parquet")
    assert names(path.parent) == ["o'facts.documents.parquet", "o'facts.parquet"]
    found = duckdb.read_parquet(str(path))
    assert [str(kind) for kind in found.types] == ["VARCHAR", "VARCHAR", "BIGINT", "DATE", "DOUBLE", "BOOLEAN"]
    assert found.fetchall() == [
        ("=净值", "-12345000.00", 12, date(2026, 3, 25), 0.85, True),
        ("Net", "P36M", None, None, None, False),
        (None, "2031-12-21", 1, date(1, 1, 1), 1e-07, None),
    ]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])) | st.decimals(allow_nan=False, allow_infinity=False)))
def test_any_value_comes_back_from_parquet(cells: list[Cell]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.parquet"
        write_tables(path, Table("Facts", (Column("value", "mixed"),), [(cell,) for cell in cells]), tables()[1])
        found = [row["value"] for row in read_parquet(path)]
    assert found == [format(cell, "f") if isinstance(cell, Decimal) else cell for cell in cells]


def test_a_workbook_has_both_tables_and_the_others_two_files(tmp_path: Path) -> None:
    assert write_tables(tmp_path / "f.xlsx", *tables())[0] == (tmp_path / "f.xlsx",)
    assert load_workbook(tmp_path / "f.xlsx").sheetnames == ["Facts", "Documents"]
    assert write_tables(tmp_path / "f.csv", *tables())[0] == (tmp_path / "f.csv", tmp_path / "f.documents.csv")
    assert (tmp_path / "f.documents.csv").read_text(encoding="utf-8-sig") == "doc\na.pdf\n"
    assert names(tmp_path) == ["f.csv", "f.documents.csv", "f.xlsx"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_what_was_there_stays_when_writing_stops_half_way(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"facts{suffix}"
    path.write_bytes(b"of yesterday")
    companion(path).write_bytes(b"of yesterday")

    def stopped() -> Iterator[Line]:
        yield LINES[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_tables(path, *tables(stopped()))
    assert names(tmp_path) == sorted([path.name, companion(path).name])
    assert (path.read_bytes(), companion(path).read_bytes()) == (b"of yesterday", b"of yesterday")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_full_disk_is_said_as_the_system_says_it(suffix: str, tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk; the same error, File too large, not No space left."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    lines: list[Line] = [(str(at) * 50, *LINES[0][1:]) for at in range(20_000)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            write_tables(tmp_path / f"facts{suffix}", *tables(lines))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert names(tmp_path) == []


def test_a_folder_is_no_file_to_write_to(tmp_path: Path) -> None:
    (tmp_path / "facts.csv").mkdir()
    with pytest.raises(InputError, match=r"facts\.csv is a folder; name a file in it\."):
        write_tables(tmp_path / "facts.csv", *tables())
