"""What the machine can do at best: bare WSGI applications on the same server, with nothing of ours in between."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import orjson
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
    return answer(start, b'{"status":"ok"}')


# As the application's own role, so that row-level security, triggers and foreign keys have their say.
ONE_STAY = """
INSERT INTO bookings_reservation (tenant_id, unit_id, slots, period, adults, children, capacity, status, price, currency,
                                  lines, source, external_uid, reason, overbooked, shadowed)
SELECT tenant_id, id, slots, daterange(%(check_in)s, %(check_out)s), 0, 0, capacity, 'blocked', 0, 'ARS', '{}', 'desk',
       '', 'floor', false, false
FROM bookings_unit WHERE id = %(unit)s
RETURNING id
"""


def one_stay(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Answer after one stay was inserted under the constraint: the floor of a pre-reservation."""
    asked = orjson.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    with pool().connection() as connection, connection.transaction():
        connection.execute("SELECT set_config('conserje.tenant', %(tenant)s, true)", asked)
        found = connection.execute(ONE_STAY, asked).fetchone()
    assert found
    return answer(start, b'{"id":%d}' % found)


def answer(start: Start, body: bytes) -> list[bytes]:
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
