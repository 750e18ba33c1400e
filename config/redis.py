"""How this system talks to Redis: bounded, without retries, and shy for a second after a server did not answer.

redis-py's own defaults wait 59 s for a hung server. Here a call waits REDIS_TIMEOUT once; for the next second every call
of this process fails at once, so a hung server costs a request no more than that one wait.
"""

from __future__ import annotations

import socket
import time
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from redis import Connection, ConnectionPool, Redis, SSLConnection
from redis.backoff import NoBackoff
from redis.connection import AbstractConnection
from redis.exceptions import ConnectionError, TimeoutError
from redis.retry import Retry

SHY_SECONDS = 1.0
# Notice a peer that vanished without a word: probe after 60 s of silence, every 10 s, three times.
KEEPALIVE = {
    number: value
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 3))
    if (number := getattr(socket, name, None)) is not None
}
# When each server, by host and port, may be tried again; shared by all pools of the process.
silent_until: dict[tuple[str, int], float] = {}


class Shy(AbstractConnection):
    """A connection that does not try a server that has just failed to answer."""

    @property
    def server(self) -> tuple[str, int]:
        return (str(getattr(self, "host", "")), int(getattr(self, "port", 0)))

    def connect(self) -> None:
        self.refuse_while_silent()
        try:
            super().connect()  # type: ignore[no-untyped-call]
        except (ConnectionError, TimeoutError):
            self.note_silence()
            raise

    def send_packed_command(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_while_silent()
        super().send_packed_command(*args, **kwargs)  # type: ignore[no-untyped-call]

    def read_response(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().read_response(*args, **kwargs)
        except TimeoutError:
            self.note_silence()
            raise

    def refuse_while_silent(self) -> None:
        if time.monotonic() < silent_until.get(self.server, 0):
            raise ConnectionError("Redis did not answer a moment ago; not tried again yet.")

    def note_silence(self) -> None:
        silent_until[self.server] = time.monotonic() + SHY_SECONDS


class ShyConnection(Shy, Connection):
    """The plain kind."""


class ShySSLConnection(Shy, SSLConnection):
    """The encrypted kind."""


class ShyPool(ConnectionPool):
    """A pool of shy connections; one that is used up refuses at once instead of waiting without limit."""

    def __init__(self, connection_class: type[Any] = Connection, **kwargs: Any) -> None:
        shy = ShySSLConnection if issubclass(connection_class, SSLConnection) else ShyConnection
        super().__init__(connection_class=shy, **kwargs)


def pool_options(*, connections: int, timeout: float) -> dict[str, Any]:
    """Return what every pool of ours is made with."""
    return {
        "max_connections": connections,
        "socket_timeout": timeout,
        "socket_connect_timeout": timeout,
        "socket_keepalive": True,
        "socket_keepalive_options": KEEPALIVE,
        "retry": Retry(NoBackoff(), 0),
    }


def cache_alias(url: str, *, forgiving: bool, database: int | None = None, **pool: Any) -> dict[str, Any]:
    """Return one of Django's CACHES. A forgiving one treats a dead server as a miss; limits must know that it is dead."""
    return {
        "BACKEND": "django_redis.cache.RedisCache",
        # In the address, since its path wins over an option.
        "LOCATION": url if database is None else urlsplit(url)._replace(path=f"/{database}").geturl(),
        "KEY_FUNCTION": "tenants.keys.make_key",  # refuses a name that does not say whose it is
        "OPTIONS": {
            "CONNECTION_POOL_CLASS": "config.redis.ShyPool",
            "CONNECTION_POOL_KWARGS": pool_options(**pool),
            "SERIALIZER": "django_redis.serializers.json.JSONSerializer",  # a pickle in a cache runs as code
            "IGNORE_EXCEPTIONS": forgiving,
        },
    }


@cache
def client(url: str, timeout: float) -> Redis:
    """Return this process's own client for a server, for questions about the server itself."""
    pool = ShyPool.from_url(url, **pool_options(connections=8, timeout=timeout))
    return Redis(connection_pool=pool)
