"""kill -9 at any moment: what was accepted is finished after the restart, once, with the same facts."""

from __future__ import annotations

import random
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import httpx2 as httpx
import pytest
from tests.service.faulty import PLACES
from tests.service.processes import PATIENCE, Running, client, free_port, running, wait_until_ready

from docintel.records import Customer
from docintel.store.blobs import Blobs
from docintel.store.database import open_engine, upgrade
from docintel.store.opening import open_store
from docintel.store.store import Store

#: Kills in all, each while uploads of a round are open; the seed makes every run the same.
_KILLS, _UPLOADS, _SEED = 50, 20, 20261122


def documents() -> dict[str, bytes]:
    """Twenty small documents that differ, in both languages."""
    found = {}
    for number in range(1, _UPLOADS + 1):
        text = (
            f"借款合同\n合同编号：LC-2026-{number:03}\n乙方（借款人）：澜川新能源有限公司\n"
            f"第一条 借款金额为人民币{number}00万元。\n第二条 乙方应当于2026年9月{number}日前归还借款。\n"
            f"Article 3 The Borrower shall pay interest within {number} days of each due date.\n"
        )
        found[f"合同{number}.txt"] = text.encode()
    return found


def instants() -> list[str | float]:
    """Where or when to kill: every named place, and moments at random (seconds after the service answers)."""
    chance = random.Random(_SEED)
    places = [f"{place}:{chance.randint(1, 4)}" for place in PLACES for _ in range(3)]
    moments = [chance.uniform(0.0, 3.0) for _ in range(_KILLS - len(places))]
    found: list[str | float] = [*places, *moments]
    chance.shuffle(found)
    return found


def send(caller: httpx.Client, customer: str, accepted: dict[str, str]) -> None:
    """Upload what is not accepted yet; stops at the first request that gets no answer."""
    for name, data in documents().items():
        if name in accepted:
            continue
        try:
            answer = caller.post("/api/v1/documents", params={"customer": customer}, files={"file": (name, data)})
        except httpx.TransportError:
            return
        assert answer.status_code == 202, answer.text
        (result,) = answer.json()["documents"]
        accepted[name] = result["id"]


class Deployment:
    """One machine, or on PostgreSQL a machine and a second worker beside it."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.settings = {"DOCINTEL_DATABASE_URL": database_url, "DOCINTEL_BLOBS_URL": str(folder / "blobs")}
        self.log = folder / "service.log"
        self.port = free_port()
        self.beside = database_url.startswith("postgresql")

    def start(self, stack: ExitStack, fault: str = "") -> list[Running]:
        workers = "1" if self.beside else "2"
        serve = ["serve", "--port", str(self.port), "--workers", workers]
        found = [stack.enter_context(running(serve, self.settings, self.log, fault=fault))]
        if self.beside:
            # the second worker meets the same place when it comes there
            found.append(stack.enter_context(running(["work", "--workers", "1"], self.settings, self.log, fault=fault)))
        return found


def is_finished(store: Store, customer: str) -> bool:
    """Whether all uploads are read and the profile knows of them."""
    return Counter((one.state, one.folded) for one in store.uploads.of(customer)) == {("done", True): _UPLOADS}


def disturb(deployment: Deployment, store: Store, token: str, customer: str, instant: str | float) -> dict[str, str]:
    """Start the service, upload, and kill it at a place or moment; returns the ids that were answered 202."""
    accepted: dict[str, str] = {}
    fault = instant if isinstance(instant, str) else ""
    with ExitStack() as stack, client(deployment.port, token) as caller:
        services = deployment.start(stack, fault)
        if wait_until_ready(caller, services[0]):
            send(caller, customer, accepted)
        end = time.monotonic() + (PATIENCE if fault else float(instant))
        while time.monotonic() < end and not any(service.is_gone for service in services):
            if is_finished(store, customer):
                break  # nothing passes the place any more
            time.sleep(0.05)
    return accepted


def finish(deployment: Deployment, store: Store, token: str, customer: str) -> dict[str, str]:
    """Let the service run until everything of the customer is read and folded."""
    accepted: dict[str, str] = {}
    with ExitStack() as stack, client(deployment.port, token) as caller:
        services = deployment.start(stack)
        assert wait_until_ready(caller, services[0])
        send(caller, customer, accepted)
        end = time.monotonic() + PATIENCE
        while not is_finished(store, customer):
            assert time.monotonic() < end, f"not finished: {store.uploads.of(customer)}"
            time.sleep(0.2)
    return accepted


@pytest.fixture
def opened(database_url: str, tmp_path: Path) -> Iterator[Store]:
    engine = open_engine(database_url)
    upgrade(engine)
    engine.dispose()
    with closing(open_store(database_url, Blobs.open(str(tmp_path / "blobs")))) as store:
        yield store


@pytest.mark.slow
def test_every_accepted_upload_is_read_once_whatever_is_killed_when(
    opened: Store, database_url: str, tmp_path: Path
) -> None:
    _, token = opened.keys.add("test")
    deployment = Deployment(tmp_path, database_url)
    opened.save_customer(Customer(id="C0", name="澜川新能源有限公司"))
    finish(deployment, opened, token, "C0")
    undisturbed = [fact.model_dump_json() for fact in opened.facts("C0")]
    assert len(undisturbed) >= _UPLOADS * 3
    kills, rounds = deque(instants()), 0
    while kills:
        rounds += 1
        customer = f"C{rounds}"
        opened.save_customer(Customer(id=customer, name="澜川新能源有限公司"))
        answered: dict[str, str] = {}
        while kills and not is_finished(opened, customer):
            answered |= disturb(deployment, opened, token, customer, kills.popleft())
        accepted = finish(deployment, opened, token, customer)
        assert answered.items() <= accepted.items()
        assert sorted(filing.id for filing in opened.filings(customer)) == sorted(accepted.values())
        assert [fact.model_dump_json() for fact in opened.facts(customer)] == undisturbed
        assert opened.changes(customer) == {}
    acts = Counter((entry.action, entry.subject) for entry in opened.audit.entries())
    assert {times for (action, _), times in acts.items() if action in ("uploaded", "read")} == {1}
    assert sum(action == "read" for action, _ in acts) == _UPLOADS * (rounds + 1)
    opened.audit.verify()
