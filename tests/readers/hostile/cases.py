"""What a hostile file is in these tests: its name, how its bytes are made, and what may come of reading it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

READ = frozenset({"read"})
#: What damage may lead to: the parsers mend some of it, and say of the rest that it is damaged.
DAMAGED = frozenset({"read", "truncated", "no_text"})


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile file. `outcomes` are the codes allowed for it, "read" for a reading; `says` stands in the message.

    `inside` are the codes allowed for the files inside it. A `heavy` one takes seconds, or hundreds of megabytes.
    """

    name: str
    make: Callable[[], bytes]
    outcomes: frozenset[str]
    says: str = ""
    inside: frozenset[str] = field(default=READ)
    heavy: bool = False


def case(name: str, make: bytes | Callable[[], bytes], *outcomes: str, says: str = "", heavy: bool = False) -> Case:
    """A case with these outcomes; made late where `make` is a function."""
    maker = make if callable(make) else partial(bytes, make)
    return Case(name, maker, frozenset(outcomes or ("read",)), says, heavy=heavy)


def cut(sound: bytes, share: float) -> bytes:
    """The first part of a file."""
    return sound[: max(1, int(len(sound) * share))]


def flipped(sound: bytes, seed: int, *, bits: int = 12) -> bytes:
    """The file with some bits turned over."""
    chance, data = random.Random(seed), bytearray(sound)
    for _ in range(bits):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def noise(seed: int, size: int, start: bytes = b"") -> bytes:
    """Random bytes behind a beginning."""
    return start + random.Random(seed).randbytes(size)
