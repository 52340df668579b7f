"""Writes an OLE container (MS-CFB, version 3): a message inside a message becomes a file of its own."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union

from docintel.readers.ole import OLE_MAGIC

#: What lies in a storage: streams (bytes) and storages by name.
Storage = Mapping[str, Union[bytes, "Storage"]]
_SECTOR = 512
_MINI_SECTOR = 64
#: Streams shorter than this lie together in the mini stream (MS-CFB 2.2).
_MINI_CUTOFF = 4096
_END, _FREE, _FAT, _DIFAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF
_IN_HEADER = 109
_PER_SECTOR = _SECTOR // 4


def write_ole(root: Storage) -> bytes:
    """The container of these streams and storages; the same tree gives the same bytes."""
    writer = _Writer()
    writer.add(root)
    return writer.finish()


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = 0
    size: int = 0

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le")
        # color 1 is black: a tree without red nodes is one that every reader accepts
        head = struct.pack(
            "<64sHBBIII", name, len(name) + 2 if name else 0, self.kind, 1, self.left, self.right, self.child
        )
        return head + bytes(36) + struct.pack("<IQ", self.start, self.size)


@dataclass(slots=True)
class _Writer:
    entries: list[_Entry] = field(default_factory=lambda: [_Entry("Root Entry", 5, start=_END)])
    sectors: list[bytes] = field(default_factory=list)
    fat: list[int] = field(default_factory=list)
    mini: bytearray = field(default_factory=bytearray)
    mini_fat: list[int] = field(default_factory=list)

    def add(self, storage: Storage, parent: int = 0) -> None:
        """Add what lies in a storage as a balanced tree below its entry."""
        # MS-CFB 2.6.4: shorter names first, then by their upper case
        names = sorted(storage, key=lambda name: (len(name.encode("utf-16-le")), name.upper()))
        first = len(self.entries)
        for name in names:
            content = storage[name]
            entry = _Entry(name, 2 if isinstance(content, bytes) else 1)
            if isinstance(content, bytes):
                entry.start, entry.size = self._stream(content), len(content)
            self.entries.append(entry)
        self.entries[parent].child = self._tree(first, first + len(names))
        for at, name in enumerate(names):
            content = storage[name]
            if not isinstance(content, bytes):
                self.add(content, first + at)

    def _tree(self, start: int, end: int) -> int:
        if start >= end:
            return _NONE
        middle = (start + end) // 2
        self.entries[middle].left = self._tree(start, middle)
        self.entries[middle].right = self._tree(middle + 1, end)
        return middle

    def _stream(self, data: bytes) -> int:
        if not data:
            return _END
        if len(data) >= _MINI_CUTOFF:
            return self._chain(data)
        start = len(self.mini) // _MINI_SECTOR
        self.mini += data + bytes(-len(data) % _MINI_SECTOR)
        end = len(self.mini) // _MINI_SECTOR
        self.mini_fat += [*range(start + 1, end), _END]
        return start

    def _chain(self, data: bytes) -> int:
        start = len(self.sectors)
        padded = data + bytes(-len(data) % _SECTOR)
        self.sectors += [padded[at : at + _SECTOR] for at in range(0, len(padded), _SECTOR)]
        self.fat += [*range(start + 1, len(self.sectors)), _END]
        return start

    def finish(self) -> bytes:
        """Directory, mini stream and allocation tables behind the streams; the header before them."""
        if self.mini:
            self.entries[0].start, self.entries[0].size = self._chain(bytes(self.mini)), len(self.mini)
        directory = self._chain(self._directory())
        mini_fat = self._chain(_table(self.mini_fat)) if self.mini_fat else _END
        mini_sectors = -(-len(self.mini_fat) // _PER_SECTOR)
        fat_at, difat_at = self._allocate_tables()
        header = OLE_MAGIC + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        header += struct.pack("<IIIII", 0, len(fat_at), directory, 0, _MINI_CUTOFF)
        header += struct.pack("<IIII", mini_fat, mini_sectors, difat_at[0] if difat_at else _END, len(difat_at))
        listed = fat_at[:_IN_HEADER] + [_FREE] * (_IN_HEADER - len(fat_at))
        return header + struct.pack(f"<{_IN_HEADER}I", *listed) + b"".join(self.sectors)

    def _directory(self) -> bytes:
        blank = _Entry("", 0).packed()
        listed = b"".join(entry.packed() for entry in self.entries)
        return listed + blank * (-len(self.entries) % (_SECTOR // len(blank)))

    def _allocate_tables(self) -> tuple[list[int], list[int]]:
        """Append the allocation table, which counts its own sectors, and the list of where it is (MS-CFB 2.5)."""
        tables = lists = 0
        while True:
            total = len(self.sectors) + tables + lists
            needed = -(-total // _PER_SECTOR)
            lists_needed = max(0, -(-(needed - _IN_HEADER) // (_PER_SECTOR - 1)))
            if (needed, lists_needed) == (tables, lists):
                break
            tables, lists = needed, lists_needed
        start = len(self.sectors)
        fat_at = list(range(start, start + tables))
        difat_at = list(range(start + tables, start + tables + lists))
        table = _table([*self.fat, *[_FAT] * tables, *[_DIFAT] * lists])
        self.sectors += [table[at : at + _SECTOR] for at in range(0, len(table), _SECTOR)]
        rest = fat_at[_IN_HEADER:]
        for at in range(lists):
            following = difat_at[at + 1] if at + 1 < lists else _END
            listed = rest[at * (_PER_SECTOR - 1) : (at + 1) * (_PER_SECTOR - 1)]
            listed += [_FREE] * (_PER_SECTOR - 1 - len(listed))
            self.sectors.append(struct.pack(f"<{_PER_SECTOR}I", *listed, following))
        return fat_at, difat_at


def _table(numbers: list[int]) -> bytes:
    """Sector numbers, filled up to whole sectors."""
    filled = [*numbers, *[_FREE] * (-len(numbers) % _PER_SECTOR)]
    return struct.pack(f"<{len(filled)}I", *filled)
