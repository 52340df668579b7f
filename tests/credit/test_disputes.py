"""Documents that state a figure otherwise are named, whichever of them counts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowers import SPRING, failed, figure, page
from docintel.credit.figures import figure_values
from docintel.records import Absence, Figure, Value

YEAR, BEFORE = date(2025, 12, 31), date(2024, 12, 31)
Found = dict[str, Value | Absence]


def values(*figures: Figure) -> Found:
    found = figure_values("C9", figures, {}, SPRING)
    return {one.name if isinstance(one, Value) else one.sought: one for one in found}


def said(*figures: Figure, sought: str = "versions:consolidated") -> Absence:
    """The disagreement, with the names of the documents at hand."""
    names = (page(f"{name} {key} {end} {value}") for name, key, end, value in _PAGES)
    shelf = {found.id: found.model_copy(update={"name": found.text.split()[0]}) for found in names}
    found = figure_values("C9", figures, shelf, SPRING)
    return next(one for one in found if isinstance(one, Absence) and one.sought == sought)


_PAGES = [
    ("原件.pdf", "bs.inventories", YEAR, "5159"),
    ("altered.pdf", "bs.inventories", YEAR, "5519"),
    ("上年.xlsx", "bs.accounts_receivable", BEFORE, "192"),
    ("今年.xlsx", "bs.accounts_receivable", BEFORE, "198"),
]


def test_the_figure_whose_sums_fail_never_wins_and_is_named() -> None:
    good = figure("bs.inventories", "5159", name="原件.pdf")
    bad = figure("bs.inventories", "5519", name="altered.pdf", status="conflict", checks=failed("I-BS4"))
    found = values(good, bad)["bs.inventories"]
    assert isinstance(found, Value)
    assert found.value == 5159
    told = said(good, bad)
    assert set(told.documents) == {good.document, bad.document}
    assert "5,159（原件.pdf，勾稽相符）" in told.explanation_zh
    assert "5,519（altered.pdf，勾稽不平）" in told.explanation_zh
    assert told.explanation_zh.startswith("不同文件对2025-12-31的数字不一致，共1项：")
    assert "5,159 (原件.pdf: its sums close)" in told.explanation_en
    assert "5,519 (altered.pdf: its sums fail)" in told.explanation_en


def test_last_years_document_against_this_years_comparative() -> None:
    own = figure("bs.accounts_receivable", "192", BEFORE, name="上年.xlsx")
    later = figure("bs.accounts_receivable", "198", BEFORE, name="今年.xlsx", period="prior")
    told = said(own, later, sought="comparatives:consolidated")
    assert (told.as_of, told.severity) == (BEFORE, "M")
    assert "192（上年.xlsx，勾稽相符） ≠ 198（今年.xlsx，勾稽相符）" in told.explanation_zh
    assert "192 (上年.xlsx: its sums close) ≠ 198 (今年.xlsx: its sums close)" in told.explanation_en
    assert "comparatives:consolidated" not in values(own, later.model_copy(update={"restated": True}))


@pytest.mark.parametrize("period", ["prior", "prior2"])
def test_a_restatement_is_a_finding_of_the_year_that_restates(period: str) -> None:
    own = figure("is.revenue", "865", BEFORE, name="2024年报")
    later = figure("is.revenue", "860", BEFORE, name="2025年报", period=period)
    this_year = figure("is.revenue", "900", YEAR, name="2025年报").model_copy(update={"document": later.document})
    gap = values(own, later, this_year)["check.prior_restatement"]
    assert isinstance(gap, Value)
    assert (gap.as_of, gap.value) == (YEAR, Decimal(5) / 865)
    assert "check.version_conflict" not in values(own, later, this_year)


def test_what_agrees_within_its_print_or_stands_in_one_document_is_no_dispute() -> None:
    fine = figure("bs.cash", "123456789.12", name="甲", as_filed="123,456,789.12")
    coarse = figure("bs.cash", "123460000", name="乙", as_filed="12,346", unit="万元")
    again = figure("bs.cash", "7", name="丙")
    twice = figure("bs.cash", "9", name="丁").model_copy(update={"document": again.document})
    assert "versions:consolidated" not in values(fine, coarse)
    assert "versions:consolidated" not in values(again, twice)


def test_a_note_that_agrees_does_not_hide_a_face_that_differs() -> None:
    face = figure("bs.inventories", "5519", name="altered.pdf", status="conflict")
    note = figure("bs.inventories", "5159", name="附注", statement="notes_table", status="unproved")
    other = figure("bs.inventories", "5159", name="原件.pdf")
    found = said(face, note.model_copy(update={"document": face.document}), other)
    assert "5,519（altered.pdf，勾稽不平）" in found.explanation_zh


def test_many_disputes_are_one_signal_that_counts_them_all() -> None:
    keys = [f"bs.{name}" for name in ["cash", "goodwill", "inventories", "prepayments", "fixed_assets", "total_assets"]]
    keys += [
        f"is.{name}" for name in ["revenue", "net_profit", "income_tax", "rd_expenses", "cost_of_sales", "other_income"]
    ]
    keys += ["cf.cfo", "cf.capex"]
    rows = [figure(key, value, name=value) for key in keys for value in ("5", "7")]
    # one file a value: the documents of all rows with 5 are one, those with 7 another
    ids = {value: next(row.document for row in rows if row.as_filed == value) for value in ("5", "7")}
    told = said(*(row.model_copy(update={"document": ids[row.as_filed]}) for row in rows))
    assert "共14项" in told.explanation_zh
    assert "另有2项" in told.explanation_zh
    assert "on 14 account(s)" in told.explanation_en
    assert "and 2 more" in told.explanation_en
    assert told.explanation_zh.count("≠") == 12
    assert told.severity == "H"


@given(st.permutations(["5", "7", "9"]))
def test_the_order_of_documents_changes_nothing(order: list[str]) -> None:
    found = values(*(figure("bs.cash", value, name=value) for value in order))
    assert found == values(*(figure("bs.cash", value, name=value) for value in ("5", "7", "9")))
