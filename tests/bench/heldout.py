"""`python -m tests.bench.heldout`: how often the intent and obligation rules are right on sentences they never saw."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from tests.bench.material import ROOT

from docintel.workflows.tagging import Task, tag_lines

Row = Mapping[str, Any]
Pairs = list[tuple[Row, Row]]
Labels = Callable[[Row], set[str]]

HELDOUT = ROOT / "corpora" / "heldout"
#: Two-sided 95 % for the tables, two-sided 80 % for the bound a confidence may lean on.
Z95, Z80 = 1.959964, 1.281552
_LANGUAGES = {"zh": ("zh",), "en": ("en",), "both": ("zh", "en")}
_DIRECTION = {"CI-1": "+", "CI-2": "+", "CI-3": "+", "CI-4": "0", None: "0"}


def wilson(right: int, total: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval of a proportion; nothing counted tells nothing: 0 to 1."""
    if not total:
        return 0.0, 1.0
    share, room = right / total, z * z / total
    half = z * sqrt(share * (1 - share) / total + room / (4 * total))
    return max(0.0, (share + room / 2 - half) / (1 + room)), min(1.0, (share + room / 2 + half) / (1 + room))


@dataclass
class LabelCount:
    """How often one label was found rightly, found at all and expected."""

    right: int = 0
    found: int = 0
    expected: int = 0


@dataclass
class Table:
    """One table of the result."""

    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)


def main() -> None:
    correspondence = tagged("correspondence.jsonl", "intent")
    obligations = tagged("obligations.jsonl", "obligations")
    for table in (*measure_correspondence(correspondence), *measure_obligations(obligations)):
        sys.stdout.write(_markdown(table))


def tagged(name: str, task: Task) -> Pairs:
    """Each held-out line beside what the tagger says of it; a line the tagger rejects stops the measurement."""
    lines = (HELDOUT / name).read_text(encoding="utf-8").splitlines()
    found = list(tag_lines(task, lines))
    rejected = [row["error"] for row in found if "error" in row]
    if rejected or len(found) != len(lines):
        raise SystemExit(f"{name}: {len(found)} of {len(lines)} lines tagged, errors: {rejected[:3]}")
    return list(zip(map(json.loads, lines), found, strict=True))


def measure_correspondence(pairs: Pairs) -> Iterator[Table]:
    shares = Table("Correspondence: share right", ("measure", *_LANGUAGES))
    unreal = [pair for pair in pairs if events(pair[0], "denied", "hypothetical")]
    shares.rows += [
        _shares("intent, 9 classes and none", pairs, lambda want, got: want["ci"] == got["ci"]),
        _shares("intent, 9 classes, courtesy left out", _with_intent(pairs), lambda w, g: w["ci"] == g["ci"]),
        _shares("intent, 3 directions (+ / 0 / −)", pairs, lambda w, g: direction(w["ci"]) == direction(g["ci"])),
        _shares("sign of the sentiment", pairs, lambda w, g: sign(w["sentiment"]) == sign(g["sentiment"])),
        _shares("no event where none is", _without(pairs, events), lambda want, got: not events(got)),
        _shares("denied or supposed event not raised", unreal, lambda want, got: not (events(got) - events(want))),
    ]
    yield shares
    yield labels_table("Intent by class", pairs, lambda row: {row["ci"] or "none"})
    yield labels_table("Direction of the intent", pairs, lambda row: {direction(row["ci"])})
    yield labels_table("Events, stated or hinted", pairs, events)
    yield labels_table("Events, stated", pairs, lambda row: events(row, "stated"))
    yield labels_table(
        "Events in any modality", pairs, lambda row: events(row, "stated", "hinted", "denied", "hypothetical")
    )
    yield labels_table("Sign of the sentiment", pairs, lambda row: {sign(row["sentiment"])})
    yield confusions("Intent mistaken: expected → found", pairs, lambda row: str(row["ci"] or "none"))
    yield _calibration(pairs)


def measure_obligations(pairs: Pairs) -> Iterator[Table]:
    dated = [pair for pair in pairs if pair[0]["deadline_kind"]]
    named = [pair for pair in pairs if pair[0]["bearer"]]
    shares = Table("Obligations: share right", ("measure", *_LANGUAGES))
    shares.rows += [
        _shares("the same set of types", pairs, lambda want, got: types(want) == types(got)),
        _shares("NONE kept NONE (hard negatives)", _without(pairs, types), lambda want, got: not types(got)),
        _shares("bearer, where the sentence names one", named, lambda w, g: bearer(w["bearer"]) == bearer(_first(g))),
        _shares("deadline kind, every sentence", pairs, lambda want, got: want["deadline_kind"] == _deadline(got)),
        _shares("deadline kind, where there is one", dated, lambda want, got: want["deadline_kind"] == _deadline(got)),
    ]
    yield shares
    for name, languages in _LANGUAGES.items():
        chosen = [pair for pair in pairs if pair[0]["lang"] in languages]
        yield labels_table(f"Obligation types, {name}", chosen, lambda row: types(row) or {"NONE"}, split=False)
    yield confusions("Types mistaken: expected → found", pairs, lambda row: "+".join(sorted(types(row))) or "NONE")
    yield confusions("Deadline kinds mistaken: expected → found", pairs, lambda row: str(_deadline(row)))


def direction(intent: str | None) -> str:
    """CI-1 to CI-3 lean to the cooperation, CI-4 and courtesy nowhere, the rest against it."""
    return _DIRECTION.get(intent, "−")


def sign(polarity: int) -> str:
    return "+" if polarity > 0 else "−" if polarity < 0 else "0"


def events(row: Row, *modalities: str) -> set[str]:
    wanted = modalities or ("stated", "hinted")
    return {event["code"] for event in row["events"] if event["modality"] in wanted}


def types(row: Row) -> set[str]:
    return set(row["types"]) - {"NONE"}


def bearer(text: str | None) -> str:
    """A bearer without its article and quantifier, so that “The Lessee” and “Lessee” are one."""
    words = [word for word in (text or "").split() if word.lower() not in {"the", "each", "a", "an", "neither", "any"}]
    return " ".join(words).removeprefix("任何").lower()


def _first(row: Row) -> str | None:
    return next((unit["bearer"] for unit in row["units"]), None)


def _deadline(row: Row) -> str | None:
    if "units" not in row:
        kind: str | None = row["deadline_kind"]
        return kind
    return next((unit["deadline_kind"] for unit in row["units"] if unit["deadline_kind"]), None)


def _with_intent(pairs: Pairs) -> Pairs:
    return [pair for pair in pairs if pair[0]["ci"]]


def _without(pairs: Pairs, labels: Labels) -> Pairs:
    return [pair for pair in pairs if not labels(pair[0])]


def _shares(name: str, pairs: Pairs, is_right: Callable[[Row, Row], bool]) -> tuple[str, ...]:
    cells = []
    for languages in _LANGUAGES.values():
        verdicts = [is_right(want, got) for want, got in pairs if want["lang"] in languages]
        cells.append(_share(sum(verdicts), len(verdicts)))
    return name, *cells


def labels_table(title: str, pairs: Pairs, labels: Labels, *, split: bool = True) -> Table:
    """Precision and recall of each label; the last column is what a stated confidence may claim."""
    table = Table(title, ("label", "precision", "recall", "F1", *(("zh P", "en P") if split else ()), "P ≥ (80 %)"))
    counts = count_labels(pairs, labels)
    halves = [count_labels([pair for pair in pairs if pair[0]["lang"] == lang], labels) for lang in ("zh", "en")]
    for label in sorted(counts):
        table.rows.append(
            _label_row(label, counts[label], [half.get(label, LabelCount()) for half in halves[: 2 * split]])
        )
    table.rows.append(_label_row("all", _sum(counts), [_sum(half) for half in halves[: 2 * split]]))
    return table


def _label_row(label: str, count: LabelCount, halves: list[LabelCount]) -> tuple[str, ...]:
    total = count.found + count.expected
    f1 = f"{2 * count.right / total:.2f}" if total else "—"
    floor = f"{wilson(count.right, count.found, Z80)[0]:.2f}" if count.found else "—"
    shares = (_share(count.right, count.found), _share(count.right, count.expected), f1)
    return label, *shares, *map(_fraction, halves), floor


def _sum(counts: Mapping[str, LabelCount]) -> LabelCount:
    each = counts.values()
    return LabelCount(sum(c.right for c in each), sum(c.found for c in each), sum(c.expected for c in each))


def count_labels(pairs: Pairs, labels: Labels) -> dict[str, LabelCount]:
    counts: dict[str, LabelCount] = {}
    for want, got in pairs:
        expected, found = labels(want), labels(got)
        for label in expected | found:
            count = counts.setdefault(label, LabelCount())
            count.right += label in expected and label in found
            count.found += label in found
            count.expected += label in expected
    return counts


def confusions(title: str, pairs: Pairs, label: Callable[[Row], str]) -> Table:
    """The commonest mistakes by kind; the sentences stay out of it, so that nobody mends a rule by them."""
    wrong = Counter((label(want), label(got)) for want, got in pairs if label(want) != label(got))
    table = Table(title, ("expected", "found", "times"))
    table.rows += [(want, got, str(times)) for (want, got), times in wrong.most_common(12)]
    return table


def _calibration(pairs: Pairs) -> Table:
    table = Table("Intent: what the stated confidence is worth", ("confidence stated", "right"))
    for stated in sorted({got["confidence"] for _, got in pairs}):
        verdicts = [want["ci"] == got["ci"] for want, got in pairs if got["confidence"] == stated]
        table.rows.append((f"{stated:.2f}", _share(sum(verdicts), len(verdicts))))
    return table


def _share(right: int, total: int) -> str:
    if not total:
        return "—"
    low, high = wilson(right, total)
    return f"{right / total:.2f} ({right}/{total}; {low:.2f}–{high:.2f})"


def _fraction(count: LabelCount) -> str:
    return f"{count.right}/{count.found}" if count.found else "—"


def _markdown(table: Table) -> str:
    lines: Iterable[tuple[str, ...]] = (table.head, tuple("---" for _ in table.head), *table.rows)
    return f"\n**{table.title}**\n\n" + "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


if __name__ == "__main__":
    main()
