"""The bundle, built, carried over and installed where there is no network; then the demo and the service, there too."""

import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from deploy.bundle import build

from no_network import NO_NETWORK

pytestmark = pytest.mark.slow

Offline = Callable[..., subprocess.CompletedProcess[str]]

#: Switches on loopback in a network of its own (SIOCSIFFLAGS, UP and RUNNING), then becomes the command.
_LOOPBACK = """
import fcntl, os, socket, struct, sys
if "own" in sys.argv[1]:
    fcntl.ioctl(socket.socket(socket.AF_INET, socket.SOCK_DGRAM), 0x8914, struct.pack("16sh", b"lo", 0x41))
os.execvp(sys.argv[2], sys.argv[2:])
"""
#: Hands in two files, starts the service, asks it two things, waits until its worker has read both, stops it.
_SERVE = """
import json, subprocess, sys, time, urllib.request
from docintel.records import Customer
from docintel.store.opening import configured_store

TEXTS = {
    "合同.txt": "乙方应当于2026年6月22日前归还借款本金1,000万元。",
    "letter.txt": "The Borrower shall repay USD 2,500,000 on 22 June 2026.",
}
store = configured_store()
store.save_customer(Customer(id="C1", name="汀澜轴承有限公司"))
for name, text in TEXTS.items():
    data = text.encode()
    store.uploads.accept("C1", store.blobs.put(data), name=name, size=len(data), by="test")
service = subprocess.Popen([sys.argv[1], "serve", "--port", "18431", "--workers", "1"])
found = {}
try:
    for _ in range(480):
        time.sleep(0.25)
        try:
            for place in ("healthz", "readyz"):
                with urllib.request.urlopen(f"http://127.0.0.1:18431/{place}", timeout=5) as answer:
                    found[place] = answer.status
        except OSError:
            continue
        found["read"] = {one.name: [one.state, one.facts] for one in store.uploads.of("C1")}
        if all(state == "done" for state, _ in found["read"].values()):
            break
finally:
    service.terminate()
    service.wait(60)
print("ANSWERS", json.dumps(found))
"""


@cache
def _own_network() -> bool:
    """Whether this system lets us start processes that have no network at all."""
    try:
        return subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def unpacked(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("carried")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="fully_trusted")
    return folder / archive.name.removesuffix(".tar.gz")


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Offline:
    """Run a command without a network, in an empty folder; pip's settings name places that cannot be reached."""
    folder = tmp_path_factory.mktemp("offline")
    (folder / "hooks").mkdir()
    (folder / "hooks" / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "DOCINTEL_"))}
    environment = kept | {
        "PYTHONPATH": str(folder / "hooks"),
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "HOME": str(folder),
    }

    def run(*command: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        prefix = ["unshare", "-rn"] if _own_network() else []
        place = "own" if prefix else "shared"
        whole = [*prefix, sys.executable, "-c", _LOOPBACK, place, *map(str, command)]
        return subprocess.run(
            whole, cwd=folder, env=environment | more, capture_output=True, text=True, timeout=280, check=False
        )

    return run


@pytest.fixture(scope="module")
def installed(unpacked: Path, offline: Offline, tmp_path_factory: pytest.TempPathFactory) -> Path:
    prefix = tmp_path_factory.mktemp("prefix") / "docintel"
    # who keeps what they make to themselves installs for the service's user all the same
    masked = ("sh", "-c", 'umask 077; exec "$0" "$@"')
    done = offline(*masked, unpacked / "install.sh", prefix, PYTHON=sys.executable)
    assert (done.returncode, done.stderr) == (0, "")
    assert "ok       ocr                    reads what it should" in done.stdout
    assert f"docintel is in {prefix}. Next:" in done.stdout
    return prefix


def test_the_same_commit_gives_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    again = build(tmp_path)
    assert again.name == archive.name
    assert sha256(again.read_bytes()).hexdigest() == sha256(archive.read_bytes()).hexdigest()


def test_the_bundle_says_what_it_is_for_and_what_is_in_it(unpacked: Path) -> None:
    manifest = json.loads((unpacked / "MANIFEST.json").read_text(encoding="utf-8"))
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert (manifest["name"], manifest["python"]) == ("docintel", version)
    assert (unpacked / "PLATFORM").read_text().split() == [version, manifest["platform"], manifest["glibc"]]
    listed = {wheel["file"]: wheel["sha256"] for wheel in manifest["wheels"]}
    assert listed == {path.name: sha256(path.read_bytes()).hexdigest() for path in (unpacked / "wheels").iterdir()}
    names = {file.split("-")[0].lower() for file in listed}
    assert {"docintel", "pylopdf_fonts_zh_cn", "rapidocr", "psycopg_binary", "jieba"} <= names
    sums = (unpacked / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    files = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert {line.split("  ")[1] for line in sums} == files - {"SHA256SUMS"}
    rows = [line.split(" | ") for line in (unpacked / "LICENSES.md").read_text(encoding="utf-8").splitlines()]
    assert len([row for row in rows if len(row) == 3]) == len(listed) + 1
    assert "| docintel | " in (unpacked / "LICENSES.md").read_text(encoding="utf-8")


def test_every_user_may_run_what_was_installed(installed: Path) -> None:
    assert [path for path in installed.rglob("*") if not path.is_symlink() and not path.stat().st_mode & 0o004] == []
    assert (installed / "bin/docintel").stat().st_mode & 0o777 == 0o755


def test_the_demo_runs_without_a_network(installed: Path, offline: Offline, tmp_path: Path) -> None:
    done = offline(installed / "bin/docintel", "demo", "--out", tmp_path / "demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert "利息保障倍数(已获利息倍数)实际为1.14倍，契约要求不低于2.0倍，余量-43.0%。" in done.stdout
    assert "EBIT interest cover is 1.14 times; the contract requires at least 2.0, headroom -43.0 %." in done.stdout


def test_the_service_reads_uploads_without_a_network(installed: Path, offline: Offline, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'served.db'}"
    done = offline(installed / "bin/python", "-c", _SERVE, installed / "bin/docintel", DOCINTEL_DATABASE_URL=url)
    (said,) = (line for line in done.stdout.splitlines() if line.startswith("ANSWERS "))
    assert json.loads(said.removeprefix("ANSWERS ")) == {
        "healthz": 200,
        "readyz": 200,
        # an obligation, an amount and a date each
        "read": {"合同.txt": ["done", 3], "letter.txt": ["done", 3]},
    }, done.stderr


def test_postgresql_is_ready_to_use(installed: Path, offline: Offline) -> None:
    done = offline(installed / "bin/python", "-c", "import psycopg; print(psycopg.pq.__impl__)")
    assert (done.returncode, done.stdout) == (0, "binary\n")


def test_a_file_that_was_changed_on_the_way_is_found_before_anything_is_installed(
    unpacked: Path, offline: Offline, tmp_path: Path
) -> None:
    wheel = next((unpacked / "wheels").glob("jieba-*.whl"))
    whole = wheel.read_bytes()
    wheel.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    try:
        done = offline(unpacked / "install.sh", tmp_path / "prefix", PYTHON=sys.executable)
    finally:
        wheel.write_bytes(whole)
    assert done.returncode == 1
    assert done.stdout == f"Checking the files …\nwheels/{wheel.name}: FAILED\n"
    assert done.stderr.endswith("install.sh: a file differs from SHA256SUMS; copy the bundle here again.\n")
    assert not (tmp_path / "prefix").exists()


def test_another_python_is_refused(unpacked: Path, offline: Offline, tmp_path: Path) -> None:
    other = tmp_path / "python3.9"
    other.write_text("#!/bin/sh\necho 3.9 linux-riscv64\n", encoding="utf-8")
    other.chmod(0o755)
    done = offline(unpacked / "install.sh", tmp_path / "prefix", PYTHON=str(other))
    wanted, platform, _ = (unpacked / "PLATFORM").read_text().split()
    assert done.returncode == 1
    assert done.stderr == (
        f"install.sh: this bundle is for Python {wanted} on {platform}, and {other} is 3.9 linux-riscv64; "
        "build one with make bundle there.\n"
    )


def test_an_installation_is_never_overwritten(unpacked: Path, offline: Offline, tmp_path: Path) -> None:
    (tmp_path / "prefix").mkdir()
    (tmp_path / "prefix" / "mine").write_text("kept", encoding="utf-8")
    done = offline(unpacked / "install.sh", tmp_path / "prefix", PYTHON=sys.executable)
    assert done.returncode == 1
    assert "is not empty; choose a new folder for each version" in done.stderr
    assert (tmp_path / "prefix" / "mine").read_text(encoding="utf-8") == "kept"


def test_without_a_folder_it_says_how_it_is_called(unpacked: Path, offline: Offline) -> None:
    done = offline(unpacked / "install.sh")
    assert (done.returncode, done.stderr) == (
        2, "install.sh: say where to install: install.sh PREFIX (for example /opt/docintel-0.1).\n",
    )  # fmt: skip
