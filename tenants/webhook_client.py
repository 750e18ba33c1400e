"""Tells a receiver outside: one POST, bounded in every way, to an address that was looked at and to no other.

The name is resolved here, once for each connection; every number that it stands for is judged (tenants/values/webhook_url.py)
and the connection goes to one of them: a name that means something else a moment later changes nothing. TLS still
verifies the name. Redirects are not followed, proxies of the environment not used, and what the receiver writes is dropped.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from tenants.models import Fault
from tenants.values.webhook_url import BadUrl, Rules, check_url, may_reach
from tenants.wire import cut, look_up

CONNECT_SECONDS, READ_SECONDS = 3.0, 10.0
# For all of it: a receiver that sends a byte now and then would never meet the limits above.
ALL_SECONDS = 15.0
# More is read from nobody.
MOST_BODY = 4096
# A name may stand for many numbers; more are not tried.
MOST_ADDRESSES = 2
GONE = 410

Names = Callable[[str, int, float], list[str]]


@dataclass(frozen=True)
class Answer:
    """What became of a POST: the receiver's status, if there was one, and our word for what was wrong with it."""

    status: int | None = None
    fault: str = ""


class Refused(Exception):
    """The connection was not made, since it must not be, or cannot."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


class Guard:
    """Makes the connections of one POST, and ends them when its time is over."""

    def __init__(self, rules: Rules, *, seconds: float, names: Names) -> None:
        self.rules = rules
        self.names = names
        self.ends_at = time.monotonic() + seconds
        self.timer: threading.Timer | None = None

    def left(self, most: float = ALL_SECONDS) -> float:
        """Return how many seconds a step may take."""
        return max(0.01, min(most, self.ends_at - time.monotonic()))

    def is_over(self) -> bool:
        return time.monotonic() >= self.ends_at

    def connect(self, connection: HTTPConnection) -> socket.socket:
        """Return a socket to an address that was looked at.

        :raises Refused: if the port is not open to webhooks, or one of the name's numbers must not be reached
        """
        if connection.port not in self.rules.ports:
            raise Refused(Fault.BAD_URL)
        addresses = self.names(connection.host, connection.port, self.left(CONNECT_SECONDS))
        if not addresses:
            raise Refused(Fault.NAME_UNKNOWN)
        # One forbidden number is enough: a name that also stands for something inside is no honest one.
        if not all(may_reach(address, self.rules.allowed) for address in addresses):
            raise Refused(Fault.ADDRESS_REFUSED)
        return self.first_that_answers(addresses[:MOST_ADDRESSES], connection)

    def first_that_answers(self, addresses: list[str], connection: HTTPConnection) -> socket.socket:
        problem: Exception = NewConnectionError(connection, "no address")
        for address in addresses:
            try:
                return socket.create_connection((address, connection.port), timeout=self.left(CONNECT_SECONDS))
            except TimeoutError:
                problem = ConnectTimeoutError(connection, "no answer")
            except OSError:
                problem = NewConnectionError(connection, "no connection")
        raise problem

    def watch(self, wire: socket.socket) -> None:
        """Cut the connection when the time is over, whatever it is doing then."""
        self.timer = threading.Timer(self.left(), cut, [wire])
        self.timer.daemon = True
        self.timer.start()

    def end(self) -> None:
        if self.timer:
            self.timer.cancel()


class PlainConnection(HTTPConnection):
    """A connection that its guard makes."""

    def __init__(self, *args: Any, guard: Guard, **options: Any) -> None:
        super().__init__(*args, **options)
        self.guard = guard

    def _new_conn(self) -> socket.socket:
        return self.guard.connect(self)

    def connect(self) -> None:
        super().connect()
        self.guard.watch(self.sock)


class TlsConnection(HTTPSConnection):
    """The same with TLS, for the name and not for the number."""

    def __init__(self, *args: Any, guard: Guard, **options: Any) -> None:
        super().__init__(*args, **options)
        self.guard = guard

    def _new_conn(self) -> socket.socket:
        return self.guard.connect(self)

    def connect(self) -> None:
        super().connect()
        self.guard.watch(self.sock)


def make_pool(kind: Any, connection: Any, guard: Guard, *args: Any, **options: Any) -> Any:
    """Return a pool of connections that this guard makes."""
    pool = kind(*args, **options)
    pool.ConnectionCls = partial(connection, guard=guard)
    return pool


class GuardedAdapter(HTTPAdapter):
    """Lets requests make no connection but through the guard."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard
        super().__init__()

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        manager: Any = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **options)
        manager.pool_classes_by_scheme = {
            "http": partial(make_pool, HTTPConnectionPool, PlainConnection, self.guard),
            "https": partial(make_pool, HTTPSConnectionPool, TlsConnection, self.guard),
        }
        self.poolmanager = manager


@contextmanager
def guarded_session(guard: Guard) -> Iterator[requests.Session]:
    """Open a session that knows no other way out than the guard's, and nothing of the environment."""
    with requests.Session() as session:
        session.trust_env = False
        session.headers.clear()
        session.adapters.clear()
        adapter = GuardedAdapter(guard)
        for scheme in ("https", "http") if guard.rules.plain_http else ("https",):
            session.mount(f"{scheme}://", adapter)
        try:
            yield session
        finally:
            guard.end()


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    rules: Rules,
    seconds: float = ALL_SECONDS,
    names: Names = look_up,
) -> Answer:
    """Send a body and return what became of it. Nothing is raised for what a receiver can do."""
    try:
        check_url(url, rules)
    except BadUrl as error:
        return Answer(fault=Fault.ADDRESS_REFUSED if error.code == "private" else Fault.BAD_URL)
    guard = Guard(rules, seconds=min(seconds, ALL_SECONDS), names=names)
    try:
        with guarded_session(guard) as session:
            return judged(send(session, url, body, headers))
    except Refused as error:
        return Answer(fault=error.fault)
    except requests.exceptions.SSLError:
        return Answer(fault=Fault.TIMED_OUT if guard.is_over() else Fault.TLS_FAILED)
    except requests.exceptions.Timeout:
        return Answer(fault=Fault.TIMED_OUT)
    except (requests.exceptions.RequestException, OSError):
        return Answer(fault=Fault.TIMED_OUT if guard.is_over() else Fault.CONNECTION_FAILED)


def send(session: requests.Session, url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Return the status of the answer; a little of its body is read, since some receivers mind if nobody does."""
    with session.post(
        url,
        data=body,
        headers=dict(headers),
        timeout=(CONNECT_SECONDS, READ_SECONDS),
        allow_redirects=False,
        stream=True,
        verify=settings.WEBHOOK_CA_FILE or True,
    ) as response:
        with suppress(Exception):  # the status has said all; a body that never ends is the receiver's affair
            response.raw.read(MOST_BODY)
        return int(response.status_code)


def judged(status: int) -> Answer:
    """Return what a status means: any 2xx is a receipt, and nothing else is."""
    if 200 <= status < 300:
        return Answer(status)
    if status == GONE:
        return Answer(status, Fault.GONE)
    return Answer(status, Fault.REDIRECT if 300 <= status < 400 else Fault.STATUS)
