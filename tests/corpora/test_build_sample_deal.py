"""The sample deal can be made again from its sources, byte for byte."""

import os
import subprocess
import sys
import tomllib

import pytest

from deal_sources import DEAL

AUTHORING = DEAL.parent / "authoring"
REBUILD = """
import sys
from pathlib import Path
from build_sample_deal import DEAL, build_files
files = build_files()
differ = [name for name, content in files.items() if (DEAL / name).read_bytes() != content]
extra = [p.relative_to(DEAL).as_posix() for p in DEAL.rglob("*") if p.is_file()]
extra = [n for n in extra if n not in files and Path(n).name not in ("README.md", ".gitattributes")]
sys.stdout.write("\\n".join(differ + extra))
"""


def run_authoring(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], cwd=AUTHORING, capture_output=True, text=True, check=True,
                          env=os.environ | {"PYTHONPATH": str(AUTHORING), "PYTHONDONTWRITEBYTECODE": "1",
                                            "PYTHONIOENCODING": "utf-8"})  # fmt: skip
    return done.stdout


@pytest.mark.slow
def test_rebuild_is_byte_identical() -> None:
    for package in ("reportlab", "docx", "PIL", "numpy"):
        pytest.importorskip(package, reason="the extra `authoring` is not installed")
    fonts = run_authoring("from pdf_pages import *; print((FONT_FOLDER / f'{REGULAR}.ttf').is_file())")
    if fonts.strip() != "True":
        pytest.skip("the Debian package fonts-lxgw-wenkai is not installed")
    versions = tomllib.loads(run_authoring("from versions import *; print(write_versions().decode())"))
    built_with = tomllib.loads((AUTHORING / "built_with.toml").read_text("utf-8"))
    if versions != built_with:
        pytest.skip(f"other versions give other bytes: {sorted(versions.items() ^ built_with.items())}")
    assert run_authoring(REBUILD) == ""
