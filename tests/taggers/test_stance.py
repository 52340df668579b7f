# ruff: noqa: E501 - sentences are kept whole
"""Intent and events of a sentence when rules and model both speak: who decides, which values hang on it, what stays on record."""

from datetime import date
from decimal import Decimal

import pytest

from docintel.assets import model_table
from docintel.encoder import AspectReading, EventReading, Reading
from docintel.taggers.stance import Said, tag_all
from fake_model import FakeModel

SENT = date(2026, 6, 10)  # a Wednesday
CODES = ("none", *(f"CI-{number}" for number in range(1, 10)))


def reading(ci: str, sure: float = 0.82, events: tuple[EventReading, ...] = (), **scores: float) -> Reading:
    """A reading that prefers one intent and shares the rest among the others."""
    rest = (1 - sure) / (len(CODES) - 1)
    return Reading(
        intent={code: sure if code == ci else rest for code in CODES},
        objects={"payment": 0.9, "none": 0.1},
        events=events,
        event_scores={**{f"EV-{number:02d}": 0.001 for number in range(1, 24)}, **{e.code: e.confidence for e in events}, **{code.replace("_", "-"): score for code, score in scores.items()}},
        sentiment={-2: 0.1, -1: 0.6, 0: 0.3},
    )  # fmt: skip


def tag(text: str, said: Reading, *, decide="both", context=None, weight=None):
    return tag_all([Said(text, context, None, SENT, weight)], FakeModel({text: said}), decide)[0]


@pytest.mark.parametrize(
    "text", ["等我把地里的事忙利索再说吧，您别上火。", "The goats come first, ask me when the rains are over."]
)
def test_the_model_decides_where_no_rule_speaks(text):
    found = tag(text, reading("CI-6", 0.82))
    assert (found.ci, found.confidence, found.ci_object, found.sentiment) == ("CI-6", 0.82, "payment", -1)


@pytest.mark.parametrize("text", ["我司正式终止合作。", "We hereby terminate the cooperation."])
def test_a_rule_that_is_nearly_always_right_outweighs_a_model_in_doubt_and_no_sure_one(text):
    assert tag(text, reading("CI-7", 0.4)).ci == "CI-8"
    assert tag(text, reading("CI-7", 0.97)).ci == "CI-7"
    # alone, neither hears the other
    assert tag(text, reading("CI-7", 0.4), decide="model").ci == "CI-7"
    assert tag(text, reading("CI-7", 0.97), decide="rules").ci == "CI-8"


@pytest.mark.parametrize("text", ["这个方案我们再研究研究，有消息再跟您说。", "We need to think about these terms."])
def test_a_rule_seldom_heard_is_as_good_a_witness_as_others_with_its_answer(text):
    (rule,) = [
        trace for trace in tag(text, reading("CI-2", 0.5)).traces if trace.voice == "rules" and trace.question == "ci"
    ]
    assert (rule.rule, rule.rule in model_table("rules/intent.toml")["votes"]["ci"]) == ("think_terms", False)
    assert tag(text, reading("CI-2", 0.5)).ci == "CI-5"
    assert tag(text, reading("CI-2", 0.98)).ci == "CI-2"


@pytest.mark.parametrize(
    ("text", "third"), [("还得再等等。", "第三次催办"), ("It will take a bit longer.", "third reminder")]
)
def test_a_third_deferral_is_a_refusal_unless_it_names_a_day(text, third):
    assert tag(text, reading("CI-6", 0.8), context=third).ci == "CI-7"
    assert tag(text, reading("CI-6", 0.8)).ci == "CI-6"
    dated = f"{text} 7月15日。"
    assert tag(dated, reading("CI-6", 0.8), context=third).ci == "CI-6"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("先挪用几天，6月30日把80万元补齐。", "800000"),
        ("Give us until 30 June and you have your USD 800,000.", "800000"),
    ],
)
def test_values_hang_on_the_models_events_and_feed_the_promise_ledger(text, amount):
    found = tag(text, reading("CI-1", 0.8, (EventReading("EV-01", "stated", 0.7),)))
    (event,) = found.events
    assert (event.code, event.modality) == ("EV-01", "stated")
    assert (event.slots["amount"], event.slots["date"]) == (amount, "2026-06-30")
    assert (found.pledge.amount, found.pledge.due) == (Decimal(amount), date(2026, 6, 30))
    # day and amount are named, the sender may commit, nothing is attached
    assert found.strength == 0.75


@pytest.mark.parametrize(
    "text", ["一季度的利息3月23日就到你们账上了。", "The interest reached your account on 23 March."]
)
def test_what_is_paid_is_no_promise(text):
    heard = (EventReading("EV-01", "stated", 0.4), EventReading("EV-10", "stated", 0.7))
    found = tag(text, reading("CI-1", 0.8, heard))
    assert ([event.code for event in found.events], found.pledge) == (["EV-10"], None)


def test_a_promise_only_hinted_at_is_no_entry_of_the_ledger():
    hinted = reading("CI-2", 0.8, (EventReading("EV-01", "hinted", 0.7),))
    assert tag("6月30日大概能凑出80万元。", hinted).pledge is None


@pytest.mark.parametrize("text", ["工人工资已拖欠两个月。", "Wages have not been paid for two months."])
def test_an_event_that_rules_hear_needs_little_from_the_model_and_not_nothing(text):
    assert [event.code for event in tag(text, reading("CI-4", EV_22=0.05)).events] == ["EV-22"]
    assert tag(text, reading("CI-4", EV_22=0.001)).events == ()


def test_a_denial_that_a_rule_saw_holds():
    heard = (EventReading("EV-02", "stated", 0.8),)
    (event,) = tag("我司没有延期付款的打算。", reading("CI-4", events=heard)).events
    assert (event.code, event.modality) == ("EV-02", "denied")


def test_a_commitment_without_authority_is_interest():
    assert tag("行，就这么定了。", reading("CI-1"), weight=0.3).ci == "CI-2"
    assert tag("行，就这么定了。", reading("CI-1"), weight=0.9).ci == "CI-1"


def test_courtesy_has_no_label_and_no_events():
    heard = (EventReading("EV-18", "stated", 0.6),)
    found = tag("这趟麻烦各位了。", reading("none", events=heard))
    assert (found.ci, found.ci_object, found.strength, found.events) == (None, None, None, ())


def test_what_each_voice_said_is_kept():
    found = tag("我司正式终止合作。", reading("CI-7", 0.4, (EventReading("EV-17", "stated", 0.6),)))
    said = [(trace.voice, trace.question, trace.answer, trace.confidence, trace.rule) for trace in found.traces]
    assert said == [
        ("rules", "ci", "CI-8", 0.92, "terminate"),
        ("rules", "EV-17", "stated", 0.71, None),
        ("model", "ci", "CI-7", 0.4, None),
        ("model", "EV-17", "stated", 0.6, None),
    ]


def test_the_weakest_of_what_is_said_is_kept_beside_the_intents_confidence():
    found = tag(
        "等我把地里的事忙利索再说吧，您别上火。", reading("CI-6", 0.82, (EventReading("EV-02", "stated", 0.55),))
    )
    assert (found.confidence, found.weakest) == (0.82, 0.55)


def test_aspects_of_both_are_kept_the_models_where_both_speak():
    heard = Reading(sentiment={-1: 1.0}, aspects=(AspectReading("service", -1, "opinion", "lender", 0.7),))
    tones = [(tone.aspect, tone.polarity) for tone in tag("你们放款太慢，已经影响施工进度了。", heard).aspects]
    assert tones == [("service", -1), ("project", -1)]


def test_the_rules_aspects_tell_the_tone_where_they_hear_one():
    heard = Reading(sentiment={-1: 0.9, -2: 0.1})
    assert tag("你们放款太慢。", heard).sentiment == -2
    assert tag("等我把地里的事忙利索再说吧，您别上火。", heard).sentiment == -1


def test_a_head_that_the_model_lacks_is_answered_by_the_rules():
    found = tag("我们将起诉贵司。", Reading(tone={"negative": 1.0}))
    assert (found.ci, [event.code for event in found.events], found.sentiment) == ("CI-9", ["EV-08"], -2)
    assert {trace.voice for trace in found.traces} == {"rules"}


def test_all_sentences_are_read_in_one_call_with_their_context():
    model = FakeModel({})
    tag_all([Said("好的。", "请于周五前提供流水。"), Said("收到。")], model, "both")
    assert model.calls == [["好的。", "收到。"]]
    assert tag_all([Said("好的。")], None, "both")[0].ci == "CI-4"
