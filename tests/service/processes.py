"""The service as its users run it: processes of their own, reached over HTTP, killed with -9."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import create_server

import httpx2 as httpx

ROOT = Path(__file__).resolve().parents[2]
#: How long anything may take on a slow machine before the test says that it hangs (seconds).
PATIENCE = 120.0


def free_port() -> int:
    """A port nobody listens on now."""
    with create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


class Running:
    """A `docintel` command in a process group of its own."""

    def __init__(
        self, arguments: list[str], settings: dict[str, str], log: Path, *, fault: str = "", guard: Path | None = None
    ) -> None:
        environment = {**os.environ, **settings, "DOCINTEL_TEST_FAULT": fault}
        environment["PYTHONPATH"] = os.pathsep.join(
            str(path) for path in (guard, ROOT / "src", ROOT / "api", ROOT) if path is not None
        )
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.service.faulty", *arguments],
                cwd=ROOT,
                env=environment,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )

    @property
    def is_gone(self) -> bool:
        """Whether it ended."""
        return self.process.poll() is not None

    def resident(self, *, alone: bool = False) -> int:
        """Bytes of memory that all its processes hold together, or the first alone; shared pages count in each."""
        found = 0
        for status in Path("/proc").glob(f"{self.process.pid if alone else '[0-9]*'}/stat"):
            try:
                fields = status.read_text().rpartition(") ")[2].split()
            except OSError:  # it ended while we looked
                continue
            # fields after the name: state, parent, process group, …; resident pages are the 22nd
            if int(fields[2]) == self.process.pid:
                found += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
        return found

    def kill(self) -> None:
        """kill -9, its processes included."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def running(
    arguments: list[str], settings: dict[str, str], log: Path, *, fault: str = "", guard: Path | None = None
) -> Iterator[Running]:
    """A command as long as the context lasts."""
    found = Running(arguments, settings, log, fault=fault, guard=guard)
    try:
        yield found
    finally:
        found.kill()


def client(port: int, token: str) -> httpx.Client:
    """A caller with a token."""
    return httpx.Client(
        base_url=f"http://127.0.0.1:{port}", headers={"Authorization": f"Bearer {token}"}, timeout=30, trust_env=False
    )


def wait_until_ready(caller: httpx.Client, service: Running) -> bool:
    """Wait for the service to answer; False when it died before."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if service.is_gone:
            return False
        try:
            if caller.get("/readyz").status_code == 200:
                return True
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the service did not come up")
