"""Annotations of public texts by reference: the same text or an error, words for ranges, every kind of document."""

import json

import pytest

from docintel.errors import InputError
from docintel.workflows.referenced import digest, document_text, with_text


@pytest.fixture
def sets(tmp_path):
    """Public sets in the forms that are read, with invented texts."""
    (tmp_path / "edgar").mkdir()
    (tmp_path / "edgar" / "a b.txt").write_text("The  Lessee\nshall pay. The Lessor shall wait.", encoding="utf-8")
    (tmp_path / "edgar" / "amendment #1.txt").write_text("The Lessee is  bound.", encoding="utf-8")
    (tmp_path / "enron").mkdir()
    (tmp_path / "enron" / "intent_pos").write_text("  First line \nWe can meet.\n", encoding="utf-8")
    reports = [{"paragraphs": [{"text": "Sales fell."}, {"text": "Sales\nrose."}]}]
    (tmp_path / "tatqa_dataset_dev.json").write_text(json.dumps(reports), encoding="utf-8")
    (tmp_path / "FinEntity.json").write_text(json.dumps([{"content": "A rose."}]), encoding="utf-8")
    mails = [{"text": ["Please", "send", "it", "."]}]
    (tmp_path / "trigger_train_data.json").write_text(json.dumps(mails), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("edgar/amendment #1.txt", "The Lessee is bound."),
        ("edgar/a b.txt", "The Lessee shall pay. The Lessor shall wait."),
        ("enron/intent_pos#1", "We can meet."),
        ("tatqa_dataset_dev.json#0/1", "Sales rose."),
        ("FinEntity.json#0", "A rose."),
        ("trigger_train_data.json#0", "Please send it ."),
    ],
)
def test_a_document_is_found_with_single_blanks(sets, document, text):
    assert document_text(sets, document) == text


def test_a_news_item_is_read_from_its_table(tmp_path):
    arrow = pytest.importorskip("pyarrow", reason="CFBenchmark is an Arrow file; pip install docintel[train]")
    table = arrow.table({"input": ["公司 亏损。", "公司\n\n中标。"]})
    with arrow.ipc.new_stream(tmp_path / "data.arrow", table.schema) as stream:
        stream.write_table(table)
    assert document_text(tmp_path, "data.arrow#1") == "公司 中标。"


def row(**changes):
    text = "The Lessor shall wait."
    unit = {"type": "OBL", "cue": [11, 16], "bearer": [4, 10], "deadline": None, "deadline_kind": None}
    given = {"id": "p1", "lang": "en", "document": "edgar/a b.txt", "start": 22, "end": 44, "digest": digest(text)}
    return given | {"units": [unit | {"strength": "absolute"}]} | changes


def test_a_line_gets_its_text_and_words_for_ranges(sets):
    line = with_text(row(), sets)
    assert line["text"] == "The Lessor shall wait."
    assert (line["units"][0]["cue"], line["units"][0]["bearer"]) == ("shall", "Lessor")
    assert not {"document", "start", "end", "digest"} & set(line)


def test_of_equal_words_each_says_which(sets):
    whole = "The Lessee shall pay. The Lessor shall wait."
    unit = {"type": "OBL", "cue": [33, 38], "bearer": [22, 25], "deadline": [0, 3], "deadline_kind": "vague"}
    line = with_text(row(start=0, end=44, digest=digest(whole), units=[unit | {"strength": "absolute"}]), sets)
    (read,) = line["units"]
    assert [read[name] for name in ("cue", "bearer", "deadline")] == ["shall#2", "The#2", "The#1"]


def test_of_ten_equal_words_the_last_cannot_be_named(sets):
    (sets / "many.txt").write_text("shall " * 10, encoding="utf-8")
    unit = {"type": "OBL", "cue": [54, 59], "bearer": None, "deadline": None, "deadline_kind": None}
    asked = row(document="many.txt", start=0, end=59, digest=digest(("shall " * 10).strip()), units=[unit])
    with pytest.raises(InputError, match="'shall' is the 10th of its kind; only 9 can be counted"):
        with_text(asked, sets)


def test_the_line_before_is_read_too_and_must_be_the_same(sets):
    before = "The Lessee shall pay."
    asked = row(context=[0, 21], digest=digest("The Lessor shall wait.", before))
    assert with_text(asked, sets)["context"] == before
    with pytest.raises(InputError, match="another text at 22"):
        with_text(asked | {"context": [0, 20]}, sets)


def test_another_text_is_refused(sets):
    with pytest.raises(InputError, match=r"edgar/a b\.txt has another text at 4 than p1 was annotated on"):
        with_text(row(start=4, end=26), sets)


@pytest.mark.parametrize(
    "document",
    [
        "edgar/gone.txt",
        "edgar",
        "../secret.txt",
        "edgar/a b.txt#7",
        "enron/intent_pos#9",
        "enron/intent_pos#-1",
        "enron/intent_pos#x",
        "tatqa_dataset_dev.json#0",
        "FinEntity.json#0/1",
    ],
)
def test_what_is_no_document_of_the_folder_is_refused(sets, document):
    (sets.parent / "secret.txt").write_text("The Lessor shall wait.", encoding="utf-8")
    with pytest.raises(InputError, match=r"holds no|has no item"):
        with_text(row(document=document), sets)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"start": "22"}, "p1 cannot be read: start"),
        ({"start": -1}, "p1 cannot be read: start"),
        ({"digest": None}, "p1 cannot be read: digest"),
        ({"context": [1, 2, 3]}, "p1 cannot be read: context"),
        ({"units": [{"type": "OBL", "cue": [11, 16]}]}, r"p1 cannot be read: units\.0\.bearer"),
        ({"end": None}, "p1 cannot be read: end"),
        ({"end": 22}, "p1 names the characters 22 to 22 of a text that has 44"),
        ({"end": 900}, "p1 names the characters 22 to 900 of a text that has 44"),
        ({"units": [{"cue": [11, 99], "bearer": None, "deadline": None}]}, "p1 names the characters 11 to 99"),
    ],
)
def test_a_row_of_another_form_is_refused(sets, change, wrong):
    with pytest.raises(InputError, match=wrong):
        with_text(row(**change), sets)


def test_a_damaged_set_is_said(sets):
    (sets / "FinEntity.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"FinEntity\.json has no item 0 that can be read"):
        with_text(row(document="FinEntity.json#0"), sets)
