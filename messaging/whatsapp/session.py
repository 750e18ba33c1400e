"""The one session of a process: made at first use, made again after a fork, closed when the process ends."""

from __future__ import annotations

import atexit
import os
import threading
from dataclasses import dataclass
from functools import partial
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3 import PoolManager
from urllib3.util.ssl_ import create_urllib3_context

from messaging.whatsapp.exchange import CONNECT_SECONDS, READ_SECONDS, Exchange
from messaging.whatsapp.hosts import Hosts
from messaging.whatsapp.lines import MOST_PER_HOST, Lines, PlainLine, PlainPool, TlsLine, TlsPool, make_pool

# Hosts that keep connections at the same time; a further one closes the idle ones of who was used longest ago.
MOST_HOSTS = 10
# Media hosts answer clients without a name with a page.
USER_AGENT = "Conserje"


class LineAdapter(HTTPAdapter):
    """Lets requests use no connection but our lines, all with one TLS context: reading the authorities takes 20 ms."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        super().__init__(pool_connections=MOST_HOSTS, pool_maxsize=MOST_PER_HOST, pool_block=True)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        context = create_urllib3_context()
        context.load_verify_locations(settings.GRAPH_CA_FILE or DEFAULT_CA_BUNDLE_PATH)
        manager: Any = PoolManager(
            num_pools=connections, maxsize=maxsize, block=block, ssl_context=context, cert_reqs="CERT_REQUIRED"
        )
        manager.pool_classes_by_scheme = {
            "http": partial(make_pool, PlainPool, PlainLine, self.lines),
            "https": partial(make_pool, TlsPool, TlsLine, self.lines),
        }
        self.poolmanager = manager

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        host, _ = super().build_connection_pool_key_attributes(request, True, None)
        return host, {}

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """Leave the pool as it is: its context verifies, and cannot be told not to."""


class OneStep(requests.Session):
    """A session that looks at no redirect: to learn where one leads, requests would read all of its body."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Outside:
    """A process's way out."""

    session: requests.Session
    lines: Lines


lock = threading.Lock()
outside: Outside | None = None


def hosts() -> Hosts:
    """Return whom the settings let us reach."""
    return Hosts(settings.GRAPH_URL, tuple(settings.GRAPH_MEDIA_HOSTS), is_tryout=settings.GRAPH_TRYOUT)


def get_outside() -> Outside:
    """Return this process's way out."""
    global outside
    if (known := outside) is not None:
        return known
    with lock:
        if outside is None:
            outside = open_outside()
        return outside


def open_outside() -> Outside:
    """Open a session that knows nothing of the environment: no proxy, no passwords, and no cookies ever."""
    lines = Lines(hosts)
    session = OneStep()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers["User-Agent"] = USER_AGENT
    adapter = LineAdapter(lines)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return Outside(session, lines)


def ask(exchange: Exchange, method: str, url: str, **options: Any) -> requests.Response:
    """Return an answer whose body is still to be read, inside the exchange. No redirect is followed."""
    return get_outside().session.request(
        method,
        url,
        stream=True,
        allow_redirects=False,
        timeout=(exchange.left(CONNECT_SECONDS), exchange.left(READ_SECONDS)),
        **options,
    )


def close() -> None:
    """Close what is open; the next use opens it again."""
    global outside
    with lock:
        leaving, outside = outside, None
    if leaving is not None:
        leaving.lines.close()
        leaving.session.close()


def forget_in_child() -> None:
    """Leave the parent's session to the parent: only our copies of its sockets are closed, without a word on them."""
    global outside, lock
    lock = threading.Lock()  # somebody in the parent may have held it
    leaving, outside = outside, None
    for line in list(leaving.lines.open) if leaving is not None else ():
        if line.wire is not None:
            line.wire.close()


os.register_at_fork(after_in_child=forget_in_child)
atexit.register(close)
