"""Codes in words: what an identity says, and what else can fail about a figure."""

from decimal import Decimal
from pathlib import Path

import pytest

from docintel.assets import model_table
from docintel.exports.names import check_name, failed_name

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide.md"


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("I-CF3", "I-CF3（期末现金 = 期初现金 + 现金净增加额）", "I-CF3 (closing cash = opening cash + net change)"),
        # two identities that fail by one number
        ("I-IS3/I-IS4", "I-IS3（净利润 = 利润总额 − 所得税费用） / "
         "I-IS4（净利润 = 归属于母公司的净利润 + 少数股东损益）",
         "I-IS3 (net profit = profit before tax − income tax) / "
         "I-IS4 (net profit = owners' profit + minority interest)"),
        ("image_read", "图像识别所得数字不同", "the image of the number reads otherwise"),
        ("own.check", "own.check", "own.check"),
    ],
)  # fmt: skip
def test_a_check_says_what_it_compares(code: str, zh: str, en: str) -> None:
    assert check_name(code) == (zh, en)


@pytest.mark.parametrize(
    ("code", "gap", "zh", "en"),
    [
        ("I-NT2", "99.00", "I-NT2（附注数字 = 资产负债表该科目） 不平 99.00",
         "I-NT2 (the note's number = the balance sheet's row) fails 99.00"),
        ("own.check", None, "own.check 不平", "own.check fails"),
        # no identity: its words say what is wrong, and no gap of it is an amount
        ("second_read", "1", "两次读取文本层所得数字不同", "two readings of the text layer differ"),
        ("SCALE", None, "单位与另一张报表矛盾", "its stated unit contradicts another statement"),
    ],
)  # fmt: skip
def test_what_fails_is_said_with_its_gap(code: str, gap: str | None, zh: str, en: str) -> None:
    assert failed_name(code, None if gap is None else Decimal(gap)) == (zh, en)


def test_the_guide_explains_every_identity_in_both_languages() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    rows = [f"| {code} | {row['zh']} | {row['en']} |" for code, row in model_table("labels.toml")["checks"].items()]
    assert [row for row in rows if row not in guide] == []
