"""What is asked of each part."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.conf import settings
from django.db import ProgrammingError, connection
from django.db.migrations.loader import MigrationLoader
from kombu import Connection

from config.redis import client
from tasks.routes import QUEUES

# Signs of life come every 30 s from each queue, and every 2 s from beat.
LATE_QUEUE = 100.0
LATE_BEAT = 20.0
LOW_DISK_MB = 500


@contextmanager
def borrowed_connection() -> Iterator[Any]:
    """Use the database from a thread of our own, and give the connection back."""
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def ask_database() -> dict[str, Any]:
    """Ask Postgres which migrations it has; those that the code has beyond them are missing."""
    with borrowed_connection() as cursor:
        try:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = set(cursor.fetchall())
        except ProgrammingError:  # a database that nobody has migrated has no such table
            applied = set()
    missing = sorted(f"{app}.{name}" for app, name in migrations_on_disk() - applied)
    return {"status": "behind", "missing_migrations": missing[:20]} if missing else {}


@cache
def migrations_on_disk() -> frozenset[tuple[str, str]]:
    """Return the migrations that this release brings; files do not change under a running process."""
    loader = MigrationLoader(None)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return frozenset(set(loader.disk_migrations) - replaced)


def ask_broker() -> dict[str, Any]:
    """Ask the broker for a sign of life; one that is full still gives it, and takes no more work."""
    url = settings.BROKER_URL
    if url.startswith("redis"):
        memory = client(url, settings.REDIS_TIMEOUT).info("memory")
        is_full = 0 < memory.get("maxmemory", 0) <= memory.get("used_memory", 0)
        return {"status": "full"} if is_full else {}
    with Connection(url, connect_timeout=1) as broker:
        # Its own connect() waits two seconds before a second try, and we are to answer within one.
        broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0)
    return {}


def ask_cache() -> dict[str, Any]:
    """Ask the cache server for a sign of life."""
    client(settings.CACHE_URL, settings.REDIS_TIMEOUT).ping()
    return {}


def ask_work() -> dict[str, Any]:
    """Ask for signs of life of workers and beat, for what waits, and for what waits for a person."""
    with borrowed_connection() as cursor:
        cursor.execute(
            "SELECT name, extract(epoch FROM clock_timestamp() - seen_at)::float8 FROM tasks_heartbeat"
            " UNION ALL SELECT 'beat', extract(epoch FROM clock_timestamp() - max(ran_at))::float8 FROM tasks_slot"
        )
        ages = {name: age for name, age in cursor.fetchall() if age is not None}
        cursor.execute(
            "SELECT queue, count(*), extract(epoch FROM clock_timestamp() - min(run_at))::float8 FROM tasks_job"
            " WHERE state IN ('waiting', 'running') AND run_at <= statement_timestamp() GROUP BY queue"
        )
        waiting = {queue: {"due": count, "oldest_seconds": round(age, 1)} for queue, count, age in cursor.fetchall()}
        cursor.execute("SELECT queue, count(*) FROM tasks_job WHERE state = 'dead' GROUP BY queue")
        dead = dict(cursor.fetchall())
    beats = {"beat": sign_of_life(ages.get("beat"), LATE_BEAT)}
    beats |= {f"queue:{queue}": sign_of_life(ages.get(f"queue:{queue}"), LATE_QUEUE) for queue in QUEUES}
    late = [name for name, sign in beats.items() if sign["status"] != "ok"]
    return {"status": "late" if late else "ok", "heartbeats": beats, "queues": waiting, "dead": dead}


def sign_of_life(age: float | None, late: float) -> dict[str, Any]:
    if age is None:
        return {"status": "unseen"}
    return {"status": "ok" if age <= late else "late", "seconds": round(age, 1)}


def ask_disk() -> dict[str, Any]:
    """Ask how much room is left where our files lie."""
    free = shutil.disk_usage(settings.VAR).free // 1_000_000
    return {"status": "ok" if free >= LOW_DISK_MB else "low", "free_mb": free}


QUESTIONS: dict[str, Callable[[], dict[str, Any]]] = {
    "database": ask_database,
    "broker": ask_broker,
    "cache": ask_cache,
    "work": ask_work,
    "disk": ask_disk,
}
