"""A server that speaks raw bytes: whatever a host on the way to Meta may do to a request."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

OK = b'{"messaging_product":"whatsapp","contacts":[{"wa_id":"5491155550000"}],"messages":[{"id":"wamid.OUT1"}]}'


@dataclass(frozen=True)
class Heard:
    """One request, as it came."""

    line: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Wire:
    """What was heard, on how many connections, and what happens to the next request."""

    port: int = 0
    scheme: str = "http"
    heard: list[Heard] = field(default_factory=list)
    connections: int = 0
    # Gets the socket once a request has been read to its end; returns whether the connection goes on.
    react: Callable[[socket.socket, Heard], bool] = lambda wire, _: answer(wire)
    # Set when somebody has been heard, and what a reaction may wait for until the test is over.
    rang: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"{self.scheme}://localhost:{self.port}"


def answer(
    wire: socket.socket, body: bytes = OK, *, status: int = 200, headers: str = "", length: int | None = None
) -> bool:
    """Answer as a good server does, or with a length that is not true."""
    size = len(body) if length is None else length
    wire.sendall(f"HTTP/1.1 {status} Said\r\nContent-Length: {size}\r\n{headers}\r\n".encode() + body)
    return length is None


def reset(wire: socket.socket, heard: Heard) -> bool:
    """Hang up at once, with RST and without a word."""
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    return False


def read_request(stream: object) -> Heard | None:
    """Return the next request of a connection, or nothing at its end."""
    readline, read = stream.readline, stream.read  # type: ignore[attr-defined]  # a buffered reader
    line = readline().decode().strip()
    if not line:
        return None
    headers: dict[str, str] = {}
    while written := readline().decode().strip():
        name, _, value = written.partition(":")
        headers[name.strip().lower()] = value.strip()
    return Heard(line, headers, read(int(headers.get("content-length", 0))))


def serve(known: Wire, wire: socket.socket, context: ssl.SSLContext | None) -> None:
    """Read requests and react to them until one side has enough."""
    with suppress(OSError, ValueError):
        if context:
            wire = context.wrap_socket(wire, server_side=True)
        with wire, wire.makefile("rb") as stream:
            while heard := read_request(stream):
                known.heard.append(heard)
                known.rang.set()
                if not known.react(wire, heard):
                    return
    wire.close()


@contextmanager
def listening(context: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> Iterator[Wire]:
    """Listen on a free port of this machine for the length of the block."""
    server = socket.create_server((host, 0))
    known = Wire(server.getsockname()[1], "https" if context else "http")

    def accept() -> None:
        with suppress(OSError):
            while True:
                wire, _ = server.accept()
                known.connections += 1
                threading.Thread(target=serve, args=(known, wire, context), daemon=True).start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield known
    finally:
        known.over.set()
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        server.close()
        accepting.join(timeout=5)
