"""The members of a ZIP archive: counted and measured before any is unpacked, encrypted ones opened where possible."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from docintel.errors import ReadCode, ReadError
from docintel.readers.budget import Budget, bomb, too_many_members
from docintel.readers.member_names import zip_names
from docintel.readers.zip_aes import AES_METHOD, AesMember

_ENTRY = b"PK\x01\x02"
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_DAMAGED = (BadZipFile, zlib.error, EOFError, ValueError, OSError, OverflowError, IndexError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its harmless name, the bytes it states, those it takes up, and how to take it out.

    `read` raises ReadError for a member that is encrypted, damaged or packed in an unknown way.
    """

    name: str
    size: int
    packed: int
    read: Callable[[], bytes]


def zip_members(data: bytes, name: str, passwords: Sequence[str], budget: Budget) -> list[Member]:
    """Every entry of the archive, folders too (their names end in a slash); nothing is unpacked yet."""
    _refuse_many(data, name, budget)
    try:
        archive = ZipFile(BytesIO(data))
    except (*_DAMAGED, NotImplementedError) as error:
        raise ReadError(
            ReadCode.TRUNCATED, f"{name} is a ZIP archive cut off or damaged; ask for it again or hand in its files."
        ) from error
    entries = archive.infolist()
    _refuse_overlap(entries, name)
    opener = _Opener(archive, data, tuple(_password_bytes(passwords)))
    names = zip_names(entries)
    return [
        Member(inner, entry.file_size, entry.compress_size, partial(opener.read, entry, inner))
        for entry, inner in zip(entries, names, strict=True)
    ]


def zip_directory(data: bytes) -> bytes:
    """The archive's list of its entries, unparsed (APPNOTE.TXT 4.3.12); empty where it breaks off before that."""
    end = data.rfind(_END)
    if end < 0:
        return b""
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    # a large archive (ZIP64) states its sizes in a record of its own: then the list may start anywhere
    start = 0 if data[max(end - 20, 0) : end].startswith(_END_64) else max(end - size, 0)
    return data[start:end]


def _refuse_many(data: bytes, name: str, budget: Budget) -> None:
    """Count the entries before the standard library makes an object of each; the count that is stated may lie."""
    entries = zip_directory(data).count(_ENTRY)
    # folders and junk are left out later: they must not make a refusal of an honest archive
    if entries > 2 * budget.files + 1000:
        raise too_many_members(name, entries)


def _refuse_overlap(entries: Sequence[ZipInfo], name: str) -> None:
    """Entries that share bytes unpack them many times: the only way to a bomb of petabytes without nesting."""
    after = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < after:
            raise bomb(f"{name} holds entries that overlap")
        after = entry.header_offset + _LOCAL_HEADER + entry.compress_size


@dataclass(frozen=True, slots=True)
class _Opener:
    archive: ZipFile
    data: bytes
    passwords: tuple[bytes, ...]

    def read(self, entry: ZipInfo, name: str) -> bytes:
        if entry.compress_type == AES_METHOD:
            return self._aes(entry, name)
        if entry.flag_bits & _ENCRYPTED:
            return self._encrypted(entry, name)
        try:
            return self._unpacked(entry)
        except NotImplementedError as error:
            raise _unknown_method(name) from error
        except _DAMAGED as error:
            raise _damaged(name) from error

    def _unpacked(self, entry: ZipInfo, password: bytes | None = None) -> bytes:
        with self.archive.open(entry, pwd=password) as stream:
            # the standard library gives no more than is stated and then compares the checksum
            return stream.read()

    def _encrypted(self, entry: ZipInfo, name: str) -> bytes:
        for password in self.passwords:
            try:
                return self._unpacked(entry, password)
            except NotImplementedError as error:
                raise _unknown_method(name) from error
            except (RuntimeError, *_DAMAGED):
                # One wrong password in 256 passes the first check and fails at the checksum.
                continue
        raise _locked(name, self.passwords)

    def _aes(self, entry: ZipInfo, name: str) -> bytes:
        start = entry.header_offset + _LOCAL_HEADER
        lengths = self.data[entry.header_offset + 26 : start]
        start += int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        member = AesMember.parse(entry.extra, self.data[start : start + entry.compress_size])
        if member is None:
            raise _damaged(name)
        opened = (member.decrypt(password) for password in self.passwords)
        packed = next((one for one in opened if one is not None), None)
        if packed is None:
            raise _locked(name, self.passwords)
        return _inflated(packed, member.method, entry.file_size, name)


def _inflated(packed: bytes, method: int, size: int, name: str) -> bytes:
    if method == ZIP_STORED:
        return packed
    if method != ZIP_DEFLATED:
        raise _unknown_method(name)
    try:
        found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, size + 1)
    except zlib.error as error:
        raise _damaged(name) from error
    if len(found) != size:
        raise _damaged(name)
    return found


def _password_bytes(passwords: Sequence[str]) -> Iterator[bytes]:
    """A password's bytes: ZIP names no charset, and Chinese Windows writes its own."""
    for password in passwords:
        yield password.encode("utf-8", "replace")
        if not password.isascii():
            yield password.encode("gb18030", "replace")


def _locked(name: str, passwords: Sequence[bytes]) -> ReadError:
    if passwords:
        return ReadError(
            ReadCode.ENCRYPTED, f"{name} is encrypted and none of the given passwords fits; ask for the right one."
        )
    return ReadError(ReadCode.ENCRYPTED, f"{name} is encrypted; hand it in with its password (--password) or without.")


def _damaged(name: str) -> ReadError:
    return ReadError(ReadCode.TRUNCATED, f"{name} is damaged inside its archive; ask for it again.")


def _unknown_method(name: str) -> ReadError:
    return ReadError(
        ReadCode.UNSUPPORTED, f"{name} is packed in a way docintel does not read; unpack it and hand in the file."
    )
