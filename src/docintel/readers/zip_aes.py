"""AES-encrypted ZIP members (WinZip's AE-1 and AE-2), which the standard library does not open.

Source: WinZip, "AES Encryption Information", version 1.04: key by PBKDF2-HMAC-SHA1 with 1,000 rounds, AES in counter
mode with a little-endian counter from 1, HMAC-SHA1 over the encrypted bytes cut to 80 bits.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import pbkdf2_hmac

#: The compression method that says "encrypted by AES; the real method is in the extra field".
AES_METHOD = 99
_EXTRA = 0x9901
_ROUNDS = 1000
_CHECK = 2
_SEAL = 10
_BLOCK = 16
#: Blocks laid over at a time, to bound memory.
_STRETCH = 65_536


@dataclass(frozen=True, slots=True)
class AesMember:
    """An encrypted member: key length in bytes, the method it was compressed by before, and its bytes."""

    key_length: int
    method: int
    salt: bytes
    check: bytes
    body: bytes
    seal: bytes

    @classmethod
    def parse(cls, extra: bytes, data: bytes) -> AesMember | None:
        """The member behind its extra fields and stored bytes; None where they do not fit the format."""
        strength, method = _settings(extra)
        if strength not in (1, 2, 3):
            return None
        key_length, salt = 8 + 8 * strength, 4 + 4 * strength
        if len(data) < salt + _CHECK + _SEAL:
            return None
        body = data[salt + _CHECK : -_SEAL]
        return cls(key_length, method, data[:salt], data[salt : salt + _CHECK], body, data[-_SEAL:])

    def decrypt(self, password: bytes) -> bytes | None:
        """The compressed bytes; None where the password does not fit or the bytes were changed."""
        length = self.key_length
        keys = pbkdf2_hmac("sha1", password, self.salt, _ROUNDS, 2 * length + _CHECK)
        # two bytes, so that nearly every wrong password fails before the body is touched
        if keys[2 * length :] != self.check:
            return None
        seal = hmac.new(keys[length : 2 * length], self.body, "sha1").digest()[:_SEAL]
        if not hmac.compare_digest(seal, self.seal):
            return None
        return _counter_mode(keys[:length], self.body)


def _settings(extra: bytes) -> tuple[int, int]:
    """Strength (1, 2, 3 for 128, 192, 256 bits) and compression method; zeros without the field."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _EXTRA and len(body) >= 7:
            return body[4], int.from_bytes(body[5:7], "little")
    return 0, 0


def _counter_mode(key: bytes, body: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # heavy: loaded on first use

    # Libraries count big-endian; WinZip counts little-endian: the key stream is made block by block and laid over.
    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    plain = bytearray()
    for start in range(0, len(body), _STRETCH * _BLOCK):
        piece = body[start : start + _STRETCH * _BLOCK]
        first = start // _BLOCK + 1
        counters = b"".join(number.to_bytes(_BLOCK, "little") for number in range(first, first + _STRETCH))
        stream = encryptor.update(counters)[: len(piece)]
        plain += (int.from_bytes(stream, "little") ^ int.from_bytes(piece, "little")).to_bytes(len(piece), "little")
    return bytes(plain)
