"""What refuses sockets outside loopback in a Python process and in all it starts, as its sitecustomize."""

NO_NETWORK = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo"):
        place = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
        host = place[0] if isinstance(place, tuple) else place
        if not str(host).startswith(("127.", "::1", "localhost", "/")):
            raise PermissionError(f"network is blocked in tests: {host}")

sys.addaudithook(refuse)
"""
