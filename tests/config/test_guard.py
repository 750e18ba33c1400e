"""What the guard refuses, shown to it by real roles of the run's own Postgres and by its evicting Valkey."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection, connections
from psycopg import sql
from pytest_django import Settings

from config.embedded import postgres, secrets, services
from config.guard import (
    LOOKS,
    Unsafe,
    look_at_broker_policy,
    look_at_database_role,
    not_yet_judged,
    refuse_unsafe_servers,
    without_password,
)
from config.redis import silent_until
from proof.faults.machine import free_port
from proof.faults.processes import Process, wait_for
from proof.faults.proxy import FaultProxy

pytestmark = pytest.mark.django_db(transaction=True)
MakeRole = Callable[[str], str]
ROOT = Path(__file__).resolve().parents[2]
STAGING = {
    "CONSERJE_ENV": "staging",
    "SECRET_KEY": "q8Zr3vNw6TbX1mKd9HsLfYc2GjPe7RuAo5WiVtBnQxMzEk4SaDh",
    "PUBLIC_URL": "https://hotel.cl",
}
PASSWORD = "only-in-this-test"
MEND = r"use the role that deploy/postgres/roles\.sql makes"


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    """Let no test's silent server keep the next test from asking."""
    silent_until.clear()
    yield
    silent_until.clear()


@contextmanager
def superuser() -> Iterator[psycopg.Connection]:
    place = services.default_place()
    known = secrets.load_or_make(place.secrets_file)
    with postgres.connect(place, known, str(connection.settings_dict["NAME"])) as direct:
        yield direct


@pytest.fixture
def make_role() -> Iterator[MakeRole]:
    """Make a role that can log in, with what is said of it; gone afterwards."""
    made: list[sql.Identifier] = []

    def make(what: str) -> str:
        name = f"{connection.settings_dict['NAME']}_{len(made)}"
        made.append(sql.Identifier(name))
        with superuser() as direct:
            direct.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(made[-1], sql.Literal(PASSWORD)))
            direct.execute(sql.SQL(what).format(role=made[-1]))
        return name

    yield make
    with superuser() as direct:
        for role in made:
            direct.execute(sql.SQL("DROP OWNED BY {role}; DROP ROLE {role}").format(role=role))


@contextmanager
def connected_as(role: str, password: str = PASSWORD, **changes: Any) -> Iterator[None]:
    """Let the app's connection be another role's."""
    ours = connections["default"]
    others = connections.create_connection("default")
    others.settings_dict = {**ours.settings_dict, "USER": role, "PASSWORD": password, **changes}
    connections["default"] = others
    try:
        yield
    finally:
        others.close()
        connections["default"] = ours


def test_the_apps_own_role_is_what_the_guard_wants() -> None:
    look_at_database_role()


ABOVE_THE_RULES = [
    ("ALTER ROLE {role} SUPERUSER", "a superuser"),
    ("ALTER ROLE {role} BYPASSRLS", "allowed to bypass row-level security"),
    ("GRANT CREATE ON SCHEMA public TO {role}; CREATE TABLE stolen (); ALTER TABLE stolen OWNER TO {role}", "owner of"),
    ("GRANT conserje_platform TO {role}", "allowed to bypass row-level security"),
    ("GRANT conserje_owner TO {role} WITH INHERIT FALSE", "the owner of tables"),
]


@pytest.mark.parametrize(("what", "fault"), ABOVE_THE_RULES)
def test_a_role_above_the_rules_is_refused_with_the_mend(make_role: MakeRole, what: str, fault: str) -> None:
    role = make_role("GRANT CONNECT ON DATABASE postgres TO {role}")
    with superuser() as direct:
        name = sql.Identifier(str(connection.settings_dict["NAME"]))
        direct.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(role)))
        direct.execute(sql.SQL(what).format(role=sql.Identifier(role)))

    with connected_as(role), pytest.raises(Unsafe, match=MEND) as refusal:
        look_at_database_role()

    assert f"The role {role} in DATABASE_URL is " in str(refusal.value)
    assert fault in str(refusal.value)


def test_the_owner_of_the_database_is_refused() -> None:
    known = secrets.load_or_make(services.default_place().secrets_file)

    with connected_as("conserje_owner", known["OWNER_PASSWORD"]), pytest.raises(Unsafe, match="the owner of tables"):
        look_at_database_role()


def test_an_ordinary_role_passes(make_role: MakeRole) -> None:
    role = make_role("GRANT conserje_app TO {role}")

    with connected_as(role):
        look_at_database_role()


def test_a_broker_that_never_evicts_passes() -> None:
    look_at_broker_policy()


def test_a_broker_that_may_evict_is_refused_with_the_mend(settings: Settings) -> None:
    settings.REDIS_URL = settings.CACHE_URL  # the one of the two that may

    with pytest.raises(Unsafe, match="may evict \\(allkeys-lru\\).*set its maxmemory-policy to noeviction"):
        look_at_broker_policy()


def test_a_process_outside_development_ends_with_the_sentence(settings: Settings) -> None:
    settings.DEVELOPMENT = False
    settings.REDIS_URL = settings.CACHE_URL

    with pytest.raises(SystemExit, match="The Redis in REDIS_URL may evict"):
        refuse_unsafe_servers()


WEB = ("-c", "import config.wsgi")
WORKER = ("-m", "celery", "-A", "config.celery:app", "worker", "-P", "solo", "-Q", "side")


@pytest.mark.parametrize("start", [WEB, WORKER])
def test_neither_web_nor_worker_starts_in_staging_as_the_owner(start: tuple[str, ...]) -> None:
    environment = os.environ | STAGING | {"DATABASE_URL": os.environ["DATABASE_OWNER_URL"]}

    command = [sys.executable, *start]
    result = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert re.fullmatch(rf"The role conserje_owner .*{MEND}.*\n", result.stderr)


def test_in_development_nothing_is_refused(settings: Settings) -> None:
    settings.REDIS_URL = settings.CACHE_URL

    refuse_unsafe_servers()


def test_servers_that_are_away_are_judged_later(settings: Settings) -> None:
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"

    with connected_as("conserje_app", HOST="127.0.0.1", PORT=str(free_port())):
        assert not_yet_judged(LOOKS) == LOOKS

    assert not_yet_judged((look_at_database_role,)) == ()


WAITS = """
import time, django
django.setup()
from config import guard
guard.LOOK_AGAIN_EVERY = 0.1
guard.refuse_unsafe_servers()
print("started", flush=True)
time.sleep(600)
"""


def test_a_process_ends_when_the_server_it_waited_for_turns_out_to_be_unsafe(
    settings: Settings, tmp_path: Path
) -> None:
    server, log = urlsplit(settings.CACHE_URL), tmp_path / "log"
    with FaultProxy(upstream=(str(server.hostname), int(server.port or 0))) as proxy:
        proxy.refuse()
        evicting = re.sub(r":\d+/", f":{proxy.port}/", settings.CACHE_URL)
        environment = os.environ | STAGING | {"REDIS_URL": evicting, "DJANGO_SETTINGS_MODULE": "config.settings"}
        with Process([sys.executable, "-c", WAITS], log=log, env=environment, cwd=ROOT) as process:
            wait_for(lambda: "started" in log.read_text(), within=60, what="the process to start", process=process)

            proxy.heal()

            wait_for(lambda: process.exit_code is not None, within=60, what="the process to end")

    assert process.exit_code == 1
    assert "refusing to work: The Redis in REDIS_URL may evict (allkeys-lru)" in log.read_text()


def test_a_broker_that_may_evict_is_refused_while_the_database_is_away(settings: Settings) -> None:
    settings.DEVELOPMENT = False
    settings.REDIS_URL = settings.CACHE_URL

    with (
        connected_as("conserje_app", HOST="127.0.0.1", PORT=str(free_port())),
        pytest.raises(SystemExit, match="may evict"),
    ):
        refuse_unsafe_servers()


def test_a_broker_apart_from_limits_may_not_evict_either(settings: Settings) -> None:
    settings.BROKER_URL = settings.CACHE_URL

    with pytest.raises(Unsafe, match="The Redis in BROKER_URL may evict"):
        look_at_broker_policy()


def test_rabbitmq_has_no_such_policy(settings: Settings) -> None:
    settings.BROKER_URL = "amqp://guest@127.0.0.1//"

    look_at_broker_policy()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("redis://:hunter2@broker:6379/0", "redis://:***@broker:6379/0"),
        ("postgresql://app:hunter2@db/conserje", "postgresql://app:***@db/conserje"),
        ("postgresql://app:hun@ter2@db/conserje", "postgresql://app:***@db/conserje"),
        ("redis://broker:6379/0", "redis://broker:6379/0"),
    ],
)
def test_an_address_is_shown_without_its_password(address: str, shown: str) -> None:
    assert without_password(address) == shown
