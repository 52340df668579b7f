"""How many wrong tokens each address sent lately: whoever guesses is slowed down, whoever knows a token is not."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from hashlib import sha256
from threading import Lock
from time import monotonic

#: So many wrong tokens from one address are looked up within so many seconds.
ALLOWED, WINDOW = 20, 60.0
#: Addresses and tokens remembered; those longest unseen are forgotten first.
_KEPT = 10_000


class Tries:
    """Wrong tokens by address, in this process; tokens are kept as hashes."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()
        self._right: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def is_over(self, address: str, token: str) -> bool:
        """Whether the address must wait; never with a token that was right before (a gateway is one address)."""
        with self._lock:
            times = self._wrong.get(address)
            if times is None or _digest(token) in self._right:
                return False
            while times and times[0] <= self._clock() - WINDOW:
                times.popleft()
            return len(times) >= ALLOWED

    def note_wrong(self, address: str) -> None:
        """Count a wrong token."""
        with self._lock:
            self._wrong.setdefault(address, deque(maxlen=ALLOWED)).append(self._clock())
            self._wrong.move_to_end(address)
            while len(self._wrong) > _KEPT:
                self._wrong.popitem(last=False)

    def note_right(self, token: str) -> None:
        """Remember a token that opened something."""
        with self._lock:
            self._right[_digest(token)] = None
            self._right.move_to_end(_digest(token))
            while len(self._right) > _KEPT:
                self._right.popitem(last=False)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
