"""Changes in equity and notes stand as filed: every number once, in printed order, and none in a standard sheet."""

from decimal import Decimal

import pytest

from docintel.exports.spread_cells import Sourced
from docintel.exports.spread_filed import FiledLine, filed_sheets
from docintel.exports.spreads import spread_figures
from docintel.records import Document
from spread_statements import chinese, english, sourced, with_equity_en, with_equity_zh


@pytest.mark.parametrize(
    ("document", "name", "heading", "first", "last"),
    [
        (with_equity_zh(), ("合并所有者权益变动表", "consolidated changes in equity"), "合并所有者权益变动表",
         ("一、上年期末余额", "归属于母公司所有者权益 实收资本", "2024-12-31", Decimal("10000000.00"), "1,000.00"),
         ("四、本期期末余额", "所有者权益合计", "2025-12-31", Decimal("14000000.00"), "1,400.00")),
        (with_equity_en(), ("合并所有者权益变动表", "consolidated changes in equity"),
         "CONSOLIDATED STATEMENTS OF CHANGES IN EQUITY",
         ("Balance, December 31, 2024", "Common stock", "2024-12-31", Decimal(100000000), "100"),
         ("Balance, December 31, 2025", "Total stockholders' equity", "2025-12-31", Decimal(500000000), "500")),
    ],
)  # fmt: skip
def test_changes_in_equity_stand_as_filed(
    document: Document, name: tuple[str, str], heading: str, first: tuple[object, ...], last: tuple[object, ...]
) -> None:
    (sheet,) = filed_sheets(sourced(document))
    (table,) = sheet.tables
    assert (sheet.name, table.heading) == (name, heading)

    def told(line: FiledLine) -> tuple[object, ...]:
        one = line.sourced.figure
        return one.label, one.column_label, line.period.en, one.value, one.as_filed

    assert (told(table.lines[0]), told(table.lines[-1])) == (first, last)
    assert {line.sourced.status for line in table.lines} == {"proved"}


@pytest.mark.parametrize("document", [with_equity_zh(), with_equity_en()])
def test_every_figure_stands_in_one_sheet_and_the_standard_sheets_are_as_without(document: Document) -> None:
    figures = sourced(document)
    spread = spread_figures(figures)
    standard = [
        one.figure.id
        for sheet in spread.sheets
        for _, _, entry in sheet.entries()
        if entry.cell
        for one in (*entry.cell.parts, *entry.cell.also)
    ]
    filed = [line.sourced.figure.id for sheet in spread.filed for table in sheet.tables for line in table.lines]
    assert sorted([*standard, *filed]) == sorted(one.figure.id for one in figures)
    primary = [one for one in figures if one.figure.statement == "balance_sheet"]
    assert [sheet.name for sheet in spread.sheets] == [sheet.name for sheet in spread_figures(primary).sheets]
    assert [sheet.sums for sheet in spread.sheets] == [sheet.sums for sheet in spread_figures(primary).sheets]


def test_tables_are_told_apart_by_file_and_heading_and_scopes_by_sheet() -> None:
    def note(one: Sourced, heading: str, scope: str = "consolidated") -> Sourced:
        figure = one.figure.model_copy(
            update={"statement": "notes_table", "note": heading, "scope": scope, "column_label": "期末余额"}
        )
        return Sourced(figure, one.file, one.place)

    yuan, dollars = sourced(chinese())[:3], sourced(english())[:1]
    found = filed_sheets(
        [
            note(yuan[0], "货币资金"),
            note(yuan[1], "货币资金"),
            note(yuan[2], "借款", "parent"),
            note(dollars[0], "货币资金"),
        ]
    )
    assert [
        (sheet.name.zh, [(table.file, table.heading, len(table.lines)) for table in sheet.tables]) for sheet in found
    ] == [
        ("合并附注", [("青屿储能2025.xlsx", "货币资金", 2), ("Osier Quay 10-K.html", "货币资金", 1)]),
        ("母公司附注", [("青屿储能2025.xlsx", "借款", 1)]),
    ]


def test_without_such_tables_there_is_no_sheet() -> None:
    assert filed_sheets([*sourced(chinese()), *sourced(english())]) == []
