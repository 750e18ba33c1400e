"""One POST to the outside: to the address that was looked at, verified by name, and over in time."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import requests
from pytest_django import Settings

from tenants.values.webhook_url import Rules, read_networks
from tenants.webhook_client import MOST_BODY, Answer, post
from tenants.wire import look_up
from tests.tenants.webhooks.receiver import Receiver, listening, make_certificate

HERE = read_networks(["127.0.0.0/8"])
OUTSIDE = "93.184.215.14"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as receiver:
        yield receiver


@pytest.fixture
def rules(receiver: Receiver) -> Rules:
    """What an installation allows that lets webhooks reach this machine."""
    return Rules(ports=frozenset({receiver.port}), plain_http=True, allowed=HERE)


def send(receiver: Receiver, rules: Rules, host: str = "127.0.0.1", **options: object) -> Answer:
    return post(receiver.url(host), b"{}", {"X": "1"}, rules=rules, **options)  # type: ignore[arg-type]


def named(*numbers: str) -> Callable[[str, int, float], list[str]]:
    """Return names that all stand for these numbers."""

    def names(host: str, port: int, within: float) -> list[str]:
        return list(numbers)

    return names


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (200, ""),
        (204, ""),
        (299, ""),
        (400, "status"),
        (404, "status"),
        (410, "gone"),
        (429, "status"),
        (503, "status"),
    ],
)
def test_only_a_2xx_is_a_receipt(receiver: Receiver, rules: Rules, status: int, fault: str) -> None:
    receiver.status(status)

    assert send(receiver, rules) == Answer(status, fault)
    assert (receiver.heard[0].body, receiver.heard[0].headers["X"]) == (b"{}", "1")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(receiver: Receiver, rules: Rules, status: int) -> None:
    with listening() as elsewhere:
        receiver.status(status, Location=elsewhere.url())
        allowed = replace(rules, ports=rules.ports | {elsewhere.port})

        answer = send(receiver, allowed)

        assert answer == Answer(status, "redirect")
        assert elsewhere.heard == []


def test_control_without_the_guard_our_own_network_is_reached(receiver: Receiver) -> None:
    assert requests.post(f"http://2130706433:{receiver.port}/hook", timeout=5).status_code == 200
    assert requests.post(f"http://localhost:{receiver.port}/hook", timeout=5).status_code == 200
    assert len(receiver.heard) == 2


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "[::ffff:127.0.0.1]", "0"]
)
def test_the_guard_lets_nobody_into_our_own_network(receiver: Receiver, rules: Rules, host: str) -> None:
    closed = replace(rules, allowed=())

    answer = send(receiver, closed, host)

    assert answer.fault in {"address_refused", "bad_url"}
    assert receiver.heard == []


def test_a_name_of_which_one_number_is_inside_is_refused(receiver: Receiver, rules: Rules) -> None:
    closed = replace(rules, allowed=())

    answer = send(receiver, closed, "hooks.example.com", names=named(OUTSIDE, "127.0.0.1"))

    assert answer == Answer(fault="address_refused")
    assert receiver.heard == []


class Rebinding:
    """A name that stands for an address of the world when it is asked first, and for one of ours from then on."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, host: str, port: int, within: float) -> list[str]:
        self.asked += 1
        return [OUTSIDE] if self.asked == 1 else ["127.0.0.1"]


def test_a_name_is_asked_once_and_what_was_looked_at_is_connected_to(receiver: Receiver, rules: Rules) -> None:
    names = Rebinding()
    closed = replace(rules, allowed=())

    # Nothing of the world listens on this port; what counts is whose number was tried.
    first = send(receiver, closed, "hooks.example.com", names=names, seconds=0.3)
    second = send(receiver, closed, "hooks.example.com", names=names, seconds=0.3)

    assert first.fault in {"timed_out", "connection_failed"}
    assert second == Answer(fault="address_refused")
    assert (names.asked, receiver.heard) == (2, [])


def test_control_looking_first_and_asking_again_reaches_our_own_network(receiver: Receiver) -> None:
    names = Rebinding()
    looked_at = names("hooks.example.com", receiver.port, 1)

    connected = names("hooks.example.com", receiver.port, 1)[0]
    requests.post(receiver.url(connected), timeout=5)

    assert (looked_at, len(receiver.heard)) == ([OUTSIDE], 1)


def test_the_name_travels_with_the_request_and_not_the_number(receiver: Receiver, rules: Rules) -> None:
    assert send(receiver, rules, "hooks.example.com", names=named("127.0.0.1")) == Answer(200)
    assert receiver.heard[0].headers["Host"] == f"hooks.example.com:{receiver.port}"


def test_the_next_number_is_tried_when_the_first_does_not_answer(receiver: Receiver, rules: Rules) -> None:
    # Only 127.0.0.1 is listened on.
    assert send(receiver, rules, "hooks.example.com", names=named("127.0.0.9", "127.0.0.1")) == Answer(200)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"ports": frozenset({443})}, "bad_url"),
        ({"plain_http": False}, "bad_url"),
    ],
)
def test_what_the_rules_forbid_by_now_is_not_sent(
    receiver: Receiver, rules: Rules, change: dict[str, object], fault: str
) -> None:
    answer = send(receiver, replace(rules, **change))  # type: ignore[arg-type]

    assert (answer.fault, receiver.heard) == (fault, [])


def test_proxies_and_passwords_of_the_environment_are_not_used(
    receiver: Receiver, rules: Rules, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ana password word\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with listening() as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("no_proxy", "")

        assert send(receiver, rules) == Answer(200)

        assert proxy.heard == []
    assert "Authorization" not in receiver.heard[0].headers


def test_an_unknown_name_says_so(receiver: Receiver, rules: Rules) -> None:
    assert send(receiver, rules, "nobody.invalid") == Answer(fault="name_unknown")


def test_a_closed_port_says_so(rules: Rules) -> None:
    with listening() as gone:
        url, port = gone.url(), gone.port

    answer = post(url, b"", {}, rules=replace(rules, ports=frozenset({port})))

    assert answer == Answer(fault="connection_failed")


def test_names_are_not_waited_for_without_end() -> None:
    begun = time.monotonic()

    assert look_up("localhost", 443, 0) in ([], look_up("localhost", 443, 5))
    assert time.monotonic() - begun < 60


# --- Time and size ----------------------------------------------------------------------------------------------------


def test_a_receiver_that_says_nothing_is_left_in_time(receiver: Receiver, rules: Rules) -> None:
    receiver.hang()

    assert send(receiver, rules, seconds=0.5) == Answer(fault="timed_out")


@contextmanager
def dripping(piece: bytes) -> Iterator[int]:
    """Listen on a port and answer with a byte now and then, for ever."""
    stop = threading.Event()

    def drip(wire: socket.socket) -> None:
        with wire:
            try:
                while not stop.is_set():
                    wire.sendall(piece)
                    stop.wait(0.05)
            except OSError:
                pass  # the caller has had enough

    def serve(door: socket.socket) -> None:
        while True:
            try:
                wire, _ = door.accept()
            except OSError:
                return
            threading.Thread(target=drip, args=[wire], daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=serve, args=[door], daemon=True).start()
        yield door.getsockname()[1]
        stop.set()
        door.shutdown(socket.SHUT_RDWR)


def test_a_receiver_that_drips_headers_is_left_in_time() -> None:
    """Each byte comes in time, so no limit of a single read ever strikes."""
    with dripping(b"H") as port:
        rules = Rules(ports=frozenset({port}), plain_http=True, allowed=HERE)

        answer = post(f"http://127.0.0.1:{port}/", b"", {}, rules=rules, seconds=0.5)

    assert answer == Answer(fault="timed_out")


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(10**12))
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x" * MOST_BODY)
    except OSError:
        handler.close_connection = True


def test_of_an_endless_body_only_the_beginning_is_read(receiver: Receiver, rules: Rules) -> None:
    receiver.answer = endless

    assert send(receiver, rules) == Answer(200)


def test_a_body_that_never_comes_does_not_undo_the_receipt(receiver: Receiver, rules: Rules) -> None:
    def half(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "10")
        handler.end_headers()
        receiver.release.wait(30)

    receiver.answer = half

    assert send(receiver, rules, seconds=0.5) == Answer(200)


# --- TLS --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def secure(tmp_path: Path, settings: Settings) -> Iterator[Receiver]:
    """A receiver whose certificate is for hooks.example.com, from an authority that this installation trusts."""
    authority, context = make_certificate(tmp_path, "hooks.example.com")
    settings.WEBHOOK_CA_FILE = str(authority)
    with listening(context) as receiver:
        yield receiver


def test_tls_verifies_the_name_and_not_the_number(secure: Receiver) -> None:
    rules = Rules(ports=frozenset({secure.port}), allowed=HERE)

    right = send(secure, rules, "hooks.example.com", names=named("127.0.0.1"))
    wrong = send(secure, rules, "other.example.com", names=named("127.0.0.1"))

    assert (right, wrong) == (Answer(200), Answer(fault="tls_failed"))
    assert len(secure.heard) == 1


def test_a_certificate_of_nobody_known_is_refused(secure: Receiver, settings: Settings) -> None:
    settings.WEBHOOK_CA_FILE = ""
    rules = Rules(ports=frozenset({secure.port}), allowed=HERE)

    answer = send(secure, rules, "hooks.example.com", names=named("127.0.0.1"))

    assert (answer, secure.heard) == (Answer(fault="tls_failed"), [])


def test_a_receiver_that_says_nothing_behind_tls_is_left_in_time(secure: Receiver) -> None:
    secure.hang()
    rules = Rules(ports=frozenset({secure.port}), allowed=HERE)

    answer = send(secure, rules, "hooks.example.com", names=named("127.0.0.1"), seconds=0.7)

    assert answer == Answer(fault="timed_out")


def test_one_that_never_begins_tls_is_left_in_time() -> None:
    with dripping(b"\x16") as port:
        rules = Rules(ports=frozenset({port}), allowed=HERE)

        answer = post(f"https://127.0.0.1:{port}/", b"", {}, rules=rules, seconds=0.5)

    assert answer.fault in {"tls_failed", "timed_out"}
