"""Reads any file: what it is, the reader for it, and one kind of error for whatever goes wrong."""

from __future__ import annotations

import logging

from docintel import registry
from docintel.errors import DocintelError, ReadCode, ReadError
from docintel.readers.limits import time_limit
from docintel.readers.sniff import sniff
from docintel.records import Reading

_log = logging.getLogger(__name__)


def read(data: bytes, name: str) -> Reading:
    """The file as one document; raises ReadError with its code when it cannot be read.

    Whatever a parser library throws on a damaged file becomes a ReadError that keeps it as its cause.
    """
    sniffed = sniff(data, name)
    reader = registry.load("readers", sniffed.reader)()
    try:
        with time_limit():
            reading: Reading = reader.read(data, name)
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
    return reading
