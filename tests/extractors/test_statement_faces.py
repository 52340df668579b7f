"""What a sum and a repeated number prove about the numbers of notes and equity statements."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.extractors.statement_cells import CellEntry
from docintel.extractors.statement_entries import Statement
from docintel.extractors.statement_faces import Face, add_up, likeliest, match, read_faces
from docintel.extractors.statement_grid import GridCell
from docintel.extractors.statement_identities import prove
from docintel.extractors.statement_prints import mark_parts
from docintel.extractors.statement_repairs import settle
from docintel.extractors.statement_sums import Result
from docintel.extractors.statement_tables import read_statements
from docintel.records import Span
from statement_documents import Rows, table_document

AT = Span(start=0, end=1)
DAY = date(2025, 12, 31)


def entry(value: str, step: str = "1") -> CellEntry:
    """A number of a table that nothing vouches for yet."""
    amount = Decimal(value)
    cell = GridCell(1, 1, 1, AT, value)
    return CellEntry("", "", 1, cell, (), None, amount, amount, Decimal(step), nil=False)


def face(value: str, *, step: str = "1", proved: bool = True, doubt: Result | None = None) -> Face:
    """A number of a primary statement."""
    return Face(Decimal(value), Decimal(step), proved, doubt)


def outcome(one: CellEntry) -> list[tuple[str, str, bool]]:
    """What was written on a number."""
    return [(check.id, check.result, one.proved) for check in one.checks]


@pytest.mark.parametrize(
    ("gap", "result", "proved"),
    [("0", "pass", True), ("1", "pass", False), ("-4", "pass", False), ("5", "fail", False)],
)
def test_only_an_exact_sum_proves(gap: str, result: str, proved: bool) -> None:
    numbers = [entry("100") for _ in range(9)]  # half a step each
    add_up("I-EQ2", Decimal(gap), numbers)
    assert {tuple(outcome(one)) for one in numbers} == {(("I-EQ2", result, proved),)}


@given(parts=st.lists(st.integers(1, 10**6), min_size=1, max_size=9), slip=st.integers(1, 10**6))
def test_no_slip_is_ever_proved(parts: list[int], slip: int) -> None:
    numbers = [entry(str(part)) for part in (sum(parts) + slip, *parts)]
    add_up("I-NT1", Decimal(slip), numbers)
    assert not any(one.proved for one in numbers)


def test_amounts_to_the_cent_are_not_rounded() -> None:
    numbers = [entry("1.00", "0.01") for _ in range(9)]
    add_up("I-NT1", Decimal("0.01"), numbers)
    assert {one.contradicted for one in numbers} == {True}


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (face("60"), ("I-X2", "pass", True)),
        (face("60", proved=False), ("I-X2", "pass", False)),
        (face("60", proved=False, doubt="fail"), ("I-X2", "cannot_tell", False)),
    ],
)
def test_a_sum_proves_as_far_as_the_face_in_it(seen: Face, expected: tuple[str, str, bool]) -> None:
    number = entry("60")
    add_up("I-X2", Decimal(0), [number], [seen])
    assert outcome(number) == [expected]


def test_what_closes_only_without_other_numbers_proves_nothing() -> None:
    number = entry("60")
    add_up("I-NT1", Decimal(0), [number], whole=False)
    assert outcome(number) == [("I-NT1", "pass", False)]


@pytest.mark.parametrize(
    ("value", "step", "seen", "expected"),
    [
        ("1060", "1", face("1060"), [("I-EQ3", "pass", True)]),
        ("1060", "1", face("1060", proved=False), [("I-EQ3", "pass", False)]),
        ("1061", "1", face("1060"), [("I-EQ3", "fail", False)]),  # printed alike, one amount has one print
        # a number that is wrong itself contradicts nothing
        (
            "1061", "1", face("1060", proved=False, doubt="fail"),
            [("SUSPECT", "cannot_tell", False), ("I-EQ3", "cannot_tell", False)],
        ),
        ("1060", "10", face("1058"), [("I-EQ3", "pass", False)]),  # rounded further, not another amount
        ("1060", "10", face("1052"), [("I-EQ3", "fail", False)]),
        ("0", "1", face("1060"), [("I-EQ3", "fail", False)]),
        ("0", "1", face("0"), []),
        # What repeats a number in doubt is in doubt with it.
        (
            "550", "1", face("550", proved=False, doubt="fail"),
            [("SUSPECT", "fail", False), ("I-EQ3", "cannot_tell", False)],
        ),
    ],
)  # fmt: skip
def test_a_repeated_number(value: str, step: str, seen: Face, expected: list[tuple[str, str, bool]]) -> None:
    number = entry(value, step)
    match("I-EQ3", number, Decimal(value), seen)
    assert outcome(number) == expected


def test_a_number_proved_by_its_own_sums_stays_so_beside_a_face_in_doubt() -> None:
    number = entry("550")
    number.proved = True
    match("I-EQ3", number, Decimal(550), face("550", proved=False, doubt="fail"))
    assert (outcome(number), number.contradicted) == ([("I-EQ3", "cannot_tell", True)], False)


def test_the_exact_reading_goes_before_the_one_that_rounding_excuses() -> None:
    rounded, exact = (Decimal(1), [entry("3"), entry("2")]), (Decimal(0), [entry("3"), entry("3")])
    assert likeliest([rounded, exact]) is exact
    assert likeliest([rounded]) is rounded
    assert likeliest([(Decimal(2), [entry("3"), entry("1")])]) is None


def statements(rows: Rows, *, above: tuple[str, ...], language: str) -> list[Statement]:
    """The primary statements of a document after its identities ran."""
    found = read_statements(table_document(rows, above=above, language=language))
    mark_parts(found)
    settle(prove(found))
    return found


ZH: Rows = [
    ["项目", "期末余额"], ["资产总计", "3,000.00"], ["负债合计", "1,000.00"], ["所有者权益：", ""],
    ["实收资本", "1,100.00"], ["资本公积", "250.00"], ["未分配利润", "550.00"],
    ["所有者权益合计", "2,000.00"], ["负债和所有者权益总计", "3,000.00"],
]  # fmt: skip
EN: Rows = [
    ["", "31 December 2025"], ["Total assets", "3,000"], ["Total liabilities", "1,000"], ["Share capital", "1,100"],
    ["Share premium", "250"], ["Retained earnings", "550"], ["Total equity", "2,000"],
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "above", "language", "doubt"),
    [
        (ZH, ("资产负债表", "2025年12月31日", "单位：元"), "zh", "fail"),
        # A free form may have a row that was not placed: the gap is said, the number just not proved.
        (EN, ("Statement of Financial Position", "As at 31 December 2025", "(RMB)"), "en", None),
    ],
)
def test_a_face_that_its_statement_denies_is_in_doubt(
    rows: Rows, above: tuple[str, ...], language: str, doubt: Result | None
) -> None:
    faces = read_faces(statements(rows, above=above, language=language))
    retained = faces.find("bs.retained_earnings", "single", DAY)
    total = faces.find("bs.total_equity", "single", DAY)
    assert retained is not None
    assert (retained.value, retained.proved, retained.doubt) == (Decimal(550), False, doubt)
    assert total is not None
    assert (total.value, total.proved, total.doubt) == (Decimal(2000), True, None)


def test_rows_that_share_an_account_are_no_face() -> None:
    rows = [
        ["项目", "期末余额"], ["流动资产：", ""], ["货币资金", "300.00"], ["流动资产合计", "300.00"],
        ["资产总计", "300.00"], ["流动负债：", ""], ["应付职工薪酬", "50.00"], ["应付工资", "50.00"],
        ["流动负债合计", "100.00"], ["负债合计", "100.00"], ["所有者权益合计", "200.00"],
        ["负债和所有者权益总计", "300.00"],
    ]  # fmt: skip
    faces = read_faces(statements(rows, above=("资产负债表", "2025年12月31日", "单位：元"), language="zh"))
    assert faces.find("bs.employee_benefits_payable", "single", DAY) is None
    assert faces.find("bs.cash", "single", DAY) is not None
