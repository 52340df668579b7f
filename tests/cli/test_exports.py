"""export as a user types it."""

import csv
import json
from pathlib import Path

import pytest

CUSTOMERS = "customer_id,name\nB1,汀澜轴承有限公司\nB2,Qingyan Cold Chain Ltd\n"
STATEMENT = """编制单位：汀澜轴承有限公司
资产负债表
2025年12月31日 单位：万元

项目,期末余额,年初余额
资产总计,"2,000.00","1,800.00"
负债合计,"1,700.00","1,000.00"
所有者权益合计,"300.00","800.00"
"""


@pytest.fixture
def enriched(docintel, tmp_path: Path) -> Path:
    folder = tmp_path / "deal"
    (folder / "B1").mkdir(parents=True)
    (tmp_path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    (folder / "B1" / "报表.csv").write_text(STATEMENT, encoding="utf-8")
    (folder / "B1" / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    (folder / "notice.txt").write_text("Nothing here names a customer of yours.", encoding="utf-8")
    docintel("enrich", "customers.csv", "deal", "--as-of", "2026-03-31")
    return tmp_path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_export_writes_the_facts_and_says_what_is_missing(docintel, enriched: Path) -> None:
    done = docintel("export", "--to", "out/facts.csv")
    facts = rows(enriched / "out" / "facts.csv")
    assert done.returncode == 0
    assert done.stdout == (f"Wrote out/facts.csv and out/facts.documents.csv (facts: {len(facts)}, documents: 1).\n")
    assert done.stderr == "docintel: files that could not be read or filed: 2; see out/facts.documents.csv.\n"
    (total,) = [row for row in facts if row["key"] == "bs.total_assets" and row["period"] == "current"]
    assert [total[name] for name in ("customer", "value", "unit", "as_filed", "unit_as_filed", "quote")] == [
        "B1", "20000000.00", "CNY", "2,000.00", "万元", "2,000.00",
    ]  # fmt: skip
    assert [(row["customer"], row["doc"], row["state"]) for row in rows(enriched / "out" / "facts.documents.csv")] == [
        ("B1", "B1/报表.csv", "complete"), ("B2", "", "no document"), ("B1", "B1/scan.png", "failed"),
        ("", "notice.txt", "failed"),
    ]  # fmt: skip


def test_of_one_customer_a_file_of_nobody_is_counted_and_not_named(docintel, enriched: Path) -> None:
    done = docintel("export", "B1", "--to", "b1.xlsx", "--json")
    assert done.stderr.splitlines() == [
        "docintel: files that could not be read or filed: 1; see the sheet Documents.",
        "docintel: files of no customer: 1; an export without CUSTOMER lists them.",
    ]
    summary = json.loads(done.stdout)
    assert (summary["documents"], summary["failed"], summary["files"]) == (1, 1, ["b1.xlsx"])


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--to", "facts.xls"), 2, "facts.xls ends in no format that is written; name a file .csv, .xlsx or .parquet."),
        (("B9", "--to", "f.csv"), 1, "no customer 'B9'; run `docintel enrich` first."),
        (("--document", "D-0", "--to", "f.csv"), 1, "no document 'D-0'."),
        (("--to", "deal.csv"), 2, "deal.csv is a folder; name a file in it."),
    ],
)
def test_what_cannot_be_exported_is_one_sentence(
    docintel, enriched: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    (enriched / "deal.csv").mkdir()
    done = docintel("export", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", f"docintel: {message}\n")
    assert list(enriched.glob("f.*")) == []


def test_of_a_fresh_database_nothing_is_exported(docintel, tmp_path: Path) -> None:
    done = docintel("export", "--to", "facts.csv")
    assert (done.returncode, done.stderr.startswith("docintel: this database holds no customer;")) == (1, True)
    assert not (tmp_path / "facts.csv").exists()
