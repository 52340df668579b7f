"""Facts kept and read back: SQLite in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.material import deal_files
from tests.bench.timing import Measured, interleaved

from docintel.records import Customer, Fact, Reading
from docintel.store.blobs import Blobs
from docintel.store.opening import open_store
from docintel.store.store import Store
from docintel.workflows.analysis import analyse
from docintel.workflows.intake import Source, read_source

_ROUNDS = 5


def measure() -> Iterator[Measured]:
    """Facts a second, written and read, with the checks of the records."""
    found = [_analysed(path) for path in deal_files().values()]
    count = sum(len(facts) for _, facts in found)
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'bench.db'}", Blobs.open(str(Path(folder) / "blobs")))
        store.save_customer(Customer(id="bench", name="Bench Ltd"))
        ways = {"saved": lambda: _save(store, found), "read back": lambda: store.facts("bench")}
        for name, taken in interleaved(ways, _ROUNDS).items():
            yield Measured(f"facts {name}, SQLite", f"{count:,} facts", count / taken, "facts/CPU-s")
        store.close()


def _analysed(path: Path) -> tuple[Reading, tuple[Fact, ...]]:
    first = analyse(next(read_source(Source(path, path.name))))
    if first.reading is None:
        raise SystemExit(f"{path.name} of the sample deal cannot be read: {first.failure}")
    return first.reading, first.facts


def _save(store: Store, found: list[tuple[Reading, tuple[Fact, ...]]]) -> None:
    for reading, facts in found:
        filing = store.file(reading, "bench", reason="bench")
        store.save_facts(filing, facts, analysis="bench")
