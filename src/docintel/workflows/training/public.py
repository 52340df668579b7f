"""Public annotated sets that may train what we ship, read where they lie: nothing of them is copied here."""

from __future__ import annotations

import ast
import csv
import hashlib
import json
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docintel.workflows.referenced import arrow_rows
from docintel.workflows.training.examples import Split, Task

#: Characters of a segment of a CUAD contract: long enough for a clause, short enough for the model's window.
_SEGMENT = 420
_SHORTEST = 60
#: Segments without any of the 41 categories, for each with one.
_NEGATIVES = 0.5
#: Characters of a news item: its beginning says what happened, the rest is the market's numbers of the day.
_NEWS = 160
_CHINESE_TONES = {"积极": "positive", "中性": "neutral", "消极": "negative"}
_MOST = {"train": 1_000, "dev": 700, "test": 1_200}


def public_rows(folder: Path, task: Task, split: Split) -> list[dict[str, Any]]:
    """A task's annotated lines in the public sets of FOLDER (as `../shared/data` holds them)."""
    readers = {"cuad": (_cuad,), "tone": (_finentity, _cfbenchmark)}
    return [row for reader in readers.get(task, ()) for row in reader(folder, split)]


def split_of(source: str) -> Split:
    """Where a document's lines go: a tenth each to dev and test, by a hash of its name."""
    number = int(hashlib.sha256(source.encode("utf-8")).hexdigest(), 16) % 10
    return "test" if number == 0 else "dev" if number == 1 else "train"


def _cuad(folder: Path, split: Split) -> list[dict[str, Any]]:
    """Segments of CUAD v1's contracts (The Atticus Project, CC BY 4.0) with the categories of the spans they hold."""
    table = folder / "cuad" / "master_clauses.csv"
    if not table.is_file():
        return []
    texts = {_stem(path.name): path for path in (folder / "cuad" / "txt").rglob("*.txt")}
    with table.open(encoding="utf-8", newline="") as lines:
        contracts = [row for row in csv.DictReader(lines) if split_of(_stem(row["Filename"])) == split]
    found = []
    for row in contracts:
        path = texts.get(_stem(row["Filename"]))
        if path is not None:
            found += list(_segments(path, row))
    chooser = random.Random(7)
    positive = [row for row in found if row["keys"]]
    negative = [row for row in found if not row["keys"]]
    chosen = positive + chooser.sample(negative, min(len(negative), int(len(positive) * _NEGATIVES)))
    return chooser.sample(chosen, min(len(chosen), _MOST[split]))


def _stem(name: str) -> str:
    return re.sub(r"\W+", "", re.sub(r"\.(pdf|txt)$", "", name, flags=re.IGNORECASE)).lower()


def _segments(path: Path, row: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    text = re.sub(r"\s+", " ", path.read_text(encoding="utf-8", errors="replace"))
    spans = [(start, end, name) for name, start, end in _spans(text, row)]
    for number, (start, end) in enumerate(_pieces(text)):
        # a span counts where at least half of it, or of the segment, lies
        keys = {
            name
            for first, last, name in spans
            if min(end, last) - max(start, first) > min(last - first, end - start) / 2
        }
        yield {"id": f"{_stem(path.name)}-{number}", "lang": "en", "text": text[start:end], "keys": sorted(keys)}


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Half-open ranges of whole sentences, up to the length of a segment."""
    start = 0
    for found in re.finditer(r"(?<=[.;:])\s+(?=[A-Z0-9(\"“])|$", text):
        if found.start() - start >= _SEGMENT or found.end() == len(text):
            if found.start() - start >= _SHORTEST:
                yield start, min(found.start(), start + 2 * _SEGMENT)
            start = found.end()


def _spans(text: str, row: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
    from docintel.workflows.training.labels import current_labels

    columns = {re.sub(r"\W+", "", name).lower(): name for name in row if name and not name.strip().endswith("Answer")}
    for category in current_labels().cuad:
        # the table names one category a little longer than the paper does
        name = re.sub(r"\W+", "", category).lower().replace("noticetoterminate", "noticeperiodtoterminate")
        column = columns.get(name)
        value = row.get(column or "", "")
        for quote in ast.literal_eval(value) if value.startswith("[") else ():
            words = re.sub(r"\s+", " ", str(quote)).strip()
            start = text.find(words) if len(words) > 3 else -1
            if start >= 0:
                yield category, start, start + len(words)


def _finentity(folder: Path, split: Split) -> list[dict[str, Any]]:
    """Finance texts whose entities are all of one tone (FinEntity, ODC-BY): then it is the text's."""
    path = folder / "finentity" / "FinEntity.json"
    if not path.is_file():
        return []
    found = []
    for number, item in enumerate(json.loads(path.read_text(encoding="utf-8"))):
        tones = {annotation["tag"].lower() for annotation in item["annotations"]}
        if len(tones) == 1 and split_of(item["content"]) == split:
            found.append({"id": f"finentity-{number}", "lang": "en", "text": item["content"], "label": tones.pop()})
    return _balanced(found) if split == "train" else found


def _balanced(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """No more neutral texts than positive ones: here most are neutral, and only for the names that stand in them."""
    neutral = [row for row in rows if row["label"] == "neutral"]
    most = sum(row["label"] == "positive" for row in rows)
    left_out = {row["id"] for row in neutral[most:]}
    return [row for row in rows if row["id"] not in left_out]


def _cfbenchmark(folder: Path, split: Split) -> list[dict[str, Any]]:
    """The beginnings of Chinese company news with their tone (CFBenchmark-Basic, Apache-2.0).

    Its labels are noisy (a share's rise counts as good news): confidence is not calibrated on them, so none is in dev.
    """
    path = folder / "cfbenchmark" / "CFBenchmark-basic" / "data" / "sentiment" / "data-00000-of-00001.arrow"
    if not path.is_file():
        return []
    found = []
    for number, item in enumerate(arrow_rows(path)):
        text = " ".join(item["input"].split())
        if (split_of(text) == "test") == (split == "test") and split != "dev":
            end = max(text.rfind(mark, 0, _NEWS) for mark in "。；！？") + 1
            label = _CHINESE_TONES[item["response"]]
            found.append({"id": f"cfbenchmark-{number}", "lang": "zh", "text": text[: end or _NEWS], "label": label})
    return found
