"""The two Valkeys out of the wheel: one that must not forget, one that may."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.embedded import children, services, valkey
from config.embedded.place import Place
from config.embedded.valkey import BROKER, CACHE, KINDS, Kind
from proof.faults.processes import wait_for

DEFAULT_PASSWORDS = ("", "redis", "valkey", "password", "foobared", "default", "conserje", "admin")


@contextmanager
def client_of(place: Place, kind: Kind, password: str | None) -> Iterator[redis.Redis]:
    once = Retry(NoBackoff(), 0)
    with redis.Redis(port=valkey.port_of(place, kind), password=password, socket_timeout=20, retry=once) as client:
        yield client


def kill(place: Place, kind: Kind) -> None:
    """Kill a server without a chance to write anything."""
    pid = valkey.running_pid(place, kind) or 0
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: valkey.running_pid(place, kind) is None, within=20, what="Valkey to be dead")
    children.collect(pid)


@pytest.mark.parametrize(
    ("kind", "policy", "keeps"), [(BROKER, "noeviction", "yes"), (CACHE, "allkeys-lru", "no")], ids=["broker", "cache"]
)
def test_each_keeps_or_evicts_as_it_is_meant_to(
    house: Place, known: dict[str, str], kind: Kind, policy: str, keeps: str
) -> None:
    with client_of(house, kind, known[kind.secret]) as client:
        settings = client.config_get("maxmemory*", "append*", "save")

    assert (settings["maxmemory-policy"], settings["appendonly"], settings["save"]) == (policy, keeps, "")
    assert settings["appendfsync"] == "everysec"
    assert int(settings["maxmemory"] or 0) >= 64_000_000


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_password_that_anybody_could_guess_opens_it(house: Place, known: dict[str, str], kind: Kind) -> None:
    others = [value for name, value in known.items() if name != kind.secret]

    for password in (None, *DEFAULT_PASSWORDS, *others):
        with client_of(house, kind, password) as client, pytest.raises(redis.AuthenticationError):
            client.ping()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_it_listens_to_this_machine_alone_and_shows_its_password_to_nobody(
    house: Place, known: dict[str, str], kind: Kind
) -> None:
    process = psutil.Process(valkey.running_pid(house, kind) or 0)

    assert {connection.laddr.ip for connection in process.net_connections()} == {"127.0.0.1"}
    assert known[kind.secret] not in " ".join(process.cmdline())
    configuration = house.var / "valkey" / kind.name / "valkey.conf"
    assert configuration.stat().st_mode & 0o777 == 0o600


def test_the_broker_remembers_what_it_had_when_it_was_stopped(house: Place, known: dict[str, str]) -> None:
    with client_of(house, BROKER, known["BROKER_PASSWORD"]) as client:
        client.set("ring", "job 7")

    services.stop(house)
    services.start(house)

    with client_of(house, BROKER, known["BROKER_PASSWORD"]) as client:
        assert client.get("ring") == b"job 7"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_one_that_was_killed_starts_again_where_its_clients_look_for_it(
    house: Place, known: dict[str, str], kind: Kind
) -> None:
    address = valkey.address(house, kind, known)
    kill(house, kind)
    assert services.status(house)[f"valkey ({kind.name})"] is False

    services.start(house)

    assert valkey.address(house, kind, known) == address
    with redis.Redis.from_url(address) as client:
        assert client.ping()


def test_one_whose_port_was_taken_meanwhile_finds_another(house: Place, known: dict[str, str]) -> None:
    taken = valkey.port_of(house, CACHE)
    kill(house, CACHE)

    with socket.socket() as thief:
        thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        thief.bind(("127.0.0.1", taken))
        thief.listen()
        services.start(house)

    assert valkey.port_of(house, CACHE) != taken
    with client_of(house, CACHE, known["CACHE_PASSWORD"]) as client:
        assert client.ping()


def test_a_frozen_one_is_stopped_all_the_same(house: Place) -> None:
    pid = valkey.running_pid(house, CACHE) or 0
    os.kill(pid, signal.SIGSTOP)

    valkey.stop(house, CACHE, within=0.5)

    assert valkey.running_pid(house, CACHE) is None
    assert pid not in psutil.pids()


def test_a_pid_that_was_given_to_another_program_is_not_ours(house: Place) -> None:
    valkey.stop(house, CACHE)
    valkey.note(house, CACHE, {"pid": os.getpid(), "port": valkey.port_of(house, CACHE)})

    assert valkey.running_pid(house, CACHE) is None
    valkey.stop(house, CACHE)  # or this would end the tests
    services.start(house)
    assert valkey.running_pid(house, CACHE) not in {None, os.getpid()}


def test_a_damaged_note_is_no_note(house: Place) -> None:
    kill(house, CACHE)
    valkey.note_file(house, CACHE).write_text('{"pid": 12')

    services.start(house)

    assert valkey.running_pid(house, CACHE) is not None


def test_one_that_cannot_start_is_a_sentence(house: Place, known: dict[str, str]) -> None:
    valkey.stop(house, BROKER)
    folder = house.var / "valkey" / "broker" / "appendonlydir"
    folder.rename(folder.with_name("aside"))
    folder.write_text("not a folder")

    with pytest.raises(SystemExit, match=r"Valkey \(broker\) did not start: see .*valkey-broker\.log"):
        valkey.start(house, BROKER, known)

    folder.unlink()
    folder.with_name("aside").rename(folder)
