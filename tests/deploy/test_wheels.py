"""What wheels say of themselves: licences that may go out and those that may not, and which machines they run on."""

from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from deploy.bundle import locked_requirements
from deploy.wheels import LicenceError, Wheel, read_wheel, refuse_licence, settle
from hypothesis import given, settings
from hypothesis import strategies as st


def wheel(folder: Path, *lines: str, text: str | None = None, name: str = "a-1-py3-none-any.whl") -> Path:
    """A wheel with these lines of metadata and this licence file."""
    path = folder / name
    with ZipFile(path, "w") as archive:
        archive.writestr("a/__init__.py", "")
        archive.writestr("a-1.dist-info/METADATA", "\n".join(["Name: a", "Version: 1", *lines, "", "Body"]))
        if text is not None:
            archive.writestr("a-1.dist-info/licenses/LICENSE", text)
    return path


@pytest.mark.parametrize(
    ("lines", "text", "licence"),
    [
        # the expression wins over everything else
        (["License-Expression: MIT", "Classifier: License :: OSI Approved :: BSD License"], None, "MIT"),
        # several classifiers all hold
        (["Classifier: License :: OSI Approved", "Classifier: License :: OSI Approved :: BSD License",
          "Classifier: License :: OSI Approved :: Apache Software License"], None,
         "BSD License AND Apache Software License"),
        # free text: its first line
        (["License: Apache 2.0"], None, "Apache 2.0"),
        # nothing but a file: its title
        ([], "\n  ====\n  The MIT License (MIT)\n\nPermission is …", "The MIT License (MIT)"),
    ],
)  # fmt: skip
def test_a_licence_is_read_where_it_stands(lines: list[str], text: str | None, licence: str, tmp_path: Path) -> None:
    found = read_wheel(wheel(tmp_path, *lines, text=text))
    assert (found.name, found.version, found.licence) == ("a", "1", licence)


def test_a_wheel_that_names_no_licence_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(LicenceError, match=r"a-1-py3-none-any.whl names no licence"):
        read_wheel(wheel(tmp_path))


@pytest.mark.parametrize(
    "licence",
    ["MIT", "Apache-2.0 OR BSD-3-Clause", "LGPL-3.0-only", "GNU Lesser General Public License v3 (LGPLv3)",
     "GNU Library or Lesser General Public License (LGPL)", "MPL-2.0 AND MIT", "GPL-2.0-only OR MIT",
     "SIL Open Font License 1.1 (OFL-1.1)"],
)  # fmt: skip
def test_these_may_go_out(licence: str) -> None:
    refuse_licence(Wheel(Path("a.whl"), "a", "1", licence))


@pytest.mark.parametrize(
    "licence",
    ["GPL-3.0-only", "GNU General Public License v2 (GPLv2)", "AGPL-3.0-or-later",
     "GNU Affero General Public License v3", "CC-BY-NC-4.0",
     "Free for non-commercial use", "free for noncommercial use", "MIT AND GPL-2.0-only",
     "GPLv3 OR AGPLv3"],
)  # fmt: skip
def test_these_may_not(licence: str) -> None:
    with pytest.raises(LicenceError, match="may not contain"):
        refuse_licence(Wheel(Path("a.whl"), "a", "1", licence))


@pytest.mark.parametrize(
    ("name", "glibc"),
    [
        ("six-1.17.0-py2.py3-none-any.whl", (0, 0)),
        ("cryptography-50.0.2-cp311-abi3-manylinux_2_34_x86_64.whl", (2, 34)),
        # the oldest of several names is what it needs
        ("blis-1.3-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.manylinux_2_28_x86_64.whl", (2, 17)),
        ("murmurhash-1.0-cp311-cp311-manylinux1_x86_64.whl", (2, 5)),
    ],
)
def test_the_oldest_system_a_wheel_runs_on(name: str, glibc: tuple[int, int]) -> None:
    assert Wheel(Path(name), "a", "1", "MIT").glibc == glibc


@settings(deadline=None)  # the disk of a busy machine takes its time
@given(members=st.dictionaries(st.from_regex(r"[a-z]{1,8}/[a-z]{1,8}", fullmatch=True), st.binary(), min_size=1))
def test_a_settled_wheel_has_the_same_bytes_whatever_the_order(
    members: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("wheels")
    digests = set()
    for number, order in enumerate((list(members), list(reversed(members)))):
        path = folder / f"{number}.whl"
        with ZipFile(path, "w") as archive:
            for name in order:
                archive.writestr(name, members[name])
        settle(path)
        with ZipFile(path) as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == members
        digests.add(sha256(path.read_bytes()).hexdigest())
    assert len(digests) == 1


def test_every_locked_package_is_asked_for_once_with_its_hashes() -> None:
    lines = locked_requirements().splitlines()
    pinned = [line.split("==")[0] for line in lines if not line.startswith(" ")]
    assert {"pydantic", "setuptools", "psycopg", "psycopg-binary"} <= set(pinned)
    assert len(pinned) == len(set(pinned))
    assert all(line.startswith("    --hash=sha256:") for line in lines if line.startswith(" "))
