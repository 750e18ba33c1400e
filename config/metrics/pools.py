"""How full this process's pools are, looked at once a second by a thread of its own.

Neither the end of requests nor a scrape would do instead: a used-up pool shows exactly while no request ends, an idle
process would go on showing its last busy moment, and a scrape reaches one of several web processes.
"""

from __future__ import annotations

import threading
import time
from functools import cache
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connections
from prometheus_client import Gauge

EVERY = 1.0

SIZE = Gauge("db_pool_size", "Database connections of the pools", multiprocess_mode="livesum")
IN_USE = Gauge("db_pool_in_use", "Database connections that a request holds", multiprocess_mode="livesum")
WAITING = Gauge("db_pool_waiting", "Requests that wait for a database connection", multiprocess_mode="livesum")
REDIS = Gauge("redis_pool_connections", "Open Redis connections, by cache", ["pool"], multiprocess_mode="livesum")


@cache
def start_sampling() -> threading.Thread:
    """Begin to look, once in a process. For processes that serve requests, after any fork."""
    thread = threading.Thread(target=sample_for_ever, name="pool-sampler", daemon=True)
    thread.start()
    return thread


def sample_for_ever() -> None:
    while True:
        sample()
        time.sleep(EVERY)


def sample() -> None:
    """Write down how full the pools are now; nothing is opened for it and no network used."""
    database: Any = connections["default"]
    if database.pool:
        stats = database.pool.get_stats()
        SIZE.set(stats["pool_size"])
        IN_USE.set(stats["pool_size"] - stats["pool_available"])
        WAITING.set(stats["requests_waiting"])
    for alias in settings.CACHES:
        if (client := getattr(caches[alias], "client", None)) is not None:
            REDIS.labels(alias).set(count_connections(client))


def count_connections(client: Any) -> int:
    """Return how many connections the pool of a cache's client has, idle and in use."""
    pool = client.get_client(write=True).connection_pool
    return sum(count for count, _ in pool.get_connection_count())
