"""`docintel`: the commands, and what happens when one fails."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from docintel import __version__
from docintel.cli import (
    batch,
    custody,
    customer,
    documents,
    exports,
    installation,
    keys,
    scoring,
    service,
    spreading,
    training,
)
from docintel.errors import DocintelError, InputError

_STOPPED = "stopped by Ctrl-C before it was done; a file it was writing is not there, printed lines are not all."

app = typer.Typer(
    name="docintel",
    help="Reads a deal's documents, in Chinese and English, and says with evidence what they mean for a lender.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"docintel {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Say which.")
    ] = False,
) -> None:
    """Reads a deal's documents, in Chinese and English, and says with evidence what they mean for a lender."""


documents.add_to(app)
batch.add_to(app)
customer.add_to(app)
exports.add_to(app)
spreading.add_to(app)
installation.add_to(app)
service.add_to(app)
custody.add_to(app)
keys.add_to(app)
training.add_to(app)
scoring.add_to(app)


def run() -> None:
    """Run a command; an error is one sentence on standard error.

    Exit 2 for wrong usage, 1 for a failure, 130 after Ctrl-C.
    """
    # Chinese must survive a terminal or pipe whose locale is plain ASCII.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except InputError as error:
        _fail(error, 2)
    except DocintelError as error:
        _fail(error, 1)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _fail(f"{place}{error.strerror or error}; check the path, its permissions and the free disk.", 1)
    except KeyboardInterrupt:
        _fail(_STOPPED, 130)
    except SystemExit as ended:
        # the framework turns Ctrl-C into an exit without a word; a command with more to say has said it
        if isinstance(getattr(ended.__context__, "__cause__", None), KeyboardInterrupt):
            _fail(_STOPPED, 130)
        # Whoever read our output has enough of it (`docintel read … | head`): nothing failed.
        sys.exit(0 if isinstance(ended.__context__, BrokenPipeError) else ended.code)


def _fail(error: DocintelError | str, code: int) -> None:
    typer.echo(f"docintel: {error}", err=True)
    sys.exit(code)
