"""What a wheel says of itself: name, version, licence, and the machines it runs on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The GNU GPL and AGPL would bind a bank that builds on docintel, and non-commercial terms would forbid it to lenders.
#: The Lesser GPL (psycopg) allows use as a library that can be exchanged, which a folder of wheels is.
_FORBIDDEN = re.compile(r"(?<!L)GPL|Affero|General Public|non-?\s?commercial|\bNC\b", re.IGNORECASE)
_LESSER = re.compile(r"\bLGPL[\w.+-]*|(GNU )?(Lesser|Library) General Public Licen[cs]e[\w .+-]*", re.IGNORECASE)
#: The oldest glibc of the manylinux names from before they said it themselves (PEP 513, 571, 599).
_GLIBC = {"manylinux1": (2, 5), "manylinux2010": (2, 12), "manylinux2014": (2, 17)}
#: The earliest moment a zip can name.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


class LicenceError(Exception):
    """A wheel that docintel may not pass on, or that does not say under which terms."""


@dataclass(frozen=True)
class Wheel:
    """One wheel of the bundle."""

    path: Path
    name: str
    version: str
    licence: str

    @property
    def digest(self) -> str:
        """SHA-256 of the file, in hexadecimal."""
        return sha256(self.path.read_bytes()).hexdigest()

    @property
    def glibc(self) -> tuple[int, int]:
        """The oldest glibc it runs on; (0, 0) for one that needs none."""
        platforms = self.path.stem.rsplit("-", 1)[1].split(".")
        return min((_oldest_glibc(platform) for platform in platforms), default=(0, 0))


def read_wheel(path: Path) -> Wheel:
    """Name, version and licence out of the wheel's own metadata; raises LicenceError where it names no licence."""
    with ZipFile(path) as archive:
        names = archive.namelist()
        (place,) = (name for name in names if name.count("/") == 1 and name.endswith(".dist-info/METADATA"))
        metadata = message_from_string(archive.read(place).decode("utf-8"))
        folder = place.removesuffix("METADATA")
        texts = [name for name in names if name.startswith(folder) and re.search("licen[cs]e", name, re.IGNORECASE)]
        first = next((archive.read(name).decode("utf-8", "replace") for name in sorted(texts)), "")
    licence = _licence(metadata) or _title(first)
    if not licence:
        raise LicenceError(f"{path.name} names no licence: look it up and leave the package out, or ask its makers.")
    return Wheel(path, str(metadata["Name"]), str(metadata["Version"]), licence)


def refuse_licence(wheel: Wheel) -> None:
    """Raise LicenceError for terms that docintel may not hand on; of several to choose from, one must be allowed."""
    choices = re.split(r"\s+OR\s+", wheel.licence)
    if all(_FORBIDDEN.search(_LESSER.sub("", choice)) for choice in choices):
        raise LicenceError(f"{wheel.path.name} is under {wheel.licence!r}, which a bundle may not contain.")


def settle(path: Path) -> None:
    """Write a wheel that was built here anew, members sorted and undated, so that every build gives the same bytes."""
    with ZipFile(path) as archive:
        members = {name: archive.read(name) for name in sorted(archive.namelist())}
    with ZipFile(path, "w") as archive:
        for name, data in members.items():
            member = ZipInfo(name, _ZIP_EPOCH)
            member.compress_type = ZIP_DEFLATED
            member.external_attr = 0o100644 << 16
            archive.writestr(member, data)


def _licence(metadata: Message) -> str:
    """The SPDX expression, else the classifiers, else the first line of the free text."""
    if metadata["License-Expression"]:
        return str(metadata["License-Expression"])
    classifiers = [line for line in metadata.get_all("Classifier", []) if line.startswith("License :: ")]
    named = [line.rsplit(" :: ", 1)[1] for line in classifiers]
    named = [name for name in named if name != "OSI Approved"]
    return " AND ".join(named) or _title(metadata["License"] or "")


def _title(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return next((line[:100] for line in lines if re.search(r"[A-Za-z]{2}", line)), "")


def _oldest_glibc(platform: str) -> tuple[int, int]:
    if named := re.match(r"manylinux_(\d+)_(\d+)_", platform):
        return int(named[1]), int(named[2])
    return _GLIBC.get(platform.split("_", 1)[0], (0, 0))
