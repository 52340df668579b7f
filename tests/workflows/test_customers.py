"""Customer tables in every form an analyst keeps them."""

import json
from pathlib import Path

import pytest

from docintel.errors import InputError
from docintel.exports.tables import write_table
from docintel.records import Customer
from docintel.workflows.customers import read_customers

CSV = (
    "customer_id,name,name_en,uscc,industry,email_domains,notes\n"
    "C001,澜川新能源,Lanchuan Energy Ltd,91350100M000100Y43,C,lanchuan.example;LANCHUAN.hk.example,重点\n"
    'C002,"Harbour, Steel",,,,,\n'
)
EXPECTED = [
    Customer(
        id="C001",
        name="澜川新能源",
        aliases=("Lanchuan Energy Ltd",),
        uscc="91350100M000100Y43",
        industry="C",
        email_domains=("lanchuan.example", "lanchuan.hk.example"),
        extra={"notes": "重点"},
    ),
    Customer(id="C002", name="Harbour, Steel"),
]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_the_charsets_that_excel_writes(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "customers.csv"
    path.write_bytes(CSV.encode(charset))
    assert read_customers(path) == EXPECTED


def test_json_lines_parquet_and_workbook_say_the_same(tmp_path: Path) -> None:
    from openpyxl import Workbook

    rows = [
        {"customer_id": "C001", "name": "澜川新能源", "name_en": "Lanchuan Energy Ltd", "uscc": "91350100M000100Y43",
         "industry": "C", "email_domains": "lanchuan.example;lanchuan.hk.example", "notes": "重点"},
        {"customer_id": "C002", "name": "Harbour, Steel"},
    ]  # fmt: skip
    write_table(tmp_path, "customers", rows, tuple(rows[0]))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append([row.get(column) for column in rows[0]])
    book.save(tmp_path / "customers.xlsx")
    for suffix in ("jsonl", "parquet", "xlsx"):
        assert read_customers(tmp_path / f"customers.{suffix}") == EXPECTED


def test_chinese_column_names(tmp_path: Path) -> None:
    path = tmp_path / "客户.csv"
    path.write_text("客户编号,企业名称,统一社会信用代码\n9,澜川,91350100M000100Y43\n", encoding="utf-8")
    assert read_customers(path) == [Customer(id="9", name="澜川", uscc="91350100M000100Y43")]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"customer_id,name\nC1,\n", r"a\.csv, line 2: every customer needs customer_id .* and name"),
        ("a.csv", b"customer_id,name\nC1,x\nC1,y\n", r"names the same customer twice: C1"),
        ("a.csv", b"customer_id,name\n", r"holds no customer"),
        # a line of the lender's own that would silently be none
        (
            "a.csv",
            b"customer_id,name,limit:fin.debt_to_asset\nC1,x,1/2/3\n",
            r"no indicator has the key of column limit",
        ),
        (
            "a.csv",
            b"customer_id,name,limit:fin.debt_to_assets\nC1,x,0.6/0.7\n",
            r"of C1: .* must be watch/alert/critical",
        ),
        (
            "a.csv",
            b"customer_id,name,limit:fin.debt_to_assets\nC1,x,a/b/c\n",
            r"limit:fin.debt_to_assets of C1: threshold",
        ),
        ("a.csv", b"\xff\xff\xff\x81", r"neither UTF-8 nor GB18030"),
        ("a.jsonl", b'{"customer_id": "C1"', r"line 1 is not JSON"),
        ("a.jsonl", b"[1]\n", r"line 1 is not a JSON object"),
        ("a.xlsx", b"PK\x03\x04 broken", r"not a readable workbook"),
        ("a.parquet", b"none", r"not a readable Parquet"),
        ("a.ods", b"", r"customers come as \.csv, \.xlsx, \.parquet or \.jsonl"),
    ],
)
def test_a_bad_table_is_said_in_one_sentence(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_customers(path)


def test_parents_are_customer_ids_and_lead_nowhere_in_a_ring(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("客户编号,客户名称,母公司编号\nC1,甲江机械,C2\nC2,乙河控股,G9\n", encoding="utf-8")
    assert [customer.parent for customer in read_customers(path)] == ["C2", "G9"]
    path.write_text("customer_id,name,parent_id\nC1,One Ltd,C2\nC2,Two Ltd,C3\nC3,Three Ltd,C1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"customers.csv: C1 is its own parent \(C1 → C2 → C3 → C1\)\."):
        read_customers(path)


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no customer table at"):
        read_customers(tmp_path / "none.csv")


def test_numbers_in_a_table_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": 7, "name": "x", "limit": 1.5}) + "\n", encoding="utf-8")
    assert read_customers(path) == [Customer(id="7", name="x", extra={"limit": "1.5"})]


def test_a_quoted_field_may_hold_a_line_break(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('customer_id,name,address\r\nC1,澜川,"一号\r\n二楼"\r\nC2,泊岸,三号\r\n'.encode())
    found = read_customers(path)
    assert [(one.id, one.extra["address"]) for one in found] == [("C1", "一号\r\n二楼"), ("C2", "三号")]


def test_a_line_separator_inside_json_ends_no_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "C1", "name": "澜川\u2028新能源"}\n', encoding="utf-8")
    assert [one.name for one in read_customers(path)] == ["澜川\u2028新能源"]
