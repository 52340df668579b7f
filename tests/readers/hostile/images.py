"""Pictures that claim, or unpack to, more points than fit into memory; and their frames in a circle."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from functools import partial

from readers.hostile.cases import Case, case

#: None of these shows a word. A reader of pictures may refuse them for their size, their damage or their emptiness.
_WORDLESS = ("unsupported", "over_limit", "truncated", "no_text")
_MEGABYTE = 1 << 20


def cases() -> Iterator[Case]:
    """About 25 files."""
    for width, height in ((0, 0), (1, 1), (60_000, 60_000), (200_000, 200_000), (2**31 - 1, 2**31 - 1), (2**31 - 1, 1)):
        yield case(f"claims-{width}-{height}.png", partial(png, width, height, b""), *_WORDLESS)
        yield case(f"claims-{width}-{height}.gif", partial(_gif, width, height), *_WORDLESS)
        yield case(f"claims-{width}-{height}.bmp", partial(_bmp, width, height), *_WORDLESS)
        yield case(f"claims-{width}-{height}.tif", partial(tiff, width, height), *_WORDLESS)
    yield case("claims-65535-65535.jpg", _jpeg(65_535, 65_535), *_WORDLESS)
    yield case(
        "unpacks-to-300-megapixels.png", lambda: png(16_384, 18_000, black(16_384, 18_000)), *_WORDLESS, heavy=True
    )
    yield case(
        "unpacks-to-5-gigapixels.png", lambda: png(65_536, 80_000, black(65_536, 80_000)), *_WORDLESS, heavy=True
    )
    yield case("pages-in-a-circle.tif", partial(tiff, 10, 10, following=8), *_WORDLESS)
    yield case("huge-words-beside.png", partial(png, 9, 9, b"", chunk=zlib.compress(b"x" * (64 << 20), 9)), *_WORDLESS)


def png(width: int, height: int, packed: bytes, *, chunk: bytes = b"") -> bytes:
    """A PNG of one bit a point; `chunk` is compressed text beside it (PNG, third edition, 11.3.3)."""
    head = struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0)
    words = _chunk(b"zTXt", b"Comment\0\0" + chunk) if chunk else b""
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + words + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def black(width: int, height: int) -> bytes:
    """The rows of a black picture, deflated about 1,000 to 1 (RFC 1950: the checksum of zeros is known)."""
    size = (width // 8 + 1) * height
    packer = zlib.compressobj(9)
    start = packer.compress(bytes(_MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(_MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    last = zlib.compressobj(9, zlib.DEFLATED, -15)
    rest = last.compress(bytes(size % _MEGABYTE)) + last.flush()
    return start + again * (size // _MEGABYTE - 1) + rest + struct.pack(">L", size % 65_521 << 16 | 1)


def _gif(width: int, height: int) -> bytes:
    size = struct.pack("<HH", width & 0xFFFF, height & 0xFFFF)
    return b"GIF89a" + size + b"\x80\0\0\0\0\0\xff\xff\xff," + bytes(4) + size + b"\0\x02\x02D\x01\0;"


def _bmp(width: int, height: int) -> bytes:
    head = struct.pack("<LllHHLLllLL", 40, width, height, 1, 1, 0, 0, 0, 0, 2, 2)
    return b"BM" + struct.pack("<LHHL", 70, 0, 0, 62) + head + bytes(8) + bytes(8)


def tiff(width: int, height: int, *, following: int = 0) -> bytes:
    """A TIFF of one bit a point; `following` is where its next page is said to begin (TIFF 6.0, section 2)."""
    fields = ((256, width), (257, height), (258, 1), (259, 1), (262, 1), (273, 8), (277, 1), (278, height), (279, 4))
    entries = b"".join(struct.pack("<HHLL", tag, 4, 1, value) for tag, value in fields)
    return b"II*\0" + struct.pack("<L", 8) + struct.pack("<H", len(fields)) + entries + struct.pack("<L", following)


def _jpeg(width: int, height: int) -> bytes:
    frame = struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0)
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x0b" + frame + b"\xff\xd9"
