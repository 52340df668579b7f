"""Customer records as an analyst keeps them: CSV, XLSX, Parquet or JSON Lines, every column kept."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from docintel.credit.catalogue import catalogue
from docintel.credit.thresholds import LIMIT_COLUMN, ladder_for
from docintel.errors import InputError, ReadError
from docintel.exports.tables import read_parquet
from docintel.records import Cell, Customer, Document

_ID = ("customer_id", "id", "客户编号")
_NAME = ("name", "企业名称", "客户名称")
_ALIASES = ("name_en", "aliases", "former_names", "short_name", "英文名称", "曾用名", "简称")
_OTHERS = {
    "uscc": ("uscc", "统一社会信用代码"),
    "lei": ("lei", "LEI"),
    "industry": ("industry", "行业代码"),
    "email_domains": ("email_domains", "邮箱域名"),
    "parent": ("parent_id", "母公司编号"),
}


def read_customers(path: Path) -> list[Customer]:
    """The customers of a table; raises InputError when columns are missing or an id stands twice."""
    if not path.is_file():
        raise InputError(f"no customer table at {path}.")
    rows = [{str(name).strip(): _text(value) for name, value in row.items()} for row in _rows(path)]
    if not rows:
        raise InputError(f"{path.name} holds no customer.")
    customers = [_customer(row, path.name, line) for line, row in enumerate(rows, start=2)]
    ids = Counter(customer.id for customer in customers)
    twice = sorted(found for found, times in ids.items() if times > 1)
    if twice:
        raise InputError(f"{path.name} names the same customer twice: {', '.join(twice)}.")
    for customer in customers:
        _check_limits(customer, path.name)
        _check_parent(customer, {one.id: one for one in customers}, path.name)
    return customers


def _check_parent(customer: Customer, known: Mapping[str, Customer], table: str) -> None:
    """Refuse a row of parents that leads back to where it began; a parent that is not in the table is allowed."""
    seen, above = [customer.id], customer.parent
    while above is not None and above not in seen:
        seen.append(above)
        above = known[above].parent if above in known else None
    if above == customer.id:
        raise InputError(f"{table}: {customer.id} is its own parent ({' → '.join([*seen, above])}).")


def _check_limits(customer: Customer, table: str) -> None:
    """Refuse a limit of the lender's own that would set no line, before any document is read."""
    rows = {row.key: row for row in catalogue()}
    for column in customer.extra:
        if not column.startswith(LIMIT_COLUMN):
            continue
        row = rows.get(column.removeprefix(LIMIT_COLUMN))
        if row is None:
            raise InputError(
                f"{table}: no indicator has the key of column {column}; take one of models/indicators.toml."
            )
        try:
            ladder_for(row, customer)
        except InputError as error:
            raise InputError(f"{table}, {column} of {customer.id}: {error}") from error


def _rows(path: Path) -> list[dict[str, Any]]:
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return [dict(row) for row in csv.DictReader(StringIO(_text_of(path), newline=""), restkey="")]
    if suffix in (".jsonl", ".ndjson"):
        return [_json_row(line, path.name, at) for at, line in enumerate(_text_of(path).split("\n"), 1) if line.strip()]
    if suffix == ".parquet":
        return read_parquet(path)
    if suffix == ".xlsx":
        return _sheet_rows(path)
    raise InputError(f"{path.name}: customers come as .csv, .xlsx, .parquet or .jsonl.")


def _json_row(line: str, table: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{table}, line {number} is not JSON: {error.msg}.") from error
    if not isinstance(row, dict):
        raise InputError(f"{table}, line {number} is not a JSON object.")
    return row


def _text_of(path: Path) -> str:
    data = path.read_bytes()
    for charset in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            continue
    raise InputError(f"{path.name} is neither UTF-8 nor GB18030; save it as CSV UTF-8.")


def _sheet_rows(path: Path) -> list[dict[str, Any]]:
    # heavy: loads when a batch starts, not with the command line
    from docintel.readers.reading import read

    try:
        document = read(path.read_bytes(), path.name).document
    except ReadError as error:
        raise InputError(f"{path.name} is not a readable workbook: {error}") from error
    table = document.tables[0]
    lines = [
        [_cell_text(document, table.grid.get((row, column))) for column in range(table.width)]
        for row in range(table.height)
    ]
    header, *rest = lines
    return [dict(zip(header, line, strict=True)) for line in rest if any(line)]


def _cell_text(document: Document, cell: Cell | None) -> str:
    if cell is None:
        return ""
    # a number as stored: how the sheet shows it (1.20E+05) is not the customer's id
    return format(cell.number.normalize(), "f") if cell.number is not None else document.quote(cell.span).strip()


def _customer(row: dict[str, str], table: str, line: int) -> Customer:
    found, name = _first(row, _ID), _first(row, _NAME)
    if not found or not name:
        wanted = f"{_ID[0]} ({'/'.join(_ID[1:])}) and {_NAME[0]} ({'/'.join(_NAME[1:])})"
        raise InputError(f"{table}, line {line}: every customer needs {wanted}.")
    used = {*_ID, *_NAME, *_ALIASES, *(column for columns in _OTHERS.values() for column in columns)}
    return Customer(
        id=found,
        name=name,
        aliases=tuple(alias for column in _ALIASES for alias in _list(row.get(column, ""))),
        uscc=_first(row, _OTHERS["uscc"]) or None,
        lei=_first(row, _OTHERS["lei"]) or None,
        industry=_first(row, _OTHERS["industry"]) or None,
        parent=_first(row, _OTHERS["parent"]) or None,
        email_domains=tuple(domain.lower().lstrip("@") for domain in _list(_first(row, _OTHERS["email_domains"]))),
        extra={column: value for column, value in row.items() if column not in used and value},
    )


def _first(row: dict[str, str], columns: tuple[str, ...]) -> str:
    return next((row[column] for column in columns if row.get(column)), "")


def _list(value: str) -> list[str]:
    return [part.strip() for part in value.replace("；", ";").split(";") if part.strip()]


def _text(value: object) -> str:
    if isinstance(value, list):
        return ";".join(_text(part) for part in value)
    return "" if value is None else str(value).strip()
