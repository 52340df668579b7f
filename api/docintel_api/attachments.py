"""Files as downloads: never shown in the page's own origin, whatever they hold."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import Response


def attachment(data: bytes, name: str, *, media_type: str = "application/octet-stream") -> Response:
    """A download under its own name (RFC 8187; programs that know only ASCII get underscores)."""
    plain = "".join(one if one.isascii() and one.isprintable() and one not in '"\\%' else "_" for one in name)
    headers = {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox",
        "Cache-Control": "private, no-store",
    }
    return Response(data, media_type=media_type, headers=headers)
