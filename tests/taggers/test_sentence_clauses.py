"""Clause types of bare sentences, in our catalogue and in CUAD's."""

import pytest

from docintel.encoder import Reading
from docintel.taggers.sentence_clauses import tag_sentences, tag_sentences_cuad
from fake_model import FakeModel

LAW = {"zh": "本合同适用中华人民共和国法律。", "en": "This Agreement shall be governed by the laws of England."}


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> FakeModel:
    clauses = {"gen.governing_law": 0.55, "gen.dispute": 0.35, "loan.interest": 0.01}
    fake = FakeModel(lambda text: Reading(clauses=clauses, cuad={"Governing Law": 0.97, "Parties": 0.02}))
    monkeypatch.setattr("docintel.taggers.voices.current_model", lambda: fake)
    return fake


@pytest.mark.parametrize("language", ["zh", "en"])
def test_rules_alone(language: str) -> None:
    ((key,),) = tag_sentences([LAW[language]], decide="rules")
    assert (key.key, key.confidence, key.model) == ("gen.governing_law", key.rules, None)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_model_alone(model: FakeModel, language: str) -> None:
    ((key,),) = tag_sentences([LAW[language]], decide="model")
    assert (key.key, key.confidence, key.rules) == ("gen.governing_law", 0.55, None)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_are_surer_than_either(model: FakeModel, language: str) -> None:
    ((key,),) = tag_sentences([LAW[language]])
    assert key.key == "gen.governing_law"
    assert key.confidence > max(key.rules, key.model)


def test_all_sentences_are_read_in_one_call(model: FakeModel) -> None:
    tag_sentences(list(LAW.values()))
    assert model.calls == [list(LAW.values())]


def test_every_type_has_a_score_if_asked(model: FakeModel) -> None:
    (credit,) = tag_sentences([LAW["en"]], all_scores=True)
    assert len(credit) == len({key.key for key in credit}) == 109
    (cuad,) = tag_sentences_cuad([LAW["en"]], all_scores=True)
    assert len(cuad) == len({key.key for key in cuad}) == 41


def test_cuads_categories_have_scores_of_their_own(model: FakeModel) -> None:
    ((key,),) = tag_sentences_cuad([LAW["en"]])
    assert (key.key, key.model) == ("Governing Law", 0.97)
    assert key.confidence > 0.97
    ((alone,),) = tag_sentences_cuad([LAW["en"]], decide="rules")
    assert (alone.key, alone.confidence) == ("Governing Law", key.rules)
