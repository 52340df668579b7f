"""spread as a user types it."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

STATEMENT_ZH = """编制单位：汀澜轴承有限公司
资产负债表
2025年12月31日 单位：万元

项目,期末余额,年初余额
资产总计,"2,000.00","1,800.00"
负债合计,"1,700.00","1,000.00"
所有者权益合计,"300.00","800.00"
"""
STATEMENT_EN = """OSIER QUAY INC.
CONSOLIDATED BALANCE SHEETS
(in millions of US dollars)

,"December 31, 2025","December 31, 2024"
Total assets,"1,000",900
Total liabilities,510,500
Total stockholders' equity,500,400
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "报表.csv").write_text(STATEMENT_ZH, encoding="utf-8")
    (tmp_path / "osier.csv").write_text(STATEMENT_EN, encoding="utf-8")
    (tmp_path / "letter.txt").write_text("Nothing of a statement here.", encoding="utf-8")
    (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    return tmp_path


def test_spread_writes_the_statements_of_files(docintel, folder: Path) -> None:
    done = docintel("spread", "报表.csv", "--to", "out/s.xlsx")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Wrote out/s.xlsx (sheets: 1, figures: 6).\n", "")
    assert load_workbook(folder / "out" / "s.xlsx").sheetnames[0] == "说明 About"


def test_what_is_to_be_looked_at_is_said(docintel, folder: Path) -> None:
    done = docintel("spread", "osier.csv", "scan.png", "--to", "s.xlsx", "--json", "--failures", "f.jsonl")
    summary = json.loads(done.stdout)
    assert (done.returncode, summary["figures"], summary["file"]) == (1, 6, "s.xlsx")
    assert summary["conflicts"] >= 3
    assert f"docintel: values in conflict: {summary['conflicts']}; the sheet 说明 About lists them." in done.stderr
    assert "scan.png" in done.stderr
    assert json.loads((folder / "f.jsonl").read_text(encoding="utf-8"))["name"] == "scan.png"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--to", "s.xlsx"), 2, "name files, or --customer, or --document: one of them."),
        (
            ("报表.csv", "--customer", "B1", "--to", "s.xlsx"),
            2,
            "name files, or --customer, or --document: one of them.",
        ),
        (("报表.csv", "--to", "s.csv"), 2, "s.csv is no workbook; name a file .xlsx."),
        (
            ("letter.txt", "--to", "s.xlsx"),
            1,
            "no statement was found, so no workbook was written; `docintel extract` shows what was read.",
        ),
        (("--customer", "B9", "--to", "s.xlsx"), 1, "no customer 'B9'; run `docintel enrich` first."),
    ],
)
def test_what_cannot_be_spread_is_one_sentence(
    docintel, folder: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = docintel("spread", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", f"docintel: {message}\n")
    assert list(folder.glob("s.*")) == []


def test_two_companies_in_one_book_are_told_apart_and_said(docintel, folder: Path) -> None:
    other = (
        STATEMENT_ZH.replace("汀澜轴承有限公司", "霁岭储能有限公司")
        .replace("1,700.00", "1,500.00")
        .replace('"300', '"500')
    )
    (folder / "霁岭.csv").write_text(other, encoding="utf-8")
    done = docintel("spread", "报表.csv", "霁岭.csv", "--to", "s.xlsx", "--json")
    assert (json.loads(done.stdout)["companies"], json.loads(done.stdout)["conflicts"]) == (2, 0)
    assert done.stderr.splitlines()[0] == (
        "docintel: Statements of 2 companies, on sheets of their own, never compared or added: "
        "汀澜轴承有限公司 (报表.csv); 霁岭储能有限公司 (霁岭.csv)."
    )
    names = load_workbook(folder / "s.xlsx").sheetnames
    assert names == ["说明 About", "单体资产负债表 · 汀澜轴承有限公司 BS", "单体资产负债表 · 霁岭储能有限公司 BS"]
    mixed = docintel("spread", "报表.csv", "osier.csv", "--to", "s.xlsx")
    assert mixed.stderr.splitlines()[0] == (
        "docintel: These files name no company for sure; values may differ because companies do: osier.csv."
    )
