"""What a document states of each account, sixteen bytes a row, so that two documents are held against each other whole.

A sketch keeps a sample, and one altered figure of hundreds is not in it: here every row is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from docintel.credit.slots import is_part
from docintel.records import Figure

_HASH = 8


def state_rows(figures: Iterable[Figure]) -> bytes:
    """Each row with its day and length, and all values it has there; what two scopes share stands under one row."""
    values: dict[str, set[str]] = defaultdict(set)
    for figure in figures:
        named = None if is_part(figure) else figure.key
        if figure.value is not None and (named or figure.statement != "notes_table"):
            row = f"{figure.statement} {named or figure.label} {figure.period_end} {figure.months}"
            values[row].add(f"{figure.value.normalize():f}")
    return b"".join(sorted(_hash(row) + _hash(" ".join(sorted(found))) for row, found in values.items()))


def contradict(one: bytes, other: bytes) -> bool:
    """Whether any row that both state has other values in the one than in the other."""
    mine, theirs = _rows(one), _rows(other)
    return any(mine[row] != theirs[row] for row in mine.keys() & theirs.keys())


def _rows(stated: bytes) -> Mapping[bytes, bytes]:
    width = 2 * _HASH
    return {stated[at : at + _HASH]: stated[at + _HASH : at + width] for at in range(0, len(stated), width)}


def _hash(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=_HASH).digest()
