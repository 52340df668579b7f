"""Commands on models and their scores: score, models."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from docintel.cli.documents import Scheme
from docintel.cli.printing import Json, print_line


class ScoredTask(StrEnum):
    """What to score."""

    obligations = "obligations"
    deadlines = "deadlines"
    intent = "intent"
    clauses = "clauses"
    sentiment = "sentiment"
    entities = "entities"


class Decides(StrEnum):
    """Who decides: the rules alone, the text model alone, or both together."""

    rules = "rules"
    model = "model"
    both = "both"


def score(
    task: Annotated[ScoredTask, typer.Argument(help="What to score.")],
    gold: Annotated[Path, typer.Option("--gold", help="Annotated lines, as in corpora/ (JSON Lines).")],
    decide: Annotated[Decides, typer.Option("--decide", help="Who decides.")] = Decides.both,
    scheme: Annotated[Scheme, typer.Option("--scheme", help="Catalogue for `score clauses`.")] = Scheme.credit,
    errors: Annotated[int, typer.Option("--errors", min=0, help="Show so many wrong lines of each measure.")] = 0,
    json: Json = False,
) -> None:
    """Score a tagger against annotated lines: F1, accuracy and calibration, by label and language."""
    from docintel.workflows.scoring.scoring import score as score_file
    from docintel.workflows.scoring.tables import lines

    report = score_file(task.value, gold, decide=decide.value, scheme=scheme.value, errors=errors)
    if json:
        print_line(report)
        return
    for line in lines(report):
        typer.echo(line)


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command()(score)
