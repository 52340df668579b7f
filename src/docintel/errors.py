"""Every error docintel raises on purpose, named for what the caller does next.

* DocintelError
  + InputError        what was handed in is wrong: mend it and call again
  + NotFound          a thing was named that does not exist
  + Conflict          the thing exists already, or changed meanwhile
  + ReadError         a file could not be read; `code` says which way, the rest of the batch goes on
  + MissingAsset      a model, table or optional package is not installed
"""

from __future__ import annotations

from enum import StrEnum


class ReadCode(StrEnum):
    """Why a file could not be read: stable codes that scripts may test for."""

    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    OVER_LIMIT = "over_limit"
    TRUNCATED = "truncated"
    MISTYPED = "mistyped"
    NO_TEXT = "no_text"
    UNSUPPORTED = "unsupported"
    BOMB = "bomb"


class DocintelError(Exception):
    """Root of the tree; its text is one sentence that says what to do."""


class InputError(DocintelError, ValueError):
    """The caller's input is wrong, found out before any work began."""


class NotFound(DocintelError, LookupError):
    """A customer, document or name was asked for that is not here."""


class Conflict(DocintelError):
    """The write would contradict what is already stored."""


class MissingAsset(DocintelError):
    """A table, model or optional package that the call needs is not installed."""


class ReadError(DocintelError):
    """One file could not be turned into a Document; others go on."""

    def __init__(self, code: ReadCode, message: str) -> None:
        super().__init__(message)
        self.code = code
