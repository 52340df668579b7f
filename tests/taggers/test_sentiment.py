"""The credit tone of a sentence: what moved, and whether that is good for a creditor."""

import json

import pytest

from docintel.taggers.sentiment import tone


@pytest.mark.parametrize(
    ("chinese", "english", "label"),
    [
        ("净利润同比增长20%。", "Net profit rose 20%.", "positive"),
        ("净利润同比下降20%。", "Net profit fell 20%.", "negative"),
        # a bad thing that shrinks is good news, one that grows is not
        ("亏损大幅收窄。", "Losses narrowed.", "positive"),
        ("亏损进一步扩大。", "Losses widened.", "negative"),
        ("不良率上升。", "Bad loans increased.", "negative"),
        ("资产负债率下降。", "Net debt fell.", "positive"),
        # negation turns the word behind it
        ("公司未发生违约。", "The company did not default.", "positive"),
        ("公司发生违约。", "The company defaulted.", "negative"),
        ("公司被立案调查。", "The company is under investigation.", "negative"),
        ("公司中标重大项目。", "The company won a large contract.", "positive"),
        # nothing said about credit
        ("会议于周三召开。", "The meeting takes place on Wednesday.", "neutral"),
    ],
)
def test_both_languages(chinese, english, label):
    assert (tone(chinese).label, tone(english).label) == (label, label)


def test_what_follows_but_weighs_more():
    assert tone("Revenue grew, but the company warned of losses and cash fell short.").label == "negative"


def test_scores_are_shares_and_the_label_is_the_largest_when_clear():
    found = tone("Net debt fell and margins improved.")
    assert abs(sum(found.scores.values()) - 1) < 0.001
    assert max(found.scores, key=found.scores.get) == found.label == "positive"


def test_stronger_evidence_is_trusted_more():
    assert tone("Net debt fell and margins improved, orders rose.").confidence > tone("Shares moved up.").confidence


def test_public_english_headlines(shared):
    """Opposite labels (good for bad) stay below one in twelve on a set no rule was written from."""
    rows = json.loads(
        (shared / "data/measure_only/fiqa/task1_headline_ABSA_train.json").read_text(encoding="utf-8")
    ).values()
    flips = sum(
        tone(row["sentence"]).label == wrong
        for row in rows
        for wrong in [{True: "negative", False: "positive"}[float(row["info"][0]["sentiment_score"]) > 0]]
    )
    assert flips / len(rows) < 1 / 12
