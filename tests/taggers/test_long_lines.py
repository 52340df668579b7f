"""Lines beyond the model's window are read in parts that make up the whole."""

import pytest

from docintel.encoder import Reading
from docintel.taggers.long_lines import read_whole
from fake_model import FakeModel


def window(size: int) -> FakeModel:
    return FakeModel(lambda text: Reading(truncated=len(text) > size))


def parts(text: str, size: int) -> list[str]:
    (found,) = read_whole(window(size), [text])
    return [text[stretch.start : stretch.end] for stretch in found]


def test_what_fits_is_read_whole_and_in_one_call() -> None:
    model = window(500)
    found = read_whole(model, ["甲方应付款。", "The Buyer shall pay."])
    assert [len(stretches) for stretches in found] == [1, 1]
    assert model.calls == [["甲方应付款。", "The Buyer shall pay."]]


@pytest.mark.parametrize(
    ("item", "mark"),
    [
        ("甲方应当在收到通知之后支付货款；", "；"),
        ("the Buyer shall pay what it owes; ", "; "),
        ("the Buyer shall pay, ", ", "),
    ],
)
def test_a_long_line_is_cut_at_its_marks_and_nothing_is_lost(item: str, mark: str) -> None:
    found = parts(item * 40, 200)
    assert "".join(found) == item * 40
    assert all(len(part) <= 200 for part in found)
    assert all(part.rstrip().endswith(mark.strip()) for part in found)


def test_a_line_without_any_mark_is_cut_all_the_same() -> None:
    found = parts("债" * 1_000, 200)
    assert "".join(found) == "债" * 1_000
    assert all(len(part) <= 200 for part in found)


def test_a_model_that_never_has_enough_is_not_asked_for_ever() -> None:
    found = parts("甲方，" * 100, 0)
    assert "".join(found) == "甲方，" * 100
    assert min(map(len, found)) > 20


def test_an_empty_text_has_an_empty_reading() -> None:
    ((only,),) = read_whole(window(5), [""])
    assert (only.start, only.end, only.reading) == (0, 0, Reading())
