"""Tables that run over pages are one table: every row once, each on its own page, and nothing joined that is two."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docintel.readers.pdf import PdfReader
from docintel.records import Document, Table
from make_pdf import HEIGHT, both, make_pdf, ruled, turned, write

HEADS = (("期次", "还款日", "金额"), ("No.", "Due date", "Amount"))
#: A table of three columns whose last row ends above the foot of a page 600 points high.
LONG = 22


def rows(first: int, count: int) -> list[tuple[str, ...]]:
    """Instalments: number, day, amount."""
    return [(str(n), f"2026-{1 + n % 12:02}-21", f"{n},000.00") for n in range(first, first + count)]


def foot(text: str):
    """A page number where every page has one."""
    return lambda canvas: write(canvas, 200, HEIGHT - 20, text, 9)


def read(*pages, rotation: int = 0) -> Document:
    data = make_pdf(*pages)
    return PdfReader().read(turned(data, rotation) if rotation else data, "schedule.pdf").document


def words(document: Document, table: Table) -> list[tuple[int, ...] | tuple[str, ...]]:
    return [
        tuple(document.quote(table.grid[row, column].span) for column in range(table.width))
        for row in range(table.height)
    ]


def pages_of(table: Table) -> list[int]:
    return [table.grid[row, 0].page or 0 for row in range(table.height)]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("rotation", [0, 90])
def test_a_table_over_three_pages_is_one_with_its_head_once(head: tuple[str, ...], rotation: int) -> None:
    document = read(
        both(ruled([head, *rows(1, LONG)]), foot("1 / 3")),
        both(ruled([head, *rows(23, 23)], top=60), foot("2 / 3")),
        both(ruled([head, *rows(46, 4)], top=60), foot("3 / 3")),
        rotation=rotation,
    )
    (table,) = document.tables
    assert table.height == (1 + LONG) + (1 + 23) + (1 + 4) - 2
    assert words(document, table) == [head, *rows(1, 49)]
    assert pages_of(table) == [1] * 23 + [2] * 23 + [3] * 4
    assert (table.page, document.quote(table.span)[-6:]) == (1, "000.00")
    # the words of the repeated heads stay in the text, and cells stand in the text in their order
    assert document.text.count("\t".join(head)) == 3
    starts = [cell.span.start for cell in table.cells]
    assert starts == sorted(starts)


def test_rows_that_go_on_without_a_head_and_a_margin_for_binding() -> None:
    document = read(both(ruled([HEADS[0], *rows(1, LONG)], x=40)), both(ruled(rows(23, 3), x=70, top=60)))
    (table,) = document.tables
    assert words(document, table) == [HEADS[0], *rows(1, 25)]


def test_alike_rows_of_figures_are_no_head() -> None:
    same = ("甲", "2026-01-21", "1,000.00")
    document = read(both(ruled([same, *rows(1, LONG)])), both(ruled([same, *rows(23, 2)], top=60)))
    (table,) = document.tables
    assert words(document, table) == [same, *rows(1, LONG), same, *rows(23, 2)]


def test_years_and_units_above_columns_are_a_head() -> None:
    head = ("项目", "2025", "2024年12月31日")
    document = read(both(ruled([head, *rows(1, LONG)])), both(ruled([head, *rows(23, 2)], top=60)))
    assert words(document, document.tables[0]) == [head, *rows(1, 24)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # a heading before the next table
        (ruled([HEADS[0], *rows(1, LONG)]),
         both(lambda c: write(c, 50, 40, "附表二 罚息"), ruled([HEADS[0], *rows(23, 3)], top=60))),
        # a note under the first one
        (both(ruled([HEADS[1], *rows(1, LONG)]), lambda c: write(c, 50, 575, "Note: amounts in yuan.")),
         ruled([HEADS[1], *rows(23, 3)], top=60)),
        # other columns
        (ruled([HEADS[0], *rows(1, LONG)]), ruled([("甲", "乙"), ("丙", "丁")], top=60)),
        # the first ends in the upper half of its page
        (ruled([HEADS[0], *rows(1, 8)]), ruled([HEADS[0], *rows(23, 3)], top=60)),
        # the second begins in the lower half of its page
        (ruled([HEADS[0], *rows(1, LONG)]), ruled([HEADS[0], *rows(23, 3)], top=300)),
    ],
)  # fmt: skip
def test_what_may_be_two_tables_stays_two(first, second) -> None:
    document = read(first, second)
    assert [table.page for table in document.tables] == [1, 2]
    assert all(cell.page == table.page for table in document.tables for cell in table.cells)


def test_a_page_without_the_table_between_parts_it() -> None:
    document = read(
        ruled([HEADS[0], *rows(1, LONG)]), lambda c: write(c, 50, 80, "本页无正文。"), ruled([HEADS[0], *rows(23, 3)]),
    )  # fmt: skip
    assert [table.height for table in document.tables] == [23, 4]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 22), min_size=2, max_size=4), st.booleans())
def test_no_row_is_lost_and_none_is_there_twice(counts: list[int], repeat: bool) -> None:
    """However many rows stand on each page, and whether or not the head is printed again."""
    drawn, first = [], 1
    for page, count in enumerate(counts):
        full = count if page == len(counts) - 1 else 22  # pages before the last are full
        head = [HEADS[0]] if repeat or page == 0 else []
        drawn.append(both(ruled([*head, *rows(first, full)], top=60 if page else 100), foot(f"第 {page + 1} 页")))
        first += full
    document = read(*drawn)
    found = [row for table in document.tables for row in words(document, table)]
    assert found == [HEADS[0], *rows(1, first - 1)]
    assert len(document.tables) == 1
