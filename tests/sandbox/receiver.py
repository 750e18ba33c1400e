"""A webhook of ours to be posted to: a small real HTTP server that remembers what came."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Post:
    """One post: its bytes and its signature."""

    body: bytes
    signature: str

    @property
    def value(self) -> Json:
        """The value of its first change."""
        return json.loads(self.body)["entry"][0]["changes"][0]["value"]  # type: ignore[no-any-return]


class Receiver:
    """What came, and the statuses to answer with: the next of `answers`, else 200."""

    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.answers: list[int] = []
        self.lock = threading.Lock()
        self.url = ""

    def take(self, post: Post) -> int:
        with self.lock:
            self.posts.append(post)
            return self.answers.pop(0) if self.answers else 200

    def messages(self) -> list[Json]:
        """Return all messages, in order of arrival."""
        with self.lock:
            values = [change["value"] for post in self.posts for change in json.loads(post.body)["entry"][0]["changes"]]
        return [message for value in values for message in value.get("messages", [])]

    def statuses(self) -> list[Json]:
        """Return all statuses, in order of arrival."""
        with self.lock:
            return [status for post in self.posts for status in post.value.get("statuses", [])]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Listen for as long as the block lasts."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1
        timeout = 10

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(receiver.take(Post(body, self.headers.get("X-Hub-Signature-256", ""))))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    receiver.url = f"http://127.0.0.1:{server.server_port}/webhooks/whatsapp"
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
