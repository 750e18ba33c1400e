"""Whether a port can be had, and what is said when it cannot."""

from __future__ import annotations

import socket

import pytest

from config.supervise.ports import check_free
from proof.faults.machine import free_port


def test_a_free_port_is_left_free() -> None:
    port = free_port()

    check_free("127.0.0.1", port, setting="PORT")
    check_free("0.0.0.0", port, setting="PORT")  # noqa: S104 (looked at, not served)

    with socket.socket() as server:
        server.bind(("127.0.0.1", port))


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104 (as above)
def test_a_taken_port_is_one_sentence_with_the_mend(host: str) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]

        with pytest.raises(SystemExit) as refusal:
            check_free(host, port, setting="FLOWER_PORT")

    expected = f"Port {port} is taken: run again with FLOWER_PORT={port + 1}, or stop what uses it."
    assert str(refusal.value) == expected


def test_the_mend_is_a_port_that_exists() -> None:
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", 65535))
        server.listen()

        with pytest.raises(SystemExit, match="PORT=65534"):
            check_free("127.0.0.1", 65535, setting="PORT")


def test_connections_that_have_just_ended_do_not_hold_a_port() -> None:
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as web servers do
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            server.accept()[0].close()  # whoever closes first keeps the port for a while

    check_free("127.0.0.1", port, setting="PORT")


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid", "::ffff:192.0.2.1"])
def test_an_address_of_another_machine_is_not_called_a_taken_port(host: str) -> None:
    with pytest.raises(SystemExit, match=f"{host} is no address of this machine: correct WEB_HOST"):
        check_free(host, free_port(), setting="PORT")
