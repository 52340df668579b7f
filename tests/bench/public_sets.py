"""`python -m tests.bench.public_sets`: our scores on public sets beside the papers', as a table for the model card.

The sets lie in `../shared/data` beside a developer's checkout and are only measured on here; nothing of them is kept.
A paper's figure stands with where it was read; "not found" means that we could not read it, never that there is none.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import mean
from typing import Any

from tests.bench.material import SHARED

from docintel.encoder.reading import model_folder
from docintel.workflows.scoring.metrics import count_labels, macro_f1, micro_f1
from docintel.workflows.scoring.scoring import answered, scored
from docintel.workflows.scoring.yardsticks import Pair
from docintel.workflows.tagging import Decide
from docintel.workflows.training.public import public_rows

DATA = SHARED / "data"
LEASE = ("obligation", "entitlement", "prohibition", "permission", "no-obligation", "no-entitlement", "none")
_LEASE_LABELS = {"PRH": "prohibition", "PRM": "permission", "NOB": "no-obligation", "NEN": "no-entitlement"}
_LEASE_LABELS |= {"OBL": "obligation", "ENT": "entitlement"}
#: Each side of a lease goes by two names.
_SIDES = {"tenant": ("tenant", "lessee"), "landlord": ("landlord", "lessor")}
#: FiQA's scores run from −1 to 1; within this of 0 a text is neutral.
_NEUTRAL = 0.1


@dataclass(frozen=True)
class Compared:
    """One line of the table: a set, a measure, our figure and the paper's."""

    set: str
    lines: int | None
    measure: str
    ours: float | None
    theirs: str
    source: str
    seconds: float | None = None
    note: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.public_sets", description=__doc__)
    parser.add_argument("--decide", choices=("rules", "model", "both"), default="both")
    parser.add_argument("--out", type=Path, help="where to write the rows as JSON")
    parser.add_argument("--only", nargs="*", choices=tuple(_SETS), help="some of the sets")
    options = parser.parse_args()
    rows = [row for name in options.only or _SETS for row in _SETS[name](options.decide)] + NOT_RUN
    for line in _markdown(rows):
        sys.stdout.write(line + "\n")
    if options.out:
        options.out.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n", "utf-8")


def table(decide: Decide = "both") -> list[str]:
    """Every set's rows as the lines of a table in Markdown."""
    return list(_markdown([row for name in _SETS for row in _SETS[name](decide)] + NOT_RUN))


def lease_labels(row: Mapping[str, Any], agent: str) -> frozenset[str]:
    """What a line means for one party of a lease, in LexDeMod's labels; the other's duty to it is its entitlement."""
    names = _SIDES.get(agent, (agent,))
    found = set()
    for unit in row["units"]:
        if _is_one(unit.get("bearer"), names) and unit["type"] in _LEASE_LABELS:
            found.add(_LEASE_LABELS[unit["type"]])
        elif _is_one(unit.get("counterparty"), names) and unit["type"] == "OBL":
            found.add("entitlement")
    return frozenset(found) or frozenset({"none"})


def _is_one(party: str | None, names: Sequence[str]) -> bool:
    return any(name in (party or "").lower() for name in names)


def read_lease(line: str) -> tuple[str, str, frozenset[str]]:
    """Agent, sentence and labels of a line of LexDeMod; its tokens are put together again."""
    marked, labels = line.rstrip("\n").split("\t")
    agent, tokens = re.match(r"\[(\w+)\] (.*)", marked, re.DOTALL).groups()  # type: ignore[union-attr]
    text = re.sub(r" ([,.;:)%]|'s\b)", r"\1", tokens).replace("( ", "(").replace(" - ", "-")
    chosen = zip(LEASE, ast.literal_eval(labels), strict=True)
    return agent, text, frozenset(label for label, holds in chosen if holds)


def _lexdemod(decide: Decide) -> Iterator[Compared]:
    path = DATA / "measure_only" / "lexdemod_lease" / "test.txt"
    if not path.is_file():
        return
    lines = [read_lease(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [{"id": n, "lang": "en", "text": text, "units": []} for n, (_agent, text, _labels) in enumerate(lines)]
    pairs, seconds = _timed(lambda: answered("obligations", rows, decide=decide))
    judged = [(labels, lease_labels(pair.found, agent)) for (agent, _, labels), pair in zip(lines, pairs, strict=True)]
    counts = count_labels(judged)
    row = Compared(
        "LexDeMod leases, test", len(lines), "macro-F1, 7 labels by agent", macro_f1(counts.values()), "not found",
        "Sancheti et al., EMNLP 2022 (arXiv 2211.12752); figures not in the copies we could read", seconds,
        "not trained on it; parties by their names alone",
    )  # fmt: skip
    yield row
    yield _beside(row, "micro-F1", micro_f1(counts.values()))


def tone_of(score: float) -> str:
    """The tone of a score between −1 and 1."""
    return "neutral" if abs(score) <= _NEUTRAL else "positive" if score > 0 else "negative"


def _fiqa(decide: Decide) -> Iterator[Compared]:
    for kind in ("headline", "post"):
        path = DATA / "measure_only" / "fiqa" / f"task1_{kind}_ABSA_train.json"
        if not path.is_file():
            continue
        held = json.loads(path.read_text(encoding="utf-8")).values()
        rows = [
            {
                "text": item["sentence"],
                "label": tone_of(mean(float(one["sentiment_score"]) for one in item["info"])),
            }
            for item in held
        ]
        theirs, source = "R² 0.55, MSE 0.07", "FinBERT (110 M; Araci 2019), by its Papers-with-Code entry"
        note = "theirs is a regression on scores: not the same measure"
        yield from _tones(f"FiQA {kind}s, train", rows, decide, Compared("", 0, "", None, theirs, source, note=note))


def _finne(decide: Decide) -> Iterator[Compared]:
    path = DATA / "measure_only" / "finne_zh" / "sample.json"
    if path.is_file():
        labels = {"0.0": "negative", "0.5": "neutral", "1.0": "positive"}
        held = json.loads(path.read_text(encoding="utf-8"))
        rows = [{"text": text, "lang": "zh", "label": labels[label]} for text, label in held]
        like = Compared("", 0, "", None, "not found", "no paper found for this sample", note="noisy labels of web news")
        yield from _tones("finne_zh, sample", rows, decide, like)


def _finentity(decide: Decide) -> Iterator[Compared]:
    rows = _held_out("finentity")
    if rows:
        like = Compared(
            "", 0, "", None, "micro-F1 0.84", "FinBERT-CRF (110 M; Tang et al. 2023), as FinEntity-Extension has it",
            note="theirs finds the entities too; ours is the tone of texts that have one",
        )  # fmt: skip
        yield from _tones("FinEntity, held-out tenth", rows, decide, like)


def _cfbenchmark(decide: Decide) -> Iterator[Compared]:
    rows = _held_out("cfbenchmark")
    if rows:
        like = Compared("", 0, "", None, "not comparable", "Lei et al. 2023 (arXiv 2311.05812) score whole articles")
        yield from _tones("CFBenchmark, held-out tenth", rows, decide, like)


def _held_out(name: str) -> list[dict[str, Any]]:
    return [row for row in public_rows(DATA, "tone", "test") if row["id"].startswith(name)]


def _tones(name: str, rows: list[dict[str, Any]], decide: Decide, like: Compared) -> Iterator[Compared]:
    held = [{"id": number, **row} for number, row in enumerate(rows)]
    pairs, seconds = _timed(lambda: answered("sentiment", held, decide=decide))
    measures = scored("sentiment", pairs)["all"]["measures"]
    accuracy = replace(like, set=name, lines=len(rows), measure="accuracy", seconds=seconds)
    yield replace(accuracy, ours=measures["tone_accuracy"]["value"])
    yield _beside(accuracy, "macro-F1", measures["tone_macro_f1"]["value"])
    toned = [pair for pair in pairs if pair.gold["label"] != "neutral"]
    share = scored("sentiment", toned)["all"]["measures"]["tone_accuracy"]["value"]
    yield replace(_beside(accuracy, "accuracy where not neutral", share), lines=len(toned))


def _beside(row: Compared, measure: str, ours: float | None) -> Compared:
    """A further measure on the same lines, which the paper does not have."""
    return replace(row, measure=measure, ours=ours, theirs="–", source="", seconds=None, note="")


def _cuad(decide: Decide) -> Iterator[Compared]:
    rows = public_rows(DATA, "cuad", "test")
    if not rows:
        return
    pairs, seconds = _timed(lambda: answered("clauses", rows, decide=decide, scheme="cuad"))
    measures = scored("clauses", pairs)["all"]["measures"]
    row = Compared(
        "CUAD, held-out tenth of the contracts", len(rows), "micro-F1, 41 categories by segment",
        measures["keys_micro_f1"]["value"], "precision 0.44 at recall 0.8",
        "DeBERTa-xlarge (Hendrycks et al. 2021), as Emergent Mind sums it up",
        seconds, "theirs finds spans in whole contracts: a harder task",
    )  # fmt: skip
    yield row
    yield _beside(row, "macro-F1", measures["keys_macro_f1"]["value"])
    precision = precision_at(0.8, list(_every_score(rows, decide)))
    yield _beside(row, "precision at recall 0.8, all segments", precision)


def _every_score(rows: Sequence[Mapping[str, Any]], decide: Decide) -> Iterator[tuple[float, bool]]:
    from docintel.workflows.scoring.gold import as_input
    from docintel.workflows.tagging import tag_lines

    lines = [as_input(row) for row in rows]
    found = tag_lines("clauses", lines, scheme="cuad", all_scores=True, decide=decide)
    for row, answer in zip(rows, found, strict=True):
        for key in answer["keys"]:
            yield key["confidence"] or 0.0, key["key"] in row["keys"]


def precision_at(recall: float, answers: Sequence[tuple[float, bool]]) -> float | None:
    """The best precision among cuts of the ranking that reach this recall; None where nothing is right."""
    total = sum(right for _score, right in answers)
    ranked = sorted(answers, key=lambda answer: -answer[0])
    best, hits = None, 0
    for number, (score, right) in enumerate(ranked, start=1):
        hits += right
        tied = number < len(ranked) and ranked[number][0] == score
        if not tied and total and hits >= recall * total:
            best = max(best or 0.0, hits / number)
    return best


def _timed(work: Callable[[], list[Pair]]) -> tuple[list[Pair], float]:
    # what is loaded once a process is not part of a line's price
    began = time.process_time()
    pairs = work()
    return pairs, time.process_time() - began


_SETS: Mapping[str, Callable[[Decide], Iterator[Compared]]] = {
    "lexdemod": _lexdemod,
    "fiqa": _fiqa,
    "finne_zh": _finne,
    "finentity": _finentity,
    "cfbenchmark": _cfbenchmark,
    "cuad": _cuad,
}

_UNASKED = {
    "ContractNLI, dev": "asks whether a hypothesis follows from a contract: no head answers that",
    "MailEx, triggers": "its acts (request, deliver, amend) are not CI-1 … CI-9",
    "Enron intent": "tells sentences with an intent from those without, another notion than ours",
    "SEC loan agreements (FIN5)": "one tag for persons and roles; entities are scored on corpora/entities",
    "TAT-QA, dev": "questions on tables, no task of this model",
}
NOT_RUN = [Compared(name, None, "–", None, "not compared", "–", note=why) for name, why in _UNASKED.items()]


def _markdown(rows: Sequence[Compared]) -> Iterator[str]:
    size = sum(len(one.read_bytes()) for one in model_folder().iterdir() if one.is_file()) / 1e6 if _has_model() else 0
    yield f"Model of {size:.1f} MB. Processor seconds; what loads once a process is in the first."
    yield ""
    yield "| set | lines | measure | ours | theirs | whose, and where read | CPU s | note |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for row in rows:
        ours = "not run" if row.ours is None else f"{row.ours:.3f}"
        seconds = "" if row.seconds is None else f"{row.seconds:.1f}"
        cells = (row.set, str(row.lines or "–"), row.measure, ours, row.theirs, row.source, seconds, row.note)
        yield f"| {' | '.join(cells)} |"


def _has_model() -> bool:
    return model_folder().joinpath("model.json").is_file()


if __name__ == "__main__":
    main()
