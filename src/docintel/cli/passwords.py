"""The passwords that a command tries on locked files: from options, or from a file that no process list shows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Passwords = Annotated[
    list[str] | None,
    typer.Option(
        "--password", metavar="WORDS", help="Tried on locked files; may be repeated. Others see it in the process list."
    ),
]
PasswordFile = Annotated[
    Path | None, typer.Option("--password-file", help="Passwords to try on locked files, one a line (UTF-8).")
]


def gather_passwords(given: list[str] | None, file: Path | None) -> tuple[str, ...]:
    """All passwords to try, each once, in order; InputError for a file that cannot be read as text."""
    from docintel.errors import InputError

    lines: list[str] = []
    if file is not None:
        if not file.is_file():
            raise InputError(f"--password-file names {file}, and there is no such file.")
        try:
            # a space may belong to a password: only the line end is cut off
            lines = file.read_text(encoding="utf-8-sig").splitlines()
        except UnicodeDecodeError as error:
            raise InputError(f"{file} is not UTF-8; save the passwords as UTF-8 text, one a line.") from error
    return tuple(dict.fromkeys(word for word in [*(given or ()), *lines] if word))
