"""Old Excel workbooks written record by record (MS-XLS), so that every stored value and flag is under control."""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import md5
from io import BytesIO
from typing import Any

from msoffcrypto.method.rc4 import DocumentRC4

from docintel.readers.ole_writer import write_ole

_BOF, _EOF, _SHEET, _FILE_PASS = 0x0809, 0x000A, 0x0085, 0x002F
_GLOBALS, _WORKSHEET = 0x0005, 0x0010
_ERRORS = {"#DIV/0!": 0x07, "#N/A": 0x2A, "#REF!": 0x17, "#NAME?": 0x1D}


@dataclass(frozen=True)
class Formula:
    """A formula with its stored result; None for one that was never computed."""

    result: Any = None


@dataclass(frozen=True)
class XlsSheet:
    """Cells by (row, column) from 0, each a value or (value, style); style n shows the n-th format."""

    name: str
    cells: dict[tuple[int, int], Any]
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    hidden: int = 0
    notes: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)


def xls(sheets: Sequence[XlsSheet], *, formats: Sequence[str] = (), since_1904: bool = False) -> bytes:
    """A workbook of these sheets; format n is a code, or a number of Excel's own."""
    return write_ole({"Workbook": workbook_stream(sheets, formats=formats, since_1904=since_1904)})


def locked_xls(sheets: Sequence[XlsSheet], password: str) -> bytes:
    """A workbook encrypted by RC4 as Excel 97 did (MS-XLS 2.2.10): the records' bodies, in stretches of 1,024 bytes."""
    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    proof = DocumentRC4.decrypt(password, salt, BytesIO(verifier + md5(verifier).digest()), blocksize=1024).read()
    stream = bytearray(workbook_stream(sheets, file_pass=struct.pack("<HHH", 1, 1, 1) + salt + proof))
    keys = DocumentRC4.decrypt(password, salt, BytesIO(bytes(len(stream))), blocksize=1024).read()
    at = 0
    while at < len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        # a sheet's place in the stream stays readable
        first = {_BOF: size, _FILE_PASS: size, _SHEET: 4}.get(kind, 0)
        for byte in range(at + 4 + first, at + 4 + size):
            stream[byte] ^= keys[byte]
        at += 4 + size
    return write_ole({"Workbook": bytes(stream)})


def workbook_stream(
    sheets: Sequence[XlsSheet], *, formats: Sequence[str] = (), since_1904: bool = False, file_pass: bytes = b""
) -> bytes:
    """The records of a workbook: what holds for all sheets, then sheet by sheet."""
    head = _bof(_GLOBALS) + (_record(_FILE_PASS, file_pass) if file_pass else b"")
    head += _record(0x0042, struct.pack("<H", 1200)) + _record(0x0022, struct.pack("<H", since_1904))
    head += _record(0x0031, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + _short("Arial"))
    own = [(at, code) for at, code in enumerate(formats) if not code.isdigit()]
    head += b"".join(_record(0x041E, struct.pack("<H", 200 + at) + _long(code)) for at, code in own)
    numbers = [0, *(int(code) if code.isdigit() else 200 + at for at, code in enumerate(formats))]
    head += b"".join(_record(0x00E0, struct.pack("<HHH", 0, number, 0) + bytes(14)) for number in numbers)
    bodies = [_sheet(sheet) for sheet in sheets]
    listed = [_listed(sheet, 0) for sheet in sheets]
    place = len(head) + sum(map(len, listed)) + 4
    for sheet, body in zip(sheets, bodies, strict=True):
        head += _listed(sheet, place)
        place += len(body)
    return head + _record(_EOF) + b"".join(bodies)


def _listed(sheet: XlsSheet, place: int) -> bytes:
    return _record(_SHEET, struct.pack("<IBB", place, sheet.hidden, 0) + _short(sheet.name))


def _sheet(sheet: XlsSheet) -> bytes:
    body = _bof(_WORKSHEET)
    for column in sheet.hidden_columns:
        body += _record(0x007D, struct.pack("<HHHHHH", column, column, 2048, 0, 1, 0))
    for row in sheet.hidden_rows:
        body += _record(0x0208, struct.pack("<HHHHHHI", row, 0, 1, 255, 0, 0, 0x20))
    for (row, column), value in sorted(sheet.cells.items()):
        value, style = value if isinstance(value, tuple) else (value, 0)
        body += b"".join(_cell(struct.pack("<HHH", row, column, style), value))
    if sheet.merged:
        areas = b"".join(struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in sheet.merged)
        body += _record(0x00E5, struct.pack("<H", len(sheet.merged)) + areas)
    for at, ((row, column), (words, author)) in enumerate(sheet.notes.items(), 1):
        body += _note(row, column, at, words, author)
    return body + _record(_EOF)


def _cell(place: bytes, value: Any) -> Iterable[bytes]:
    if isinstance(value, Formula):
        yield from _formula(place, value.result)
    elif isinstance(value, bool):
        yield _record(0x0205, place + bytes([value, 0]))
    elif isinstance(value, str) and value in _ERRORS:
        yield _record(0x0205, place + bytes([_ERRORS[value], 1]))
    elif isinstance(value, str):
        yield _record(0x0204, place + _long(value))
    else:
        yield _record(0x0203, place + struct.pack("<d", value))


def _formula(place: bytes, result: Any) -> Iterable[bytes]:
    tokens = struct.pack("<HIH", 0, 0, 3) + b"\x1e\x01\x00"
    if isinstance(result, str) and result in _ERRORS:
        stored = bytes([2, 0, _ERRORS[result], 0, 0, 0, 0xFF, 0xFF])
    elif isinstance(result, str):
        stored = bytes([0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
    elif result is None:
        stored = bytes([3, 0, 0, 0, 0, 0, 0xFF, 0xFF])
    else:
        stored = struct.pack("<d", result)
    yield _record(0x0006, place + stored + tokens)
    if isinstance(result, str) and result not in _ERRORS:
        yield _record(0x0207, _long(result))


def _note(row: int, column: int, number: int, words: str, author: str) -> bytes:
    text = words.encode("utf-16-le")
    common = struct.pack("<HHHHH12x", 0x15, 18, 0x19, number, 0)
    body = _record(0x005D, common + struct.pack("<HH", 0, 0))
    body += _record(0x01B6, struct.pack("<HHHHHHHI", 0, 0, 0, 0, 0, len(words), 8, 0))
    body += _record(0x003C, b"\x01" + text) + _record(0x003C, bytes(8))
    return body + _record(0x001C, struct.pack("<HHHH", row, column, 0, number) + _long(author))


def _bof(kind: int) -> bytes:
    return _record(_BOF, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _short(text: str) -> bytes:
    return bytes([len(text), 1]) + text.encode("utf-16-le")


def _long(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")
