"""What a task is measured by, said once for each task, and the measuring itself."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docintel.workflows.scoring.metrics import (
    Z80,
    Bin,
    Count,
    calibration_error,
    chance_calibration_error,
    count_labels,
    count_spans,
    kappa,
    macro_f1,
    micro_f1,
    reliability,
    wilson,
)

Row = Mapping[str, Any]
#: How an annotated line and the answer to it are read as labels.
Labels = Callable[[Row], frozenset[str]]
#: How it is read as labelled places: (label, start, end).
Spans = Callable[[Row], frozenset[tuple[str, int, int]]]

#: Digits of a measure; nobody annotates enough lines for a fifth.
_DIGITS = 4
#: Kinds of mistake that a table lists.
_CONFUSIONS = 12


@dataclass(frozen=True, slots=True)
class Pair:
    """An annotated line and what was said of it."""

    gold: Row
    found: Row


@dataclass(frozen=True, slots=True)
class LabelSet:
    """Labels counted by precision, recall and F1.

    With `single` a line has exactly one of them: accuracy and κ are told too. `averaged` limits the macro mean, for
    answers such as "none" that count as mistakes but are no class of their own. `only` leaves lines out.
    """

    read: Labels
    single: bool = False
    averaged: frozenset[str] | None = None
    only: Callable[[Pair], bool] = lambda _pair: True


@dataclass(frozen=True)
class Yardstick:
    """All that is measured of a task.

    `spans` are right only where label, start and end are. `shares` give the verdicts of a line: none where it does not
    count, several where it has several parts. `counts` give right, found and expected of a line. `answers` are the
    facts stated of a line with their confidence and whether they are right.
    """

    answers: Callable[[Pair], Iterator[tuple[float | None, bool]]]
    labels: Mapping[str, LabelSet] = field(default_factory=dict)
    spans: Mapping[str, Spans] = field(default_factory=dict)
    shares: Mapping[str, Callable[[Pair], Sequence[bool]]] = field(default_factory=dict)
    counts: Mapping[str, Callable[[Pair], Count]] = field(default_factory=dict)


def measure(yardstick: Yardstick, pairs: Sequence[Pair]) -> dict[str, Any]:
    """Every measure over the lines, as JSON: measures, labels, confusions, and the reliability of confidences."""
    measures: dict[str, dict[str, Any]] = {}
    labels, confusions = {}, {}
    for name, label_set in yardstick.labels.items():
        chosen = [(label_set.read(pair.gold), label_set.read(pair.found)) for pair in pairs if label_set.only(pair)]
        counts = count_labels(chosen)
        measures |= _label_measures(name, label_set, chosen, counts)
        labels[name] = {label: _label_row(count) for label, count in counts.items()}
        confusions[name] = _confusions(chosen)
    for name, places in yardstick.spans.items():
        counts = count_spans((places(pair.gold), places(pair.found)) for pair in pairs)
        measures |= _f1_measures(name, list(counts.values()), counts)
        labels[name] = {label: _label_row(count) for label, count in counts.items()}
    for name, verdicts_of in yardstick.shares.items():
        verdicts = [verdict for pair in pairs for verdict in verdicts_of(pair)]
        measures[name] = _share(sum(verdicts), len(verdicts))
    for name, count in yardstick.counts.items():
        total = sum((count(pair) for pair in pairs), Count())
        measures[name] = _figure(total.f1, total.expected)
    stated = [answer for pair in pairs for answer in yardstick.answers(pair)]
    bins = reliability((confidence, right) for confidence, right in stated if confidence is not None)
    measures["calibration_error"] = _figure(calibration_error(bins), sum(one.number for one in bins))
    measures["calibration_error_by_chance"] = _figure(chance_calibration_error(bins), sum(one.number for one in bins))
    measures["with_confidence"] = _share(sum(confidence is not None for confidence, _ in stated), len(stated))
    return {
        "n": len(pairs),
        "measures": measures,
        "labels": labels,
        "confusions": confusions,
        "reliability": [_bin_row(one) for one in bins],
    }


def mistakes(yardstick: Yardstick, pairs: Sequence[Pair], most: int) -> dict[str, list[dict[str, Any]]]:
    """Up to `most` lines that each measure has wrong; which ones follows from their ids, not from their place."""
    order = sorted(pairs, key=lambda pair: hashlib.sha256(str(pair.gold.get("id")).encode()).digest())
    found: dict[str, list[dict[str, Any]]] = {}
    for name, label_set in yardstick.labels.items():
        chosen = [pair for pair in order if label_set.only(pair)]
        found[name] = _differing(chosen, label_set.read)[:most]
    for name, places in yardstick.spans.items():
        found[name] = _differing(order, places)[:most]
    for name, verdicts_of in yardstick.shares.items():
        wrong = [pair for pair in order if not all(verdicts_of(pair))]
        found[name] = [_mistake(pair, _plain(pair.gold), _plain(pair.found)) for pair in wrong[:most]]
    return found


def _differing(pairs: Sequence[Pair], read: Labels | Spans) -> list[dict[str, Any]]:
    both = [(pair, read(pair.gold), read(pair.found)) for pair in pairs]
    return [_mistake(pair, sorted(want), sorted(got)) for pair, want, got in both if want != got]


def _label_measures(
    name: str, label_set: LabelSet, chosen: list[tuple[frozenset[str], frozenset[str]]], counts: Mapping[str, Count]
) -> dict[str, dict[str, Any]]:
    averaged = [c for label, c in counts.items() if label_set.averaged is None or label in label_set.averaged]
    same = _share(sum(want == got for want, got in chosen), len(chosen))
    measures = _f1_measures(name, averaged, counts)
    if label_set.single:
        # one answer a line: its micro-F1 is its accuracy
        del measures[f"{name}_micro_f1"]
        agreement = _figure(kappa(chosen), len(chosen))
        return measures | {f"{name}_accuracy": same, f"{name}_kappa": agreement}
    return measures | {f"{name}_exact": same}


def _f1_measures(name: str, averaged: list[Count], counts: Mapping[str, Count]) -> dict[str, dict[str, Any]]:
    expected = sum(count.expected for count in counts.values())
    return {
        f"{name}_macro_f1": _figure(macro_f1(averaged), expected),
        f"{name}_micro_f1": _figure(micro_f1(counts.values()), expected),
    }


def _label_row(count: Count) -> dict[str, Any]:
    floor = wilson(count.right, count.found, Z80)[0] if count.found else None
    return {
        "precision": _rounded(count.precision),
        "recall": _rounded(count.recall),
        "f1": _rounded(count.f1),
        "right": count.right,
        "found": count.found,
        "support": count.expected,
        "precision_floor": _rounded(floor),
    }


def _confusions(chosen: list[tuple[frozenset[str], frozenset[str]]]) -> list[dict[str, Any]]:
    """The commonest mistakes by kind; the lines stay out of it, so that nobody mends a rule by them."""
    wrong = Counter(("+".join(sorted(want)), "+".join(sorted(got))) for want, got in chosen if want != got)
    return [{"expected": want, "found": got, "times": times} for (want, got), times in wrong.most_common(_CONFUSIONS)]


def _share(right: int, total: int) -> dict[str, Any]:
    interval = [round(bound, _DIGITS) for bound in wilson(right, total)] if total else None
    return {"value": _rounded(right / total) if total else None, "n": total, "right": right, "interval": interval}


def _figure(value: float | None, number: int) -> dict[str, Any]:
    return {"value": _rounded(value), "n": number}


def _bin_row(one: Bin) -> dict[str, Any]:
    return {"n": one.number, "confidence": _rounded(one.confidence), "right": _rounded(one.right)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _mistake(pair: Pair, expected: Any, found: Any) -> dict[str, Any]:
    context = {"context": pair.gold["context"]} if pair.gold.get("context") else {}
    line = {name: pair.gold.get(name) for name in ("id", "text")}
    return {**line, **context, "expected": expected, "found": found}


def _plain(row: Row) -> dict[str, Any]:
    """A line's labels without the line itself."""
    return {name: value for name, value in row.items() if name not in ("id", "source", "lang", "text", "context")}
