# ruff: noqa: E501 - sentences are kept whole
"""Two numbers of one thing: which way it moved, and whether that is good."""

import pytest

from docintel.taggers.comparisons import direction


@pytest.mark.parametrize(
    ("chinese", "english", "label"),
    [
        ("营业利润为1210万欧元，上年同期为1340万欧元。", "Operating profit was EUR 12.1 mn, compared with EUR 13.4 mn.", "negative"),
        ("营业收入38.2亿元，去年同期为33.9亿元。", "Net sales totalled EUR 38.2 mn, up from EUR 33.9 mn.", "positive"),
        # less of a bad thing is good news, whatever the verb
        ("亏损由去年同期的7.9亿元缩小至1.2亿元。", "The loss narrowed from EUR 7.9 mn to EUR 1.2 mn.", "positive"),
        ("有息负债由58亿元增至71亿元。", "Net debt was EUR 71 mn, against EUR 58 mn.", "negative"),
        # units differ and are brought together
        ("净利润为1.1亿元，上年同期为9,000万元。", "Net profit was EUR 1.1 bn versus EUR 900 million.", "positive"),
        ("毛利率为21.3%，上年同期为25.4%。", "The gross margin was 21.3%, compared to 25.4%.", "negative"),
        # a loss after a profit
        ("净亏损为0.2亿元，上年同期净利润为0.3亿元。", "The net loss was EUR 0.2 mn, compared with a profit of EUR 0.3 mn.", "negative"),
        ("净利润为0.2亿元，上年同期亏损0.3亿元。", "Net profit was EUR 0.2 mn compared to a loss of EUR 0.3 mn.", "positive"),
    ],
)  # fmt: skip
def test_the_numbers_tell(chinese, english, label):
    assert (direction(chinese), direction(english)) == (label, label)


@pytest.mark.parametrize(
    "text",
    [
        "The grocer's fiscal fourth quarter had 13 weeks, versus 14 weeks last year.",  # nothing good or bad, no unit
        "Collaboration revenue was $6.3 million, versus $6.1 million.",  # hardly moved
        "Revenue from 2008 to 2010 was stable.",  # years
        "完全成本已降至13.6元/公斤，较年初下降1.4元。",  # the second number is the change itself
        "营业收入为38.2亿元，毛利率25%。",  # two things
        "The meeting takes place on Wednesday.",
    ],
)
def test_what_compares_nothing(text):
    assert direction(text) is None
