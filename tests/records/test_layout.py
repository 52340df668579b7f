"""The sidecar: boxes of a span, one a line, and what was stored comes back."""

from hypothesis import given
from hypothesis import strategies as st

from docintel.records import Box, Layout, Span


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
