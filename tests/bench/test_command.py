"""`make bench` starts outside pytest, where only the root of the checkout is on the path."""

import subprocess
import sys
from pathlib import Path


def test_the_bench_starts_and_measures_nothing_when_asked_for_nothing() -> None:
    command = [sys.executable, "-m", "tests.bench", "--only", "nothing"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    first, last = done.stdout.splitlines()
    assert " cores, load " in first
    assert last == "took 0 s"
