"""The key that originals and sidecars lie under: an age identity file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from docintel.errors import InputError


class BlobKey:
    """An age identity: what encrypts new blobs and opens those it encrypted."""

    def __init__(self, text: str, source: str) -> None:
        import pyrage

        self.source = source
        lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
        wrong = f"{source} holds no age identity (AGE-SECRET-KEY-1…); make one with age-keygen."
        try:
            self.identities: list[Any] = [pyrage.x25519.Identity.from_str(line) for line in lines]
        except pyrage.IdentityError as error:
            raise InputError(wrong) from error
        if not self.identities:
            raise InputError(wrong)

    @classmethod
    def read(cls, path: Path) -> Self:
        """The key in a file as `age-keygen` writes it; the first identity encrypts, every one opens."""
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"no blob key can be read at {path} ({error}); check DOCINTEL_BLOB_KEY_FILE.") from error
        return cls(text, str(path))

    def __reduce__(self) -> tuple[Any, ...]:
        # worker processes read the file themselves: identities do not travel
        return BlobKey.read, (Path(self.source),)

    @property
    def recipients(self) -> list[Any]:
        """Whom new blobs are encrypted to."""
        return [self.identities[0].to_public()]
