"""Annotated lines as what the network learns from: pieces of the tokenizer and a number for each label."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from docintel.encoder import Line, Range
from docintel.encoder.tokenization import LineTokenizer, Tokens
from docintel.errors import InputError
from docintel.workflows.training.labels import Labels

Task = Literal["obligations", "correspondence", "clauses", "cuad", "tone", "entities"]
Split = Literal["train", "dev", "test"]
TASKS: tuple[Task, ...] = ("obligations", "correspondence", "clauses", "cuad", "tone", "entities")

#: Nothing to learn here: a label that the annotation does not give.
UNKNOWN = -100


@dataclass(frozen=True)
class Example:
    """One annotated line. `targets` holds, by head, the number (or row of numbers) the network should answer.

    `cues` are a line's deontic units as (first piece, its own targets): pieces are counted from 0 in the text.
    """

    task: Task
    row: Mapping[str, Any]
    tokens: Tokens
    targets: Mapping[str, Any]
    cues: tuple[tuple[int, Mapping[str, int]], ...] = field(default=())


def rows(folder: Path, task: Task, split: Split) -> Iterator[dict[str, Any]]:
    """The annotated lines of `<folder>/<task>/<split>.jsonl`; none where the corpus has no such file."""
    path = folder / task / f"{split}.jsonl"
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            yield json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{path}, line {number} is not JSON: {error.msg}.") from error


def examples(
    task: Task, annotated: Sequence[Mapping[str, Any]], tokenizer: LineTokenizer, labels: Labels
) -> list[Example]:
    """The lines cut into pieces, with their labels numbered."""
    cut = tokenizer.cut([Line(row["text"], row.get("context")) for row in annotated])
    return [_example(task, row, tokens, labels) for row, tokens in zip(annotated, cut, strict=True) if tokens.offsets]


def _example(task: Task, row: Mapping[str, Any], tokens: Tokens, labels: Labels) -> Example:
    if task == "obligations":
        return _deontic(row, tokens, labels)
    if task == "correspondence":
        return Example(task, row, tokens, _stance(row, labels))
    if task == "entities":
        spans = [(entity["label"], (entity["start"], entity["end"])) for entity in row["entities"]]
        return Example(task, row, tokens, {"entity": tagged(spans, tokens, labels.entities)})
    if task == "tone":
        return Example(task, row, tokens, {"tone": labels.tones.index(row["label"])})
    names = labels.clauses if task == "clauses" else labels.cuad
    return Example(task, row, tokens, {task: [float(name in row["keys"]) for name in names]})


def tagged(spans: Sequence[tuple[str, Range]], tokens: Tokens, labels: Sequence[str]) -> list[int]:
    """One number a piece: 0 outside, 1 + 2n where a span of label n begins, 2 + 2n where it goes on."""
    numbers = [0] * len(tokens.offsets)
    for label, span in spans:
        covered = pieces_of(span, tokens)
        for position, piece in enumerate(covered):
            numbers[piece] = 1 + 2 * labels.index(label) + (position > 0)
    return numbers


def pieces_of(span: Range, tokens: Tokens) -> list[int]:
    """The pieces that share a character with the span."""
    start, end = span
    return [
        number for number, (first, last) in enumerate(tokens.offsets) if first < end and last > start and last > first
    ]


def located(text: str, quote: str) -> Range:
    """Where a quote stands; `应#2` means the second 应. Raises InputError where the text has no such words."""
    counted = re.fullmatch(r"(.+)#(\d)", quote, re.DOTALL)
    words, wanted = (counted[1], int(counted[2])) if counted else (quote, 1)
    start = -1
    for _ in range(wanted):
        start = text.find(words, start + 1)
        if start < 0:
            raise InputError(f"{quote!r} does not stand in {text[:60]!r}.")
    return start, start + len(words)


def _deontic(row: Mapping[str, Any], tokens: Tokens, labels: Labels) -> Example:
    units = [unit | {"cue_range": located(row["text"], unit["cue"])} for unit in row["units"]]
    spans = [(unit["type"], unit["cue_range"]) for unit in units]
    cues: dict[int, Mapping[str, int]] = {}
    for unit in units:
        covered = pieces_of(unit["cue_range"], tokens)
        if covered and covered[0] not in cues:
            cues[covered[0]] = _unit_targets(unit, row["text"], tokens, labels)
    types = {unit["type"] for unit in units}
    targets = {
        "cue": tagged(spans, tokens, labels.deontics),
        "types": [float(name in types) for name in labels.deontics],
    }
    return Example("obligations", row, tokens, targets, tuple(sorted(cues.items())))


def _unit_targets(unit: Mapping[str, Any], text: str, tokens: Tokens, labels: Labels) -> dict[str, int]:
    """The unit's answers; a place is counted with `<s>` as 0, so 0 means that the line does not name one."""
    targets = {"strength": labels.strengths.index(unit["strength"]), "deadline_kind": UNKNOWN}
    for name in ("bearer", "deadline"):
        covered = pieces_of(_nearest(text, unit[name], unit["cue_range"]), tokens) if unit[name] else []
        targets[f"{name}_start"] = covered[0] + 1 if covered else 0
        targets[f"{name}_end"] = covered[-1] + 1 if covered else 0
        if name == "deadline" and covered:
            targets["deadline_kind"] = labels.deadline_kinds.index(unit["deadline_kind"])
    return targets


def _nearest(text: str, quote: str, cue: Range) -> Range:
    """The place of the quote; of several equal ones the last before the cue, where a bearer stands, else the first."""
    if re.fullmatch(r".+#\d", quote, re.DOTALL):
        return located(text, quote)
    starts = [found.start() for found in re.finditer(re.escape(quote), text)]
    if not starts:
        raise InputError(f"{quote!r} does not stand in {text[:60]!r}.")
    before = [start for start in starts if start < cue[0]]
    start = before[-1] if before else starts[0]
    return start, start + len(quote)


def _stance(row: Mapping[str, Any], labels: Labels) -> dict[str, Any]:
    events = {event["code"]: event["modality"] for event in row["events"]}
    aspects = {aspect["aspect"]: aspect for aspect in row["aspects"]}
    first = next(iter(aspects.values()), None)
    return {
        "intent": labels.intents.index(row["ci"] or "none"),
        "object": labels.objects.index(row["ci_object"] or "none"),
        "events": [float(code in events) for code in labels.events],
        "modality": labels.modalities.index(next(iter(events.values()))) if events else UNKNOWN,
        "sentiment": labels.sentiments.index(row["sentiment"]),
        "aspects": [labels.sentiments.index(aspects[a]["polarity"]) + 1 if a in aspects else 0 for a in labels.aspects],
        "kind": labels.kinds.index(first["kind"]) if first else UNKNOWN,
        "target": labels.targets.index(first["target"]) if first else UNKNOWN,
    }
