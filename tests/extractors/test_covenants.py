from decimal import Decimal

import pytest

from contracts import LOAN_EN, LOAN_ZH, contract
from docintel.extractors.covenants import covenants


def lines(text: str) -> list[tuple[str, str, Decimal, str | None, str]]:
    return [
        (found.metric, found.operator, found.threshold, found.test_frequency, found.level)
        for found in covenants(contract("借款合同\n1.1 " + text))
    ]


@pytest.mark.parametrize(
    ("text", "metric", "operator", "threshold", "level"),
    [
        ("资产负债率不高于70%。", "debt_to_assets", "<=", "0.70", "default"),
        ("资产负债率不得超过百分之七十，即70%。", "debt_to_assets", "<=", "0.70", "default"),
        ("偿债备付率维持在1.20以上。", "dscr", ">=", "1.20", "default"),  # 以上 includes the figure (Civil Code 1259)
        ("资产负债率控制在65%以下。", "debt_to_assets", "<=", "0.65", "default"),
        ("利息保障倍数不低于2.5倍。", "interest_cover", ">=", "2.5", "default"),
        ("偿债备付率低于1.15的，不得向股东分红。", "dscr", ">=", "1.15", "lock_up"),
        ("the DSCR is not less than 1.20:1.", "dscr", ">=", "1.20", "default"),
        ("the Leverage Ratio shall not exceed 3.50 to 1.00.", "leverage", "<=", "3.50", "default"),
        ("The Borrower shall maintain a quick ratio of not less than .6:1.", "quick_ratio", ">=", "0.6", "default"),
        (
            "The Fixed Charge Coverage Ratio shall equal or exceed 1.25:1.",
            "fixed_charge_cover",
            ">=",
            "1.25",
            "default",
        ),
        (
            "The Borrower shall maintain Tangible Net Worth of at least $5,000,000.",
            "tangible_net_worth",
            ">=",
            "5000000",
            "default",
        ),
        # what nobody may permit
        (
            "The Borrower shall not permit the Leverage Ratio to exceed 3.50 to 1.00.",
            "leverage",
            "<=",
            "3.50",
            "default",
        ),
        (
            "The Company will not allow Interest Coverage to be less than 2.0:1.",
            "interest_cover",
            ">=",
            "2.0",
            "default",
        ),
        # a ratio spelled out
        (
            "The ratio of Total Debt to Net Worth shall not exceed 2.5 to 1.",
            "debt_to_net_worth",
            "<=",
            "2.5",
            "default",
        ),
        (
            "The ratio of the Total Debt of Borrower to the Tangible Net Worth shall never be more than 10.0:1.",
            "debt_to_net_worth",
            "<=",
            "10.0",
            "default",
        ),
    ],
)
def test_metric_direction_and_line(text: str, metric: str, operator: str, threshold: str, level: str) -> None:
    assert [(line[0], line[1], line[2], line[4]) for line in lines(text)] == [
        (metric, operator, Decimal(threshold), level)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "资产负债率指负债合计除以资产总计。",  # a definition
        "流动比率不得低于____。",  # a blank
        "资产负债率为62%。",  # a statement of fact
        "偿债备付率低于1.15。",  # a threshold without a consequence
        "the Leverage Ratio means debt divided by EBITDA.",
        "If the Leverage Ratio is less than 2.00, the Applicable Margin shall be 1.25%.",  # a pricing grid
        "Regardless of Net Worth, the price shall not have a cash component in excess of $35.0 million.",  # a cap
        "the Lender shall be told if Net Worth is not less than 45 days old.",  # no sum of money
    ],
)
def test_what_is_no_covenant(text: str) -> None:
    assert lines(text) == []


def test_a_line_that_rises_goes_to_review() -> None:
    text = "LOAN AGREEMENT\n1.1 The Borrower shall maintain Net Worth of at least $5,000,000 plus 50% of Net Income."
    assert [(line.threshold, line.confidence) for line in covenants(contract(text))] == [(Decimal(5_000_000), None)]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        # steps: which line holds today is not in the words
        ("资产负债率第一年不高于75%、此后不高于70%。", False),
        ("第一年资产负债率不高于75%。", False),
        ("自2027年1月1日起，资产负债率不高于65%。", False),
        ("资产负债率不高于70%，2027年度不高于65%。", False),
        ("偿债备付率不低于1.20倍，并逐年提高。", False),
        ("the Leverage Ratio shall not exceed 6.00:1, reduced to 4.00:1 from 30 June 2027.", False),
        ("the Leverage Ratio shall not exceed 6.00:1 through 2026 and 4.00:1 thereafter.", False),
        ("the Leverage Ratio shall not exceed 65% until 2026 and 60% after that date.", False),
        ("Until 31 October 2026 the Leverage Ratio shall not exceed 4.00:1.", False),
        ("the DSCR is not less than 1.20:1 or, when agreed, the DSCR is not less than 1.10:1.", False),
        # another line will do, or it is the exception
        ("The Borrower shall maintain a quick ratio of not less than .6:1 or a current ratio as agreed.", False),
        ("The Borrower shall be permitted to have a Net Worth of not less than $2.5 billion for one period.", False),
        (
            "The Borrower shall maintain Net Worth of at least the sum of (a) Six Million Dollars ($6,000,000) plus.",
            False,
        ),
        # one line at all times; what follows is its consequence or its test date
        ("资产负债率不高于70%，否则利率上浮10%。", True),
        ("资产负债率不高于70%，偿债备付率不低于1.20倍。", True),
        ("the Leverage Ratio shall not exceed 3.50:1 at the end of each fiscal quarter.", True),
    ],
)
def test_a_line_that_does_not_hold_at_all_times_goes_to_review(text: str, sure: bool) -> None:
    found = list(covenants(contract("借款合同\n1.1 " + text)))
    assert found
    assert [line.confidence is not None for line in found[:1]] == [sure]


def test_covenants_of_the_two_loans() -> None:
    zh, en = (list(covenants(contract(text))) for text in (LOAN_ZH, LOAN_EN))
    assert [(line.metric, line.indicator, line.threshold, line.test_frequency, line.clause) for line in zh] == [
        ("debt_to_assets", "fin.debt_to_assets", Decimal("0.70"), "quarterly", "4.1"),
        ("dscr", "cov.dscr", Decimal("1.20"), "quarterly", "4.1"),
    ]
    assert [(line.metric, line.threshold, line.test_frequency, line.clause) for line in en] == [
        ("leverage", Decimal("3.50"), "quarterly", "2.1"),
        ("interest_cover", Decimal("4.0"), "quarterly", "2.2"),
    ]
