"""The credit tone when rules and model both speak."""

import pytest

from docintel.encoder import Reading
from docintel.taggers.sentiment import Tone
from docintel.taggers.tones import decide_tone
from fake_model import FakeModel


def heard(negative: float, neutral: float, positive: float) -> Reading:
    return Reading(tone={"negative": negative, "neutral": neutral, "positive": positive})


def tone_of(text: str, reading: Reading, decide="both") -> Tone:
    return decide_tone(text, FakeModel({text: reading}), language=None, decide=decide)


@pytest.mark.parametrize("text", ["三楼的灯一盏盏灭了。", "The lights on the third floor went out one by one."])
def test_the_model_decides_and_its_probabilities_are_the_scores(text):
    found = tone_of(text, heard(0.7, 0.2, 0.1))
    assert (found.label, found.confidence) == ("negative", 0.7)
    assert found.scores == {"negative": 0.7, "neutral": 0.2, "positive": 0.1}
    assert [(trace.voice, trace.answer) for trace in found.traces] == [("rules", "neutral"), ("model", "negative")]


@pytest.mark.parametrize(
    "text",
    ["亏损由7.9亿元缩小至1.2亿元。", "The pre-tax loss was EUR 1.2 mn, compared with a loss of EUR 7.9 mn."],
)
def test_compared_numbers_outweigh_a_model_in_doubt_and_no_sure_one(text):
    doubtful, sure = heard(0.6, 0.1, 0.3), heard(0.99, 0.008, 0.002)
    assert tone_of(text, doubtful).label == "positive"
    assert tone_of(text, sure).label == "negative"
    assert tone_of(text, doubtful, "model").label == "negative"
    assert abs(sum(tone_of(text, doubtful).scores.values()) - 1) < 0.001
    assert [(trace.answer, trace.rule) for trace in tone_of(text, doubtful).traces][-1] == ("positive", "comparison")


def test_without_a_model_or_its_head_the_rules_stand_alone():
    for found in (
        decide_tone("净利润同比下降20%。", None, language=None, decide="both"),
        tone_of("净利润同比下降20%。", Reading()),
        tone_of("净利润同比下降20%。", heard(0.0, 0.0, 1.0), "rules"),
    ):
        assert (found.label, [trace.voice for trace in found.traces]) == ("negative", ["rules"])
