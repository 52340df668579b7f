"""Reads any file: what it is, the reader for it, and one kind of error for whatever goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from docintel import registry
from docintel.errors import DocintelError, ReadCode, ReadError
from docintel.readers import Reader, Unpacker
from docintel.readers.budget import Budget
from docintel.readers.limits import time_limit
from docintel.readers.locks import unlocked
from docintel.readers.sniff import Sniffed, sniff
from docintel.records import Reading, document_id

_log = logging.getLogger(__name__)


def read(data: bytes, name: str, passwords: Sequence[str] = (), *, budget: Budget | None = None) -> Reading:
    """The file as one document; raises ReadError with its code when it cannot be read.

    A file locked with one of the passwords is read as if it had none; its id stays that of the bytes handed in.
    `budget` is what archives may unpack, all that the settings allow without one. Whatever a parser library throws
    on a damaged file becomes a ReadError that keeps it as its cause.
    """
    opened = unlocked(data, name, passwords)
    sniffed = sniff(opened, name)
    reader: Reader = registry.load("readers", sniffed.reader)()
    reading = _bounded(reader, opened, name, sniffed, (tuple(passwords), budget))
    if opened is data:
        return reading
    document = reading.document.model_copy(update={"id": document_id(data)})
    return replace(reading, document=document, unlocked=opened)


def _bounded(
    reader: Reader, data: bytes, name: str, sniffed: Sniffed, unpacking: tuple[tuple[str, ...], Budget | None]
) -> Reading:
    """What the reader makes of the bytes; whatever it throws is a ReadError."""
    passwords, budget = unpacking
    try:
        with time_limit():
            if isinstance(reader, Unpacker):
                return reader.unpack(data, name, passwords, budget or Budget.full())
            return reader.read(data, name)
    except DocintelError:
        raise
    except MemoryError as error:
        raise ReadError(ReadCode.OVER_LIMIT, f"{name} needs more memory than there is; split it.") from error
    except Exception as error:
        # Logged with its trace: it may as well be a fault of ours.
        _log.exception("%s: reader %s failed", name, sniffed.reader)
        what = f"{sniffed.media_type} ({type(error).__name__})"
        sentence = f"{name} could not be read as {what}; save it anew and try again."
        raise ReadError(ReadCode.TRUNCATED, sentence) from error
