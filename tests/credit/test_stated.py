"""Two documents' rows held against each other: one altered figure is seen, another unit or table order is not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowers import figure
from docintel.credit.stated import contradict, state_rows
from docintel.records import Check, Figure

ROWS = tuple(figure(key, str(7 * at + 1)) for at, key in enumerate(("bs.cash", "bs.inventories", "is.revenue")))


def altered(at: int, **more: object) -> tuple[Figure, ...]:
    found = list(ROWS)
    found[at] = found[at].model_copy(update=more)
    return tuple(found)


@given(st.permutations(ROWS))
def test_the_order_of_rows_says_nothing(rows: list[Figure]) -> None:
    assert state_rows(rows) == state_rows(ROWS)
    assert not contradict(state_rows(rows), state_rows(ROWS))


@given(st.integers(0, 2), st.decimals(min_value=-999, max_value=999, places=2))
def test_any_one_altered_figure_contradicts(at: int, value: object) -> None:
    other = altered(at, value=value)
    assert contradict(state_rows(ROWS), state_rows(other)) == (other[at].value != ROWS[at].value)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"value": None}, False),  # what could not be read contradicts nobody
        ({"period_end": date(2024, 12, 31)}, False),  # another day's figure neither
        ({"key": None, "label": "其他", "value": None}, False),
        ({"checks": (Check(id="PART", result="cannot_tell"),), "label": "库存现金"}, False),  # a part of the account
    ],
)
def test_only_the_same_row_of_the_same_day_can_contradict(more: dict[str, object], expected: bool) -> None:
    assert contradict(state_rows(ROWS), state_rows(altered(0, **more))) == expected


@pytest.mark.parametrize("label", ["预计负债转回", "Other current items"])
def test_a_row_of_no_account_counts_by_its_caption_on_a_statement_only(label: str) -> None:
    own = figure("bs.cash", "5").model_copy(update={"key": None, "label": label})
    noted = own.model_copy(update={"statement": "notes_table"})
    other = {"value": own.value + 1 if own.value is not None else None}
    assert contradict(state_rows([own]), state_rows([own.model_copy(update=other)]))
    assert not contradict(state_rows([noted]), state_rows([noted.model_copy(update=other)]))


def test_a_document_without_rows_contradicts_none() -> None:
    assert not contradict(b"", state_rows(ROWS))
