"""What one file may cost to read: sizes and counts before the work, the clock between its steps.

Every limit is a setting, and the error that stops a reading names it: whoever knows the file raises it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Literal

from docintel.errors import ReadCode, ReadError
from docintel.settings import current_settings

Limit = Literal[
    "max_blocks", "max_cells", "max_characters", "max_depth", "max_elements", "max_file_bytes",
    "max_members", "max_page_characters", "max_pages", "max_part_bytes", "max_unpacked_bytes",
]  # fmt: skip

#: When the reading that is going on has to be done; none while no file is read.
_deadline: ContextVar[float] = ContextVar("deadline", default=float("inf"))


def require(count: int, limit: Limit, what: str) -> None:
    """Refuse a file that holds more of something than its limit; `what` is that something in the plural."""
    most: int = getattr(current_settings(), limit)
    if count > most:
        raise over_limit(f"The file has {count:,} {what} and the limit is {most:,}", limit)


def over_limit(finding: str, limit: Limit | Literal["max_file_seconds"]) -> ReadError:
    """The error for a file that costs too much: what was found, then what to do."""
    return ReadError(ReadCode.OVER_LIMIT, f"{finding}; split it or raise DOCINTEL_{limit.upper()}.")


@contextmanager
def time_limit() -> Iterator[None]:
    """Within it, `check_time` raises once the seconds of the settings have passed; an inner one starts anew."""
    token = _deadline.set(monotonic() + current_settings().max_file_seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def check_time() -> None:
    """Called between pages, rows, paragraphs and parts; raises ReadError when the file takes too long."""
    if monotonic() > _deadline.get():
        seconds = current_settings().max_file_seconds
        raise over_limit(f"The file takes longer than {seconds:,g} seconds to read", "max_file_seconds")
