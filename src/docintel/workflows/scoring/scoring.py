"""`docintel score`: a tagger's answers beside the gold, measured together and by language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docintel.encoder import Line
from docintel.errors import InputError, MissingAsset
from docintel.workflows.scoring import clauses, deadlines, entities, intent, obligations, sentiment
from docintel.workflows.scoring.gold import ScoredTask, as_input, by_language, read_gold
from docintel.workflows.scoring.yardsticks import Pair, Yardstick, measure, mistakes
from docintel.workflows.tagging import Decide, tag_lines

YARDSTICKS: Mapping[ScoredTask, Yardstick] = {
    "obligations": obligations.YARDSTICK,
    "deadlines": deadlines.YARDSTICK,
    "intent": intent.YARDSTICK,
    "clauses": clauses.YARDSTICK,
    "sentiment": sentiment.YARDSTICK,
    "entities": entities.YARDSTICK,
}

#: Tasks that only one of them answers, whoever was asked.
_ALONE: Mapping[ScoredTask, Decide] = {"deadlines": "rules", "entities": "model"}


def score(
    task: ScoredTask,
    path: Path,
    *,
    decide: Decide,
    scheme: str = "credit",
    errors: int = 0,
    public: Path | None = None,
) -> dict[str, Any]:
    """How the tagger does on an annotated file, as JSON; with `errors`, so many wrong lines of each measure.

    Lines kept by reference (`corpora/public`) get their texts from the folder `public`. Raises InputError for a line
    that is no annotation of the task or that the tagger refuses.
    """
    rows = read_gold(task, path, public)
    decide = _ALONE.get(task, decide)
    pairs = answered(task, rows, decide=decide, scheme=scheme)
    return {"task": task, "gold": path.name, "decide": decide, **scored(task, pairs, errors=errors)}


def scored(task: ScoredTask, pairs: Sequence[Pair], *, errors: int = 0) -> dict[str, Any]:
    """The measures over all lines and over those of each language."""
    yardstick = YARDSTICKS[task]
    languages = by_language([pair.gold for pair in pairs])
    found = {"all": measure(yardstick, pairs)}
    for language in ("zh", "en"):
        chosen = [pair for pair, of in zip(pairs, languages, strict=True) if of == language]
        if chosen:
            found[language] = measure(yardstick, chosen)
    return {**found, "errors": mistakes(yardstick, pairs, errors)} if errors else found


def answered(
    task: ScoredTask, rows: Sequence[Mapping[str, Any]], *, decide: Decide, scheme: str = "credit"
) -> list[Pair]:
    """Each annotated line beside what is said of it."""
    if task == "entities":
        return [Pair(row, found) for row, found in zip(rows, _entities(rows), strict=True)]
    found = list(tag_lines(task, [as_input(row) for row in rows], scheme=scheme, decide=decide))
    refused = [row["error"] for row in found if "error" in row]
    if refused:
        raise InputError(f"{len(refused)} of {len(rows)} lines were refused; the first: {refused[0]}")
    return [Pair(row, answer) for row, answer in zip(rows, found, strict=True)]


def _entities(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    from docintel.encoder.reading import current_model

    model = current_model()
    if model is None:
        raise MissingAsset("names are read by the text model only; unset DOCINTEL_ENCODER to switch it on.")
    readings = model.read([Line(row["text"], row.get("context")) for row in rows])
    return [
        {
            "entities": [
                {"label": one.label, "start": one.span[0], "end": one.span[1], "confidence": one.confidence}
                for one in reading.entities
            ]
        }
        for reading in readings
    ]
