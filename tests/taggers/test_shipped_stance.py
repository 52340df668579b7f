"""What the shipped model makes of wording that no rule knows; skipped where no model lies in models/encoder."""

import pytest

from docintel.encoder.reading import FILES, model_folder
from docintel.taggers.intent import tag_utterance
from docintel.taggers.stance import Tagged
from docintel.taggers.tones import tag_tone

_ABSENT = [name for name in FILES if not model_folder().joinpath(name).is_file()]
pytestmark = pytest.mark.skipif(bool(_ABSENT), reason=f"no text model here: {', '.join(_ABSENT)} missing")


@pytest.mark.parametrize(
    ("text", "context", "intents"),
    [
        ("这趟生意黄了，合同咱们到此为止吧。", None, {"CI-8"}),
        ("We're done here, please treat our application as withdrawn.", None, {"CI-8"}),
        ("贵行提出的条件，我们还得再商量商量。", None, {"CI-5"}),
        ("We will have to think it over and come back to you.", None, {"CI-5"}),
        ("流水不能给，这是底线。", "银行：请提供流水", {"CI-7"}),
        ("等工程款下来再说嘛，急什么。", "租金逾期15天", {"CI-6", "CI-7"}),
        ("Still waiting on the client, nothing I can do right now.", "rental 15 days overdue", {"CI-6", "CI-7"}),
    ],
)
def test_intents_of_wording_without_cues(text, context, intents):
    found = tag_utterance(text, context=context)
    assert found.ci in intents
    assert spoken(found) == {"rules", "model"}


@pytest.mark.parametrize(
    ("chinese", "english"),
    [("工人三个月没领到工钱了。", "The workers have not seen a pay packet for three months.")],
)
def test_events_of_wording_without_frames(chinese, english):
    for text in (chinese, english):
        assert "EV-22" in [event.code for event in tag_utterance(text).events]


@pytest.mark.parametrize(
    ("chinese", "english", "label"),
    [
        (
            "公司全年净利润同比增长三成，创历史新高。",
            "Full-year net profit rose by a third to a record high.",
            "positive",
        ),
        ("公司债券未能按期兑付，构成实质违约。", "The company failed to redeem its bonds on time.", "negative"),
        ("股东大会将于下周三召开。", "The annual general meeting will be held next Wednesday.", "neutral"),
    ],
)
def test_tone_in_both_languages(chinese, english, label):
    for text in (chinese, english):
        found = tag_tone(text)
        assert found.label == label
        assert abs(sum(found.scores.values()) - 1) < 0.001


def test_rules_alone_leave_their_own_trace_only():

    assert spoken(tag_utterance("我司正式终止合作。", decide="rules")) == {"rules"}


def spoken(tagged: Tagged) -> set[str]:
    return {trace.voice for trace in tagged.traces}
