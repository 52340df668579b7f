"""Which picture a file is, told from its first bytes."""

from __future__ import annotations

#: What pictures begin with; of WebP and the ISO container the marker stands further on.
_PICTURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBPVP8", "image/webp"),
)
#: BM, the size of the file, two zero words, an offset: two letters alone begin many a text.
_BMP_SIZE, _BMP_ZERO = slice(2, 6), slice(6, 10)


def picture_type(data: bytes) -> str | None:
    """The media type of a picture that can be read, told from its first bytes; None for anything else."""
    if data[:2] == b"BM" and data[_BMP_ZERO] == b"\0\0\0\0" and int.from_bytes(data[_BMP_SIZE], "little") > 26:
        return "image/bmp"
    return next((kind for at, marker, kind in _PICTURES if data.startswith(marker, at)), None)
