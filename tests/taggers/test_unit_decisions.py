"""What rules and model together say of a sentence, where they agree and where they do not."""

import pytest

from docintel.encoder import Reading
from docintel.taggers.long_lines import Stretch
from docintel.taggers.unit_decisions import decided_units, read_units
from docintel.taggers.unit_rules import Unit, units
from fake_model import unit


def stretches(text: str, *seen, types: dict[str, float] | None = None) -> list[Stretch]:
    return [Stretch(0, len(text), Reading(units=seen, types=types or {}))]


def both(text: str, language: str, *seen, types: dict[str, float] | None = None) -> list[Unit]:
    return decided_units(text, language, units(text, language=language), stretches(text, *seen, types=types))


@pytest.mark.parametrize(
    ("text", "language", "type_", "cue", "bearer"),
    [
        ("乙方得将尾款并入下期一并结清。", "zh", "PRM", "得", "乙方"),
        ("The Carrier must keep the hatches closed.", "en", "OBL", "must", "The Carrier"),
    ],
)
def test_where_they_agree_both_must_err_and_both_traces_stand(text, language, type_, cue, bearer):
    (found,) = both(text, language, unit(text, type_, cue, 0.9, bearer=bearer))
    precision = units(text, language=language)[0].confidence
    assert (found.type, found.cue, found.confidence) == (type_, cue, round(1 - (1 - precision) * 0.1, 4))
    assert found.bearer == bearer.removeprefix("The ")
    assert [(trace.voice, trace.answer) for trace in found.traces] == [("rules", type_), ("model", type_)]


@pytest.mark.parametrize(
    ("text", "language", "cue"),
    [
        # no rule knows these cues
        ("货款概由乙方兜底。", "zh", "兜底"),
        ("It falls to the Seller to clear the goods.", "en", "falls to"),
    ],
)
def test_what_only_the_model_sees_stands_on_its_word(text, language, cue):
    assert units(text, language=language) == []
    (found,) = both(text, language, unit(text, "OBL", cue, 0.7))
    assert (found.type, found.cue, found.confidence) == ("OBL", cue, 0.7)
    assert [trace.voice for trace in found.traces] == ["model"]
    assert both(text, language, unit(text, "OBL", cue, 0.39)) == []


@pytest.mark.parametrize(
    ("text", "language", "cue"),
    [
        ("“违约金”是指应支付的款项。", "zh", "应"),
        ("“Rent” means what the Tenant shall pay.", "en", "shall"),
        ("截至月末，公司应收账款余额为1.2亿元。", "zh", "应"),
        ("On 1 May 2026 the plant was idle.", "en", "May"),
        ("应贵行要求，现随函提供三月份银行流水。", "zh", "应"),
        ("The Contractor may not have completed the grid connection by then.", "en", "may not"),
        ("A notice sent by post shall be deemed received two Business Days after posting.", "en", "shall"),
        ("来函称“贵司应当付款”，我司不予认可。", "zh", "应当"),
        ("The letter stated that “the tenant shall vacate the premises” and was returned.", "en", "shall"),
    ],
)
def test_a_known_trap_is_no_unit_however_sure_the_model_is(text, language, cue):
    assert both(text, language, unit(text, "OBL", cue, 0.99), types={"OBL": 0.99}) == []
    assert [found.type for found in read_units(text, language, stretches(text, unit(text, "OBL", cue)))] == ["OBL"]


@pytest.mark.parametrize(
    ("text", "language", "pieces", "cue", "bearer"),
    [
        ("乙方应于周五付款。", "zh", "应于", "应", "乙方应"),
        ("The Buyer shall not resell.", "en", " shall not", "shall not", "The Buyer shall"),
    ],
)
def test_the_cue_is_cut_to_the_rules_cue_and_the_bearer_before_it(text, language, pieces, cue, bearer):
    (found,) = both(text, language, unit(text, "OBL", pieces, bearer=bearer))
    assert (found.cue, text[slice(*found.cue_span)]) == (cue, cue)
    assert found.bearer in {"乙方", "Buyer"}


@pytest.mark.parametrize(
    ("text", "language", "cue", "sure", "type_"),
    [
        # 可 + 解除 is a power by the rules (0.83)
        ("守约方可解除本合同。", "zh", "可", 0.4, "ENT"),
        ("守约方可解除本合同。", "zh", "可", 0.95, "PRM"),
        ("The Lender may cancel the Commitment.", "en", "may", 0.4, "ENT"),
        ("The Lender may cancel the Commitment.", "en", "may", 0.95, "PRM"),
    ],
)
def test_of_two_types_the_surer_one_stands(text, language, cue, sure, type_):
    (found,) = both(text, language, unit(text, "PRM", cue, sure))
    assert found.type == type_
    assert {trace.voice: trace.answer for trace in found.traces} == {"rules": "ENT", "model": "PRM"}


@pytest.mark.parametrize(("text", "language"), [("乙方应按期付款。", "zh"), ("The Buyer shall pay on time.", "en")])
def test_what_only_the_rules_see_needs_the_model_to_hold_it_possible(text, language):
    assert both(text, language, types={"OBL": 0.0}) == []
    (found,) = both(text, language, types={"OBL": 0.5})
    precision = units(text, language=language)[0].confidence
    assert found.confidence == round((precision + 0.5) / 2, 4)
    assert [trace.voice for trace in found.traces] == ["rules"]


@pytest.mark.parametrize(
    ("text", "language", "cue", "words", "due"),
    [
        ("乙方须在2026年3月31日前付清。", "zh", "须", "在2026年3月31日前", "2026-03-31"),
        ("The Buyer shall pay by 31 March 2026.", "en", "shall", "by 31 March 2026", "2026-03-31"),
    ],
)
def test_the_day_is_computed_in_the_words_the_model_points_at(text, language, cue, words, due):
    (found,) = both(text, language, unit(text, "OBL", cue, deadline=words, kind="absolute"))
    assert (found.deadline.kind, found.deadline.text, str(found.deadline.due)) == ("absolute", words, due)


@pytest.mark.parametrize(
    ("text", "language", "cue"),
    [
        # 应付款 is a noun, and 应 + 付款; 7 may is a day, and a clause's number + may
        ("乙方应付款。", "zh", "应"),
        ("回笼资金仅可用于归还本行贷款。", "zh", "可"),
        ("The option in clause 7 may be exercised once.", "en", "may"),
    ],
)
def test_a_word_that_is_two_as_often_as_one_is_left_to_the_model(text, language, cue):
    assert [found.cue for found in both(text, language, unit(text, "OBL", cue))] == [cue]


def test_a_time_that_no_rule_can_count_keeps_its_words():
    text = "乙方应待甲方点头后开工。"
    (found,) = both(text, "zh", unit(text, "OBL", "应", deadline="待甲方点头后", kind="event"))
    assert (found.deadline.kind, found.deadline.text, found.deadline.due) == ("event", "待甲方点头后", None)


def test_a_bearer_named_outside_of_the_units_own_words_is_inferred():
    text = "乙方应于周五付款，并应当通知甲方。"
    first = unit(text, "OBL", "应于", bearer="乙方")
    second = unit(text, "OBL", "应当", bearer="乙方")
    found = both(text, "zh", second, first)
    assert [(one.cue, one.bearer, one.bearer_inferred) for one in found] == [
        ("应", "乙方", False),
        ("应当", "乙方", True),
    ]
    assert [text[slice(*one.span)] for one in found] == ["乙方应于周五付款", "并应当通知甲方。"]


@pytest.mark.parametrize(
    ("text", "language", "cue", "right"),
    [
        ("贷款人随时得以解除合同。", "zh", "得以", "power"),
        ("分包商享得利润之三成。", "zh", "享得", "claim"),
        ("The Employer gets to terminate.", "en", "gets to", "power"),
        ("The Agent gets to a fee.", "en", "gets to", "claim"),
    ],
)
def test_a_right_of_the_model_is_a_power_where_it_changes_the_others_position(text, language, cue, right):
    assert [one.right_kind for one in read_units(text, language, stretches(text, unit(text, "ENT", cue)))] == [right]


def test_places_of_a_second_stretch_count_from_the_start_of_the_sentence():
    first, second = "甲方应交货；", "乙方应付款。"
    seen = [
        Stretch(0, len(first), Reading(units=(unit(first, "OBL", "应", bearer="甲方"),))),
        Stretch(len(first), len(first + second), Reading(units=(unit(second, "OBL", "应", bearer="乙方"),))),
    ]
    found = decided_units(first + second, "zh", units(first + second), seen)
    assert [(one.bearer, one.cue_span) for one in found] == [("甲方", (2, 3)), ("乙方", (8, 9))]


@pytest.mark.parametrize(
    ("text", "language", "pieces", "cue", "type_"),
    [
        # the model read one trigger as several; most of it, and the line as a whole, speak for the type
        ("The Seller shall not resell.", "en", (("PRH", " shall", 0.5), ("NOB", " not", 0.6)), "shall not", "PRH"),
        (
            "本行并无责任核实。",
            "zh",
            (("NOB", "并无", 0.5), ("NEN", "责任", 0.4), ("NOB", "核实", 0.3)),
            "无责任",
            "NOB",
        ),
    ],
)
def test_triggers_that_touch_are_one(text, language, pieces, cue, type_):
    seen = [unit(text, name, words, sure) for name, words, sure in pieces]
    (found,) = read_units(text, language, stretches(text, *seen, types={"NOB": 0.1, "NEN": 0.1} | {type_: 0.9}))
    assert (found.type, found.cue) == (type_, cue)


def test_the_rules_say_of_what_kind_a_time_is_and_the_model_where_it_stands():
    text = "乙方应在收到发票之日起十日内付款。"
    (found,) = both(text, "zh", unit(text, "OBL", "应", deadline="在收到发票之日起十日内", kind="event"))
    assert (found.deadline.kind, found.deadline.text) == ("relative", "在收到发票之日起十日内")
