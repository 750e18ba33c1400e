"""Somebody of ours who calls addresses: the owner with a browser, or a program with a key."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.test import Client

from config.tenancy_audit.stage import Side


def as_owner(side: Side) -> Client:
    """Return the browser of this business's owner."""
    client = browser()
    client.force_login(side.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def as_program(side: Side) -> Client:
    """Return a program with a key that may do whatever keys may."""
    return browser(HTTP_AUTHORIZATION=f"Bearer {side.secret}")


def browser(**headers: Any) -> Client:
    host = next((host for host in settings.ALLOWED_HOSTS if host and not host.startswith((".", "*"))), "localhost")
    return Client(raise_request_exception=False, SERVER_NAME=host, **headers)


def call(client: Client, method: str, address: str, values: dict[str, Any] | None = None, *, body: str = "") -> Any:
    """Return the answer to one call over HTTPS; `values` are those of a form."""
    if method in ("GET", "HEAD"):
        return client.generic(method, address, QUERY_STRING="", secure=True)
    if values is not None:
        return client.post(address, values, secure=True)
    return client.generic(method, address, body, content_type="application/json", secure=True)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep refusals out of the log: here they are what is wanted."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
