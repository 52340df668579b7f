"""How far a page lay askew, in Chinese and English print, with rules and without, and where nothing can be told."""

import math

import numpy as np
import pytest

from docintel.readers.page_tilt import page_tilt
from make_pdf import both, lines, make_pdf, ruled
from make_scan import picture

TABLE = [["项目", "期末余额"], ["货币资金", "1,234,567.89"], ["应收账款", "(1,250.50)"]]
PAGES = {
    "中文，有框线": make_pdf(both(lines("资产负债表", "单位：元"), ruled(TABLE))),
    "English, no rules": make_pdf(lines(*["Trade receivables      12,345      10,987"] * 8)),
}


def seen(name: str, askew: float, noise: int = 6) -> np.ndarray:
    return np.asarray(picture(PAGES[name], askew=askew, noise=noise).convert("RGB"))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("askew", [-1.4, -0.3, 0.2, 0.6])
def test_small_slopes_are_found_to_a_twelfth_of_a_degree(name: str, askew: float) -> None:
    assert math.degrees(page_tilt(seen(name, askew), 0.0)) == pytest.approx(askew, abs=0.08)


@pytest.mark.parametrize("name", PAGES)
def test_a_large_slope_is_found_near_what_the_boxes_say(name: str) -> None:
    assert math.degrees(page_tilt(seen(name, 6.0), math.radians(5.2))) == pytest.approx(6.0, abs=0.08)


@pytest.mark.parametrize("name", PAGES)
def test_a_straight_page_is_left_straight(name: str) -> None:
    assert page_tilt(seen(name, 0.0), 0.0) == 0.0


def test_a_page_without_ink_has_no_tilt() -> None:
    assert page_tilt(np.full((400, 300, 3), 255, np.uint8), 0.0) == 0.0
