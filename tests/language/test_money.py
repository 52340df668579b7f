from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docintel.language.money import Amount, find_amounts

D = Decimal


def only(text: str) -> Amount:
    (amount,) = find_amounts(text)
    return amount


EXACT = [
    ("贷款金额为人民币500万元", "5000000", "CNY", "人民币500万元"),
    ("合计三百二十万元整", "3200000", "CNY", "三百二十万元整"),
    ("壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分整", "1234567.89", "CNY", "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分整"),
    ("￥１，２３４．５６", "1234.56", "CNY", "￥１，２３４．５６"),  # full width
    ("¥5,000 です", "5000", "JPY", "¥5,000"),  # kana beside it
    ("5,000円", "5000", "JPY", "5,000円"),
    ("人民币【500】万元", "5000000", "CNY", "人民币【500】万元"),  # a form filled in
    ("余额1亿2000万元", "120000000", "CNY", "1亿2000万元"),
    ("500万美元", "5000000", "USD", "500万美元"),
    ("500万元人民币", "5000000", "CNY", "500万元人民币"),
    ("港币500元", "500", "HKD", "港币500元"),
    ("USD 1.4m on Thursday", "1400000", "USD", "USD 1.4m"),
    ("HK$ 2,000,000 and", "2000000", "HKD", "HK$ 2,000,000"),
    ("S$3k", "3000", "SGD", "S$3k"),
    ("£5bn", "5000000000", "GBP", "£5bn"),
    ("a fee of $.05 per share", "0.05", "USD", "$.05"),
    ("US Dollars Two Million Five Hundred only", "2000500", "USD", "US Dollars Two Million Five Hundred"),
    ("One Hundred and 50/100 Dollars", "100.50", "USD", "One Hundred and 50/100 Dollars"),
    ("Five Hundred Thousand and No/100 Dollars", "500000", "USD", "Five Hundred Thousand and No/100 Dollars"),
    ("净利润-500万元", "-5000000", "CNY", "-500万元"),
    ("净亏损△1,200元", "-1200", "CNY", "△1,200元"),
    ("a loss of $(1,234.50)", "-1234.50", "USD", "$(1,234.50)"),
    ("USD5,000.00-", "-5000.00", "USD", "USD5,000.00-"),
    ("\t(1,234.00元)\n", "-1234.00", "CNY", "(1,234.00元)"),  # alone in its column
    ("费用（1,234.00元）由甲方承担", "1234.00", "CNY", "1,234.00元"),  # an apposition is no loss
    ("再批三百万，", "3000000", None, "三百万"),
    ("we need 2.5 million in cash", "2500000", None, "2.5 million"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "currency", "quote"), EXACT)
def test_exact_amounts(text: str, value: str, currency: str | None, quote: str) -> None:
    amount = only(text)
    assert (amount.value, amount.currency, text[amount.start : amount.end]) == (D(value), currency, quote)


def test_dollars_that_are_not_in_the_table_have_no_currency() -> None:
    assert [amount.currency for amount in find_amounts("J$500, Cdn. $50,000, HK $5, US $4")] == [
        None,
        "CAD",
        "HKD",
        "USD",
    ]


def test_a_list_dash_is_no_minus_but_a_lone_one_is() -> None:
    assert only("features:\n- $400 million revolving facility").value == D(400_000_000)
    assert only("net loss\n- $400\n").value == D(-400)


def test_a_name_or_an_empty_line_before_a_number_makes_no_money() -> None:
    assert find_amounts("Smith & Sterling\n599 Main Street; EURO\n\n1210") == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("三十几万元", "300000", "400000"),
        ("300多万元", "3000000", "4000000"),
        ("3-5亿元", "300000000", "500000000"),
        ("USD 5-10 million", "5000000", "10000000"),
        ("三十至五十万元", "300000", "500000"),
    ],
)
def test_inexact_amounts_have_ends_and_no_value(text: str, low: str, high: str) -> None:
    amount = only(text)
    assert (amount.value, amount.low, amount.high) == (None, D(low), D(high))


@pytest.mark.parametrize(
    ("text", "bound", "value"),
    [
        ("约1.2亿元", "about", "120000000"),
        ("500万元左右", "about", "5000000"),
        ("不超过人民币500万元", "at_most", "5000000"),
        ("至少300万元", "at_least", "3000000"),
        ("300万元以上", "at_least", "3000000"),  # Civil Code 1259: 以上 includes the number
        ("超过300万元", "more_than", "3000000"),
        ("not exceeding €20 million", "at_most", "20000000"),
        ("at least EUR 10 million", "at_least", "10000000"),
        ("up to an aggregate amount of $5,000,000", "at_most", "5000000"),
        ("approximately $5", "about", "5"),
        ("less than $5", "less_than", "5"),
    ],
)
def test_bounds_keep_the_figure(text: str, bound: str, value: str) -> None:
    amount = only(text)
    assert (amount.bound, amount.value) == (bound, D(value))


@pytest.mark.parametrize(
    "text",
    [
        "第3.2条 2026年3月25日 电话010-88886666 年利率7.5% 身份证110101199003071234",
        "Section 4.1, 25 March 2026, five (5) Business Days, 120 days",
        "单位：万元；百万元",  # units, no number
        "人口1.2亿人，3亿股，2万家",
        "5 million shares",
        "the number of shares outstanding was 2.47 billion.",
        "employment rose from 143.1 million in 2010",  # people
        "总额＿＿＿日元\n（９／１０）节",  # the next line's numbering
        "Constant 2010–11 dollars",  # dollars of a year
        "一元化管理，多元经营，2026元旦，12元件",
        "金额＿＿仟＿＿佰＿＿拾＿＿万＿＿仟＿＿佰＿＿拾＿＿元整",  # a blank form
        "人民币____元；【】万元；美元一次性汇出",
        "RMB'000 1,234",  # the head of a column
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert find_amounts(text) == []


@pytest.mark.parametrize("text", ["EUR 1.234,56", "$1,00,00"])
def test_a_figure_nobody_can_be_sure_of_has_no_value(text: str) -> None:
    amount = only(text)
    assert (amount.value, amount.low, amount.high) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "conflict"),
    [
        ("人民币壹亿元整（¥100,000,000.00）", False),
        ("人民币（大写）：壹佰万元整（小写）：￥1,000,000.00", False),
        ("人民币壹佰万元整（¥10,000,000.00）", True),  # words and figures differ
        ("five hundred thousand dollars ($500,000)", False),
        ("Two Million (2,000,000) US Dollars", False),
        ("Two Million US Dollars (US$2,500,000)", True),
        ("Five Hundred Million Japanese Yen (¥500,000,000)", False),  # ¥ is the sign of two currencies, $ of many
        ("five million Hong Kong dollars ($5,000,000)", False),
        ("five million Hong Kong dollars (US$5,000,000)", True),
    ],
)
def test_words_and_figures_beside_each_other_are_linked(text: str, conflict: bool) -> None:
    words, figures = find_amounts(text)
    assert words.pair == (figures.start, figures.end)
    assert figures.pair == (words.start, words.end)
    assert (words.conflict, figures.conflict) == (conflict, conflict)


def test_two_sums_with_a_dash_between_them_are_both_positive() -> None:
    assert [amount.value for amount in find_amounts("US$1,200,000 - US$1,500,000; 500万元-800万元")] == [
        D(1_200_000), D(1_500_000), D(5_000_000), D(8_000_000)]  # fmt: skip


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_any_printed_sum_reads_back_exactly(value: Decimal) -> None:
    assert only(f"the sum of USD {value:,.2f} is due").value == value


@given(st.text(alphabet="一百万元¥$1,.5-()（）约 年%零几\n"))
def test_amounts_lie_in_the_text_and_inexact_ones_have_no_value(text: str) -> None:
    for amount in find_amounts(text):
        assert 0 <= amount.start < amount.end <= len(text)
        assert amount.value is None or amount.value == amount.low == amount.high


def test_a_real_agreement_whose_words_and_figures_differ(shared) -> None:
    folder = shared / "data" / "edgar_agreements" / "credit"
    text = (folder / "1436229_2011-02-23_CREDIT AGREEMENT.txt").read_text(encoding="utf-8", errors="replace")
    differ = [amount for amount in find_amounts(text) if amount.conflict]
    # Read by eye: two hundred thousand dollars in words, 250,000 in figures; no other pair differs.
    assert [amount.value for amount in differ] == [D(200_000), D(250_000)]
