"""The progress bar of a batch, on standard error, and nothing where that is no terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

#: Called with the number of files once it is known, then with each file's name as it is done.
Report = Callable[[int | str], None]


@contextmanager
def file_progress() -> Iterator[Report]:
    """A bar that counts files."""
    columns = (
        TextColumn("{task.description:<40.40}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting", total=None)

        def report(step: int | str) -> None:
            if isinstance(step, int):
                bar.update(task, total=step)
            else:
                bar.update(task, advance=1, description=step)

        yield report
