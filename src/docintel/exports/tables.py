"""Bulk results as Parquet for programs and JSON Lines for people, one pair of files a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any


def write_table(folder: Path, name: str, rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Write `name`.jsonl with each row whole and `name`.parquet with its columns as text.

    Numbers stay exact decimal strings in both: a float would change them. Nested values are JSON in Parquet.
    """
    # heavy: polars loads when a batch is written
    import polars

    folder.mkdir(parents=True, exist_ok=True)
    write_lines(folder / f"{name}.jsonl", rows)
    table = {column: [_text(row.get(column)) for row in rows] for column in columns}
    polars.DataFrame(table, schema=dict.fromkeys(columns, polars.String)).write_parquet(folder / f"{name}.parquet")


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write one JSON object a line, UTF-8, keys as given."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool | list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
