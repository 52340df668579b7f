"""The systemd units: what each starts, what each may not do, and that all parts of the installation agree on names."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SYSTEMD = ROOT / "deploy" / "systemd"
UNITS = ["docintel.service", "docintel-api.service", "docintel-worker@.service"]
#: Line for line what keeps a broken parser inside its process.
HARDENED = {
    "User": "docintel",
    "UMask": "0077",
    "StateDirectory": "docintel",
    "StateDirectoryMode": "0700",
    "EnvironmentFile": "/etc/docintel/docintel.env",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    "RestrictNamespaces": "yes",
    "SystemCallFilter": "@system-service",
    "SystemCallArchitectures": "native",
    "IPAddressDeny": "any",
    "LimitCORE": "0",
    "Restart": "on-failure",
    "KillMode": "mixed",
    "TimeoutStopSec": "90",
}


def directives(name: str) -> dict[str, str]:
    """Every directive of a unit; a key given twice is a mistake in ours."""
    found: dict[str, str] = {}
    for line in (SYSTEMD / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "[")):
            key, _, value = line.partition("=")
            assert key not in found
            found[key] = value
    return found


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_is_hardened_and_comes_back_after_a_failure(name: str) -> None:
    found = directives(name)
    assert {key: found.get(key) for key in HARDENED} == HARDENED
    assert found["StartLimitIntervalSec"] == "0"
    assert "MemoryDenyWriteExecute" not in found


@pytest.mark.parametrize(
    ("name", "command", "memory", "oom"),
    [
        ("docintel.service", "serve --host 127.0.0.1 --port 8000 --workers ${WORKERS}", "80%", "continue"),
        ("docintel-api.service", "serve --host 127.0.0.1 --port 8000 --workers 0", "25%", None),
        ("docintel-worker@.service", "work --workers ${WORKERS}", "80%", "continue"),
    ],
)
def test_what_a_unit_starts_and_what_memory_it_may_take(name: str, command: str, memory: str, oom: str | None) -> None:
    found = directives(name)
    assert found["ExecStart"] == f"/opt/docintel/bin/docintel {command}"
    # a reader that the kernel ends for its memory must not take the service with it
    assert (found["MemoryMax"], found.get("OOMPolicy")) == (memory, oom)


def test_one_machine_reaches_nothing_outside_itself() -> None:
    assert directives("docintel.service")["IPAddressAllow"] == "localhost"
    for name in UNITS[1:]:
        assert directives(name)["IPAddressAllow"] == "localhost 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7"


def test_the_blob_key_goes_through_systemd() -> None:
    assert directives("blob-key.conf") == {
        "LoadCredential": "blob-key:/etc/docintel/blob.key",
        "Environment": "DOCINTEL_BLOB_KEY_FILE=%d/blob-key",
    }


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")
@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_the_unit(name: str, tmp_path: Path) -> None:
    copy = tmp_path / name
    content = (SYSTEMD / name).read_text(encoding="utf-8").replace("/opt/docintel/bin/docintel", "/bin/true")
    copy.write_text(content, encoding="utf-8")
    # with the drop-in that hands it the key
    (tmp_path / f"{name}.d").mkdir()
    shutil.copy(SYSTEMD / "blob-key.conf", tmp_path / f"{name}.d")
    environment = os.environ | {"SYSTEMD_UNIT_PATH": f"{tmp_path}:"}
    command = ["systemd-analyze", "verify", str(copy)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, [line for line in done.stderr.splitlines() if "docintel" in line]) == (0, [])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")
@pytest.mark.parametrize("name", UNITS)
def test_systemd_finds_it_little_exposed(name: str) -> None:
    """On systemd's own scale from 0 to 10; a unit without any of it has 9.6."""
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(SYSTEMD / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd-analyze cannot judge a file")
    said = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
    assert (done.returncode, said is not None and float(said[1]) <= 1.5) == (0, True), done.stdout[-300:] + done.stderr


def _admin(tmp_path: Path, *arguments: str, key: bool) -> subprocess.CompletedProcess[str]:
    """The script, with a systemd-run that only says what it was asked for."""
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "systemd-run").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    (tools / "id").write_text("#!/bin/sh\necho 0\n", encoding="utf-8")
    for tool in tools.iterdir():
        tool.chmod(0o755)
    secret = tmp_path / "blob.key"
    if key:
        secret.write_text("AGE-SECRET-KEY-…", encoding="utf-8")
    script = (ROOT / "deploy/docintel-admin").read_text(encoding="utf-8").replace("/etc/docintel/blob.key", str(secret))
    (tmp_path / "docintel-admin").write_text(script, encoding="utf-8")
    environment = os.environ | {"PATH": f"{tools}:{os.environ['PATH']}", "SUDO_USER": "lin"}
    command = ["sh", str(tmp_path / "docintel-admin"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_an_admin_command_runs_as_the_service_does(tmp_path: Path) -> None:
    done = _admin(tmp_path, "erase", "--customer", "C 1", key=False)
    said = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert said[-4:] == ["/opt/docintel/bin/docintel", "erase", "--customer", "C 1"]
    assert {"User=docintel", "StateDirectory=docintel", "WorkingDirectory=/var/lib/docintel",
            "EnvironmentFile=/etc/docintel/docintel.env", "--setenv=SUDO_USER=lin"} <= set(said)  # fmt: skip
    assert not any("LoadCredential" in line for line in said)


def test_an_admin_command_gets_the_key_where_there_is_one(tmp_path: Path) -> None:
    said = _admin(tmp_path, "backup", "a b.tar", key=True).stdout.splitlines()
    assert f"LoadCredential=blob-key:{tmp_path / 'blob.key'}" in said
    start = said.index("sh")
    # what systemd would run, run: the command line arrives whole, with the key's place in its environment
    command = [*said[start:-3], "/bin/sh", "-c", 'echo "$DOCINTEL_BLOB_KEY_FILE" "$@"', "x", *said[-2:]]
    done = subprocess.run(
        command, env=os.environ | {"CREDENTIALS_DIRECTORY": "/run/c"}, capture_output=True, text=True, check=False
    )
    assert done.stdout == "/run/c/blob-key backup a b.tar\n"
