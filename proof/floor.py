"""What the machine can do at best: bare WSGI applications on the same server, with nothing of ours in between."""

from __future__ import annotations

import hashlib
import hmac
import os
import threading
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import orjson
import psycopg
from psycopg_pool import ConnectionPool
from redis import Redis

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


# What webhooks of benches are signed with, to us and to the floor.
SECRET = "the secret of a bench"  # noqa: S105 (opens nothing)
# Where the floor leaves its rows and its list, for the bench to find and to clear away.
FLOOR = "floor"
ONE_EVENT = "INSERT INTO messaging_rawevent (app_key, body) VALUES (%s, %s)"


class OfThread(threading.local):
    """A way to Postgres and one to the broker for each thread: a pool would cost as much again as the statement."""

    def __init__(self) -> None:
        self.connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, prepare_threshold=0)
        self.broker = broker(single_connection_client=True)


@cache
def of_thread() -> OfThread:
    return OfThread()


def broker(**options: Any) -> Redis:
    """Return a way to the broker, past Celery."""
    return Redis.from_url(os.environ.get("BROKER_URL") or os.environ["REDIS_URL"], **options)


def one_webhook(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Answer after a signature was checked, a row inserted and a word pushed to the broker: the floor of a webhook."""
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    expected = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(expected, environ["HTTP_X_HUB_SIGNATURE_256"])
    mine = of_thread()
    mine.connection.execute(ONE_EVENT, (FLOOR, body))
    mine.broker.lpush(FLOOR, b"1")
    return answer(start, b"")


def answer(start: Start, body: bytes) -> list[bytes]:
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
