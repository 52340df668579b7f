"""How long a person waits for the command line to answer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from tests.bench.timing import Measured, interleaved, wall_seconds

_ROUNDS = 5


def measure() -> Iterator[Measured]:
    """Wall seconds of `docintel --help`, beside those of a Python that does nothing."""
    ways = {
        "docintel --help": lambda: _call(
            "-c", "import sys; sys.argv[:] = ['docintel', '--help']; import docintel.cli.main as m; m.run()"
        ),
        "python -c pass": lambda: _call("-c", "pass"),
    }
    for name, taken in interleaved(ways, _ROUNDS, clock=wall_seconds).items():
        yield Measured("start", name, taken, "s")


def _call(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
