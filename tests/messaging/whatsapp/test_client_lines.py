"""The connections of a process: shared, bounded, known to the metric, and never a child's and its parent's at once."""

from __future__ import annotations

import os
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from prometheus_client import REGISTRY
from pytest_django import Settings

from messaging.whatsapp import lines as lines_module
from messaging.whatsapp import session
from messaging.whatsapp.client import Account, send
from messaging.whatsapp.exchange import Exchange
from messaging.whatsapp.faults import Remedy, SendFault
from messaging.whatsapp.names import Names
from messaging.whatsapp.outgoing import Recipient, Text
from messaging.whatsapp.session import ask
from tests.messaging.whatsapp.wire import Heard, Wire, answer, listening

ANA = Recipient("5491155550000")
SOON = 20.0


def say(account: Account, number: int = 1, seconds: float = SOON) -> str:
    return send(account, Text("Hola"), recipient=ANA, opaque=f"out:{number}", seconds=seconds).wamid


def shown(host: str, state: str) -> float:
    return REGISTRY.get_sample_value("whatsapp_http_pool_connections", {"host": host, "state": state}) or 0.0


class Gate:
    """Keeps every request waiting until it opens; knows how many waited at once."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting = self.most = 0
        self.opened = threading.Event()
        self.changed = threading.Condition()

    def __call__(self, wire: socket.socket, heard: Heard) -> bool:
        with self.changed:
            self.waiting += 1
            self.most = max(self.most, self.waiting)
            self.changed.notify_all()
        self.opened.wait(SOON)
        with self.changed:
            self.waiting -= 1
        return answer(wire)

    def wait_for(self, number: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.waiting >= number, SOON)


def test_sends_overlap_on_at_most_thirty_connections_to_a_host(wire: Wire, account: Account) -> None:
    gate = Gate()
    wire.react = gate

    with ThreadPoolExecutor(40) as pool:
        sends = [pool.submit(say, account, number) for number in range(40)]
        gate.wait_for(30)
        gate.opened.set()
        receipts = [it.result() for it in sends]

    assert (len(receipts), gate.most, wire.connections) == (40, 30, 30)


def test_who_finds_no_connection_in_time_may_try_again(wire: Wire, account: Account) -> None:
    gate = Gate()
    wire.react = gate

    with ThreadPoolExecutor(30) as pool:
        sends = [pool.submit(say, account, number) for number in range(30)]
        gate.wait_for(30)
        with pytest.raises(SendFault) as fault:
            say(account, 31, seconds=0.2)
        gate.opened.set()
        assert len({it.result() for it in sends}) == 1

    assert (fault.value.remedy, fault.value.title) == (Remedy.RETRY_SAFE, "timed out")


def test_there_are_never_more_sockets_than_a_hundred_in_all(own_session: None, settings: Settings) -> None:
    """Four hosts with thirty each would be 120; the last ones wait for the others, or close who is idle."""
    gate = Gate()
    with ExitStack() as stack, ThreadPoolExecutor(120) as pool:
        hosts = [stack.enter_context(listening()) for _ in range(4)]
        settings.GRAPH_MEDIA_HOSTS = ["localhost"]
        for host in hosts:
            host.react = gate
        asked = [pool.submit(look, f"{host.url}/{number}") for host in hosts for number in range(30)]
        gate.wait_for(100)
        open_now = len(session.get_outside().lines.open)
        gate.opened.set()
        answers = [it.result() for it in asked]
        still_open = len(session.get_outside().lines.open)
        session.close()

    assert (open_now, gate.most, answers) == (100, 100, [200] * 120)
    assert still_open <= 100


def test_without_the_bound_there_would_be_more(own_session: None, settings: Settings) -> None:
    session.get_outside().lines.most = 1000
    gate = Gate()
    with ExitStack() as stack, ThreadPoolExecutor(120) as pool:
        hosts = [stack.enter_context(listening()) for _ in range(4)]
        settings.GRAPH_MEDIA_HOSTS = ["localhost"]
        for host in hosts:
            host.react = gate
        asked = [pool.submit(look, f"{host.url}/{number}") for host in hosts for number in range(30)]
        gate.wait_for(120)
        gate.opened.set()
        answers = [it.result() for it in asked]
        session.close()

    assert (gate.most, answers) == (120, [200] * 120)


def look(url: str) -> int:
    with Exchange(SOON) as exchange, ask(exchange, "GET", url) as response:
        return len(response.content) and response.status_code


def test_the_metric_knows_who_is_in_use_and_who_is_idle(wire: Wire, account: Account) -> None:
    gate = Gate()
    wire.react = gate

    with ThreadPoolExecutor(3) as pool:
        sends = [pool.submit(say, account, number) for number in range(3)]
        gate.wait_for(3)
        busy = shown("localhost", "in_use"), shown("localhost", "idle")
        gate.opened.set()
        assert len([it.result() for it in sends]) == 3
    idle = shown("localhost", "in_use"), shown("localhost", "idle")
    session.close()

    assert (busy, idle) == ((3, 0), (0, 3))
    assert (shown("localhost", "in_use"), shown("localhost", "idle")) == (0, 0)


@pytest.mark.parametrize("ending", ["fine", "closed", "reset"])
def test_no_socket_stays_counted_however_a_call_ends(wire: Wire, account: Account, ending: str) -> None:
    def react(known: socket.socket, heard: Heard) -> bool:
        if ending == "reset":
            return False
        return answer(known, headers="Connection: close\r\n" if ending == "closed" else "")

    wire.react = react

    for number in range(3):
        try:
            say(account, number)
        except SendFault as fault:
            assert fault.remedy == Remedy.UNKNOWN  # noqa: PT017 (one of three endings)

    assert len(session.get_outside().lines.open) == (1 if ending == "fine" else 0)


def test_a_connection_idle_for_long_is_not_used_again(
    wire: Wire, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(account)
    monkeypatch.setattr(lines_module, "IDLE_SECONDS", 0.0)

    say(account)

    assert (wire.connections, len(session.get_outside().lines.open)) == (2, 1)


def test_a_name_is_asked_for_once_in_five_minutes() -> None:
    names, moved = Names(), ["127.0.0.9"]
    names.keep("graph.invalid", 443, moved)

    assert names.find("graph.invalid", 443, SOON) == moved
    assert Names(kept=0).find("127.0.0.1", 443, SOON) == ["127.0.0.1"]


def test_a_name_that_is_old_is_asked_for_again() -> None:
    names = Names(kept=0)
    names.keep("127.0.0.1", 443, ["127.0.0.9"])

    assert names.find("127.0.0.1", 443, SOON) == ["127.0.0.1"]


def test_a_host_that_moved_is_found_by_the_next_call(wire: Wire, account: Account) -> None:
    names = session.get_outside().lines.names
    names.keep("localhost", wire.port, ["127.0.0.9"])
    with pytest.raises(SendFault) as fault:
        say(account)

    assert fault.value.remedy == Remedy.RETRY_SAFE
    assert say(account) == "wamid.OUT1"


def test_names_are_not_kept_without_end() -> None:
    names = Names()
    for number in range(1000):
        names.keep(f"h{number}", 443, ["127.0.0.1"])

    assert len(names.known) <= 256


def test_a_session_that_was_closed_is_made_again(wire: Wire, account: Account) -> None:
    say(account)
    first = session.get_outside()
    session.close()

    assert say(account) == "wamid.OUT1"
    assert session.get_outside() is not first
    assert wire.connections == 2


def test_threads_share_one_session(own_session: None) -> None:
    with ThreadPoolExecutor(16) as pool:
        found = {id(it) for it in pool.map(lambda _: session.get_outside(), range(64))}

    assert len(found) == 1


def test_a_child_has_a_session_of_its_own_and_leaves_the_parents_alone(wire: Wire, account: Account) -> None:
    say(account, 1)
    parents = session.get_outside()

    said = in_a_child(lambda: f"{session.outside is None} {say(account, 2)} {session.get_outside() is not parents}")
    after = say(account, 3)

    assert said == "True wamid.OUT1 True"
    assert (after, session.get_outside() is parents) == ("wamid.OUT1", True)
    # One connection of the parent, for both of its sends, and one of the child.
    assert (len(wire.heard), wire.connections) == (3, 2)


def test_a_fork_while_others_send_leaves_no_lock_behind(wire: Wire, account: Account) -> None:
    gate = Gate()
    wire.react = gate
    with ThreadPoolExecutor(4) as pool:
        sends = [pool.submit(say, account, number) for number in range(4)]
        gate.wait_for(4)
        with session.lock:
            said = in_a_child(lambda: str(session.get_outside().lines.open))
        gate.opened.set()
        receipts = [it.result() for it in sends]

    assert (said, receipts) == ("{}", ["wamid.OUT1"] * 4)


def in_a_child(work: object) -> str:
    """Return what a forked child says."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writer, work().encode())  # type: ignore[operator]  # a function without arguments
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as stream:
        said = stream.read()
    os.waitpid(child, 0)
    return said


def test_a_call_of_a_minute_is_the_longest(own_session: None) -> None:
    began = time.monotonic()

    exchange = Exchange(3600)

    assert exchange.ends_at <= time.monotonic() + 60
    assert exchange.ends_at >= began + 60
