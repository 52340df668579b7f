"""Archives: a text that lists the members, and the members themselves to be read in their turn."""

from __future__ import annotations

import gzip
import mimetypes
import tarfile
import zlib
from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO

from docintel.errors import ReadCode, ReadError
from docintel.readers.budget import Budget, bomb, is_bomb, over_bytes, too_many_members
from docintel.readers.member_names import harmless_name, is_junk, text_name
from docintel.readers.text_builder import ParagraphDraft, TextBuilder, visible
from docintel.readers.zip_members import Member, zip_members
from docintel.records import Attachment, Failure, Part, Reading
from docintel.settings import current_settings

_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 20
_FILE_NAME = 0x08
_EXTRA_FIELD = 0x04


class ArchiveReader:
    """Reads .zip, .gz and .tar; a .tar.gz is a .tar in a .gz."""

    name = "archive"
    version = 1

    def read(self, data: bytes, name: str) -> Reading:
        """The archive unpacked within the installation's limits, without passwords."""
        return self.unpack(data, name, (), Budget.full())

    def unpack(self, data: bytes, name: str, passwords: Sequence[str], budget: Budget) -> Reading:
        """One line a member: its name, its size, what became of it; raises ReadError before a bomb is unpacked.

        Members come as attachments in the archive's order, two of one name too; one that cannot be taken out is an
        attachment with its failure. Folders and what systems leave behind are counted only.
        """
        media_type, members = _members(data, name, passwords, budget)
        files = [one for one in members if not one.name.endswith("/")]
        kept = [one for one in files if not is_junk(one.name)]
        if not kept:
            raise ReadError(ReadCode.EMPTY, f"{name} holds no file to read; ask the sender for it again.")
        wanted = [one for one in kept if one.size <= current_settings().max_file_bytes]
        # what the entries say they take up may lie: it is never more than the file
        packed = min(sum(one.packed for one in wanted), len(data))
        budget.check(name, members=len(kept), size=sum(one.size for one in wanted), packed=packed)
        taken = tuple(_taken_out(one) for one in kept)
        builder = _listing(name, kept, taken)
        _note_left_out(builder, folders=len(members) - len(files), junk=len(files) - len(kept))
        parts = tuple(_part(member, file) for member, file in zip(kept, taken, strict=True))
        document = builder.document(
            data, name, media_type=media_type, reader=f"{self.name}@{self.version}", parts=parts
        )  # fmt: skip
        return Reading(document, attachments=taken)


def _members(data: bytes, name: str, passwords: Sequence[str], budget: Budget) -> tuple[str, list[Member]]:
    if data.startswith(_GZIP):
        return "application/gzip", [_gzip_member(data, name, budget)]
    if data.startswith(b"PK"):
        return "application/zip", zip_members(data, name, passwords, budget)
    return "application/x-tar", _tar_members(data, name, budget)


def _taken_out(member: Member) -> Attachment:
    media_type = mimetypes.guess_type(member.name)[0] or "application/octet-stream"
    limit = current_settings().max_file_bytes
    try:
        if member.size > limit:
            raise ReadError(
                ReadCode.OVER_LIMIT,
                f"{member.name} has {member.size:,} bytes unpacked and the limit is {limit:,}; "
                "split it or raise DOCINTEL_MAX_FILE_BYTES.",
            )
        return Attachment(member.name, media_type, member.read())
    except ReadError as error:
        failure = Failure(name=member.name, code=error.code, message=str(error))
        return Attachment(member.name, media_type, b"", failure)


def _listing(name: str, members: Sequence[Member], taken: Sequence[Attachment]) -> TextBuilder:
    builder = TextBuilder()
    builder.add(ParagraphDraft(visible(name), "title"))
    for member, file in zip(members, taken, strict=True):
        fate = file.failure.message if file.failure else "unpacked"
        builder.add(ParagraphDraft(f"{member.name} — {member.size:,} bytes — {fate}", "list_item"))
    lost = sum(file.failure is not None for file in taken)
    if lost:
        builder.note(f"{lost} of {len(taken)} files inside could not be taken out; the list says why.")
    return builder


def _note_left_out(builder: TextBuilder, *, folders: int, junk: int) -> None:
    if junk:
        builder.note(f"{junk} files that systems leave behind (__MACOSX, .DS_Store, Thumbs.db …) were left out.")
    if folders:
        builder.note(f"{folders} entries that are folders or links and no files were left out.")


def _part(member: Member, file: Attachment) -> Part:
    note = file.failure.message if file.failure else None
    return Part(name=member.name, media_type=file.media_type, size=member.size, note=note)


def _gzip_member(data: bytes, name: str, budget: Budget) -> Member:
    """The one file of a .gz. What it unpacks to is not stated reliably, so it is measured first, chunk by chunk."""
    size = 0
    for chunk in _gzip_chunks(data, name):
        size += len(chunk)
        if is_bomb(size, len(data)):
            raise bomb(f"{name} unpacks to more than {current_settings().max_unpack_ratio} times its size")
        if size > budget.unpacked_bytes:
            raise ReadError(ReadCode.OVER_LIMIT, over_bytes(name))
    return Member(_gzip_name(data, name), size, len(data), lambda: b"".join(_gzip_chunks(data, name)))


def _gzip_chunks(data: bytes, name: str) -> Iterator[bytes]:
    try:
        with gzip.open(BytesIO(data)) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError(ReadCode.TRUNCATED, f"{name} is a gzip file cut off or damaged; ask for it again.") from error


def _gzip_name(data: bytes, name: str) -> str:
    """The name the file had before (RFC 1952, 2.3), else the archive's without .gz; .tgz is .tar."""
    if len(data) > 10 and data[3] & _FILE_NAME:
        start = 10 + (2 + int.from_bytes(data[10:12], "little") if data[3] & _EXTRA_FIELD else 0)
        found = text_name(data[start : max(data.find(b"\0", start), start)]).rpartition("/")[2]
        if found and found != "unnamed":
            return found
    inner = harmless_name(name).rpartition("/")[2]
    for suffix, instead in ((".tgz", ".tar"), (".gz", "")):
        if inner.lower().endswith(suffix):
            return inner[: -len(suffix)] + instead
    return inner


def _tar_members(data: bytes, name: str, budget: Budget) -> list[Member]:
    found: list[Member] = []
    try:
        with tarfile.open(fileobj=BytesIO(data), mode="r:", encoding="utf-8", errors="surrogateescape") as archive:
            for entry in archive:
                inner = text_name(entry.name.encode("utf-8", "surrogateescape"))
                # links and devices are names without bytes of their own
                inner = inner if entry.isfile() else inner.rstrip("/") + "/"
                found.append(Member(inner, entry.size, entry.size, partial(_tar_bytes, data, entry, inner)))
                if len(found) > 2 * budget.files + 1000:
                    raise too_many_members(name, len(found))
            end = archive.offset
    except (tarfile.TarError, OSError, EOFError, ValueError) as error:
        raise ReadError(ReadCode.TRUNCATED, f"{name} is a tar archive cut off or damaged; ask for it again.") from error
    # the standard library ends without a word where a header is damaged; a whole archive ends in zeros
    if end > len(data) or data[end : end + tarfile.BLOCKSIZE].strip(b"\0"):
        raise ReadError(ReadCode.TRUNCATED, f"{name} is a tar archive cut off or damaged; ask for it again.")
    return found


def _tar_bytes(data: bytes, entry: tarfile.TarInfo, name: str) -> bytes:
    try:
        with tarfile.open(fileobj=BytesIO(data), mode="r:") as archive:
            stream = archive.extractfile(entry)
            return stream.read() if stream else b""
    except (tarfile.TarError, OSError, EOFError, ValueError) as error:
        raise ReadError(ReadCode.TRUNCATED, f"{name} is damaged inside its archive; ask for it again.") from error
