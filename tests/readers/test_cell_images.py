"""One number cut out of a page: the sign outside its box comes along, rules and neighbours stay behind."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from docintel.readers.cell_images import CellImage, cut_out
from docintel.readers.page_images import PagePicture
from docintel.records import Box

#: A line of print as bars: a minus sign, three digits, and the first digit of the next column.
HEIGHT, DIGIT = 20, 12
MINUS, DIGITS, NEXT = (94, 99, 101, 101), (104, 142), (190, 202)
BOX = Box(1, 102.0, 90.0, 144.0, 110.0)


def page(*, wall: int | None = None, under: int | None = None, digits: bool = True) -> PagePicture:
    image = Image.new("RGB", (300, 200), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle(MINUS, fill="black")
    if digits:
        for left in range(*DIGITS, 14):
            draw.rectangle((left, 92, left + 9, 107), outline="black", width=3)
    draw.rectangle((NEXT[0], 92, NEXT[1], 107), fill="black")
    if wall is not None:
        draw.line((wall, 40, wall, 160), fill="black", width=2)
    if under is not None:
        draw.line((20, under, 280, under), fill="black", width=2)
    return PagePicture(np.asarray(image), 1.0)


def inked(found: CellImage | None) -> list[tuple[int, int]]:
    """Where ink begins and ends from left to right, in pixels of the image."""
    assert found is not None
    columns = np.flatnonzero((found.image.min(axis=2) < 128).any(axis=0))
    breaks = np.flatnonzero(np.diff(columns) > 1)
    return list(zip(columns[[0, *(breaks + 1)]].tolist(), columns[[*breaks, len(columns) - 1]].tolist(), strict=True))


def test_a_minus_beside_the_box_belongs_to_the_number_and_the_next_column_does_not() -> None:
    found = cut_out(page(), BOX, 0, 40)
    assert found is not None
    assert found.image.shape == (48, 320, 3)
    runs = inked(found)
    assert len(runs) == 4
    sign, first = runs[0][1] - runs[0][0], runs[1][1] - runs[1][0]
    assert 0.5 * first < sign < first


def test_what_stands_beyond_a_rule_belongs_to_another_cell() -> None:
    assert len(inked(cut_out(page(wall=102), BOX, 0, 40))) == 3


def test_a_rule_under_the_number_is_wiped_out() -> None:
    assert inked(cut_out(page(under=112), BOX, 0, 40)) == inked(cut_out(page(), BOX, 0, 40))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_number_is_turned_back(turn: int) -> None:
    upright = page().image
    turned = np.ascontiguousarray(np.rot90(upright, -turn // 90))
    corners = {
        90: Box(1, 200 - 110.0, 102.0, 200 - 90.0, 144.0),
        180: Box(1, 300 - 144.0, 200 - 110.0, 300 - 102.0, 200 - 90.0),
        270: Box(1, 90.0, 300 - 144.0, 110.0, 300 - 102.0),
    }
    back = inked(cut_out(PagePicture(turned, 1.0), corners[turn], turn, 40))
    straight = inked(cut_out(page(), BOX, 0, 40))
    assert np.abs(np.array(back) - np.array(straight)).max() <= 2


def test_a_dash_alone_is_told_by_its_shape() -> None:
    found = cut_out(page(digits=False), Box(1, 90.0, 90.0, 100.0, 110.0), 0, 40)
    assert found is not None
    assert found.is_dash
    number = cut_out(page(), BOX, 0, 40)
    assert number is not None
    assert not number.is_dash


@pytest.mark.parametrize(
    "box", [Box(1, 230.0, 140.0, 260.0, 160.0), Box(1, 400.0, 90.0, 440.0, 110.0), Box(1, 100.0, 90.0, 100.0, 90.0)]
)
def test_where_nothing_is_printed_there_is_no_image(box: Box) -> None:
    assert cut_out(page(), box, 0, 40) is None
