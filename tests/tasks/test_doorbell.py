"""The doorbell against a real broker that is well, refuses, hangs or is full: it never waits long and never dies."""

from __future__ import annotations

import base64
import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
from django.conf import settings
from pytest_django import Settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.embedded import valkey
from config.embedded.place import Place
from proof.faults.processes import wait_for
from proof.faults.proxy import FaultProxy
from tasks import doorbell
from tasks.doorbell import FAILED, MOST_WAITING, Doorbell, Ring

# kombu's names for its lists: the prefix of ours and the queue.
SIDE = "conserje:side"


@pytest.fixture
def broker() -> Iterator[redis.Redis]:
    """Return a client of the broker of this test process, emptied before and after."""
    with redis.Redis.from_url(settings.BROKER_URL, retry=Retry(NoBackoff(), 0)) as client:
        client.delete(SIDE)
        yield client
        client.delete(SIDE)


@pytest.fixture
def proxy(settings: Settings) -> Iterator[FaultProxy]:
    """Put a wire that can be cut between the doorbell and the broker."""
    address = redis.connection.parse_url(settings.BROKER_URL)  # type: ignore[no-untyped-call]
    with FaultProxy(upstream=(address["host"], address["port"])) as proxy:
        settings.BROKER_URL = f"redis://:{address['password']}@127.0.0.1:{proxy.port}/{address['db']}"
        yield proxy


@pytest.fixture
def bell() -> Iterator[Doorbell]:
    """Return a doorbell of the test's own; its connection is closed, its thread ends with the process."""
    bell = Doorbell()
    yield bell
    bell.flush(within=5)
    if bell.connection is not None:
        bell.connection.release()


def failed() -> float:
    return float(FAILED._value.get())


def test_a_ring_arrives(bell: Doorbell, broker: redis.Redis) -> None:
    bell.ring(Ring("tasks.sample", "side", 7))

    assert bell.flush(within=5)
    assert b'"job_id": 7' in decoded(broker.lindex(SIDE, 0))


def test_equal_rings_that_wait_together_are_one(bell: Doorbell, broker: redis.Redis) -> None:
    with bell.lock:  # the thread cannot take them yet
        bell.waiting = {Ring("tasks.sample", "side"): None}
        bell.waiting[Ring("tasks.sample", "side")] = None
    bell.ring(Ring("tasks.sample", "side"))

    assert bell.flush(within=5)
    assert broker.llen(SIDE) == 1


def test_a_forked_child_has_a_doorbell_of_its_own(bell: Doorbell, broker: redis.Redis) -> None:
    parent = doorbell.bell
    child = os.fork()
    if child == 0:
        os._exit(0 if doorbell.bell is not parent and doorbell.bell.thread is None else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


Break = Callable[[FaultProxy], None]


@pytest.mark.parametrize("fault", [FaultProxy.refuse, FaultProxy.black_hole], ids=["refused", "hung"])
def test_a_ring_that_fails_is_counted_and_the_next_ones_arrive_after_the_broker_heals(
    bell: Doorbell, broker: redis.Redis, proxy: FaultProxy, fault: Break
) -> None:
    bell.ring(Ring("tasks.sample", "side", 1))
    bell.flush(within=5)
    before = failed()
    fault(proxy)

    bell.ring(Ring("tasks.sample", "side", 2))
    bell.flush(within=10)
    missed = failed() - before
    proxy.heal()

    def rung() -> bool:
        bell.ring(Ring("tasks.sample", "side", 3))
        bell.flush(within=5)
        return broker.llen(SIDE) >= 2

    assert missed == 1
    assert wait_for(rung, within=20, every=0.2, what="a ring to arrive")


def test_a_full_broker_costs_the_ring_and_nothing_else(bell: Doorbell, tmp_path: Path, settings: Settings) -> None:
    place, secrets = Place(tmp_path), {"BROKER_PASSWORD": "of this test"}  # its own, since others use the shared one
    place.make()
    valkey.start(place, valkey.BROKER, secrets)
    settings.BROKER_URL = valkey.address(place, valkey.BROKER, secrets).replace(" ", "%20")
    before = failed()
    with redis.Redis.from_url(settings.BROKER_URL) as client:
        client.config_set("maxmemory", 1)

    bell.ring(Ring("tasks.sample", "side", 1))
    dealt_with = bell.flush(within=5)
    valkey.stop(place, valkey.BROKER)

    assert dealt_with
    assert failed() - before == 1
    assert bell.thread is not None
    assert bell.thread.is_alive()


def test_after_a_failure_the_broker_is_left_alone_for_a_moment(bell: Doorbell, proxy: FaultProxy) -> None:
    proxy.refuse()
    bell.ring(Ring("tasks.sample", "side", 1))
    bell.flush(within=5)
    seen = proxy.connections

    for number in range(2, 20):
        bell.ring(Ring("tasks.sample", "side", number))
    bell.flush(within=5)

    assert bell.silent_until > time.monotonic() or proxy.connections == seen
    assert proxy.connections == seen


def test_rings_beyond_the_limit_are_left_to_the_sweep() -> None:
    bell = Doorbell()
    bell.thread = object()  # type: ignore[assignment]  # nobody takes the rings away
    before = failed()

    for number in range(MOST_WAITING + 5):
        bell.ring(Ring("tasks.sample", "side", number))

    assert len(bell.waiting) == MOST_WAITING
    assert failed() - before == 5


def decoded(message: object) -> bytes:
    """Return the body of a message as kombu packed it."""
    assert isinstance(message, bytes)
    return base64.b64decode(json.loads(message)["body"])
