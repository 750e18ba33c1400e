"""The fault proxy, proven by what the client of an echo server and the client of a Valkey see."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable

import psutil
import pytest
import redis

from proof.faults.machine import free_port
from proof.faults.processes import Process, wait_for
from proof.faults.proxy import FaultProxy


def call(proxy: FaultProxy, *, timeout: float = 5.0) -> socket.socket:
    return socket.create_connection(("127.0.0.1", proxy.port), timeout=timeout)


def hear(connection: socket.socket) -> tuple[bytes, str]:
    """Read to the end of a connection, and say how it ended."""
    heard = b""
    try:
        while data := connection.recv(65536):
            heard += data
    except TimeoutError:
        return heard, "silence"
    except ConnectionResetError:
        return heard, "reset"
    return heard, "end"


def ask(connection: socket.socket, request: bytes) -> bytes:
    connection.sendall(request)
    return read(connection, len(request))


def read(connection: socket.socket, n_bytes: int) -> bytes:
    heard = b""
    while len(heard) < n_bytes and (data := connection.recv(n_bytes - len(heard))):
        heard += data
    return heard


def test_a_healthy_wire_passes_everything_and_counts_it(proxy: FaultProxy) -> None:
    with call(proxy) as connection:
        connection.sendall(bytes(1_000_000))
        connection.shutdown(socket.SHUT_WR)
        heard = hear(connection)

    assert heard == (bytes(1_000_000), "end")
    assert (proxy.connections, proxy.bytes_up, proxy.bytes_down) == (1, 1_000_000, 1_000_000)


def test_refusing_resets_the_open_and_refuses_the_new(proxy: FaultProxy) -> None:
    with call(proxy) as connection:
        ask(connection, b"hello")

        proxy.refuse()

        assert hear(connection) == (b"", "reset")
    with pytest.raises(ConnectionRefusedError):
        call(proxy)


def test_nobody_gets_the_port_while_it_refuses(proxy: FaultProxy) -> None:
    proxy.refuse()

    with socket.socket() as stranger, pytest.raises(OSError, match="in use"):
        stranger.bind(("127.0.0.1", proxy.port))


def test_a_black_hole_accepts_and_keeps_silent(proxy: FaultProxy) -> None:
    with call(proxy, timeout=0.25) as old:
        ask(old, b"hello")

        proxy.black_hole()

        with call(proxy, timeout=0.25) as new:
            for connection in (old, new):
                connection.sendall(b"is anybody there?")
                assert hear(connection) == (b"", "silence")
    assert proxy.bytes_up == len(b"hello")


def test_healing_resets_only_connections_that_lost_bytes(proxy: FaultProxy) -> None:
    with call(proxy) as idle, call(proxy) as busy:
        for connection in (idle, busy):
            ask(connection, b"hello")
        proxy.black_hole()
        busy.sendall(b"is anybody there?")
        wait_for(lambda: proxy.bytes_lost, within=5, what="the request to be lost")

        proxy.heal()

        assert hear(busy) == (b"", "reset")
        assert ask(idle, b"hello") == b"hello"


def test_half_open_connections_stay_silent_after_healing(proxy: FaultProxy) -> None:
    with call(proxy, timeout=0.25) as connection:
        ask(connection, b"hello")
        proxy.black_hole()
        connection.sendall(b"is anybody there?")
        wait_for(lambda: proxy.bytes_lost, within=5, what="the request to be lost")

        proxy.heal(half_open=True)

        connection.sendall(b"and now?")
        assert hear(connection) == (b"", "silence")
    with call(proxy) as connection:
        assert ask(connection, b"hello") == b"hello"


def test_latency_makes_answers_late_until_it_is_healed(proxy: FaultProxy) -> None:
    with call(proxy, timeout=0.25) as connection:
        proxy.latency(3600)
        connection.sendall(b"hello")

        assert hear(connection) == (b"", "silence")

        proxy.heal()
        connection.settimeout(5)
        assert read(connection, 5) == b"hello"


def test_an_answer_in_many_pieces_is_late_once(client: redis.Redis, valkey_proxy: FaultProxy) -> None:
    client.set("long", bytes(2_000_000))
    valkey_proxy.latency(2)

    with call(valkey_proxy) as connection:
        connection.sendall(b"GET long\r\n")
        start = read(connection, len("$2000000\r\n"))
        # Less than the latency: a second delay would end this in silence.
        connection.settimeout(1.9)
        rest = read(connection, 2_000_002)

    assert (start, rest) == (b"$2000000\r\n", bytes(2_000_000) + b"\r\n")


def test_a_trickle_never_stops_and_never_gets_done(proxy: FaultProxy) -> None:
    with call(proxy) as connection:
        proxy.trickle(100)
        connection.sendall(bytes(100_000))

        pieces = [connection.recv(100_000) for _ in range(3)]

        assert all(pieces)
        assert len(b"".join(pieces)) < 100_000
        proxy.heal()
        rest = 100_000 - len(b"".join(pieces))
        assert read(connection, rest) == bytes(rest)


@pytest.mark.parametrize(("fault", "ending"), [(FaultProxy.reset_after, "reset"), (FaultProxy.cut_reply, "end")])
def test_a_reply_ends_after_so_many_bytes(
    proxy: FaultProxy, fault: Callable[[FaultProxy, int], None], ending: str
) -> None:
    with call(proxy) as old:
        ask(old, b"bytes before the fault do not count")

        fault(proxy, 4)

        with call(proxy) as new:
            for connection in (old, new):
                connection.sendall(b"conserje")
                assert hear(connection) == (b"cons", ending)


def test_an_upstream_that_is_down_resets(proxy_to: Callable[..., FaultProxy]) -> None:
    proxy = proxy_to(("127.0.0.1", free_port()))

    # The reset may come before the client knows itself connected.
    with pytest.raises(ConnectionResetError), call(proxy) as connection:
        connection.recv(1)


def test_a_closed_proxy_leaves_no_thread_and_no_socket(echo: tuple[str, int] | str) -> None:
    files = psutil.Process().num_fds()

    with FaultProxy(upstream=echo) as proxy, call(proxy) as one, call(proxy) as other:
        ask(one, b"hello")
        proxy.black_hole()
        other.sendall(b"is anybody there?")

    assert f"fault-proxy-{proxy.port}" not in {thread.name for thread in threading.enumerate()}
    # The echo server closes its own ends in its own time.
    wait_for(lambda: psutil.Process().num_fds() == files, within=5, what="sockets to be closed")


FAULTS: dict[str, tuple[Callable[[FaultProxy], None], type[redis.RedisError]]] = {
    "refuse": (FaultProxy.refuse, redis.ConnectionError),
    "black hole": (FaultProxy.black_hole, redis.TimeoutError),
    "latency": (lambda proxy: proxy.latency(3600), redis.TimeoutError),
    "trickle": (lambda proxy: proxy.trickle(1), redis.TimeoutError),
    "reset": (lambda proxy: proxy.reset_after(3), redis.ConnectionError),
    "cut": (lambda proxy: proxy.cut_reply(3), redis.ConnectionError),
}


@pytest.mark.parametrize("name", FAULTS)
def test_redis_feels_the_fault_and_recovers_when_healed(
    name: str, client: redis.Redis, valkey_proxy: FaultProxy
) -> None:
    inflict, error = FAULTS[name]

    inflict(valkey_proxy)

    with pytest.raises(error):
        client.ping()
    valkey_proxy.heal()
    assert client.ping()


def test_work_whose_answer_is_lost_was_done_all_the_same(client: redis.Redis, valkey_proxy: FaultProxy) -> None:
    valkey_proxy.reset_after(0)

    with pytest.raises(redis.ConnectionError):
        client.incr("bookings")

    valkey_proxy.heal()
    assert client.get("bookings") == b"1"


@pytest.mark.parametrize("is_abrupt", [False, True])
def test_a_server_behind_a_black_hole_does_not_learn_that_its_client_left(
    is_abrupt: bool, valkey: Process, valkey_port: int, valkey_proxy: FaultProxy
) -> None:
    def guests() -> list[str]:
        return [each["name"] for each in direct.client_list() if each["name"] == "guest"]

    with redis.Redis(port=valkey_port) as direct:
        with call(valkey_proxy) as connection:
            connection.sendall(b"CLIENT SETNAME guest\r\n")
            assert read(connection, 5) == b"+OK\r\n"
            valkey_proxy.black_hole()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", is_abrupt, 0))

        assert guests() == ["guest"]
        valkey_proxy.heal()
        wait_for(lambda: not guests(), within=5, what="Valkey to notice")
