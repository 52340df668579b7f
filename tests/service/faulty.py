"""`docintel`, killed with -9 at a named place: `DOCINTEL_TEST_FAULT="facts stored:3"` kills at its third passing.

The kill takes the whole process group, as a machine that goes down does. Processes that the service starts import this
module again (multiprocessing's spawn does so with the main module), so the place may be passed in any of them.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Collection
from itertools import count
from typing import Any

from docintel.cli.main import run
from docintel.store.blobs import Blobs, Incoming
from docintel.store.folds import Folds
from docintel.store.standing import Standing
from docintel.store.store import Store
from docintel.store.uploads import Uploads
from docintel.workflows.worker import Worker

#: Where it can be killed: after the call of this method.
PLACES: dict[str, tuple[type, str]] = {
    "blob written": (Incoming, "keep"),
    "row written": (Uploads, "accept"),
    "seen by the worker": (Uploads, "waiting"),
    "handed over": (Worker, "_hand_over"),
    "begun": (Uploads, "begin"),
    "original fetched": (Blobs, "get"),
    "document stored": (Store, "file"),
    "facts stored": (Store, "save_facts"),
    "finished": (Uploads, "finish"),
    "profile stored": (Standing, "save_profiles"),
    "fold noted": (Folds, "done"),
}


def _kill_after(owner: type, method: str, passing: int) -> None:
    kept: Callable[..., Any] = getattr(owner, method)
    passed = count(1)

    def killed(*arguments: Any, **options: Any) -> Any:
        result = kept(*arguments, **options)
        empty = isinstance(result, Collection) and not result
        if not empty and next(passed) == passing:
            os.killpg(0, signal.SIGKILL)
        return result

    setattr(owner, method, killed)


if fault := os.environ.get("DOCINTEL_TEST_FAULT"):
    place, _, number = fault.partition(":")
    _kill_after(*PLACES[place], int(number))

if __name__ == "__main__":
    run()
