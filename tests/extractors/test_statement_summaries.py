"""An untitled table is a summary of a titled statement, or a statement whose title is missing."""

from __future__ import annotations

from docintel.extractors.statement import StatementExtractor
from docintel.records import Figure
from statement_documents import Rows, tables_document
from statement_sets import BALANCE_SHEET_EN, BALANCE_SHEET_ZH

OTHER_ZH: Rows = [[row[0], *(cell.replace("1", "3") for cell in row[1:])] for row in BALANCE_SHEET_ZH]
OTHER_EN: Rows = [
    [row[0], *(cell.replace("1", "3") if "," in cell else cell for cell in row[1:])] for row in BALANCE_SHEET_EN
]
TITLED_ZH = (BALANCE_SHEET_ZH, None, ["母公司资产负债表", "2025年12月31日", "单位：元"])
TITLED_EN = (BALANCE_SHEET_EN, None, ["Consolidated Balance Sheets", "(In thousands of US dollars)"])


def prints(*parts: tuple[Rows, str | None, list[str]], language: str) -> set[str]:
    facts = StatementExtractor().extract(tables_document(parts, language=language))
    return {fact.as_filed for fact in facts if isinstance(fact, Figure) and fact.key == "bs.total_assets"}


def test_a_whole_statement_whose_title_is_missing_is_read() -> None:
    assert prints(TITLED_ZH, (OTHER_ZH, None, ["其他材料"]), language="zh") == {
        "4,811.51", "4,472.89", "4,833.53",
    }  # fmt: skip
    assert prints(TITLED_EN, (OTHER_EN, None, ["Other matters"]), language="en") == {
        "192,242", "182,643", "392,242", "382,643",
    }  # fmt: skip


def test_what_repeats_a_statement_or_a_few_of_its_rows_is_left_out() -> None:
    assert prints(TITLED_ZH, (BALANCE_SHEET_ZH, None, ["其他材料"]), language="zh") == {"4,811.51", "4,472.89"}
    few = [row for row in OTHER_EN if row[0] in ("", "Inventories", "Total current assets", "Total assets", "Goodwill",
           "Total liabilities", "Total current liabilities")]  # fmt: skip
    assert prints(TITLED_EN, (few, None, ["Selected data"]), language="en") == {"192,242", "182,643"}
