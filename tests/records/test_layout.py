"""The sidecar: boxes of a span, one a line, and what was stored comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.records import Box, Layout, Place, Span


def laid_out(*lines: str) -> Layout:
    layout = Layout()
    for row, line in enumerate(lines):
        for at, _ in enumerate(line):
            layout.append(Box(1, 10.0 * at, 20.0 * row, 10.0 * at + 10, 20.0 * row + 12))
        layout.append(None)
    return layout


def test_a_span_over_two_lines_has_two_boxes() -> None:
    layout = laid_out("甲方应当", "支付价款")
    assert layout.boxes(Span(start=2, end=7)) == [Box(1, 20, 0, 40, 12), Box(1, 0, 20, 20, 32)]


def test_a_line_break_has_no_box() -> None:
    assert laid_out("甲", "乙").boxes(Span(start=1, end=2)) == []


def test_raised_and_small_characters_stay_on_their_line() -> None:
    layout = Layout()
    layout.append(Box(1, 0, 10, 10, 22))
    layout.append(Box(1, 10, 9, 14, 15))  # a footnote mark
    assert layout.boxes(Span(start=0, end=2)) == [Box(1, 0, 9, 14, 22)]


def test_pages_are_never_joined() -> None:
    layout = Layout()
    layout.append(Box(1, 0, 0, 10, 10))
    layout.append(Box(2, 10, 0, 20, 10))
    assert [box.page for box in layout.boxes(Span(start=0, end=2))] == [1, 2]


@given(st.lists(st.none() | st.builds(Box, st.integers(1, 999), *[st.floats(0, 999, width=32)] * 4), max_size=30))
def test_what_is_stored_comes_back(boxes: list[Box | None]) -> None:
    layout = Layout()
    for box in boxes:
        layout.append(box)
    assert Layout.from_bytes(layout.to_bytes()) == layout


#: Where the third of four characters of a line stands from the first, by how far the words are turned clockwise.
STEPS = {0: (10.0, 0.0), 90: (0.0, 10.0), 180: (-10.0, 0.0), 270: (0.0, -10.0)}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("span", [Span(start=0, end=4), Span(start=2, end=3)], ids=["a number", "a single dash"])
def test_a_place_knows_which_way_its_words_run(turn: int, span: Span) -> None:
    layout = Layout()
    right, down = STEPS[turn]
    for at in range(4):
        layout.append(Box(1, 100 + at * right, 100 + at * down, 108 + at * right, 108 + at * down))
    first, last = (layout.boxes(Span(start=at, end=at + 1))[0] for at in (span.start, span.end - 1))
    whole = Box(
        1, min(first.x0, last.x0), min(first.top, last.top), max(first.x1, last.x1), max(first.bottom, last.bottom)
    )
    assert layout.place(span) == Place((whole,), turn)


def test_a_place_without_boxes_is_empty() -> None:
    assert laid_out("甲", "乙").place(Span(start=1, end=2)) == Place(())
