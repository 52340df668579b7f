"""Public sets are read where they lie, cut as we need them, and split by document."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from docintel.workflows.training.public import public_rows, split_of

TEXT = "This Agreement is governed by the laws of Sweden and by no other, whatever the parties say elsewhere. " + (
    "Either party may audit the books of the other once in a year, at its own cost and on ten days' notice to it. " * 9
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    names = [f"Deal {number}.txt" for number in range(40)]
    (tmp_path / "cuad" / "txt").mkdir(parents=True)
    with (tmp_path / "cuad" / "master_clauses.csv").open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(["Filename", "Governing Law", "Governing Law-Answer"])
        for name in names:
            (tmp_path / "cuad" / "txt" / name).write_text(TEXT, encoding="utf-8")
            table.writerow([name.replace(".txt", ".pdf"), "['governed by the laws of Sweden']", "Sweden"])
    (tmp_path / "finentity").mkdir()
    items = [("Positive", 9), ("Negative", 6), ("Neutral", 60)]
    texts = [
        {"content": f"Share {tag} {number} moved.", "annotations": [{"tag": tag}]}
        for tag, times in items
        for number in range(times)
    ]
    mixed = {"content": "A rose, B fell.", "annotations": [{"tag": "Positive"}, {"tag": "Negative"}]}
    (tmp_path / "finentity" / "FinEntity.json").write_text(json.dumps([*texts, mixed]), encoding="utf-8")
    return tmp_path


def test_a_segment_has_the_categories_whose_words_it_holds(data: Path) -> None:
    rows = [row for split in ("train", "dev", "test") for row in public_rows(data, "cuad", split)]
    assert rows
    for row in rows:
        assert row["keys"] == (["Governing Law"] if "laws of Sweden" in row["text"] else [])


def test_a_document_lies_in_one_split(data: Path) -> None:
    sources = {
        split: {row["id"].split("-")[0] for row in public_rows(data, "cuad", split)} for split in ("train", "dev")
    }
    assert sources["train"] & sources["dev"] == set()
    assert {split_of(source) for source in sources["dev"]} == {"dev"}


def test_texts_of_two_tones_are_left_out_and_neutral_ones_do_not_drown_the_others(data: Path) -> None:
    labels = Counter(row["label"] for row in public_rows(data, "tone", "train"))
    assert labels["neutral"] == labels["positive"] > 0
    assert "A rose, B fell." not in {row["text"] for row in public_rows(data, "tone", "train")}
    tested = Counter(row["label"] for split in ("dev", "test") for row in public_rows(data, "tone", split))
    assert tested["neutral"] > tested["positive"]


def test_without_the_sets_nothing_is_read(tmp_path: Path) -> None:
    assert public_rows(tmp_path, "cuad", "train") == public_rows(tmp_path, "tone", "train") == []
    assert public_rows(tmp_path, "entities", "train") == []


def test_chinese_news_are_cut_at_a_sentence_and_keep_their_tone(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="CFBenchmark is an Arrow file; pip install docintel[train]")
    folder = tmp_path / "cfbenchmark" / "CFBenchmark-basic" / "data" / "sentiment"
    folder.mkdir(parents=True)
    long = "  ".join(f"第{number}号公告：公司今年亏损扩大，\n现金吃紧。" for number in range(20))
    table = arrow.table({"input": ["公司 中标大单。", long], "response": ["积极", "消极"]})
    with arrow.ipc.new_stream(folder / "data-00000-of-00001.arrow", table.schema) as stream:
        stream.write_table(table)
    rows = {row["id"]: row for split in ("train", "dev", "test") for row in public_rows(tmp_path, "tone", split)}
    assert (rows["cfbenchmark-0"]["text"], rows["cfbenchmark-0"]["label"]) == ("公司 中标大单。", "positive")
    assert rows["cfbenchmark-1"]["label"] == "negative"
    assert rows["cfbenchmark-1"]["text"].endswith("现金吃紧。")
    assert 140 < len(rows["cfbenchmark-1"]["text"]) <= 160
    assert public_rows(tmp_path, "tone", "dev") == []
