"""With what the sample deal was built: other versions may give other bytes of the same content."""

from __future__ import annotations

import hashlib
import sys
import zlib
from importlib.metadata import version

from pdf_pages import BOLD, FONT_FOLDER, REGULAR


def name_versions() -> dict[str, str]:
    """Interpreter, packages, compression library and typefaces, each by version or hash."""
    found = {name: version(name) for name in ("reportlab", "python-docx", "lxml", "pillow", "numpy")}
    found["python"] = f"{sys.version_info.major}.{sys.version_info.minor}"
    found["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    for name in (REGULAR, BOLD):
        found[name] = hashlib.sha256((FONT_FOLDER / f"{name}.ttf").read_bytes()).hexdigest()[:16]
    return found


def write_versions() -> bytes:
    """The content of built_with.toml."""
    lines = [f'"{name}" = "{value}"' for name, value in name_versions().items()]
    return ("# Written by build_sample_deal.py.\n" + "\n".join(lines) + "\n").encode()
