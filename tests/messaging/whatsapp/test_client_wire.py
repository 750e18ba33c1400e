"""What the way to Meta can do to a send, byte by byte: whether Meta may have seen it decides what may be done next."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from messaging.whatsapp import session
from messaging.whatsapp.client import Account, MediaDamaged, accepted, get_number, send
from messaging.whatsapp.faults import Remedy, SendFault
from messaging.whatsapp.graph import Answer
from messaging.whatsapp.media import announced
from messaging.whatsapp.outgoing import Recipient, Text
from messaging.whatsapp.setup import next_page, rows, template
from tests.messaging.whatsapp.wire import OK, Heard, Wire, answer, listening, reset
from tests.tenants.webhooks.receiver import make_certificate

ANA = Recipient("5491155550000")
Reaction = Callable[[socket.socket, Heard], bool]
# Long enough for a slow machine, far shorter than what it guards against.
SOON = 20.0


def fault_of_send(account: Account, seconds: float = 60) -> SendFault:
    with pytest.raises(SendFault) as fault:
        send(account, Text("Hola"), recipient=ANA, opaque="out:7", seconds=seconds)
    return fault.value


def says(body: bytes, status: int = 200, headers: str = "") -> Reaction:
    return lambda wire, _: answer(wire, body, status=status, headers=headers)


def half(wire: socket.socket, heard: Heard) -> bool:
    """Break off in the middle of the answer."""
    return answer(wire, OK[:30], length=len(OK))


def nonsense(wire: socket.socket, heard: Heard) -> bool:
    """Answer in no language that we know."""
    wire.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
    return False


def hang_up(wire: socket.socket, heard: Heard) -> bool:
    return False


def endless(wire: socket.socket, heard: Heard) -> bool:
    """Send more than anybody reads."""
    wire.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    while True:
        wire.sendall(b" " * 65536)


AFTER_WRITING: dict[str, Reaction] = {
    "reset": reset,
    "hung up": hang_up,
    "half an answer": half,
    "no HTTP": nonsense,
    "a page": says(b"<html>Sorry, something went wrong.</html>", headers="Content-Type: text/html\r\n"),
    "nothing": says(b""),
    "no message id": says(b'{"messaging_product":"whatsapp","messages":[{}]}'),
    "an empty list": says(b'{"messages":[]}'),
    "a list": says(b"[1,2]"),
    "an id that is none": says(b'{"messages":[{"id":7}]}'),
    "a bad gateway": says(b"<html>Bad gateway</html>", 502),
    "a gateway's time-out": says(b"", 504),
    "an empty 500": says(b"{}", 500),
    "without an end": endless,
}


@pytest.mark.parametrize("case", AFTER_WRITING)
def test_what_happens_after_the_request_was_written_leaves_it_open(wire: Wire, account: Account, case: str) -> None:
    wire.react = AFTER_WRITING[case]

    fault = fault_of_send(account)

    assert fault.remedy == Remedy.UNKNOWN
    assert len(wire.heard) == 1  # nothing was repeated


def test_an_error_of_the_graph_in_a_500_is_believed(wire: Wire, account: Account) -> None:
    wire.react = says(b'{"error":{"code":131016,"message":"Service unavailable"}}', 500)

    assert fault_of_send(account).remedy == Remedy.RETRY_LATER


def test_a_redirect_of_a_send_is_not_followed(wire: Wire, account: Account) -> None:
    wire.react = says(b"", 307, f"Location: {wire.url}/elsewhere\r\n")

    assert fault_of_send(account).remedy == Remedy.RETRY_LATER
    assert len(wire.heard) == 1


def test_nobody_listens_and_so_nothing_was_seen(own_session: None, account: Account, settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.GRAPH_URL = f"http://127.0.0.1:{server.getsockname()[1]}"

    assert fault_of_send(account).remedy == Remedy.RETRY_SAFE


def test_a_name_that_nobody_knows_and_so_nothing_was_seen(
    own_session: None, account: Account, settings: Settings
) -> None:
    settings.GRAPH_URL = "https://graph.invalid"

    assert fault_of_send(account, seconds=SOON).remedy == Remedy.RETRY_SAFE


def test_a_host_that_stands_in_our_network_is_not_reached_in_production(
    wire: Wire, account: Account, settings: Settings
) -> None:
    settings.GRAPH_TRYOUT = False

    assert fault_of_send(account).remedy == Remedy.RETRY_SAFE
    assert wire.connections == 0


def test_time_that_is_over_before_the_first_byte_does_no_harm(wire: Wire, account: Account) -> None:
    assert fault_of_send(account, seconds=0).remedy == Remedy.RETRY_SAFE
    assert wire.heard == []


def test_a_silent_host_is_left_when_the_time_is_over(wire: Wire, account: Account) -> None:
    wire.react = lambda _, __: wire.over.wait(60)
    began = time.monotonic()

    fault = fault_of_send(account, seconds=1.0)

    assert (fault.remedy, fault.title) == (Remedy.UNKNOWN, "timed out")
    assert time.monotonic() - began < SOON


def trickles_head(wire: Wire) -> Reaction:
    """Send a head that never ends, a byte now and then: no read waits for long."""

    def react(known: socket.socket, heard: Heard) -> bool:
        known.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        while not wire.over.wait(0.02):
            known.sendall(b"x")
        return False

    return react


def trickles_body(wire: Wire) -> Reaction:
    """Send a body that never ends in the same way."""

    def react(known: socket.socket, heard: Heard) -> bool:
        known.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while not wire.over.wait(0.02):
            known.sendall(b" ")
        return False

    return react


@pytest.mark.parametrize("trickles", [trickles_head, trickles_body])
def test_a_trickle_is_cut_off(wire: Wire, account: Account, trickles: Callable[[Wire], Reaction]) -> None:
    wire.react = trickles(wire)
    began = time.monotonic()

    fault = fault_of_send(account, seconds=1.0)

    assert (fault.remedy, fault.title) == (Remedy.UNKNOWN, "timed out")
    assert time.monotonic() - began < SOON


def test_a_late_cut_hits_nobody_else(wire: Wire, account: Account) -> None:
    """The first call's time ends while the second one uses the same connection."""
    send(account, Text("Hola"), recipient=ANA, opaque="out:1", seconds=1.0)

    def late(known: socket.socket, heard: Heard) -> bool:
        wire.over.wait(1.3)
        return answer(known)

    wire.react = late

    receipt = send(account, Text("Hola"), recipient=ANA, opaque="out:2")

    assert (receipt.wamid, wire.connections) == ("wamid.OUT1", 1)


def test_a_connection_that_was_closed_in_the_meantime_is_made_anew(wire: Wire, account: Account) -> None:
    wire.react = lambda known, _: answer(known) and False
    send(account, Text("Hola"), recipient=ANA, opaque="out:1")
    wait_until_dropped()

    receipt = send(account, Text("Hola"), recipient=ANA, opaque="out:2")

    assert (receipt.wamid, wire.connections) == ("wamid.OUT1", 2)


def wait_until_dropped() -> None:
    """Wait until the other side's farewell has arrived."""
    for line in session.get_outside().lines.open:
        line.sock.settimeout(SOON)
        assert line.sock.recv(1, socket.MSG_PEEK) == b""


def test_our_token_and_name_go_with_a_call_and_no_cookie_does(wire: Wire, account: Account) -> None:
    wire.react = says(OK, headers="Set-Cookie: a=b; Path=/\r\n")

    for _ in range(2):
        send(account, Text("Hola"), recipient=ANA, opaque="out:1")

    heard = wire.heard[1]
    assert heard.line == "POST /v25.0/106700800/messages HTTP/1.1"
    assert (heard.headers["authorization"], heard.headers["user-agent"]) == ("Bearer a-token", "Conserje")
    assert "cookie" not in heard.headers


def test_a_path_before_the_graph_is_kept(wire: Wire, account: Account, settings: Settings) -> None:
    settings.GRAPH_URL = f"{wire.url}/meta"

    send(account, Text("Hola"), recipient=ANA, opaque="out:1")

    assert wire.heard[0].line.startswith("POST /meta/v25.0/")


def test_proxies_of_the_environment_are_not_used(wire: Wire, account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert send(account, Text("Hola"), recipient=ANA, opaque="out:1").wamid == "wamid.OUT1"


def test_a_page_in_place_of_an_objects_data_may_be_asked_for_again(wire: Wire, account: Account) -> None:
    wire.react = says(b"<html></html>")

    with pytest.raises(SendFault) as fault:
        get_number(account)

    assert fault.value.remedy == Remedy.RETRY_LATER


def test_tls_is_verified_for_the_name(own_session: None, account: Account, settings: Settings, tmp_path: Path) -> None:
    authority, context = make_certificate(tmp_path, "localhost")
    settings.GRAPH_CA_FILE = str(authority)
    with listening(context) as known:
        settings.GRAPH_URL = known.url
        receipt = send(account, Text("Hola"), recipient=ANA, opaque="out:1")
        settings.GRAPH_URL = known.url.replace("localhost", "127.0.0.1")
        fault = fault_of_send(account)
        session.close()

    assert (receipt.wamid, fault.remedy, len(known.heard)) == ("wamid.OUT1", Remedy.RETRY_SAFE, 1)


def test_a_certificate_of_nobody_known_is_refused_before_anything_is_written(
    own_session: None, account: Account, settings: Settings, tmp_path: Path
) -> None:
    _, context = make_certificate(tmp_path, "localhost")
    with listening(context) as known:
        settings.GRAPH_URL = known.url
        fault = fault_of_send(account)

    assert (fault.remedy, known.heard) == (Remedy.RETRY_SAFE, [])


def test_a_handshake_that_does_not_end_is_left_in_time(own_session: None, account: Account, settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.GRAPH_URL = f"https://127.0.0.1:{server.getsockname()[1]}"
        began = time.monotonic()

        fault = fault_of_send(account, seconds=1.0)

    assert (fault.remedy, fault.title) == (Remedy.RETRY_SAFE, "timed out")
    assert time.monotonic() - began < SOON


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
NAMES = ("id", "wa_id", "message_status", "url", "sha256", "file_size", "data", "components", "paging", "throughput")
ANSWERS = st.dictionaries(
    st.sampled_from(("messages", "contacts", "error", *NAMES)),
    JSON | st.lists(st.dictionaries(st.sampled_from(NAMES), JSON), max_size=2),
)


@given(status=st.sampled_from([200, 201, 400, 500]), known=ANSWERS)
def test_whatever_the_graph_answers_is_a_receipt_or_a_fault(status: int, known: dict[str, Any]) -> None:
    try:
        receipt = accepted(Answer(status, json.dumps(known).encode()))
    except SendFault as fault:
        assert isinstance(fault.remedy, Remedy)  # noqa: PT017 (one of two endings)
    else:
        assert 0 < len(receipt.wamid) <= 255
        assert "\x00" not in receipt.wamid + receipt.wa_id + receipt.user_id


@given(known=ANSWERS)
def test_whatever_the_graph_tells_of_an_account_can_be_read(known: dict[str, Any]) -> None:
    assert [template(row).name for row in rows(known)] == [""] * len(rows(known))
    assert isinstance(next_page(known), str)
    with suppress(MediaDamaged):
        assert announced(known).size >= 0
