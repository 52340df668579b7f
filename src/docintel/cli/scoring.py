"""Commands on models and their scores: score, models."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from docintel.cli.documents import Scheme, Voice
from docintel.cli.printing import Json, print_line

models = typer.Typer(help="List the models installed, or import a bank's own.", invoke_without_command=True)


class ScoredTask(StrEnum):
    """What to score."""

    obligations = "obligations"
    deadlines = "deadlines"
    intent = "intent"
    clauses = "clauses"
    sentiment = "sentiment"
    entities = "entities"


class Precision(StrEnum):
    """How the weights of an imported model are stored."""

    int8 = "int8"
    float32 = "float32"


def score(
    task: Annotated[ScoredTask, typer.Argument(help="What to score.")],
    gold: Annotated[Path, typer.Option("--gold", help="Annotated lines, as in corpora/ (JSON Lines).")],
    decide: Annotated[Voice, typer.Option("--decide", help="Who decides.")] = Voice.both,
    scheme: Annotated[Scheme, typer.Option("--scheme", help="Catalogue for `score clauses`.")] = Scheme.credit,
    errors: Annotated[int, typer.Option("--errors", min=0, help="Show so many wrong lines of each measure.")] = 0,
    public: Annotated[
        Path | None, typer.Option("--public", help="Folder with the public texts that corpora/public annotates.")
    ] = None,
    json: Json = False,
) -> None:
    """Score a tagger against annotated lines: F1, accuracy and calibration, by label and language."""
    from docintel.workflows.scoring.scoring import score as score_file
    from docintel.workflows.scoring.tables import lines

    report = score_file(task.value, gold, decide=decide.value, scheme=scheme.value, errors=errors, public=public)
    if json:
        print_line(report)
        return
    for line in lines(report):
        typer.echo(line)


@models.callback()
def list_models(context: typer.Context, json: Json = False) -> None:
    """List the text model in use, OCR models and rule sets: version, size, checksums, scores, data, licence."""
    if context.invoked_subcommand is not None:
        return
    from docintel.workflows.models.installed import installed_models
    from docintel.workflows.models.listing import lines

    found = installed_models()
    for one in found if json else ():
        print_line(one.model_dump(mode="json"))
    for line in () if json else lines(found):
        typer.echo(line)
    raise typer.Exit(1 if any(one.checksum == "wrong" for one in found) else 0)


@models.command("import")
def import_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A Hugging Face model directory (BERT family).")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the model in docintel's format.")],
    precision: Annotated[Precision, typer.Option("--precision", help="How weights are stored.")] = Precision.int8,
    json: Json = False,
) -> None:
    """Turn a bank's own Hugging Face model into the format that docintel runs; needs the extra [train]."""
    from docintel.workflows.models.importing import import_model

    made = import_model(folder, out, int8=precision is Precision.int8)
    if json:
        print_line(made)
        return
    typer.echo(f"The model lies in {out}: {made['note']} DOCINTEL_ENCODER_PATH={out} selects it.")
    if not made["heads"]:
        typer.echo(f"It answers nothing yet: `docintel train --base {folder}` trains heads on it.")


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command()(score)
    app.add_typer(models, name="models")
