"""A multipart request taken in piece by piece: each file goes straight into the blob store, nothing is held whole.

Nothing is accepted before the request is complete: whoever hangs up in the middle leaves nothing behind.
"""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from docintel.settings import current_settings
from docintel.store.blobs import Blobs, Incoming
from docintel_api.file_names import file_name
from docintel_api.problems import Problem

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

#: Bytes gathered before a thread writes them: few hops between threads, and no more memory than this an upload.
_AT_ONCE = 1 << 20
_DISK_FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(slots=True)
class ReceivedFile:
    """A file of the request: its bytes, not yet kept, or why they were refused."""

    name: str
    incoming: Incoming | None = None
    refusal: Problem | None = None


class FormReceiver:
    """Writes the files of one request into the blob store as they come; leaving it lets go of all not kept."""

    def __init__(self, blobs: Blobs, boundary: bytes) -> None:
        self.files: list[ReceivedFile] = []
        self.is_complete = False
        self._blobs = blobs
        self._open = ExitStack()
        self._field, self._value, self._disposition = b"", b"", b""
        self._current: ReceivedFile | None = None
        callbacks: MultipartCallbacks = {
            "on_part_begin": self._begin_part,
            "on_header_field": self._add_field,
            "on_header_value": self._add_value,
            "on_header_end": self._end_header,
            "on_headers_finished": self._begin_file,
            "on_part_data": self._write,
            "on_part_end": self._end_part,
            "on_end": self._end,
        }
        self._parser = MultipartParser(boundary, callbacks)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()

    def take(self, data: bytes) -> None:
        """The next bytes of the request; raises Problem for a form that is none, and for a full disk."""
        with refusing_full_disk():
            try:
                self._parser.write(data)
            except FormParserError as error:
                detail = "the form is not multipart/form-data as it says; send it again."
                raise Problem(400, "malformed", detail) from error

    def _begin_part(self) -> None:
        self._disposition = b""
        self._current = None

    def _add_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _add_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        if self._field.lower() == b"content-disposition":
            self._disposition = self._value
        self._field, self._value = b"", b""

    def _begin_file(self) -> None:
        name = file_name(self._disposition)
        if name is None:
            return
        self._current = ReceivedFile(name)
        self.files.append(self._current)
        limit = current_settings().max_files_per_request
        if len(self.files) > limit:
            detail = f"{name} is one file too many: a request takes {limit}; send it with another."
            self._refuse(413, "too-many-files", detail)
        else:
            self._current.incoming = self._open.enter_context(self._blobs.receive())

    def _write(self, data: bytes, start: int, end: int) -> None:
        if self._current is None or self._current.incoming is None:
            return
        incoming, limit = self._current.incoming, current_settings().max_file_bytes
        if incoming.size + end - start > limit:
            # what came of it goes at once: a disk must not fill with what is refused
            incoming.__exit__()
            detail = f"{self._current.name} has more than {limit:,} bytes; split it or raise DOCINTEL_MAX_FILE_BYTES."
            self._refuse(413, "too-large", detail)
            return
        incoming.write(memoryview(data)[start:end])

    def _end_part(self) -> None:
        if self._current is not None and self._current.incoming is not None and self._current.incoming.size == 0:
            self._refuse(422, "empty", f"{self._current.name} is empty (0 bytes); ask for it again.")

    def _refuse(self, status: int, kind: str, detail: str) -> None:
        assert self._current is not None
        self._current.incoming, self._current.refusal = None, Problem(status, kind, detail)

    def _end(self) -> None:
        self.is_complete = True


async def receive_form(request: Request, receiver: FormReceiver) -> None:
    """Feed a request to its receiver in a thread, no faster than the disk takes it; raises Problem."""
    try:
        async for data in _gathered(request):
            await run_in_threadpool(receiver.take, data)
    except ClientDisconnect as error:
        raise Problem(400, "cut-off", "the connection ended in the middle of the upload; nothing was kept.") from error
    if not receiver.is_complete:
        raise Problem(400, "cut-off", "the form ends before its last boundary; nothing was kept, send it again.")
    if not receiver.files:
        raise Problem(422, "input", "the form holds no file; send each as a part with a filename.")


def boundary_of(request: Request) -> bytes:
    """What divides the parts of the request; raises Problem 415 where it is no form with files."""
    kind, options = parse_options_header(request.headers.get("content-type"))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not 0 < len(boundary) <= 70:
        raise Problem(415, "unsupported-media-type", "send the files as multipart/form-data with a boundary.")
    return boundary


@contextmanager
def refusing_full_disk() -> Iterator[None]:
    """Answer a disk that is full by Problem 507."""
    try:
        yield
    except OSError as error:
        if error.errno not in _DISK_FULL:
            raise
        detail = "the disk of the blob store is full; free some space and send it again."
        raise Problem(507, "disk-full", detail) from error


async def _gathered(request: Request) -> AsyncIterator[bytes]:
    held: list[bytes] = []
    size = 0
    async for piece in request.stream():
        held.append(piece)
        size += len(piece)
        if size >= _AT_ONCE:
            yield b"".join(held)
            held, size = [], 0
    if size:
        yield b"".join(held)
