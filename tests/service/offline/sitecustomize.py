"""Python loads this before anything else: whoever asks for an address that is not this machine is noted and refused."""

import os
import sys
from ipaddress import ip_address


def _is_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if not isinstance(name, str) or name in ("", "localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event not in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        return
    target = arguments[0] if event.startswith("socket.get") else arguments[1]
    host = target[0] if isinstance(target, tuple) else target
    is_unix = event in ("socket.connect", "socket.sendto") and not isinstance(target, tuple)
    if not is_unix and not _is_here(host):
        with open(os.environ["DOCINTEL_TEST_OUTSIDE"], "a", encoding="utf-8") as notes:
            notes.write(f"{event} {host!r}\n")
        raise OSError(f"no network here: {event} {host!r}")


sys.addaudithook(_refuse)
