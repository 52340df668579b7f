import pytest

from docintel.language.currencies import code_of, currency_after, currency_before


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("人民币", "CNY"),
        ("RMB", "CNY"),
        ("$", "USD"),
        ("HK$", "HKD"),
        ("U.S.  Dollars", "USD"),
        ("圆", None),
        ("CNH", "CNH"),
    ],
)
def test_code_of(spelling: str, code: str | None) -> None:
    assert code_of(spelling, japanese=False) == code


def test_the_yen_sign_follows_the_text_around_it() -> None:
    assert (code_of("¥", japanese=True), code_of("¥", japanese=False)) == ("JPY", "CNY")


def test_the_longest_spelling_wins() -> None:
    before = currency_before("a price of HK$ ")
    after = currency_after("500元人民币,", 3)
    assert before is not None
    assert after is not None
    assert (before["before"], after["after"]) == ("HK$", "元人民币")


@pytest.mark.parametrize("word", ["元旦", "元件", "元化"])
def test_a_word_that_only_begins_like_a_currency(word: str) -> None:
    assert currency_after(word, 0) is None
