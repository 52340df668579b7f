"""The shipped model: what it makes of plain sentences, that neighbours do not matter, and how it is chosen."""

import json
import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from docintel.assets import corpus_file
from docintel.encoder import Line, Reading
from docintel.encoder.calibration import Calibration
from docintel.encoder.reading import EncoderModel, current_embedder, current_model, model_folder
from docintel.errors import InputError, MissingAsset
from docintel.settings import current_settings


@pytest.fixture(scope="module")
def model():
    return EncoderModel.load(model_folder(), threads=1)


def some_lines(number):
    """Lines of the dev corpora in both languages, of all lengths."""
    found = []
    for task in ("obligations", "correspondence", "clauses"):
        rows = [json.loads(row) for row in corpus_file(task).joinpath("dev.jsonl").read_text("utf-8").splitlines()]
        found += [Line(row["text"], row.get("context")) for row in random.Random(4).sample(rows, number)]
    return found


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("借款人应于每季度结束后三十日内向贷款人提供财务报表。", ["OBL"]),
        ("The Borrower shall deliver its accounts to the Agent within 120 days after the year end.", ["OBL"]),
        ("未经贷款人书面同意，借款人不得对外提供任何担保。", ["PRH"]),
        ("The Supplier may not assign this Agreement without consent.", ["PRH"]),
        ("承租人无须为正常损耗承担赔偿责任。", ["NOB"]),
        ("The Buyer shall not be obliged to accept partial deliveries.", ["NOB"]),
        ("供应商无权单方调整合同单价。", ["NEN"]),
        ("截至月末，公司应收账款余额为1.2亿元。", []),
    ],
)
def test_units_of_plain_sentences(model, text, types):
    (reading,) = model.read([Line(text)])
    assert [unit.type for unit in reading.units] == types


def test_a_unit_names_its_bearer_and_time_limit(model):
    chinese = "借款人应于每季度结束后三十日内向贷款人提供财务报表。"
    english = "The Tenant shall pay the rent on the first day of each month."
    first, second = (reading.units[0] for reading in model.read([Line(chinese), Line(english)]))
    assert chinese[slice(*first.cue)].startswith("应")
    assert chinese[slice(*first.bearer)] == "借款人"
    assert chinese[slice(*first.deadline)].removeprefix("于") == "每季度结束后三十日内"
    assert first.deadline_kind == "periodic_relative"
    assert english[slice(*second.cue)].strip() == "shall"
    assert english[slice(*second.bearer)].strip() in ("The Tenant", "Tenant")
    assert (english[slice(*second.deadline)].strip(), second.deadline_kind) == (
        "on the first day of each month",
        "periodic",
    )


def test_a_line_reads_the_same_whatever_is_read_with_it(model):
    lines = some_lines(12)
    together = model.read(lines)
    fresh = EncoderModel.load(model_folder(), threads=1)
    assert [fresh.read([line])[0] for line in lines] == together
    shuffled = random.Random(9).sample(lines, len(lines))
    other = dict(zip(shuffled, EncoderModel.load(model_folder(), threads=1).read(shuffled), strict=True))
    assert [other[line] for line in lines] == together


def test_threads_read_side_by_side(model):
    lines = some_lines(30)
    fresh = EncoderModel.load(model_folder(), threads=1)
    with ThreadPoolExecutor(4) as threads:
        read = list(threads.map(lambda start: fresh.read(lines[start:]), (0, 5, 10, 15) * 2))
    whole = model.read(lines)
    assert read == [whole[start:] for start in (0, 5, 10, 15) * 2]


def test_a_line_that_recurs_is_read_once(model, monkeypatch):
    read = []
    inner = model._runtime.hidden
    monkeypatch.setattr(model._runtime, "hidden", lambda lines: read.append(len(lines)) or inner(lines))
    first = model.read(
        [Line("租金于每月五日前支付，逾期加收违约金。")] * 5
        + [Line("Rent is due on the 5th of each month, late or not.")]
    )
    assert read == [2]
    assert first[0] == first[4]
    model.read([Line("租金于每月五日前支付，逾期加收违约金。")])
    assert read[1:] in ([], [0])


def test_the_context_is_another_line(model):
    text = "款项会尽快安排，请放心。"
    overdue, first = model.read([Line(text, "已逾期12天，第三次催收"), Line(text, "首次询问")])
    assert overdue.intent != first.intent
    assert overdue.intent["CI-6"] > first.intent["CI-6"]


def test_what_was_measured_of_rules_and_model_together_is_told_by_language(model, monkeypatch):
    halved = Calibration.of_json({"both.units": {"zh": {"slope": 1.0, "shift": -2.0}}})
    monkeypatch.setattr(model, "_calibration", halved)
    assert model.settled("units", "zh", 0.8) == pytest.approx(0.3512, abs=1e-4)
    assert model.settled("units", "en", 0.8) == 0.8
    assert model.settled("intent", "zh", 0.8) == 0.8


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing_is_read_from_nothing(model, text):
    (reading,) = model.read([Line(text)])
    assert reading.units == ()
    if not text:
        assert reading == Reading()


@pytest.mark.parametrize("text", ["\x00\x01", "\u202e" * 40, "😀" * 300, "应" * 5_000, "shall " * 3_000, "а́" * 50])
def test_odd_text_gives_spans_inside_it(model, text):
    (reading,) = model.read([Line(text, text)])
    for unit in reading.units:
        assert 0 <= unit.cue[0] <= unit.cue[1] <= len(text)
    assert all(0 <= value <= 1 for value in reading.clauses.values())


def test_a_longer_line_than_the_window_says_so(model):
    short, long = model.read([Line("应付。"), Line("借款人应按期付款；" * 100)])
    assert (short.truncated, long.truncated) == (False, True)


def test_texts_become_vectors_of_length_one_whatever_is_beside_them(model):
    texts = ["应收账款", "应收贸易账款", "trade receivables", "", "  ", "应付债券" * 400]
    found = model.vectors(texts)
    assert set(found) == {"应收账款", "应收贸易账款", "trade receivables", "应付债券" * 400}
    assert [vector.shape for vector in found.values()] == [(384,)] * 4
    assert [float(vector @ vector) for vector in found.values()] == pytest.approx([1.0] * 4, abs=1e-5)
    assert (model.vectors(["应收账款"])["应收账款"] == found["应收账款"]).all()
    assert found["应收账款"] @ found["应收贸易账款"] > found["应收账款"] @ found["应付债券" * 400]
    assert model.vectors([]) == {}


def test_texts_are_compared_without_a_model_where_none_is_in_use(monkeypatch, tmp_path):
    def chosen(**changes):
        for cached in (current_settings, current_model):
            cached.cache_clear()
        for name, value in changes.items():
            monkeypatch.setenv(name, str(value))
        return current_embedder()

    try:
        assert isinstance(chosen(), EncoderModel)
        assert chosen(DOCINTEL_ENCODER="false") is None
        # a folder without a model is an error for who needs one, and none here
        assert chosen(DOCINTEL_ENCODER="true", DOCINTEL_ENCODER_PATH=tmp_path) is None
        with pytest.raises(InputError, match="no folder; mend or unset"):
            chosen(DOCINTEL_ENCODER_PATH=tmp_path / "nowhere")
    finally:
        monkeypatch.undo()
        current_settings.cache_clear()
        current_model.cache_clear()


def test_a_setting_chooses_another_model_or_none(monkeypatch, tmp_path):
    def chosen(**changes):
        for cached in (current_settings, current_model):
            cached.cache_clear()
        for name, value in changes.items():
            monkeypatch.setenv(name, str(value))
        return current_model()

    try:
        assert chosen(DOCINTEL_ENCODER="false") is None
        with pytest.raises(InputError, match="no folder; mend or unset"):
            chosen(DOCINTEL_ENCODER="true", DOCINTEL_ENCODER_PATH=tmp_path / "nowhere")
        with pytest.raises(MissingAsset, match=r"lacks encoder\.onnx"):
            chosen(DOCINTEL_ENCODER_PATH=tmp_path)
    finally:
        monkeypatch.undo()
        current_settings.cache_clear()
        current_model.cache_clear()
