"""The sandbox's web server: HTTP/1.1 with connections that stay open, a thread for each, no framework."""

from __future__ import annotations

import json
import logging
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, socket
from typing import Any
from urllib.parse import parse_qsl, urlsplit

logger = logging.getLogger(__name__)

LARGEST_BODY = 110 * 1024 * 1024
IDLE_SECONDS = 120


@dataclass(slots=True)
class Request:
    """What was asked."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    base_url: str

    def json(self) -> object:
        """Return the body as JSON.

        :raises ValueError: if it is none
        """
        try:
            return json.loads(self.body or b"{}", parse_constant=no_number)
        except RecursionError:
            raise ValueError("nested too deep") from None


@dataclass(slots=True)
class Answer:
    """What is answered. With `stall` nothing is answered at all for that long, then the connection ends."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    stall: float = 0.0
    # Instead of the body: this many bytes of nothing, and what Content-Length claims.
    zeros: int = 0
    claims: int | None = None


Reply = Callable[[Request], Answer]


def no_number(word: str) -> object:
    """Refuse NaN and Infinity, which Python would read and no browser can."""
    raise ValueError(f"{word} is no JSON")


def json_answer(value: object, status: int = 200) -> Answer:
    """Return an answer of JSON."""
    return Answer(status, json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode())


class Server(ThreadingHTTPServer):
    """Hands every request to `reply`; over TLS the handshake is done in the connection's thread."""

    daemon_threads = True
    request_queue_size = 512
    block_on_close = False

    def __init__(self, place: tuple[str, int], reply: Reply, tls: tuple[str, str] | None = None) -> None:
        self.reply = reply
        self.connections = 0
        self.ending = threading.Event()
        self._context = tls_context(*tls) if tls else None
        self._counting = threading.Lock()
        self._open: set[socket] = set()
        super().__init__(place, Handler)

    @property
    def scheme(self) -> str:
        return "https" if self._context else "http"

    def finish_request(self, request: Any, client_address: Any) -> None:
        with self._counting:
            self.connections += 1
            self._open.add(request)
        try:
            if self._context:
                self._finish_secured(self._context, request, client_address)
            else:
                super().finish_request(request, client_address)
        finally:
            with self._counting:
                self._open.discard(request)

    def _finish_secured(self, context: ssl.SSLContext, request: socket, client_address: Any) -> None:
        request.settimeout(IDLE_SECONDS)
        # The plain socket is closed by whoever opened it.
        with context.wrap_socket(request.dup(), server_side=True) as secured:
            super().finish_request(secured, client_address)

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        """Say nothing about callers that left; that is what the drills are about."""
        logger.debug("a connection ended", exc_info=True)

    def server_close(self) -> None:
        """Stop listening, and end connections that wait or stall."""
        self.ending.set()
        super().server_close()
        with self._counting:
            waiting = list(self._open)
        for connection in waiting:
            with suppress(OSError):
                connection.shutdown(SHUT_RDWR)


def tls_context(cert: str, key: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


class Handler(BaseHTTPRequestHandler):
    """Reads one request after another from a connection."""

    protocol_version = "HTTP/1.1"
    server_version = "sandbox"
    sys_version = ""
    disable_nagle_algorithm = True
    # Small answers leave in one piece.
    wbufsize = -1
    timeout = IDLE_SECONDS
    server: Server

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_DELETE = do_HEAD = do_GET  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: hundreds of lines a second help nobody."""

    def _answer(self) -> None:
        size = self.headers.get("Content-Length", "0")
        if not size.isdecimal() or len(size) > 12 or int(size) > LARGEST_BODY:
            self.close_connection = True
            self._write(json_answer({"error": "the body is too large, or does not say how large"}, 413))
            return
        parts = urlsplit(self.path)
        request = Request(
            method=self.command,
            path=parts.path,
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(int(size)),
            base_url=f"{self.server.scheme}://{self.headers.get('Host', '127.0.0.1')}",
        )
        self._write(self._reply(request))

    def _reply(self, request: Request) -> Answer:
        try:
            return self.server.reply(request)
        except Exception:  # a fault of the sandbox must look like one, not like a lost connection
            logger.exception("%s %s failed", request.method, request.path)
            return json_answer({"error": "the sandbox failed, see its log"}, 500)

    def _write(self, answer: Answer) -> None:
        if answer.wait:
            self.server.ending.wait(answer.wait)
        if answer.stall:
            self.server.ending.wait(answer.stall)
            self.close_connection = True
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        length = len(answer.body) + answer.zeros if answer.claims is None else answer.claims
        self.send_header("Content-Length", str(length))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)
            self._write_zeros(answer.zeros)
        self.wfile.flush()
        if length > len(answer.body) + answer.zeros:
            self.close_connection = True

    def _write_zeros(self, number: int) -> None:
        block = bytes(1024 * 1024)
        while number > 0 and not self.server.ending.is_set():
            self.wfile.write(block[: min(number, len(block))])
            number -= len(block)
