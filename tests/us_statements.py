"""Short statements as US registrants print them, in a report that says so on its cover."""

from __future__ import annotations

from collections.abc import Sequence

from docintel.extractors.statement import StatementExtractor
from docintel.records import Document, Figure
from statement_documents import Rows, tables_document

COVER = ("FORM 10-K", "For the fiscal year ended December 31, 2024")
QUARTER = ("FORM 10-Q", "For the quarterly period ended June 30, 2025")
YEARS = ["", "December 31, 2024", "December 31, 2023"]
BALANCE_SHEET = ("CONSOLIDATED BALANCE SHEETS", "(in millions, except share data)")
INCOME = ("CONSOLIDATED STATEMENTS OF INCOME", "(in millions)")
CASH_FLOW = ("CONSOLIDATED STATEMENTS OF CASH FLOWS", "(in millions)")

FLOW_YEARS = ["", "Year ended December 31, 2024", "Year ended December 31, 2023"]
FLOWS = [
    FLOW_YEARS,
    ["Operations", "", ""],
    ["Net income", "70", "45"],
    ["Accounts receivable", "(10)", "(5)"],
    ["Net cash from operations", "60", "40"],
    ["Financing", "", ""],
    ["Repayments of debt", "(25)", "(20)"],
    ["Common stock cash dividends paid", "(5)", "-"],
    ["Net cash used in financing", "(30)", "(20)"],
    ["Investing", "", ""],
    ["Additions to property and equipment", "(18)", "(10)"],
    ["Purchases of investments", "(1)", "(2)"],
    ["Net cash used in investing", "(19)", "(12)"],
    ["Effect of foreign exchange rates on cash and cash equivalents", "(1)", "2"],
    ["Net change in cash and cash equivalents", "10", "10"],
    ["Cash and cash equivalents, beginning of period", "15", "5"],
    ["Cash and cash equivalents, end of period", "25", "15"],
]


def report(*parts: tuple[Rows, Sequence[str]], cover: Sequence[str] = COVER) -> Document:
    """A report of these tables, each under its lines."""
    tables = [
        (rows, None, (*(cover if not at else ()), *above)) for at, (rows, above) in enumerate(parts)
    ]  # fmt: skip
    return tables_document(tables, language="en", name="report.htm")


def figures(document: Document) -> list[Figure]:
    """The figures of the primary statements."""
    return [fact for fact in StatementExtractor(lambda: None).extract(document) if isinstance(fact, Figure)]


def current(document: Document) -> dict[str, Figure]:
    """The figures of the first column by caption."""
    found: dict[str, Figure] = {}
    for figure in figures(document):
        if figure.period == "current":
            found.setdefault(figure.label, figure)
    return found
