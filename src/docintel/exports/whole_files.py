"""A file that is there whole or not at all, whatever stops the writer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from docintel.errors import InputError


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A path to write to, in a folder of its own beside the target; it takes the target's place when all went well.

    Whatever was there before stays until then, and stays for good when writing fails. Raises InputError for a folder.
    """
    if target.is_dir():
        raise InputError(f"{target} is a folder; name a file in it.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".docintel-", dir=target.parent) as folder:
        path = Path(folder) / target.name
        yield path
        os.replace(path, target)
