"""The rules inside a spaCy pipeline that is not ours."""

import pytest
import spacy
from spacy.language import Language

from docintel.language.pipelines import pipeline


@pytest.fixture(autouse=True)
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No text model: what it says of a sentence is tested beside the tagger."""
    monkeypatch.setattr("docintel.taggers.voices.current_model", lambda: None)


def with_rules(nlp: Language) -> Language:
    for name in ("docintel_sentences", "docintel_obligations", "docintel_intent"):
        if name not in nlp.pipe_names:
            nlp.add_pipe(name)
    return nlp


def test_english_obligations_with_their_bearers() -> None:
    nlp = with_rules(spacy.blank("en"))
    doc = nlp("The Borrower shall deliver its accounts within 120 days. No Obligor shall create any Security.")
    assert [(span.label_, span.kb_id_) for span in doc.spans["obligations"]] == [
        ("OBL", "Borrower"),
        ("PRH", "Obligor"),
    ]
    assert doc.spans["obligations"][0].text.startswith("The Borrower shall deliver its accounts")


def test_chinese_obligations_and_intent_on_our_own_pipeline() -> None:
    nlp = with_rules(pipeline("zh").from_config(pipeline("zh").config))
    doc = nlp("借款人不得对外提供担保。这个方案我们再研究研究，有消息再跟您说。")
    assert [(span.label_, span.kb_id_) for span in doc.spans["obligations"]] == [("PRH", "借款人")]
    assert ("CI-5", "这个方案我们再研究研究，有消息再跟您说。") in [(s.label_, s.text) for s in doc.spans["intent"]]
    assert list(doc.spans["events"]) == []


def test_a_document_without_rules_to_find_has_empty_groups() -> None:
    doc = with_rules(spacy.blank("en"))("")
    assert {name: len(doc.spans[name]) for name in ("obligations", "intent", "events")} == {
        "obligations": 0,
        "intent": 0,
        "events": 0,
    }
