import pytest
from tests.workflows.training.tiny import tokenizer

from docintel.encoder.tokenization import LineTokenizer
from docintel.errors import InputError
from docintel.workflows.training.examples import UNKNOWN, examples, located, rows
from docintel.workflows.training.labels import Labels

LABELS = Labels(clauses=("loan.interest", "gen.notices"), cuad=("Parties",))


def cut(task, *annotated):
    return examples(task, annotated, LineTokenizer.of_json(tokenizer(), text_pieces=60, context_pieces=9), LABELS)


def unit(kind, cue, bearer=None, deadline=None, deadline_kind=None, strength="absolute"):
    return {
        "type": kind,
        "cue": cue,
        "bearer": bearer,
        "deadline": deadline,
        "deadline_kind": deadline_kind,
        "strength": strength,
    }


def test_a_chinese_line_with_two_units():
    row = {
        "text": "借款人应于3日内还款，不得借",
        "units": [unit("OBL", "应", "借款人", "于3日内", "relative"), unit("PRH", "不得", "借款人")],
    }
    (example,) = cut("obligations", row)
    pieces = [row["text"][start:end] for start, end in example.tokens.offsets]
    assert [pieces[n] for n, tag in enumerate(example.targets["cue"]) if tag] == ["应", "不", "得"]
    assert [tag for tag in example.targets["cue"] if tag] == [1, 3, 4]
    (first, duty), (second, ban) = example.cues
    assert (pieces[first], pieces[second]) == ("应", "不")
    # places count <s> as 0
    assert pieces[duty["bearer_start"] - 1] == "借"
    assert pieces[duty["bearer_end"] - 1] == "人"
    assert pieces[duty["deadline_start"] - 1 : duty["deadline_end"]] == ["于", "3", "日", "内"]
    assert duty["deadline_kind"] == LABELS.deadline_kinds.index("relative")
    assert (ban["deadline_start"], ban["deadline_end"], ban["deadline_kind"]) == (0, 0, UNKNOWN)


def test_an_english_line_takes_the_bearer_before_the_cue():
    row = {"text": "the lender, the borrower: the lender shall pay", "units": [unit("OBL", "shall", "the lender")]}
    (example,) = cut("obligations", row)
    ((_cue, targets),) = example.cues
    start = example.tokens.offsets[targets["bearer_start"] - 1][0]
    assert row["text"][start:].lstrip() == "the lender shall pay"


def test_a_line_without_units_is_an_answer_too():
    (example,) = cut("obligations", {"text": "应", "units": []})
    assert set(example.targets["cue"]) == {0}
    assert example.targets["types"] == [0.0] * 8
    assert example.cues == ()


def test_an_utterance_and_its_context():
    row = {
        "text": "3日内还",
        "context": "the lender",
        "ci": "CI-1",
        "ci_object": None,
        "sentiment": -1,
        "events": [{"code": "EV-02", "modality": "denied"}],
        "aspects": [{"aspect": "payment", "polarity": 2, "kind": "state", "target": "customer"}],
    }
    (example,) = cut("correspondence", row)
    assert example.targets["intent"] == 1
    assert example.targets["object"] == 0
    assert [n for n, held in enumerate(example.targets["events"]) if held] == [1]
    assert example.targets["modality"] == 2
    assert example.targets["sentiment"] == 1
    # 0 is "not spoken of", then -2 … +2
    assert example.targets["aspects"] == [0, 0, 5, 0, 0, 0, 0, 0]
    assert len(example.tokens.ids) > len(example.tokens.offsets) + 2


def test_clauses_tone_and_entities():
    (clause,) = cut("clauses", {"text": "年", "keys": ["gen.notices"]})
    assert clause.targets["clauses"] == [0.0, 1.0]
    (tone,) = cut("tone", {"text": "内", "label": "positive"})
    assert tone.targets["tone"] == 2
    (entity,) = cut("entities", {"text": "于3日", "entities": [{"label": "date", "start": 1, "end": 3}]})
    assert [tag for tag in entity.targets["entity"] if tag] == [9, 10]


def test_a_quote_is_found_by_its_number():
    assert located("应还，应付", "应#2") == (3, 4)
    assert located("应还", "应") == (0, 1)
    with pytest.raises(InputError, match="does not stand in"):
        located("应还", "应#2")


def test_a_corpus_file_that_is_no_json_says_which_line(tmp_path):
    folder = tmp_path / "tone"
    folder.mkdir()
    (folder / "train.jsonl").write_text('{"text": "a"}\n{oops\n', encoding="utf-8")
    with pytest.raises(InputError, match="line 2 is not JSON"):
        list(rows(tmp_path, "tone", "train"))
    assert list(rows(tmp_path, "clauses", "train")) == []
