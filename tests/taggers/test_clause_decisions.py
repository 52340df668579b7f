"""How far the rules raise what the model says of a clause, and what is listed of it."""

import pytest

from docintel.encoder import Reading
from docintel.records import ClauseKey
from docintel.taggers.clause_decisions import decided_keys, likeliest, listed
from docintel.taggers.long_lines import Stretch

KEYS = ("gen.governing_law", "gen.dispute", "loan.interest")


def scores(ruled: dict[str, float], read: dict[str, float] | None, decide="both") -> dict[str, float | None]:
    return {key.key: key.confidence for key in decided_keys(ruled, read, KEYS, decide=decide)}


def test_every_key_has_a_score_the_surest_first() -> None:
    found = decided_keys({}, {"gen.dispute": 0.9, "loan.interest": 0.2}, KEYS)
    assert [(key.key, key.confidence) for key in found] == [
        ("gen.dispute", 0.9), ("loan.interest", 0.2), ("gen.governing_law", 0.0),
    ]  # fmt: skip


def test_both_traces_stand_on_the_key() -> None:
    (key, *_) = decided_keys({"gen.dispute": 0.8}, {"gen.dispute": 0.6}, KEYS)
    assert (key.key, key.rules, key.model) == ("gen.dispute", 0.8, 0.6)


@pytest.mark.parametrize(
    ("ruled", "read"),
    [(0.5, 0.1), (0.5, 0.5), (0.9, 0.05)],
)
def test_a_rule_raises_what_the_model_holds_possible(ruled: float, read: float) -> None:
    assert scores({"gen.dispute": ruled}, {"gen.dispute": read})["gen.dispute"] > read


def test_a_surer_rule_raises_more() -> None:
    weak, strong = (scores({"gen.dispute": sure}, {"gen.dispute": 0.1})["gen.dispute"] for sure in (0.4, 0.9))
    assert weak < strong


def test_a_rule_alone_does_not_outweigh_a_model_that_is_sure_of_the_contrary() -> None:
    assert scores({"gen.dispute": 0.5}, {"gen.dispute": 0.001})["gen.dispute"] < 0.3


@pytest.mark.parametrize(
    ("decide", "read", "expected"),
    [("model", {"gen.dispute": 0.2}, 0.2), ("both", None, 0.8), ("rules", None, 0.8)],
)
def test_each_voice_can_stand_alone(decide, read, expected) -> None:
    assert scores({"gen.dispute": 0.8}, read, decide)["gen.dispute"] == expected


def test_without_a_model_whatever_the_rules_see_is_listed() -> None:
    keys = [
        ClauseKey(key="a", confidence=0.4, rules=0.4),
        ClauseKey(key="b", confidence=0.4, rules=0.4, model=0.01),
        ClauseKey(key="c", confidence=0.6, model=0.6),
        ClauseKey(key="d", confidence=0.0),
    ]
    assert [key.key for key in listed(keys, 0.5)] == ["a", "c"]


def test_of_a_text_read_in_stretches_the_likeliest_counts() -> None:
    stretches = [Stretch(0, 5, Reading(clauses={"a": 0.1, "b": 0.7})), Stretch(5, 9, Reading(clauses={"a": 0.6}))]
    assert likeliest(stretches, "clauses") == {"a": 0.6, "b": 0.7}
    assert likeliest(stretches, "cuad") == {}
