"""What may be unpacked from one file that was handed in, over all levels of archives, mails and documents in it.

A limit a level would let a bomb nest: ten archives in each of ten archives, each within its limit.
"""

from __future__ import annotations

from dataclasses import dataclass

from docintel.errors import ReadCode, ReadError
from docintel.settings import current_settings

#: What unpacks to less than this is no bomb, however well it was packed: an empty ledger packs 500 to 1.
_HARMLESS_BYTES = 32 * 1024 * 1024


@dataclass(slots=True)
class Budget:
    """Bytes and files that may still be unpacked."""

    unpacked_bytes: int
    files: int

    @classmethod
    def full(cls) -> Budget:
        """All that the installation's settings allow."""
        settings = current_settings()
        return cls(settings.max_unpacked_bytes, settings.max_attachments)

    def take(self, size: int) -> bool:
        """Count one file of so many bytes; False where it is beyond the limits."""
        self.files -= 1
        if size > self.unpacked_bytes or self.files < 0:
            return False
        self.unpacked_bytes -= size
        return True

    def check(self, name: str, *, members: int, size: int, packed: int) -> None:
        """Raise ReadError for an archive that would unpack too much; called before anything is unpacked.

        `size` are the bytes it states it unpacks to, `packed` those it takes up.
        """
        if members > self.files:
            raise too_many_members(name, members)
        if is_bomb(size, packed):
            ratio = current_settings().max_unpack_ratio
            raise bomb(f"{name} unpacks to more than {ratio} times its size (DOCINTEL_MAX_UNPACK_RATIO)")
        if size > self.unpacked_bytes:
            raise ReadError(ReadCode.OVER_LIMIT, over_bytes(name))


def is_bomb(size: int, packed: int) -> bool:
    """Whether no honest file packs so well: more than the settings' ratio, and large enough to do harm."""
    return size > _HARMLESS_BYTES and size > packed * current_settings().max_unpack_ratio


def bomb(what: str) -> ReadError:
    """The error for an archive made to overload its reader; `what` is the sign of it."""
    return ReadError(
        ReadCode.BOMB,
        f"{what}, as archives do that are made to overload their reader; do not open it, ask its sender for the files.",
    )


def too_many_members(name: str, members: int) -> ReadError:
    """The error for an archive of more files than the settings allow."""
    limit = current_settings().max_attachments
    return ReadError(
        ReadCode.OVER_LIMIT,
        f"{name} brings the number of files inside to more than {limit:,} (it has {members:,}); "
        "split it or raise DOCINTEL_MAX_ATTACHMENTS.",
    )


def over_bytes(name: str) -> str:
    """The sentence for a file inside that is beyond what may be unpacked."""
    limit = current_settings().max_unpacked_bytes
    return (
        f"{name} brings the files inside to more than {limit:,} bytes unpacked; split it, hand in its files, "
        "or raise DOCINTEL_MAX_UNPACKED_BYTES."
    )
