"""Numbers printed more than once: changes beside two periods, and one figure in two statements."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from docintel.extractors.statement import StatementExtractor
from docintel.records import Document, Figure, Proposal
from statement_documents import table_document, tables_document

#: A transition to new standards: what moves from one receivable to another, row by row.
TRANSITION_ZH = [
    ["项目", "2025年12月31日", "2026年1月1日", "调整数"],
    ["流动资产：", "", "", ""],
    ["货币资金", "310.20", "310.20", ""],
    ["应收票据", "48.75", "", "-48.75"],
    ["应收账款", "92.60", "80.10", "-12.50"],
    ["应收款项融资", "", "61.25", "61.25"],
    ["存货", "120.45", "120.45", ""],
    ["流动资产合计", "572.00", "572.00", ""],
]
CHANGES_EN = [
    ["", "December 31, 2025", "December 31, 2024", "Change"],
    ["Current assets:", "", "", ""],
    ["Cash and cash equivalents", "412", "369", "43"],
    ["Accounts receivable, net", "183", "167", "16"],
    ["Inventories", "229", "241", "(12)"],
    ["Total current assets", "824", "777", "47"],
]


def zh(**cells: tuple[int, str]) -> Document:
    rows = [list(row) for row in TRANSITION_ZH]
    for label, (column, text) in cells.items():
        next(row for row in rows if row[0] == label)[column] = text
    return table_document(rows, above=["合并资产负债表", "2026年", "单位：元"])


def en(**cells: tuple[int, str]) -> Document:
    rows = [list(row) for row in CHANGES_EN]
    for label, (column, text) in cells.items():
        next(row for row in rows if row[0].startswith(label))[column] = text
    return table_document(rows, above=["Consolidated Balance Sheets", "(In thousands of US dollars)"], language="en")


def read(document: Document) -> tuple[list[Figure], list[Proposal]]:
    facts = list(StatementExtractor().extract(document))
    return [f for f in facts if isinstance(f, Figure)], [f for f in facts if isinstance(f, Proposal)]


def outcomes(figures: Sequence[Figure], check: str) -> set[str]:
    return {each.result for figure in figures for each in figure.checks if each.id == check}


def test_a_column_of_changes_is_checked_row_by_row() -> None:
    figures, proposals = read(zh())
    assert (outcomes(figures, "CHANGE"), proposals) == ({"pass"}, [])
    figures, proposals = read(en())
    assert (outcomes(figures, "CHANGE"), proposals) == ({"pass"}, [])


@pytest.mark.parametrize(
    ("document", "label", "needed", "cause"),
    [
        # the number that should have gone stays, and stands in two rows: as in a filer's own report
        (zh(应收票据=(2, "48.75")), "应收票据", "0.00", "other_period"),
        (zh(存货=(2, "102.45")), "存货", "120.45", "digits_swapped"),
        (en(Inventories=(1, "2,290")), "Inventories", "229", "decimal_point"),
    ],
)
def test_the_row_whose_change_does_not_fit_is_the_wrong_one(
    document: Document, label: str, needed: str, cause: str
) -> None:
    figures, proposals = read(document)
    assert [(each.label, each.as_proposed, each.cause, each.alternatives) for each in proposals] == [
        (label, needed, cause, 0)
    ]
    assert [figure.label for figure in figures if figure.status == "conflict"] == [label]


def test_a_wrong_change_accuses_no_figure() -> None:
    figures, _ = read(en(Inventories=(3, "(21)")))
    assert {figure.label for figure in figures if figure.status == "conflict"} == set()


def test_a_column_that_holds_no_changes_is_no_check() -> None:
    rows = [[*row[:3], str(at)] for at, row in enumerate(TRANSITION_ZH)]
    rows[0][3] = "增减比例"
    figures, proposals = read(table_document(rows, above=["合并资产负债表", "2026年", "单位：元"]))
    assert (outcomes(figures, "CHANGE"), proposals) == (set(), [])


ONCE_ZH = [
    ["项目", "期末余额"],
    ["流动资产：", ""],
    ["货币资金", "310.20"],
    ["存货", "120.45"],
    ["流动资产合计", "430.65"],
]
ONCE_EN = [
    ["", "December 31, 2025"],
    ["Current assets:", ""],
    ["Cash and cash equivalents", "412"],
    ["Inventories", "229"],
    ["Total current assets", "641"],
]


@pytest.mark.parametrize(
    ("rows", "language", "above"),
    [
        (ONCE_ZH, "zh", ["合并资产负债表", "2025年12月31日", "单位：元"]),
        (ONCE_EN, "en", ["Consolidated Balance Sheets", "(In thousands of US dollars)"]),
    ],
)
def test_of_two_prints_that_differ_the_one_that_adds_up_is_right(
    rows: list[list[str]], language: str, above: list[str]
) -> None:
    again = [[cell.replace("120.45", "210.45").replace("229", "292") for cell in row] for row in rows]
    document = tables_document([(rows, None, above), (again, None, above)], language=language)
    figures, proposals = read(document)
    stock = [figure for figure in figures if figure.key == "bs.inventories"]
    assert [figure.status for figure in stock] == ["proved", "conflict"]
    assert [(each.figure, each.value) for each in proposals] == [(stock[1].id, stock[0].value)]
