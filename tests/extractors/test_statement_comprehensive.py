"""Other comprehensive income closes from its items up to the total; what a filer adds in between fails nothing."""

from __future__ import annotations

from tests.statement_documents import Rows, table_document
from tests.statement_sets import INCOME_ZH, read_all

from docintel.records import Figure

_PARTS: Rows = [
    ["六、其他综合收益的税后净额", "-1.70", "1.80"],
    ["（一）归属于母公司所有者的其他综合收益的税后净额", "-2.10", "1.30"],
    ["1．不能重分类进损益的其他综合收益", "-3.00", "1.00"],
    ["（1）重新计量设定受益计划变动额", "-1.00", "0.40"],
    ["（3）其他权益工具投资公允价值变动", "-2.00", "0.60"],
    ["2．将重分类进损益的其他综合收益", "0.90", "0.30"],
    ["（6）外币财务报表折算差额", "0.90", "0.30"],
    ["（二）归属于少数股东的其他综合收益的税后净额", "0.40", "0.50"],
    ["七、综合收益总额", "286.95", "232.68"],
    ["（一）归属于母公司所有者的综合收益总额", "279.71", "226.27"],
    ["（二）归属于少数股东的综合收益总额", "7.24", "6.41"],
]


def read(parts: Rows) -> dict[str, Figure]:
    """The current year's figures of an income statement with such rows, by caption."""
    document = table_document([*INCOME_ZH, *parts], above=["合并利润表", "2025年度", "单位：元"])
    figures, _ = read_all(document)
    return {label: figure for (_, label, period), figure in figures.items() if period == "current"}


def test_every_row_closes() -> None:
    figures = read(_PARTS)
    captions = [caption for caption in figures if "综合收益" in caption or caption.startswith("(")]
    assert len(captions) == len(_PARTS)
    assert {figures[caption].status for caption in captions} == {"proved"}


def test_without_owners_the_kinds_make_the_total() -> None:
    """As in the statement of a parent company."""
    parts = [["五、其他综合收益的税后净额", "-2.10", "1.30"], *_PARTS[2:7], ["六、综合收益总额", "286.55", "232.18"]]
    figures = read(parts)
    assert figures["2.将重分类进损益的其他综合收益"].status == "proved"
    assert figures["五、其他综合收益的税后净额"].status == "proved"


def test_a_row_of_the_filers_own_proves_nothing_and_fails_nothing() -> None:
    """An item whose number the kind above does not hold."""
    parts = [*_PARTS[:5], ["（9）本公司特有项目", "5.55", "4.44"], *_PARTS[5:]]
    figures = read(parts)
    assert figures["(3)其他权益工具投资公允价值变动"].status == "unproved"
    assert figures["七、综合收益总额"].status == "proved"
