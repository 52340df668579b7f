"""Which figures ratios are read from: scope, currency, period."""

from datetime import date

from borrowers import value
from docintel.credit.ledgers import Frame, open_ledger, year_before
from docintel.records import Absence

OLD, NEW = date(2024, 12, 31), date(2025, 12, 31)


def test_consolidated_figures_come_before_the_parents() -> None:
    rows = [value("bs.cash", "5", scope="parent"), value("bs.cash", "9", scope="consolidated")]
    found = open_ledger(rows).balance("bs.cash", NEW)
    assert found is not None
    assert found.value == 9


def test_consolidated_figures_of_long_ago_are_no_basis() -> None:
    rows = [value("bs.cash", "5", scope="parent"), value("bs.cash", "9", date(2023, 12, 31), scope="consolidated")]
    assert open_ledger(rows).scope == "parent"


def test_figures_in_another_currency_are_blocked_and_said() -> None:
    rows = [value("bs.cash", "5"), value("bs.total_assets", "9"), value("bs.inventories", "7", unit="USD")]
    ledger = open_ledger(rows)
    assert (ledger.currency, ledger.balance("bs.inventories", NEW)) == ("CNY", None)
    assert ledger.block("bs.inventories", NEW) == "currency:bs.inventories"


def test_an_absence_blocks_its_figure_in_its_scope() -> None:
    absence = Absence(
        customer="C9", sought="figure:bs.cash@single@conflict", result="not_found_uncertain", as_of=NEW, documents=(),
        pages_read=1, quality=1.0, severity="H", explanation_zh="矛盾", explanation_en="conflict",
    )  # fmt: skip
    assert open_ledger([value("bs.total_assets", "9"), absence]).block("bs.cash", NEW) == "conflict:bs.cash"


def test_periods_are_listed_latest_first_with_their_length() -> None:
    half = date(2026, 6, 30)
    ledger = open_ledger(
        [value("is.revenue", "1", OLD), value("is.revenue", "2", NEW), value("is.revenue", "1", half, months=6)]
    )
    assert ledger.frames == (Frame(half, 6), Frame(NEW, 12), Frame(OLD, 12))
    assert ledger.latest_year == Frame(NEW, 12)


def test_the_average_of_an_interim_period_starts_at_the_year_end() -> None:
    half = date(2026, 6, 30)
    ledger = open_ledger(
        [
            value("bs.total_assets", "1", NEW),
            value("bs.total_assets", "2", half),
            value("is.revenue", "1", half, months=6),
        ]
    )
    assert ledger.opening(Frame(half, 6)) == NEW


def test_the_29th_of_february_has_a_year_before() -> None:
    assert year_before(date(2024, 2, 29)) == date(2023, 2, 28)
