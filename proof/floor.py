"""What the machine can do at best: bare WSGI applications on the same server, with nothing of ours in between."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool

Start = Callable[[str, list[tuple[str, str]]], Any]


@cache
def pool() -> ConnectionPool[psycopg.Connection[Any]]:
    """Return this process's connections, made on first use as ours are."""
    made = ConnectionPool(os.environ["DATABASE_URL"], min_size=2, max_size=15, open=True, kwargs={"autocommit": True})
    made.wait()
    return made


def one_query(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Answer after one trivial query: the floor of a health check."""
    with pool().connection() as connection:
        connection.execute("SELECT app, name FROM django_migrations").fetchall()
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", "15")])
    return [b'{"status":"ok"}']
