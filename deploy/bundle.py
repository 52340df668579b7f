"""Builds the offline bundle: one archive that installs docintel on a machine without a network.

Inside: every wheel of `constraints/runtime.txt` (and PostgreSQL's driver), docintel's own wheel with its tables, rules
and sample deal, `install.sh`, the units, the container file, the manual, a list of licences, and checksums of it all.
A bundle is for the Python version and the kind of machine it was built on. The same commit gives the same bytes.

    python -m deploy.bundle [FOLDER]          (or `make bundle`)
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from deploy.wheels import LicenceError, Wheel, read_wheel, refuse_licence, settle

ROOT = Path(__file__).resolve().parent.parent
#: The driver is an extra of docintel's own; several machines need it, and who is offline cannot add it later.
_POSTGRES = ("psycopg", "psycopg-binary")
#: What lies beside the wheels: where it is in the repository, where it goes in the bundle.
_FILES = {
    "deploy/install.sh": "install.sh",
    "deploy/Containerfile": "Containerfile",
    "deploy/nginx.conf": "nginx.conf",
    "deploy/Caddyfile": "Caddyfile",
    "deploy/docintel.env": "docintel.env",
    "deploy/docintel-admin": "docintel-admin",
    "docs/operations.md": "operations.md",
    "LICENSE": "LICENSE",
}
_EXECUTABLE = {"install.sh", "docintel-admin"}


def build(folder: Path) -> Path:
    """Write the bundle into `folder`; returns the archive. Raises LicenceError and CalledProcessError."""
    with tempfile.TemporaryDirectory() as scratch:
        wheels = _collect_wheels(Path(scratch))
        name = f"docintel-{_own(wheels).version}-{_python_tag()}-{sysconfig.get_platform().replace('-', '_')}"
        content = Path(scratch) / name
        _lay_out(content, wheels)
        folder.mkdir(parents=True, exist_ok=True)
        archive = folder / f"{name}.tar.gz"
        _pack(content, archive)
    return archive


def locked_requirements(names: tuple[str, ...] = _POSTGRES) -> str:
    """The lines of `constraints/runtime.txt`, and of `names` out of `constraints/test.txt` where it lacks them."""
    found = dict(_blocks(ROOT / "constraints/runtime.txt"))
    tested = dict(_blocks(ROOT / "constraints/test.txt"))
    return "".join((found | {name: tested[name] for name in names if name not in found}).values())


def _blocks(path: Path) -> Iterator[tuple[str, str]]:
    """Each pinned package with its hashes, as it stands in a lock file."""
    for block in re.split(r"^(?=[a-z0-9])", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
        if named := re.match(r"([a-z0-9._-]+)==", block):
            yield named[1], "".join(line for line in block.splitlines(True) if not line.lstrip().startswith("#"))


def _collect_wheels(scratch: Path) -> list[Wheel]:
    """Every wheel, checked against the lock files by pip; what exists only as source is built here."""
    folder, source, requirements = scratch / "wheels", scratch / "source", scratch / "locked.txt"
    locked = locked_requirements()
    requirements.write_text(locked, encoding="utf-8")
    _copy_source(source)
    _make_wheels(folder, "--require-hashes", "-r", str(requirements))
    _make_wheels(folder, str(source))
    for path in folder.iterdir():
        if sha256(path.read_bytes()).hexdigest() not in locked:
            settle(path)
    wheels = [read_wheel(path) for path in sorted(folder.iterdir())]
    for wheel in wheels:
        refuse_licence(wheel)
    return wheels


def _make_wheels(folder: Path, *what: str) -> None:
    """Fetch or build; pip's warnings, of which there are hundreds, are shown only where it fails."""
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), *what]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(_epoch())}
    done = subprocess.run(pip, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise SystemExit(f"bundle: pip could not get every wheel ({' '.join(what)}); it says why above.")


def _copy_source(target: Path) -> None:
    """The files git knows or would take, so that nothing built earlier gets into the wheel."""
    listed = _git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)


def _lay_out(content: Path, wheels: list[Wheel]) -> None:
    (content / "wheels").mkdir(parents=True)
    for wheel in wheels:
        shutil.copyfile(wheel.path, content / "wheels" / wheel.path.name)
    for here, there in _FILES.items():
        shutil.copyfile(ROOT / here, content / there)
    shutil.copytree(ROOT / "deploy/systemd", content / "systemd", copy_function=shutil.copyfile)
    glibc = ".".join(map(str, max(wheel.glibc for wheel in wheels)))
    pins = (f"{one.name}=={one.version} --hash=sha256:{one.digest}\n" for one in wheels)
    (content / "requirements.txt").write_text("".join(pins), encoding="utf-8")
    (content / "PLATFORM").write_text(f"{_python_version()} {sysconfig.get_platform()} {glibc}\n", encoding="utf-8")
    (content / "LICENSES.md").write_text(_licences(wheels), encoding="utf-8")
    (content / "MANIFEST.json").write_text(_manifest(wheels, glibc), encoding="utf-8")
    sums = (f"{_digest(path)}  {path.relative_to(content).as_posix()}\n" for path in _files(content))
    (content / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def _licences(wheels: list[Wheel]) -> str:
    lines = ["# What is inside, and its licence", "", "Full texts lie inside the wheels.", ""]
    lines += ["| package | version | licence |", "|---|---|---|"]
    lines += [f"| {one.name} | {one.version} | {one.licence.replace('|', '/')} |" for one in wheels]
    return "\n".join(lines) + "\n"


def _manifest(wheels: list[Wheel], glibc: str) -> str:
    """What the bundle is, for which machine, and each wheel with its checksum and size (bytes)."""
    listed = [
        {"file": one.path.name, "sha256": one.digest, "bytes": one.path.stat().st_size, "licence": one.licence}
        for one in wheels
    ]
    changed = bool(_git("status", "--porcelain"))
    content = {
        "name": "docintel",
        "version": _own(wheels).version,
        "commit": _git("rev-parse", "HEAD").strip() + ("+changed" if changed else ""),
        "python": _python_version(),
        "platform": sysconfig.get_platform(),
        "glibc": glibc,
        "wheels": listed,
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _pack(content: Path, archive: Path) -> None:
    """A tar of everything under the folder's name: sorted, dated like the commit, owned by root."""
    dated = _epoch()
    with (
        archive.open("wb") as raw,
        # level 1: wheels are compressed already
        gzip.GzipFile("", "wb", 1, raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for path in _files(content):
            member = tar.gettarinfo(path, f"{content.name}/{path.relative_to(content).as_posix()}")
            member.uid = member.gid = 0
            member.uname = member.gname = "root"
            member.mtime = dated
            member.mode = 0o755 if path.name in _EXECUTABLE else 0o644
            with path.open("rb") as file:
                tar.addfile(member, file)


def _files(folder: Path) -> list[Path]:
    return sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.as_posix())


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _own(wheels: list[Wheel]) -> Wheel:
    return next(wheel for wheel in wheels if wheel.name == "docintel")


def _python_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _python_tag() -> str:
    return f"cp{sys.version_info.major}{sys.version_info.minor}"


def _epoch() -> int:
    """The commit's moment, in seconds since 1970."""
    return int(_git("log", "-1", "--format=%ct"))


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def main() -> None:
    """Build into the folder named on the command line, or `dist/`; a licence that may not go out ends it with 1."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist"
    try:
        archive = build(folder)
    except LicenceError as error:
        sys.exit(f"bundle: {error}")
    megabytes = archive.stat().st_size / 1024**2
    sys.stdout.write(f"{archive} ({megabytes:.0f} MiB, sha256 {_digest(archive)})\n")


if __name__ == "__main__":
    main()
