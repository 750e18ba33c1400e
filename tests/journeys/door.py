"""The webhook's door on a port of its own, for the sandbox to post to as Meta does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.db import connections

from config.wsgi import application
from messaging.intake.store import store


class Handler(WSGIRequestHandler):
    """Answers, and says nothing about it."""

    timeout = 10

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def open_door() -> Iterator[str]:
    """Listen for as long as the block lasts, and return the webhook's address."""
    server = make_server("127.0.0.1", 0, application, server_class=WSGIServer, handler_class=Handler)
    thread = threading.Thread(target=serve, args=[server], daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/webhooks/whatsapp"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def serve(server: WSGIServer) -> None:
    """Answer one request after the other, and leave no connection of this thread behind."""
    try:
        server.serve_forever(poll_interval=0.05)
    finally:
        store.drop()
        connections.close_all()
