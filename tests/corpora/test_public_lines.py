"""Lines of public texts annotated by reference: known labels, no text kept, each still the text annotated."""

import json
import re
from functools import cache

import pytest
from tests.bench.material import ROOT, SHARED
from tests.corpora.nearness import near_pairs
from tests.corpora.test_annotated import lines as own_lines

from docintel.workflows.referenced import with_text
from docintel.workflows.training.labels import current_labels

FOLDER = ROOT / "corpora" / "public"
DATA = SHARED / "data"
TASKS = ("obligations", "correspondence", "clauses", "tone")
SPLITS = ("train", "dev", "test")
#: Texts that nobody may learn from.
MEASURED_ONLY = "measure_only/"

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the public sets (../shared/data) are not here")


@cache
def lines(task):
    """Every line of a task with its split."""
    found = []
    for split in SPLITS:
        text = (FOLDER / task / f"{split}.jsonl").read_text(encoding="utf-8")
        found += [json.loads(line) | {"split": split} for line in text.splitlines()]
    return found


#: What a row may hold: places and labels, never words of the text.
PLACE = {"id", "lang", "document", "start", "end", "digest", "split"}
LABELS = {
    "obligations": {"units"},
    "correspondence": {"context", "ci", "ci_object", "sentiment", "events", "aspects"},
    "clauses": {"keys"},
    "tone": {"label"},
}
UNIT = {"type", "cue", "bearer", "deadline", "deadline_kind", "strength"}


@cache
def read(task):
    """Every line with its text."""
    if any(".arrow#" in row["document"] for row in lines(task)):
        pytest.importorskip("pyarrow", reason="CFBenchmark is an Arrow file; pip install docintel[train]")
    return [with_text(row, DATA) for row in lines(task)]


def test_a_document_lies_in_one_split_and_what_is_measured_only_in_test():
    splits = {}
    for row in (row for task in TASKS for row in lines(task)):
        splits.setdefault(row["document"], set()).add(row["split"])
        assert not row["document"].startswith(MEASURED_ONLY) or row["split"] == "test"
    assert {document for document, of in splits.items() if len(of) > 1} == set()


@pytest.mark.parametrize("task", TASKS)
def test_ids_are_their_own_and_a_row_holds_places_and_labels_alone(task):
    assert len({row["id"] for row in lines(task)}) == len(lines(task))
    for row in lines(task):
        assert set(row) - {"context"} == (PLACE | LABELS[task]) - {"context"}
        assert all(set(unit) == UNIT for unit in row.get("units", ()))


def test_labels_are_of_their_sets():
    labels = current_labels()
    assert {row["label"] for row in lines("tone")} == set(labels.tones)
    assert {key for row in lines("clauses") for key in row["keys"]} <= set(labels.clauses)
    for row in lines("obligations"):
        for unit in row["units"]:
            assert unit["type"] in labels.deontics
            assert unit["strength"] in labels.strengths
            assert (unit["deadline"] is None) == (unit["deadline_kind"] is None)
            assert unit["deadline_kind"] in (None, *labels.deadline_kinds)
    for row in lines("correspondence"):
        assert (row["ci"] or "none") in labels.intents
        assert (row["ci_object"] or "none") in labels.objects
        assert row["sentiment"] in labels.sentiments
        assert {event["code"] for event in row["events"]} <= set(labels.events)
        assert {aspect["aspect"] for aspect in row["aspects"]} <= set(labels.aspects)


@needs_data
@pytest.mark.parametrize("task", TASKS)
def test_every_line_is_still_the_text_that_was_annotated(task):
    assert [row["id"] for row in read(task)] == [row["id"] for row in lines(task)]
    assert min(len(row["text"]) for row in read(task)) >= 10


@needs_data
@pytest.mark.slow
def test_no_line_to_learn_from_is_nearly_one_to_measure_with():
    rows = [row for task in TASKS for row in read(task)]
    alike = near_pairs([row["text"] for row in rows], 0.6)
    assert [(rows[a]["id"], rows[b]["id"]) for a, b, _index in alike if rows[a]["split"] != rows[b]["split"]] == []


@needs_data
def test_no_line_to_measure_with_stands_whole_in_one_to_learn_from():
    learnt = [row["text"] for task in TASKS for row in read(task) if row["split"] == "train"]
    learnt += [row["text"] for task in LABELS for row in own_lines(task) if row["split"] == "train"]
    everything = " | ".join(map(letters, learnt))
    held = [row for task in TASKS for row in read(task) if row["split"] != "train"]
    assert [row["id"] for row in held if letters(row["text"]) in everything] == []


def letters(text):
    """Letters and digits alone, in small ones."""
    return re.sub(r"\W+", "", text).lower()
