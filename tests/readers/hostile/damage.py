"""Sound files of every format cut off, with flipped bits, under wrong names; and bytes that never were a file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from docintel.errors import ReadCode
from fuzz.seeds import SOUND
from readers.hostile.cases import DAMAGED, READ, Case, case, cut, flipped, noise

_PACKAGES = ("docx", "xlsx")
_ANY = READ | frozenset(ReadCode)
_POINTS = 10
_FLIPS = 6


def cases() -> Iterator[Case]:
    """About 230 files."""
    yield from _truncated()
    yield from _flipped()
    yield from _misnamed()
    yield from _never_a_file()


def _truncated() -> Iterator[Case]:
    for name, sound in SOUND.items():
        kind = name.rpartition(".")[2]
        outcomes = frozenset({"truncated"}) if kind in _PACKAGES else DAMAGED
        for at in range(1, _POINTS + 1):
            yield Case(f"cut-{at}-{name}", partial(cut, sound, at / (_POINTS + 1)), outcomes, inside=_ANY)


def _flipped() -> Iterator[Case]:
    for name, sound in SOUND.items():
        for seed in range(_FLIPS):
            # Flipped bits of a text may leave the range of any charset.
            outcomes = DAMAGED | {"mistyped", "unsupported", "encrypted"}
            yield Case(f"flipped-{seed}-{name}", partial(flipped, sound, seed), outcomes, inside=_ANY)


def _misnamed() -> Iterator[Case]:
    for name, sound in SOUND.items():
        for wrong in ("pdf", "docx", "xlsx", "txt", "jpg"):
            if wrong != name.rpartition(".")[2]:
                yield Case(f"misnamed-{name}.{wrong}", partial(bytes, sound), READ)


def _never_a_file() -> Iterator[Case]:
    for suffix in ("pdf", "docx", "xlsx", "xls", "csv", "eml", "mbox", "html", "txt", "md", "png", ""):
        yield case(f"empty.{suffix}", b"", "empty", says="has no bytes")
    for seed, size in enumerate((1, 2, 3, 7, 16, 100, 511, 512, 4096, 65_536, 65_537, 300_000)):
        # One to three bytes may be letters of some charset; more cannot be words by chance.
        outcomes = ("mistyped",) if size > 7 else ("mistyped", "read", "no_text")
        yield case(f"noise-{size}.{('pdf', 'docx', 'txt', 'csv')[seed % 4]}", partial(noise, seed, size), *outcomes)
    for size in (1, 100, 5000):
        yield case(f"zeros-{size}.pdf", bytes(size), "mistyped", "no_text")
        yield case(f"ones-{size}.txt", b"\xff" * size, "mistyped", "no_text", "read")
    for magic, codes in (
        (b"%PDF-1.7\n", ("truncated",)),
        (b"PK\x03\x04", ("truncated",)),
        (b"PK\x05\x06", ("truncated", "unsupported")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ("truncated", "unsupported")),
        (b"\x1f\x8b\x08", ("truncated", "unsupported")),
        (b"\x89PNG\r\n\x1a\n", ("truncated", "unsupported", "no_text")),
        (b"II*\x00", ("truncated", "unsupported", "no_text")),
        (b"\xff\xd8\xff\xe0", ("truncated", "unsupported", "no_text")),
        (b"Rar!\x1a\x07", ("unsupported",)),
        (b"7z\xbc\xaf\x27\x1c", ("unsupported",)),
    ):
        for size in (0, 40, 5000):
            yield case(f"magic-{magic[:4].hex()}-{size}.bin", partial(noise, size, size, magic), *codes)
