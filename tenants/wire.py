"""What the system lets us do about connections only by a detour: a look-up with a time limit, and a cut from outside."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


def look_up(host: str, port: int, within: float) -> list[str]:
    """Return the numbers that a name stands for, none if nobody says in time.

    The system's resolver has no time limit that we could set, so it is asked by a thread that may be left behind.
    """
    found: list[str] = []

    def ask() -> None:
        with suppress(OSError, UnicodeError):
            found.extend(str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))

    asking = threading.Thread(target=ask, name="name-look-up", daemon=True)
    asking.start()
    asking.join(within)
    return [] if asking.is_alive() else list(dict.fromkeys(found))


def cut(wire: socket.socket) -> None:
    """End a connection under the feet of whoever waits for it. The socket's own way: TLS would first take leave."""
    with suppress(OSError):
        socket.socket.shutdown(wire, socket.SHUT_RDWR)
