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
