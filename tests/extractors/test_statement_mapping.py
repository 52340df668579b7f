"""Rows that no name maps: right on captions never looked at, never against the sums, and candidates for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

import pytest

from docintel.encoder import Embedder
from docintel.encoder.reading import current_embedder
from docintel.extractors.statement import StatementExtractor
from docintel.extractors.statement_tables import read_statements
from docintel.language.views import half_width
from docintel.records import Document, Figure
from statement_documents import Rows, table_document
from statement_sets import BALANCE_SHEET_ZH
from statement_variants import Variant, variants


def without_model() -> None:
    """No text model in use."""


def never() -> Embedder | None:
    raise AssertionError("nothing here is to be asked of the model")


def figures(document: Document, embedder: Callable[[], Embedder | None] = without_model) -> list[Figure]:
    return [fact for fact in StatementExtractor(embedder).extract(document) if isinstance(fact, Figure)]


def read(variant: Variant, embedder: Callable[[], Embedder | None]) -> list[tuple[Figure, str | None]]:
    """The figures of the current period, each with the right account of its row."""
    found = [figure for figure in figures(variant.document, embedder) if figure.period == "current"]
    assert [half_width(figure.label) for figure in found] == [half_width(label) for label, _ in variant.rows]
    return [(figure, key) for figure, (_, key) in zip(found, variant.rows, strict=True)]


def measured(half: str, language: str, embedder: Callable[[], Embedder | None]) -> tuple[list[str], int, int]:
    """Captions mapped to a wrong account by likeness, how many rightly, and how many no name maps but ought to be."""
    rows = [each for variant in variants(language, half) for each in read(variant, embedder)]
    likened = [(figure, key) for figure, key in rows if figure.mapped_by == "similarity"]
    wrong = [f"{figure.label} → {figure.key}, not {key}" for figure, key in likened if figure.key != key]
    open_ = sum(key is not None for figure, key in rows if figure.mapped_by != "label")
    return wrong, len(likened) - len(wrong), open_


@pytest.mark.parametrize("embedder", [without_model, current_embedder])
@pytest.mark.parametrize(("language", "right", "of"), [("zh", 49, 56), ("en", 46, 54)])
def test_captions_never_looked_at_are_mapped_rightly_or_not_at_all(
    language: str, right: int, of: int, embedder: Callable[[], Embedder | None]
) -> None:
    wrong, mapped, open_ = measured("held_out", language, embedder)
    assert (wrong, mapped >= right, open_) == ([], True, of)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_captions_made_to_mislead_are_not_mapped(language: str) -> None:
    for variant in variants(language, "tuned"):
        if variant.name.startswith("traps"):
            wrong = [(figure.label, figure.key) for figure, key in read(variant, without_model) if figure.key != key]
            assert wrong == []


ZH: Rows = [
    ["项目", "期末余额", "期初余额"],
    ["流动资产：", "", ""],
    ["货币资金", "100.00", "90.00"],
    ["应收客户货款", "40.00", "30.00"],
    ["应收分保账款", "5.00", "5.00"],
    ["存货", "60.00", "50.00"],
    ["流动资产之总值", "205.00", "175.00"],
    ["非流动资产：", "", ""],
    ["固定资产", "300.00", "310.00"],
    ["非流动资产合计", "300.00", "310.00"],
    ["资产总计", "505.00", "485.00"],
]
EN: Rows = [
    ["", "December 31, 2025", "December 31, 2024"],
    ["Current assets:", "", ""],
    ["Cash and cash equivalents", "100", "90"],
    ["Trade receivables from customers", "40", "30"],
    ["Reinsurance receivables", "5", "5"],
    ["Inventories", "60", "50"],
    ["Total of current assets, net", "205", "175"],
    ["Property and equipment", "300", "310"],
    ["Total assets", "505", "485"],
]
ABOVE = {
    "zh": ["资产负债表", "2025年12月31日", "单位：元"],
    "en": ["CONSOLIDATED BALANCE SHEETS", "(in US$)"],
}


def changed(rows: Rows, caption: str, *cells: str) -> Rows:
    return [[caption, *cells] if row[0] == caption else row for row in rows]


def sheet(rows: Rows, language: str = "zh") -> Document:
    return table_document(rows, above=ABOVE[language], language=language)


def row(found: Iterable[Figure], label: str) -> Figure:
    return next(figure for figure in found if figure.label == label and figure.period == "current")


@pytest.mark.parametrize(
    ("rows", "language", "caption", "other"),
    [
        (ZH, "zh", "应收客户货款", "应收分保账款"),
        (EN, "en", "Trade receivables from customers", "Reinsurance receivables"),
    ],
)
def test_a_mapped_row_says_how_and_another_lists_what_it_is_near(
    rows: Rows, language: str, caption: str, other: str
) -> None:
    found = figures(sheet(rows, language))
    mapped, none = row(found, caption), row(found, other)
    assert (mapped.key, mapped.mapped_by, mapped.value) == ("bs.accounts_receivable", "similarity", Decimal(40))
    assert mapped.candidates[0].key == "bs.accounts_receivable"
    assert mapped.candidates[0].by == "words"
    assert (none.key, none.mapped_by) == (None, None)
    assert all(one.similarity < 0.8 for one in none.candidates)
    cash = row(found, "货币资金" if language == "zh" else "Cash and cash equivalents")
    assert (cash.mapped_by, cash.candidates) == ("label", ())
    assert mapped.confidence is not None
    assert cash.confidence is not None
    assert mapped.confidence <= cash.confidence


def test_no_more_than_three_candidates_best_first() -> None:
    for figure in figures(sheet(ZH)):
        shares = [one.similarity for one in figure.candidates]
        assert (len(shares) <= 3, shares) == (True, sorted(shares, reverse=True))


def test_a_total_is_one_only_where_it_is_the_sum() -> None:
    assert row(figures(sheet(ZH)), "流动资产之总值").key == "bs.total_current_assets"
    short = changed(ZH, "流动资产之总值", "204.00", "174.00")
    assert row(figures(sheet(short)), "流动资产之总值").key is None


def test_a_row_over_which_a_sum_fails_is_not_mapped() -> None:
    named = [["流动资产合计", *cells] if caption == "流动资产之总值" else [caption, *cells] for caption, *cells in ZH]
    assert row(figures(sheet(named)), "应收客户货款").key == "bs.accounts_receivable"
    found = row(figures(sheet(changed(named, "流动资产合计", "250.00", "250.00"))), "应收客户货款")
    assert (found.key, found.candidates[0].key) == (None, "bs.accounts_receivable")


def test_an_account_that_a_row_names_is_not_given_to_another() -> None:
    twice = [*ZH[:4], ["应收账款", "7.00", "7.00"], *ZH[4:]]
    assert row(figures(sheet(twice)), "应收客户货款").key is None


def test_two_rows_that_are_both_like_an_account_are_neither() -> None:
    twice = [*ZH[:4], ["应收货款", "7.00", "7.00"], *ZH[4:]]
    found = figures(sheet(twice))
    assert [row(found, label).key for label in ("应收客户货款", "应收货款")] == [None, None]


def test_a_part_of_another_row_is_only_what_may_be_its_part() -> None:
    inside = [*ZH[:5], ["其他应收款", "9.00", "9.00"], ["其中：应收客户货款项", "2.00", "2.00"], *ZH[5:]]
    found = row(figures(sheet(inside)), "其中:应收客户货款项")
    assert (found.key, found.candidates) == (None, ())


def test_where_every_row_has_a_name_nothing_is_asked() -> None:
    document = table_document(BALANCE_SHEET_ZH, above=["合并资产负债表", "单位：万元"])
    assert all(figure.mapped_by == "label" for figure in figures(document, never))


def test_reading_rows_again_without_likeness_gives_the_same_rows() -> None:
    from docintel.extractors.statement_mapping import map_by_likeness
    from docintel.extractors.statement_meaning import LikenessMeter

    document = sheet(changed(ZH, "流动资产之总值", "204.00", "174.00"))
    before, after = read_statements(document), read_statements(document)
    map_by_likeness(after, LikenessMeter(lambda: None))
    assert [[(each.label, each.key, each.section) for each in one.rows] for one in before] == [
        [(each.label, None if each.likened else each.key, each.section) for each in one.rows] for one in after
    ]
    assert [[entry.value for entry in one.entries] for one in before] == [
        [entry.value for entry in one.entries] for one in after
    ]


def test_nothing_to_map_in_a_document_without_statements() -> None:
    assert figures(table_document([["a", "b"], ["c", "d"]]), never) == []
