"""A bank's own model, made tiny here: imported, it computes what torch computes and answers with its labels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.workflows.training.tiny import CHARACTERS, tokenizer

from docintel.encoder import Line
from docintel.encoder.reading import EncoderModel
from docintel.encoder.runtime import Runtime
from docintel.encoder.tokenization import LineTokenizer
from docintel.errors import InputError
from docintel.workflows.models.importing import import_model, window

torch = pytest.importorskip("torch", reason="importing needs the extra [train]")
transformers = pytest.importorskip("transformers", reason="importing needs the extra [train]")

TEXTS = ["借款人应当于三日内还款", "the borrower shall pay", "不得", "有权向借款人提供 the money"]
SIZES = {
    "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64,
    "max_position_embeddings": 66, "initializer_range": 0.3,
}  # fmt: skip


def wordpiece() -> str:
    """A tokenizer as BERT's, one piece a character."""
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *sorted(set(CHARACTERS) - {" "})]
    pieces += [f"##{piece}" for piece in pieces[4:]]
    model = {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##"}
    layout = {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [],
        "normalizer": {
            "type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None,
            "lowercase": True,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"}, "post_processor": None, "decoder": None,
        "model": model | {"max_input_chars_per_word": 100, "vocab": {piece: n for n, piece in enumerate(pieces)}},
    }  # fmt: skip
    return json.dumps(layout, ensure_ascii=False)


FAMILIES = {
    "bert": ("Bert", wordpiece(), {"type_vocab_size": 2, "pad_token_id": 0}),
    "roberta": ("Roberta", tokenizer(), {"type_vocab_size": 1, "pad_token_id": 1}),
    "xlm-roberta": ("XLMRoberta", tokenizer(), {"type_vocab_size": 1, "pad_token_id": 1}),
}


def made(folder: Path, family: str, head: str = "Model", **more: Any) -> Any:
    """A random model of a family saved to a folder; `head` as Hugging Face names it."""
    name, layout, sizes = FAMILIES[family]
    pieces = LineTokenizer.of_json(layout, text_pieces=1, context_pieces=0)._tokenizer.get_vocab_size()
    config = getattr(transformers, f"{name}Config")(vocab_size=pieces, **SIZES, **sizes, **more)
    torch.manual_seed(7)
    model = getattr(transformers, f"{name}{head}")(config).eval()
    model.save_pretrained(folder)
    (folder / "tokenizer.json").write_text(layout, encoding="utf-8")
    return model


def labelled(names: list[str]) -> dict[str, Any]:
    return {"id2label": dict(enumerate(names)), "label2id": {name: n for n, name in enumerate(names)}}


def cut(folder: Path) -> list[Any]:
    layout = (folder / "tokenizer.json").read_text(encoding="utf-8")
    return LineTokenizer.of_json(layout, text_pieces=40, context_pieces=8).cut([Line(text) for text in TEXTS])


@pytest.mark.parametrize("family", FAMILIES)
def test_hidden_states_are_those_of_torch(family: str, tmp_path: Path) -> None:
    model = made(tmp_path / "bank", family)
    told = import_model(tmp_path / "bank", tmp_path / "out", int8=False)
    lines = cut(tmp_path / "bank")
    states = dict(Runtime.load((tmp_path / "out" / "encoder.onnx").read_bytes(), threads=1).hidden(lines))
    for number, tokens in enumerate(lines):
        assert len(tokens.offsets) > 1
        with torch.no_grad():
            wanted = model(input_ids=torch.tensor([tokens.ids])).last_hidden_state[0].numpy()
        np.testing.assert_allclose(states[number], wanted, atol=1e-3)
    assert (told["heads"], told["family"], told["note"]) == ([], family, "a bare encoder: no head came along.")


@pytest.mark.parametrize("family", FAMILIES)
def test_a_tone_head_gives_the_same_labels_in_int8(family: str, tmp_path: Path) -> None:
    # the order and the spelling of the bank's labels are its own
    names = ["Positive", "NEGATIVE", "neutral"]
    model = made(tmp_path / "bank", family, "ForSequenceClassification", **labelled(names))
    told = import_model(tmp_path / "bank", tmp_path / "out")
    assert (told["heads"], told["note"]) == (["tone"], "its head answers tone.")
    readings = EncoderModel.load(tmp_path / "out", threads=1).read([Line(text) for text in TEXTS])
    for tokens, reading in zip(cut(tmp_path / "bank"), readings, strict=True):
        with torch.no_grad():
            wanted = torch.softmax(model(input_ids=torch.tensor([tokens.ids])).logits[0], -1).tolist()
        expected = dict(zip(("positive", "negative", "neutral"), wanted, strict=True))
        assert reading.tone == pytest.approx(expected, abs=0.05)
        assert max(reading.tone, key=reading.tone.__getitem__) == max(expected, key=expected.__getitem__)
        assert (reading.intent, reading.units, reading.clauses) == ({}, (), {})


def test_probabilities_are_those_of_torch_in_float32(tmp_path: Path) -> None:
    names = [f"CI-{number}" for number in range(9, 0, -1)]
    model = made(tmp_path / "bank", "bert", "ForSequenceClassification", **labelled(names))
    import_model(tmp_path / "bank", tmp_path / "out", int8=False)
    readings = EncoderModel.load(tmp_path / "out", threads=1).read([Line(text) for text in TEXTS])
    for tokens, reading in zip(cut(tmp_path / "bank"), readings, strict=True):
        with torch.no_grad():
            wanted = torch.softmax(model(input_ids=torch.tensor([tokens.ids])).logits[0], -1).tolist()
        # "none" is a label of ours that the bank's model does not know
        assert reading.intent == pytest.approx(dict(zip(names, wanted, strict=True)) | {"none": 0.0}, abs=1e-3)


def test_a_multi_label_head_over_clause_keys(tmp_path: Path) -> None:
    names = ["loan.interest", "gen.notices", "loan.repayment"]
    several = {"problem_type": "multi_label_classification"}
    model = made(tmp_path / "bank", "roberta", "ForSequenceClassification", **labelled(names), **several)
    assert import_model(tmp_path / "bank", tmp_path / "out", int8=False)["heads"] == ["clauses"]
    (reading,) = EncoderModel.load(tmp_path / "out", threads=1).read([Line(TEXTS[0])])
    with torch.no_grad():
        wanted = torch.sigmoid(model(input_ids=torch.tensor([cut(tmp_path / "bank")[0].ids])).logits[0]).tolist()
    assert {name: reading.clauses[name] for name in names} == pytest.approx(
        dict(zip(names, wanted, strict=True)), abs=1e-3
    )
    assert max(sure for name, sure in reading.clauses.items() if name not in names) == 0


@pytest.mark.parametrize(
    ("names", "head"),
    [
        (["O", "B-amount", "I-amount", "B-company", "I-company"], "entity"),
        (["O", "B-PRH", "I-PRH", "B-OBL", "I-OBL"], "cue"),
    ],
)
def test_tags_of_pieces_are_those_of_torch(names: list[str], head: str, tmp_path: Path) -> None:
    model = made(tmp_path / "bank", "xlm-roberta", "ForTokenClassification", **labelled(names))
    assert import_model(tmp_path / "bank", tmp_path / "out")["heads"] == [head]
    readings = EncoderModel.load(tmp_path / "out", threads=1).read([Line(text) for text in TEXTS])
    found = 0
    for tokens, reading in zip(cut(tmp_path / "bank"), readings, strict=True):
        with torch.no_grad():
            wanted = model(input_ids=torch.tensor([tokens.ids])).logits[0].argmax(-1).tolist()
        tagged = {
            tokens.offsets[piece][0]: names[tag][2:]
            for piece, tag in enumerate(wanted[1:-1])
            if names[tag].startswith("B-")
        }
        spans = {entity.span[0]: entity.label for entity in reading.entities}
        spans |= {unit.cue[0]: unit.type for unit in reading.units}
        assert tagged.items() <= spans.items()
        assert {(unit.bearer, unit.deadline, unit.strength) for unit in reading.units} <= {(None, None, "absolute")}
        found += len(tagged)
    assert found > 0


@pytest.mark.parametrize(
    ("more", "note"),
    [
        (labelled(["LABEL_0", "LABEL_1"]), "its labels have no names (id2label)"),
        (labelled(["bullish", "bearish"]), "its labels (bullish, bearish …) are those of no head here"),
        (
            labelled(["negative", "neutral", "positive"]) | {"problem_type": "multi_label_classification"},
            "its head tone does not answer with one label a line",
        ),
        (labelled(["loan.interest", "gen.notices"]), "its head clauses does not answer with several labels a line"),
    ],
)
def test_a_head_of_other_labels_stays_behind_and_is_told(more: dict[str, Any], note: str, tmp_path: Path) -> None:
    made(tmp_path / "bank", "bert", "ForSequenceClassification", **more)
    told = import_model(tmp_path / "bank", tmp_path / "out")
    assert told["heads"] == []
    assert told["note"].startswith(note)
    (reading,) = EncoderModel.load(tmp_path / "out", threads=1).read([Line(TEXTS[0])])
    assert (reading.tone, reading.clauses) == ({}, {})


def test_what_cannot_be_imported_is_refused_in_a_sentence(tmp_path: Path) -> None:
    bank = tmp_path / "bank"
    bank.mkdir()
    with pytest.raises(
        InputError, match=r"lacks config\.json, model\.safetensors, tokenizer\.json; save model and fast"
    ):
        import_model(bank, tmp_path / "out")
    made(bank, "bert")
    right = json.loads((bank / "config.json").read_text(encoding="utf-8"))
    for change, message in (
        ({"model_type": "deberta-v2"}, "of the family deberta-v2 cannot be imported; these can: BERT, RoBERTa, XLM-R"),
        ({"hidden_act": "relu"}, "activation is relu; only gelu"),
        ({"is_decoder": True}, "is a decoder; only encoders"),
        ({"num_hidden_layers": 3}, "disagree on encoder.layer.2.output.dense.weight"),
    ):
        (bank / "config.json").write_text(json.dumps(right | change), encoding="utf-8")
        with pytest.raises(InputError, match=message):
            import_model(bank, tmp_path / "out")
    (bank / "config.json").write_text(json.dumps(right), encoding="utf-8")
    (bank / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match=r"tokenizer\.json cannot be used"):
        import_model(bank, tmp_path / "out")
    with pytest.raises(InputError, match="is there already; choose another folder"):
        import_model(bank, bank)
    assert not (tmp_path / "out").exists()


def test_lines_and_contexts_fit_the_models_places(tmp_path: Path) -> None:
    assert [window(places) for places in (512, 64)] == [(256, 48), (45, 15)]
    made(tmp_path / "bank", "roberta", "ForSequenceClassification", **labelled(["negative", "neutral", "positive"]))
    import_model(tmp_path / "bank", tmp_path / "out")
    (reading,) = EncoderModel.load(tmp_path / "out", threads=1).read([Line("借款人应当还款" * 40, "the borrower" * 9)])
    assert (reading.truncated, len(reading.tone)) == (True, 3)
