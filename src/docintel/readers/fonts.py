"""The font pdfium draws Chinese with where neither the file nor the machine has one.

Chinese PDFs often embed no font and count on the reader's machine; a bare server has none, and pages would be drawn
without a word: a picture for nobody, and nothing for OCR to read. Noto Sans SC (SIL Open Font License) comes with
the package pylopdf-fonts-zh-cn.
"""

from __future__ import annotations

from ctypes import memmove
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from docintel.errors import MissingAsset

_PACKAGE, _FILE = "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"
#: Character sets of Windows fonts: Japanese, Korean, simplified and traditional Chinese.
_CJK_CHARSETS = (128, 129, 134, 136)
_SIMPLIFIED = 134
#: Our handle; the machine's own handles are addresses, and never one.
_HANDLE = 1


@cache
def cjk_font() -> Path:
    """The file of the font; raises MissingAsset where its package is not installed."""
    try:
        with as_file(files(_PACKAGE) / _FILE) as path:
            if path.is_file():
                return path
    except ModuleNotFoundError:
        pass
    raise MissingAsset(f"the font {_FILE} is not installed; pip install pylopdf-fonts-zh-cn.")


@cache
def lend_font() -> None:
    """Make pdfium draw Chinese with our font where the machine has none; once a process, before a file is opened."""
    # heavy: the native library is loaded on first use
    import pypdfium2

    class Lender(pypdfium2.PdfSysfontBase):  # type: ignore[misc]
        """Asks the machine first, then lends our font under its own handle; the names of the methods are pdfium's."""

        def MapFont(self, _: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> Any:
            found = self.default.MapFont(self.default, weight, italic, charset, pitch, face, exact)
            return found or (_HANDLE if charset in _CJK_CHARSETS else None)

        def GetFontData(self, _: Any, handle: Any, table: int, buffer: Any, size: int) -> int:
            if handle != _HANDLE:
                return int(self.default.GetFontData(self.default, handle, table, buffer, size))
            return _copied(_table(_font(), table), buffer, size)

        def GetFaceName(self, _: Any, handle: Any, buffer: Any, size: int) -> int:
            if handle != _HANDLE:
                return int(self.default.GetFaceName(self.default, handle, buffer, size))
            return _copied(b"Noto Sans SC\0", buffer, size)

        def GetFontCharset(self, _: Any, handle: Any) -> int:
            own = handle == _HANDLE
            return _SIMPLIFIED if own else int(self.default.GetFontCharset(self.default, handle))

        def DeleteFont(self, _: Any, handle: Any) -> None:
            if handle != _HANDLE:
                self.default.DeleteFont(self.default, handle)

    Lender().setup()


@cache
def _font() -> bytes:
    return cjk_font().read_bytes()


def _copied(data: bytes, buffer: Any, size: int) -> int:
    """The number of bytes there are, copied when there is room for them: how pdfium asks."""
    if buffer and size >= len(data):
        memmove(buffer, data, len(data))
    return len(data)


def _table(font: bytes, tag: int) -> bytes:
    """One table of an OpenType file by its tag as a number; the whole file for 0, nothing for a table it lacks."""
    if not tag:
        return font
    name = tag.to_bytes(4, "big")
    for at in range(12, 12 + 16 * int.from_bytes(font[4:6], "big"), 16):
        if font[at : at + 4] == name:
            start, length = (int.from_bytes(font[at + i : at + i + 4], "big") for i in (8, 12))
            return font[start : start + length]
    return b""
