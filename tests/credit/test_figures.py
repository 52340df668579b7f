"""Which of several figures counts, and that what contradicts itself is excluded and said."""

from datetime import date
from decimal import Decimal

import pytest

from borrowers import SPRING, failed, figure
from docintel.credit.figures import figure_values
from docintel.records import Absence, Check, Figure, Value

END = date(2025, 12, 31)


def values(*figures: Figure) -> dict[str, Value | Absence]:
    found = figure_values("C9", figures, {}, SPRING)
    return {one.name if isinstance(one, Value) else one.sought: one for one in found}


def test_a_proved_figure_comes_before_an_unproved_one() -> None:
    found = values(figure("bs.cash", "5", status="unproved", name="甲"), figure("bs.cash", "7", name="乙"))
    assert isinstance(found["bs.cash"], Value)
    assert found["bs.cash"].value == 7


def test_two_proved_figures_that_disagree_enter_no_ratio_and_are_said() -> None:
    found = values(figure("bs.cash", "5", name="甲"), figure("bs.cash", "7", name="乙"))
    assert "bs.cash" not in found
    absence = found["figure:bs.cash@consolidated@conflict"]
    assert isinstance(absence, Absence)
    assert len(absence.documents) == 2
    assert absence.explanation_zh == "2025-12-31的“bs.cash”未采用：各处数字相互矛盾。"
    assert absence.explanation_en == "'bs.cash' at 2025-12-31 is not used: the places that state it disagree."


@pytest.mark.parametrize(
    ("status", "amount", "why"),
    [("conflict", "5", "conflict"), ("unit_unknown", None, "unit_unknown"), ("unproved", None, "unreadable")],
)
def test_a_figure_in_doubt_is_never_used_silently(status: str, amount: str | None, why: str) -> None:
    assert list(values(figure("bs.cash", amount, status=status))) == [f"figure:bs.cash@consolidated@{why}"]


PROVED = (Check(id="I-BS1", result="pass", difference=Decimal(0)),)
PARTS = (Check(id="PART", result="cannot_tell"),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"status": "proved"}, {"status": "unproved"}),  # the better row is not the account either
        ({"status": "unproved"}, {"status": "unproved"}),
        ({"status": "proved"}, {"status": "proved"}),
    ],
)
@pytest.mark.parametrize("second", ["7", "5"])  # nor are two rows of the same number
def test_rows_that_share_an_account_are_never_used_alone(
    one: dict[str, str], other: dict[str, str], second: str
) -> None:
    found = values(
        figure("bs.cash", "5", name="库存现金", checks=PARTS, **one),
        figure("bs.cash", second, name="银行存款", checks=PARTS, **other),
    )
    assert [name for name in found if not name.startswith("check.")] == ["figure:bs.cash@consolidated@parts"]
    absence = found["figure:bs.cash@consolidated@parts"]
    assert isinstance(absence, Absence)
    assert absence.explanation_zh == "2025-12-31的“bs.cash”未采用：同一报表有几行都属于该科目。"


def test_a_row_that_names_the_account_alone_comes_before_the_parts_of_another_statement() -> None:
    found = values(
        figure("bs.cash", "5", name="甲", checks=PARTS), figure("bs.cash", "12", name="乙", status="unproved")
    )
    chosen = found["bs.cash"]
    assert isinstance(chosen, Value)
    assert chosen.value == 12


def test_the_same_amount_in_yuan_and_in_ten_thousands_is_one_value_the_finer_one() -> None:
    fine = figure("bs.cash", "123456789.12", name="甲", as_filed="123,456,789.12", unit="元")
    coarse = figure("bs.cash", "123460000", name="乙", as_filed="12,346", unit="万元")
    found = values(fine, coarse)["bs.cash"]
    assert isinstance(found, Value)
    assert (found.value, len(found.facts)) == (Decimal("123456789.12"), 2)


def test_a_later_comparative_replaces_the_balance_it_restates() -> None:
    first = figure("bs.total_assets", "100", name="2025年报")
    later = figure("bs.total_assets", "103", name="2026年报", period="prior")
    found = values(first, later)
    chosen, gap = found["bs.total_assets"], found["check.prior_restatement"]
    assert isinstance(chosen, Value)
    assert isinstance(gap, Value)
    assert (chosen.value, "restated" in chosen.flags) == (103, True)
    assert gap.value == Decimal(3) / 103


def test_a_restatement_that_is_marked_is_no_finding() -> None:
    first = figure("bs.total_assets", "100", name="2025年报")
    later = figure("bs.total_assets", "103", name="2026年报", period="prior", restated=True)
    assert "check.prior_restatement" not in values(first, later)


def test_failed_identities_are_counted_once_each_and_soft_ones_not() -> None:
    found = values(
        figure("bs.total_assets", "9", checks=failed("I-BS1"), status="unproved"),
        figure("bs.total_liabilities", "4", checks=failed("I-BS1"), status="unproved"),
        figure("bs.total_equity", "4", checks=failed("I-X6"), status="unproved"),
        # written only where a statement of changes in equity was read: then as hard as a sum of the balance sheet
        figure("bs.retained_earnings", "2", checks=failed("I-X2"), status="unproved"),
    )
    assert [found[name].value for name in ("check.integrity_failures", "check.balance_sheet_open")] == [2, 1]  # type: ignore[union-attr]
    marked = found["bs.total_assets"]
    assert isinstance(marked, Value)
    assert "hard_fail:I-BS1" in marked.flags


@pytest.mark.parametrize(
    ("status", "check", "count"),
    [
        ("conflict", "I-NT2", 1),  # the note says otherwise than the statement
        ("conflict", "I-EQ3", 1),
        ("unproved", "I-NT2", 0),  # a tie that may rightly not hold left it as it is
        ("conflict", "I-NT1", 0),  # what is inside a note only is no integrity of the statements
    ],
)
def test_a_note_that_contradicts_its_statement_is_a_failure_of_the_year_it_was_filed_with(
    status: str, check: str, count: int
) -> None:
    before = date(2024, 12, 31)
    face = figure("bs.total_assets", "9")
    note = figure("bs.cash", "4", before, statement="notes_table", checks=failed(check), status=status, period="prior")
    note = note.model_copy(update={"document": face.document, "key": None, "label": "合计 Total"})
    checks = figure_values("C9", [face.model_copy(update={"checks": PROVED}), note], {}, SPRING)
    found = {one.as_of: one.value for one in checks if isinstance(one, Value) and one.name.endswith("ity_failures")}
    assert found == {END: count} | ({before: count} if count else {})


def test_figures_of_a_period_that_has_not_ended_are_not_known() -> None:
    assert values(figure("bs.cash", "5", date(2026, 3, 31))) == {}


def test_a_flow_without_a_length_is_not_used() -> None:
    assert list(values(figure("is.revenue", "5", months=None))) == ["figure:is.revenue@consolidated@period_unknown"]


def test_a_translation_into_another_currency_is_no_other_version() -> None:
    yuan = figure("bs.total_assets", "700", name="年报")
    dollars = figure("bs.total_assets", "100", name="20-F", currency="USD")
    assert "check.version_conflict" not in values(yuan, dollars)
    assert isinstance(values(yuan, dollars)["figure:bs.total_assets@consolidated@conflict"], Absence)


def test_the_grain_of_every_printed_unit_is_known() -> None:
    fine = figure("bs.cash", "1200000000", name="甲", as_filed="1,200,000,000", unit="元")
    coarse = figure("bs.cash", "1000000000", name="乙", as_filed="1", unit="十亿元")
    found = values(fine, coarse)["bs.cash"]
    assert isinstance(found, Value)
    assert found.value == Decimal(1_200_000_000)
