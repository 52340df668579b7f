"""The facts and documents of an export as files: CSV, XLSX or Parquet, by the suffix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from docintel.errors import InputError
from docintel.exports.comma_files import write_csv
from docintel.exports.lines import Column, Table, plain_text
from docintel.exports.tables import write_parquet
from docintel.exports.whole_files import whole_file
from docintel.exports.workbooks import Limits, write_workbook

#: The formats by suffix, with the media type each is served as.
MEDIA_TYPES: Mapping[str, str] = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".parquet": "application/vnd.apache.parquet",
}
_SQL_TYPES = {"date": "DATE", "integer": "BIGINT", "real": "DOUBLE", "flag": "BOOLEAN"}


def export_suffix(path: Path) -> str:
    """The format a file's name asks for; raises InputError for one that is not written."""
    suffix = path.suffix.lower()
    if suffix not in MEDIA_TYPES:
        raise InputError(f"{path.name} ends in no format that is written; name a file .csv, .xlsx or .parquet.")
    return suffix


def companion(path: Path) -> Path:
    """Where the documents stand beside a file that holds one table: facts.csv has facts.documents.csv."""
    return path.with_name(f"{path.stem}.documents{path.suffix}")


def write_tables(
    path: Path, facts: Table, documents: Table, *, notes: Table | None = None
) -> tuple[tuple[Path, ...], Limits]:
    """Write both tables, facts first; returns the files and what Excel's limits changed.

    A workbook has a sheet for each and one for the notes on columns, the others a file for each table. Each file is
    there whole or as it was before.
    """
    if export_suffix(path) == ".xlsx":
        with whole_file(path) as target:
            limits = write_workbook(target, [table for table in (facts, documents, notes) if table is not None])
        return (path,), limits
    write = write_csv if export_suffix(path) == ".csv" else _write_parquet
    # the documents take their place first: nobody finds the facts without what is missing from them
    with ExitStack() as stack:
        targets = [stack.enter_context(whole_file(one)) for one in (path, companion(path))]
        write(targets[0], facts)
        write(targets[1], documents)
    return (path, companion(path)), Limits()


def _write_parquet(path: Path, table: Table) -> None:
    types = {column.name: _SQL_TYPES.get(column.holds, "VARCHAR") for column in table.columns}
    write_parquet(path, (_json_row(table.columns, line) for line in table.lines), types)


def _json_row(columns: Sequence[Column], line: Sequence[Any]) -> Mapping[str, Any]:
    """Numbers, days and flags as JSON has them where the column is of that type, all else as text."""
    return dict(_json_cells(columns, line))


def _json_cells(columns: Sequence[Column], line: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    for column, cell in zip(columns, line, strict=True):
        if cell is not None:
            is_json = column.holds in ("integer", "real", "flag")
            yield column.name, cell if is_json else plain_text(cell)
