"""The connections of one process: never more than a hundred sockets in all, made to addresses that were looked at."""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from prometheus_client import Gauge
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError

from messaging.whatsapp.exchange import CONNECT_SECONDS, TimeOver, current, exchange_now
from messaging.whatsapp.hosts import Hosts
from messaging.whatsapp.names import Names
from tenants.values.webhook_url import may_reach

MOST_PER_HOST, MOST_SOCKETS = 30, 100
# Servers hang up on who is silent for long. A request that meets this moment is one that nobody knows the fate of.
IDLE_SECONDS = 25.0
MOST_ADDRESSES = 3

CONNECTIONS = Gauge(
    "whatsapp_http_pool_connections",
    "Connections to the Graph and to media hosts, by host and state",
    ["host", "state"],
    multiprocess_mode="livesum",
)


class Refused(Exception):
    """The connection was not made, since it must not be."""


class Lines:
    """All open lines, and since when each is idle (None: in use)."""

    def __init__(self, hosts: Callable[[], Hosts], *, most: int = MOST_SOCKETS) -> None:
        self.hosts = hosts
        self.most = most
        self.names = Names()
        self.room = threading.Condition()
        self.open: dict[Any, float | None] = {}
        self.is_over = False
        self.shown: set[tuple[str, str]] = set()

    def make_room(self, line: Any) -> None:
        """Wait until one more socket may be opened; who has been idle longest is closed for it.

        :raises TimeOver: if all were in use until the end
        """
        with self.room:
            while line not in self.open and len(self.open) >= self.most:
                if idle := self.idle():
                    idle[0].close()
                elif not self.room.wait(exchange_now().left()):
                    raise TimeOver
            self.open[line] = None
            self.show()

    def idle(self) -> list[Any]:
        """Return the lines that nobody uses, longest idle first."""
        # A copy, since a pool that is collected just now closes its lines in the middle of ours.
        known = [(since, id(line), line) for line, since in self.open.copy().items() if since is not None]
        return [line for _, _, line in sorted(known)]

    def take(self, line: Any) -> None:
        """Use a line; one that has been idle for long is opened anew."""
        with self.room:
            since = self.open.get(line)
            if since is not None and time.monotonic() - since > IDLE_SECONDS:
                line.close()
            elif line in self.open:
                self.open[line] = None
            self.show()

    def give_back(self, line: Any) -> None:
        with self.room:
            if line in self.open:
                self.open[line] = time.monotonic()
            if self.is_over or line.sock is None:
                line.close()
                self.forget(line)
            self.room.notify()
            self.show()

    def closed(self, line: Any) -> None:
        """Forget a line that was closed while nobody used it. In use, its last bytes may still be on the way.

        The metric hears of it later: a pool that is collected may close its lines inside the metric's own lock.
        """
        with self.room:
            if self.open.get(line) is not None:
                del self.open[line]
                self.room.notify()

    def forget(self, line: Any) -> None:
        with self.room:
            self.open.pop(line, None)
            self.room.notify()
            self.show()

    def close(self) -> None:
        """Close what nobody uses, and the rest as it is given back. Pools would do it when they are collected."""
        with self.room:
            self.is_over = True
            for line in self.idle():
                line.close()
            self.show()

    def show(self) -> None:
        """Tell the metric."""
        label = self.hosts().label
        states = ("idle", "in_use")
        counts = Counter((label(line.host), states[since is None]) for line, since in self.open.copy().items())
        self.shown |= {(host, state) for host, _ in counts for state in states}
        for host, state in self.shown:
            CONNECTIONS.labels(host, state).set(counts[host, state])


class Watched(HTTPConnection):
    """What both kinds of lines do: count themselves, reach nothing but looked-at addresses, and hear the exchange."""

    def __init__(self, *args: Any, lines: Lines, **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines = lines
        self.wire: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        return self.reach()

    def connect(self) -> None:
        super().connect()
        self.connected()

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        self.about_to_write()
        super().send(data)

    def close(self) -> None:
        super().close()
        self.lines.closed(self)

    def reach(self) -> socket.socket:
        """Return a socket to one of the addresses of the host.

        :raises Refused: if one of them must not be reached
        :raises TimeOver: if there is no time left
        """
        exchange = exchange_now()
        exchange.go_on()
        self.lines.make_room(self)
        ends_at = time.monotonic() + exchange.left(CONNECT_SECONDS)
        numbers = self.lines.names.find(self.host, self.port, ends_at - time.monotonic())
        if not self.lines.hosts().may_be_private(self.host, self.port) and not all(map(may_reach, numbers)):
            raise Refused("a private address")
        self.wire = self.first_that_answers(numbers[:MOST_ADDRESSES], ends_at)
        # The TLS handshake has what is left of the time to connect.
        self.wire.settimeout(max(0.001, ends_at - time.monotonic()))
        return self.wire

    def first_that_answers(self, numbers: list[str], ends_at: float) -> socket.socket:
        """Return the first connection that is made; each number gets its share of the time."""
        for tried, number in enumerate(numbers):
            share = (ends_at - time.monotonic()) / (len(numbers) - tried)
            with suppress(OSError):
                wire = socket.create_connection((number, self.port), timeout=max(0.001, share))
                wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return wire
        self.lines.names.forget(self.host, self.port)
        line: Any = self
        raise NewConnectionError(line, "no connection" if numbers else "unknown name")

    def connected(self) -> None:
        """Remember the wire, for whoever must cut it, and see whether that moment is past already."""
        self.wire = self.sock
        exchange_now().go_on()

    def about_to_write(self) -> None:
        """From the first byte on, the other side may have understood."""
        exchange = exchange_now()
        exchange.go_on()
        exchange.is_written = True

    def discard(self) -> None:
        """Close for good, whatever is still on the way."""
        line: Any = self
        line.close()
        if self.wire is not None:
            self.wire.close()
        self.lines.forget(self)


class PlainLine(Watched):
    """A line without TLS, to a sandbox."""


class TlsLine(Watched, HTTPSConnection):
    """A line with TLS, for the name and not for the number."""


class Shared:
    """What both kinds of pools do: tell the lines and the exchange who uses what."""

    lines: Lines

    def _get_conn(self, timeout: float | None = None) -> Any:
        exchange = exchange_now()
        pool: Any = super()
        # If nobody gives one back in time, urllib3's own EmptyPoolError goes on: after any other it would "give back" ours.
        line = pool._get_conn(timeout=exchange.left())
        self.lines.take(line)
        exchange.hold(line)
        return line

    def _put_conn(self, line: Any) -> None:
        pool: Any = super()
        if line is not None:
            if exchange := current.get():
                exchange.let_go(line)
            self.lines.give_back(line)
        pool._put_conn(line)


class PlainPool(Shared, HTTPConnectionPool):
    """Lines without TLS."""


class TlsPool(Shared, HTTPSConnectionPool):
    """Lines with TLS."""


def make_pool(kind: Any, line: Any, lines: Lines, *args: Any, **options: Any) -> Any:
    """Return the pool of one host."""
    pool = kind(*args, **options)
    pool.lines, pool.ConnectionCls = lines, partial(line, lines=lines)
    return pool
