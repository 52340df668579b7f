"""`python -m tests.bench.model_card`: scores the model on the corpora's test lines and writes its card.

Writes `models/encoder/README.md` (from `tests/bench/model_card.md`), the scores into `models/encoder/model.json`, and
`docs/images/reliability.png`. `--float32 DIR` adds what int8 costs; where `../shared` is, the public sets are run too.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from tests.bench import public_sets
from tests.bench.material import ROOT
from tests.bench.reliability_plot import draw

from docintel.encoder import Line
from docintel.encoder.reading import EncoderModel
from docintel.workflows.scoring.scoring import score
from docintel.workflows.training.packaging import write_json

MODEL = ROOT / "models" / "encoder"
GOLD = {
    "obligations": "obligations",
    "intent": "correspondence",
    "clauses": "clauses",
    "sentiment": "tone",
    "entities": "entities",
}
WAYS = ("rules", "model", "both")
#: Of all measures, those that the goals speak of.
MEASURES = {
    "obligations": (
        "types_macro_f1",
        "types_micro_f1",
        "hard_negative_precision",
        "bearer_accuracy_of_found_units",
        "deadline_kind_accuracy",
    ),
    "intent": (
        "intent_macro_f1",
        "intent_accuracy",
        "direction_macro_f1",
        "events_micro_f1",
        "sentiment_sign_accuracy",
    ),
    "clauses": ("keys_micro_f1", "keys_macro_f1"),
    "sentiment": ("tone_accuracy", "tone_macro_f1"),
    "entities": ("entities_micro_f1",),
}

Report = Mapping[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.model_card", description=__doc__)
    parser.add_argument(
        "--float32", type=Path, help="the same model before quantising, as `docintel train --float32` writes it"
    )
    parser.add_argument("--no-public", action="store_true", help="leave out the public sets and texts")
    options = parser.parse_args()
    public = public_sets.DATA.is_dir() and not options.no_public
    reports = {(task, way): scored(task, way) for task in GOLD for way in ways(task)}
    layout = json.loads((MODEL / "model.json").read_text(encoding="utf-8"))
    parts = {
        "made": making(layout),
        "ablation": "\n".join(ablation(reports)),
        "real": "\n".join(on_real_text()) if public else "not run",
        "labels": "\n".join(by_label(reports)),
        "quantised": "\n".join(quantised(options.float32)) if options.float32 else "not measured",
        "public": "\n".join(public_sets.table()) if public else "not run",
        "errors": "\n".join(errors(reports)),
    }
    write_json(
        MODEL / "model.json",
        layout | {"scores": {task: headline(task, reports[task, "both"]) for task in GOLD}},
    )
    draw(panels(reports), ROOT / "docs" / "images" / "reliability.png")
    card = Template((Path(__file__).parent / "model_card.md").read_text(encoding="utf-8"))
    (MODEL / "README.md").write_text(card.substitute(parts), encoding="utf-8")
    sys.stdout.write("\n".join(ablation(reports)) + "\n")


def ways(task: str) -> Sequence[str]:
    """Who can decide: names are read by the model alone."""
    return ("both",) if task == "entities" else WAYS


def scored(task: str, way: str, *, real: bool = False) -> Report:
    """The report of a task's test lines: our own with ten errors, or those of public texts, which nothing may quote."""
    folder = ROOT / "corpora" / "public" if real else ROOT / "corpora"
    quoted = 10 if way == "both" and not real else 0
    path = folder / GOLD[task] / "test.jsonl"
    return score(task, path, decide=way, errors=quoted, public=public_sets.DATA)  # type: ignore[arg-type]


def on_real_text() -> Iterator[str]:
    """Every way to decide on the lines of public texts, and the labels that fail there."""
    reports = {(task, way): scored(task, way, real=True) for task in GOLD if task != "entities" for way in WAYS}
    yield from ablation(reports)
    yield ""
    yield "By label, the worst first:"
    yield ""
    yield from by_label(reports)


def headline(task: str, report: Report) -> dict[str, dict[str, float | None]]:
    """The measures of the goals by language."""
    return {
        language: {name: value(report, language, name) for name in (*MEASURES[task], "calibration_error")}
        for language in ("zh", "en")
        if language in report
    }


def value(report: Report, language: str, name: str) -> float | None:
    measure = report[language]["measures"].get(name)
    return None if measure is None else measure["value"]


def panels(reports: Mapping[tuple[str, str], Report]) -> dict[str, Any]:
    return {
        f"{task}, {language}": reports[task, "both"][language]["reliability"]
        for task in GOLD
        for language in ("zh", "en")
        if language in reports[task, "both"]
    }


def making(layout: Report) -> str:
    """When, on how many lines and how the model was made, run by run."""
    earlier = layout.get("continues")
    return f"{making(earlier)} {_run('Taken up again', layout)}" if earlier else _run("Trained", layout)


def _run(begun: str, told: Report) -> str:
    lines = ", ".join(f"{name} {count:,}" for name, count in told["lines"].items())
    recipe = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in told["recipe"].items())
    minutes = told["seconds"] // 60
    return f"{begun} {told['trained']} on {lines} lines in {minutes} minutes on two CPU cores ({recipe})."


def ablation(reports: Mapping[tuple[str, str], Report]) -> Iterator[str]:
    yield "| measure | language | n | rules | model | both |"
    yield "|---|---|---:|---:|---:|---:|"
    for task, names in MEASURES.items():
        if (task, "both") not in reports:
            continue
        for name in (*names, "calibration_error", "calibration_error_by_chance"):
            for language in ("zh", "en"):
                found = reports[task, "both"].get(language, {"measures": {}})["measures"].get(name)
                if found is None:
                    continue
                cells = [cell(reports.get((task, way)), language, name) for way in WAYS]
                yield f"| {task}: {name.replace('_', ' ')} | {language} | {found['n']} | {' | '.join(cells)} |"


def cell(report: Report | None, language: str, name: str) -> str:
    found = None if report is None else value(report, language, name)
    return "–" if found is None else f"{found:.3f}"


def by_label(reports: Mapping[tuple[str, str], Report]) -> Iterator[str]:
    """F1 of each label, the worst first; of the clauses only those below 0.6."""
    for task in (task for task in GOLD if (task, "both") in reports):
        for name, labels in reports[task, "both"]["all"]["labels"].items():
            rows = [(label, row) for label, row in labels.items() if row["support"]]
            rows.sort(key=lambda pair: pair[1]["f1"] or 0)
            chosen = [pair for pair in rows if task != "clauses" or (pair[1]["f1"] or 0) < 0.6]
            listed = ", ".join(f"{label} {row['f1'] or 0:.2f} ({row['support']})" for label, row in chosen)
            yield f"- **{task}, {name}**: {listed}"


def quantised(folder: Path) -> Iterator[str]:
    """Answers that differ between float32 and int8, by head, on all test lines."""
    whole, small = (EncoderModel.load(place, threads=0) for place in (folder, MODEL))
    yield "| head | lines | answers that differ | F1 or accuracy, float32 | int8 |"
    yield "|---|---:|---:|---:|---:|"
    for task, corpus in GOLD.items():
        rows = [json.loads(line) for line in (ROOT / "corpora" / corpus / "test.jsonl").read_text("utf-8").splitlines()]
        lines = [Line(row["text"], row.get("context")) for row in rows]
        both = [[_answer(task, reading) for reading in model.read(lines)] for model in (whole, small)]
        want = [_gold(task, row) for row in rows]
        differing = sum(first != second for first, second in zip(*both, strict=True))
        first, second = (_f1(want, found) for found in both)
        yield f"| {task} | {len(rows)} | {differing} | {first:.4f} | {second:.4f} |"


def _answer(task: str, reading: Any) -> frozenset[Any]:
    if task == "obligations":
        return frozenset(unit.type for unit in reading.units)
    if task == "intent":
        return frozenset({max(reading.intent, key=reading.intent.get), *(event.code for event in reading.events)})
    if task == "clauses":
        return frozenset(key for key, sure in reading.clauses.items() if sure >= 0.5)
    if task == "sentiment":
        return frozenset({max(reading.tone, key=reading.tone.get)})
    return frozenset((entity.label, *entity.span) for entity in reading.entities)


def _gold(task: str, row: Mapping[str, Any]) -> frozenset[Any]:
    if task == "obligations":
        return frozenset(unit["type"] for unit in row["units"])
    if task == "intent":
        return frozenset({row["ci"] or "none", *(event["code"] for event in row["events"])})
    if task == "clauses":
        return frozenset(row["keys"])
    if task == "sentiment":
        return frozenset({row["label"]})
    return frozenset((entity["label"], entity["start"], entity["end"]) for entity in row["entities"])


def _f1(want: Sequence[frozenset[Any]], found: Sequence[frozenset[Any]]) -> float:
    right = sum(len(first & second) for first, second in zip(want, found, strict=True))
    return 2 * right / max(1, sum(map(len, want)) + sum(map(len, found)))


def errors(reports: Mapping[tuple[str, str], Report]) -> Iterator[str]:
    """Ten lines of each head's first measure that are wrong."""
    for task in GOLD:
        for name, wrong in list(reports[task, "both"]["errors"].items())[:2]:
            yield f"\n### {task}: {name}\n"
            for line in wrong:
                context = f" [{line['context']}]" if "context" in line else ""
                yield f"- {line['text']}{context} — expected {_words(line['expected'])}, found {_words(line['found'])}"


def _words(labels: Any) -> str:
    return (
        ", ".join(map(str, labels)) or "nothing" if isinstance(labels, list) else json.dumps(labels, ensure_ascii=False)
    )


if __name__ == "__main__":
    main()
