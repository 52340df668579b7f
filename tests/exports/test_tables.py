"""Parquet and JSON Lines side by side."""

import json
from pathlib import Path

import pytest

from docintel.errors import InputError
from docintel.exports.tables import read_parquet, write_table


def test_numbers_stay_exact_and_nested_values_are_json(tmp_path: Path) -> None:
    rows = [{"id": "001", "value": "0.10", "facts": ["F-1", "F-2"], "estimated": True, "more": {"甲": 1}}]
    write_table(tmp_path, "signals", rows, ("id", "value", "facts", "estimated", "missing"))
    assert json.loads((tmp_path / "signals.jsonl").read_text(encoding="utf-8")) == rows[0]
    assert read_parquet(tmp_path / "signals.parquet") == [
        {"id": "001", "value": "0.10", "facts": '["F-1","F-2"]', "estimated": "true", "missing": None}
    ]


def test_an_empty_table_keeps_its_columns(tmp_path: Path) -> None:
    write_table(tmp_path, "failures", [], ("name", "code"))
    assert read_parquet(tmp_path / "failures.parquet") == []


def test_a_folder_with_a_quote_in_its_name_works(tmp_path: Path) -> None:
    folder = tmp_path / "o'deal"
    write_table(folder, "a", [{"x": "1"}], ("x",))
    assert read_parquet(folder / "a.parquet") == [{"x": "1"}]


def test_what_is_no_parquet_is_said(tmp_path: Path) -> None:
    path = tmp_path / "customers.parquet"
    path.write_bytes(b"PAR1 not really")
    with pytest.raises(InputError, match=r"customers\.parquet is not a readable Parquet file"):
        read_parquet(path)
