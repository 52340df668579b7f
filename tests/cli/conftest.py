"""Runs the installed command as a user would, with every socket outside loopback blocked."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from no_network import NO_NETWORK

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def docintel(tmp_path: Path) -> Run:
    """Run `docintel ARGS…` in an empty folder with a database of its own."""
    hooks = tmp_path / ".hooks"
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    environment = {
        **os.environ,
        # what the tests import is what the command must run, also where another checkout is installed
        "PYTHONPATH": os.pathsep.join([str(hooks), *(path for path in sys.path if path)]),
        "DOCINTEL_DATABASE_URL": f"sqlite:///{tmp_path / 'docintel.db'}",
        "COLUMNS": "100",
    }

    def run(*arguments: str, given: str | None = None, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from docintel.cli.main import run; run()", *arguments]
        return subprocess.run(
            command,
            cwd=tmp_path,
            env=environment | more,
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    return run
