"""How far the uploads of a customer are, for those who wait: asked of the store once, however many wait."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from time import monotonic
from typing import Self

from docintel.records import UploadState
from docintel.records.record import Record
from docintel.store.store import Store
from docintel.workflows.documents import DocumentEntry

#: How often the store is asked (seconds).
_EVERY = 0.5
#: A stream ends after this long and the client asks again, so that a revoked key sees no more (seconds).
_LONGEST = 600.0
#: Customers whose states are remembered between two looks.
_KEPT = 1_000


class Progress(Record):
    """The state of one upload: `facts` found and `failures` once it is finished, `folded` once the profile knows."""

    id: str
    state: UploadState
    facts: int | None = None
    failures: int = 0
    folded: bool = False

    @classmethod
    def of_entry(cls, entry: DocumentEntry) -> Self:
        """The state of a document of the list."""
        state = {name: getattr(entry, name) for name in ("id", "state", "facts", "folded")}
        return cls(**state, failures=len(entry.failures))

    @property
    def is_finished(self) -> bool:
        """Whether reading it is over."""
        return self.state in ("done", "failed")


class ProgressBoard:
    """The latest look at each customer somebody waits for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._looks: OrderedDict[str, tuple[float, dict[str, Progress]]] = OrderedDict()
        self._lock = asyncio.Lock()

    async def changes(self, customer: str) -> AsyncIterator[Progress]:
        """What changes among a customer's uploads, beginning with those not finished."""
        known: dict[str, Progress] | None = None
        async for found in self._looks_at(customer):
            for one in found.values():
                if not one.is_finished if known is None else known.get(one.id) != one:
                    yield one
            known = found

    async def until_finished(self, document: str, customer: str) -> AsyncIterator[Progress]:
        """The state of one upload and every change of it, until it is finished or erased."""
        known: Progress | None = None
        async for found in self._looks_at(customer):
            one = found.get(document)
            if one is not None and one != known:
                yield one
            if one is None or one.is_finished:
                return
            known = one

    async def _looks_at(self, customer: str) -> AsyncIterator[dict[str, Progress]]:
        started = monotonic()
        while monotonic() - started < _LONGEST:
            yield await self._look(customer)
            await asyncio.sleep(_EVERY)

    async def _look(self, customer: str) -> dict[str, Progress]:
        async with self._lock:
            taken, found = self._looks.get(customer, (float("-inf"), {}))
            if monotonic() - taken >= _EVERY:
                found = await asyncio.to_thread(self._read, customer)
                self._looks[customer] = monotonic(), found
                self._looks.move_to_end(customer)
                while len(self._looks) > _KEPT:
                    self._looks.popitem(last=False)
            return found

    def _read(self, customer: str) -> dict[str, Progress]:
        return {
            upload.id: Progress(
                id=upload.id,
                state=upload.state,
                facts=upload.facts,
                failures=len(upload.failures),
                folded=upload.folded,
            )
            for upload in self._store.uploads.of(customer)
        }
