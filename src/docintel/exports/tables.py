"""Bulk results as Parquet for programs and JSON Lines for people, one pair of files a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docintel.errors import InputError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def write_table(folder: Path, name: str, rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Write `name`.jsonl with each row whole and `name`.parquet with its columns as text.

    Numbers stay exact decimal strings in both: a float would change them. Nested values are JSON in Parquet.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = folder / f"{name}.jsonl"
    write_lines(lines, rows)
    _copy_lines(lines, folder / f"{name}.parquet", dict.fromkeys(columns, "VARCHAR"))


def write_parquet(path: Path, rows: Iterable[Mapping[str, Any]], types: Mapping[str, str]) -> None:
    """Write rows as one Parquet file whose columns have the SQL types given; a null where a row has no such key."""
    lines = path.with_name(f"{path.name}.jsonl")
    try:
        write_lines(lines, rows)
        _copy_lines(lines, path, types)
    finally:
        lines.unlink(missing_ok=True)


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write one JSON object a line, UTF-8, keys as given."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def read_parquet(path: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file; raises InputError for anything else."""
    import duckdb

    with _duckdb() as connection:
        try:
            found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        except duckdb.Error as error:
            raise InputError(f"{path.name} is not a readable Parquet file: {str(error).splitlines()[0]}") from error
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _copy_lines(lines: Path, target: Path, types: Mapping[str, str]) -> None:
    schema = "{" + ", ".join(f"'{column}': '{kind}'" for column, kind in types.items()) + "}"
    source = f"read_json(?, format='newline_delimited', columns={schema}, maximum_object_size=268435456)"
    with _duckdb() as connection:
        query = f"COPY (SELECT * FROM {source}) TO '{_quoted(target)}' (FORMAT parquet)"
        connection.execute(query, [str(lines)])


def _duckdb() -> DuckDBPyConnection:
    # heavy: loads when a batch is written; extensions are never fetched, an installation has no way out
    import duckdb

    return duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
