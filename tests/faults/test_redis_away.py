"""Redis goes away, hangs or is full under a running web process: everything works on, and health says what is wrong."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
import redis

from config.embedded import children, valkey
from config.embedded.valkey import BROKER, CACHE, Kind
from proof.faults.processes import pause, resume
from tests.faults.house import House

PAGES = ("/", "/health/live", "/health/ready", "/health/", "/metrics", "/admin/login/", "/sandbox/")
Fault = Callable[[House, Kind], AbstractContextManager[None]]


@contextmanager
def killed(house: House, kind: Kind) -> Iterator[None]:
    """Let connections be refused."""
    pid = house.valkey_pid(kind)
    os.kill(pid, signal.SIGKILL)
    children.collect(pid)
    try:
        yield
    finally:
        house.start_valkey(kind)


@contextmanager
def hung(house: House, kind: Kind) -> Iterator[None]:
    """Let connections be accepted and nothing be answered."""
    pid = house.valkey_pid(kind)
    pause(pid)
    try:
        yield
    finally:
        resume(pid)


@contextmanager
def full(house: House, kind: Kind) -> Iterator[None]:
    """Let nothing more be taken."""
    address = house.environment["REDIS_URL" if kind == BROKER else "CACHE_URL"]
    with redis.Redis.from_url(address) as direct:
        (before,) = direct.config_get("maxmemory").values()
        direct.config_set("maxmemory", "1mb")
        with pytest.raises(redis.exceptions.OutOfMemoryError):
            direct.set("one", "more")
        try:
            yield
        finally:
            direct.config_set("maxmemory", before)


@pytest.mark.parametrize(
    ("kind", "fault", "said"),
    [
        (BROKER, killed, "down"),
        (BROKER, hung, "down"),
        (BROKER, full, "full"),
        (CACHE, killed, "down"),
        (CACHE, hung, "down"),
    ],
)
def test_every_page_comes_and_health_says_what_is_wrong(house: House, kind: Kind, fault: Fault, said: str) -> None:
    with fault(house, kind):
        statuses = {page: house.get(page).status_code for page in PAGES}
        health = house.get("/health/")

    assert statuses == dict.fromkeys(PAGES, 200)
    assert (health.json()["status"], health.json()["parts"][kind.name]["status"]) == ("degraded", said)


@pytest.mark.parametrize("fault", [killed, hung, full])
def test_work_that_is_asked_for_meanwhile_is_not_lost(house: House, fault: Fault) -> None:
    with fault(house, BROKER):
        job_id = house.enqueue()

    assert house.is_committed(job_id)


def test_a_broker_that_was_killed_is_found_again_where_it_was(house: House) -> None:
    port = valkey.port_of(house.place, BROKER)

    with killed(house, BROKER):
        assert house.status_of("broker") == "down"

    assert valkey.port_of(house.place, BROKER) == port
