"""What recurs at the edge of pages is a header or footer; what recurs in the text is not."""

import pytest

from docintel.readers.running_lines import find_running_lines
from docintel.readers.tape import TextLine
from docintel.records import Page, Span


def found(pages: list[list[tuple[float, str]]]) -> list[str]:
    """The words taken for running lines, from pages of (top, words) on A4."""
    text, lines, sheets = "", [], []
    for number, page in enumerate(pages, 1):
        start = len(text)
        for top, words in page:
            span = Span(start=len(text), end=len(text) + len(words))
            lines.append(TextLine(span, number, number, 50, top, 400, top + 10, 10))
            text += words + "\n"
        sheets.append(Page(number=number, span=Span(start=start, end=len(text)), width=595, height=842))
    running = find_running_lines(lines, sheets, text)
    return [
        f"{edge}: {text[line.span.start : line.span.end]}" for line in lines if (edge := running.get(line.span.start))
    ]


def test_same_words_at_the_same_height_on_each_page() -> None:
    pages = [[(30, "年度报告"), (70, f"{body}的正文"), (790, f"第{n}页")] for n, body in enumerate("甲乙丙", 1)]
    assert found(pages) == [f"{part}" for n in (1, 2, 3) for part in ("header: 年度报告", f"footer: 第{n}页")]


def test_a_phrase_that_opens_several_pages_is_no_header() -> None:
    """「□适用 √不适用」 begins pages 1, 9 and 17 of a report, always at the height of the first line."""
    pages = [[(60, "□适用 √不适用" if n % 8 == 1 else f"{chr(0x4E00 + n)}项正文")] for n in range(1, 21)]
    assert found(pages) == []


@pytest.mark.parametrize("number", ["12", "- 12 -", "12 / 152", "Page 3 of 9", "第 3 页 共 9 页", "A-11", "xii"])
def test_page_numbers_need_no_repetition(number: str) -> None:
    assert found([[(100, "Body"), (800, number)]]) == [f"footer: {number}"]


@pytest.mark.parametrize("words", ["1,234.00", "2025-01-31", "Total 12", "12.5%"])
def test_figures_at_the_foot_of_a_page_are_content(words: str) -> None:
    assert found([[(100, "Body"), (800, words)]]) == []


def test_odd_and_even_headers() -> None:
    pages = [[(30, "Annual Report" if n % 2 else "Acme plc"), (200, "Body " + "abcdefgh"[n])] for n in range(8)]
    assert len(found(pages)) == 8


def test_page_numbers_left_in_mid_page_count_up() -> None:
    """A filing printed anew keeps its old page numbers, in the middle of the new pages."""
    body = [(100 + 12.0 * n, f"words {'of the clause ' * n}") for n in range(20)]
    pages = [[*body, (400, f"-{n}-"), (430, "more words")] for n in range(1, 6)]
    assert found(pages) == [f"footer: -{n}-" for n in range(1, 6)]


def test_numbers_that_do_not_count_up_are_content() -> None:
    body = [(100 + 12.0 * n, f"words {'of the clause ' * n}") for n in range(20)]
    assert found([[*body, (400, str(n))] for n in (7, 3, 12, 5, 9)]) == []
    assert found([[(200 + 12.0 * n, str(n)) for n in range(1, 9)]]) == []  # a list of numbers
