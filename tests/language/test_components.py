import spacy

from docintel.language.components import CUE_HITS, MixedTokenizer


def test_components_are_registered_under_their_names() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("docintel_sentences")
    nlp.add_pipe("docintel_cues", config={"cues": [["shall", "OBL"]]})
    doc = nlp("He shall pay. It may.")
    assert [sentence.text for sentence in doc.sents] == ["He shall pay.", "It may."]
    assert [(span.text, span.label_) for span in doc.spans["cues"]] == [("shall", "OBL")]


def test_exact_offsets_of_a_cue_inside_a_token_are_kept() -> None:
    nlp = spacy.blank("zh")
    nlp.tokenizer = MixedTokenizer(nlp.vocab)
    nlp.add_pipe("docintel_cues", config={"cues": [["账", "X"]]})
    doc = nlp("应付账款")
    assert [(hit.start, hit.end) for hit in doc.user_data[CUE_HITS]] == [(2, 3)]
    assert doc.spans["cues"][0].text == "应付账款"
