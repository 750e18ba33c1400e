"""What health says of each part, asked through its addresses while real servers do well or badly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from config.redis import silent_until
from proof.faults.machine import free_port
from proof.faults.processes import wait_for
from proof.faults.proxy import FaultProxy
from tasks.models import Heartbeat, Slot
from tasks.routes import QUEUES

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let no test's silent server keep the next test from asking, and no busy machine pass for a broken server."""
    monkeypatch.setattr("config.health.views.WITHIN", 30.0)
    silent_until.clear()
    yield
    silent_until.clear()


@pytest.fixture
def workers() -> None:
    """Signs of life of every queue and of beat, given this moment."""
    now = timezone.now()
    Heartbeat.objects.bulk_create([Heartbeat(name=f"queue:{queue}", seen_at=now) for queue in QUEUES])
    Slot.objects.create(name="sweep", turn=1, ran_at=now)


@pytest.fixture
def broker(settings: Settings) -> Iterator[FaultProxy]:
    """A wire to the broker that can be cut."""
    server = urlsplit(settings.BROKER_URL)
    with FaultProxy(upstream=(str(server.hostname), int(server.port or 0))) as proxy:
        settings.BROKER_URL = re.sub(r":\d+/", f":{proxy.port}/", settings.BROKER_URL)
        yield proxy


def body_of(client: Client, path: str, status: int) -> dict[str, Any]:
    response = client.get(path)
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == "no-store"
    assert response.has_header("Retry-After") == (status == 503)
    return dict(response.json())


def test_live_asks_nobody(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, broker: FaultProxy
) -> None:
    with django_assert_num_queries(0):
        assert body_of(client, "/health/live", 200) == {"status": "live"}

    assert broker.connections == 0


def test_ready_when_database_and_broker_answer(client: Client) -> None:
    parts = {"database": {"status": "ok"}, "broker": {"status": "ok"}}

    assert body_of(client, "/health/ready", 200) == {"status": "ready", "parts": parts}


@pytest.mark.usefixtures("workers")
def test_everything_is_well(client: Client) -> None:
    body = body_of(client, "/health/", 200)

    assert body["status"] == "ok"
    assert {name: part["status"] for name, part in body["parts"].items()} == dict.fromkeys(
        ("database", "broker", "cache", "work", "disk"), "ok"
    )
    assert body["parts"]["work"]["heartbeats"].keys() == {"beat", *(f"queue:{queue}" for queue in QUEUES)}
    assert body["parts"]["work"]["queues"] == {}
    assert body["parts"]["disk"]["free_mb"] > 0


@pytest.fixture
def _behind() -> Iterator[None]:
    """A database that lacks the last migration."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, app, name, applied FROM django_migrations WHERE app = 'tasks' ORDER BY id DESC LIMIT 1"
        )
        row = cursor.fetchone()
        cursor.execute("DELETE FROM django_migrations WHERE id = %s", [row[0]])
    yield
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (id, app, name, applied) VALUES (%s, %s, %s, %s)", row)


@pytest.mark.usefixtures("_behind", "workers")
@pytest.mark.parametrize("path", ["/health/", "/health/ready"])
def test_a_database_without_this_releases_migrations_is_not_ready(client: Client, path: str) -> None:
    body = body_of(client, path, 503)

    assert body["status"] == "down"
    assert body["parts"]["database"]["status"] == "behind"
    assert body["parts"]["database"]["missing_migrations"][0].startswith("tasks.")


@pytest.mark.usefixtures("workers")
@pytest.mark.parametrize("fault", [FaultProxy.refuse, FaultProxy.black_hole])
def test_a_broker_that_is_away_degrades_and_no_more(client: Client, broker: FaultProxy, fault: Any) -> None:
    assert body_of(client, "/health/", 200)["status"] == "ok"

    fault(broker)

    everything = body_of(client, "/health/", 200)
    assert (everything["status"], everything["parts"]["broker"]["status"]) == ("degraded", "down")
    assert body_of(client, "/health/ready", 200)["status"] == "degraded"
    broker.heal()
    wait_for(lambda: client.get("/health/").json()["status"] == "ok", within=20, what="health to be ok again")


@pytest.mark.usefixtures("workers")
def test_a_cache_that_is_away_degrades_and_no_more(client: Client, settings: Settings) -> None:
    settings.CACHE_URL = f"redis://127.0.0.1:{free_port()}/0"

    body = body_of(client, "/health/", 200)

    assert (body["status"], body["parts"]["cache"]["status"]) == ("degraded", "down")


def test_a_rabbitmq_that_is_away_degrades_too(client: Client, settings: Settings) -> None:
    settings.BROKER_URL = f"amqp://guest:hunter2@127.0.0.1:{free_port()}//"

    body = body_of(client, "/health/ready", 200)

    assert body["parts"]["broker"] == {"status": "down", "error": "OperationalError"}


@pytest.mark.usefixtures("workers")
def test_a_queue_that_nobody_has_worked_on_for_long_is_late(client: Client) -> None:
    Heartbeat.objects.filter(name="queue:nlu").update(seen_at=timezone.now() - timedelta(minutes=10))

    body = body_of(client, "/health/", 200)

    assert (body["status"], body["parts"]["work"]["status"]) == ("degraded", "late")
    signs = body["parts"]["work"]["heartbeats"]
    assert signs["queue:nlu"]["status"] == "late"
    assert signs["queue:nlu"]["seconds"] >= 600
    assert signs["queue:inbound"]["status"] == "ok"


@pytest.mark.usefixtures("workers")
def test_a_beat_that_stands_still_is_late(client: Client) -> None:
    Slot.objects.update(ran_at=timezone.now() - timedelta(minutes=1))

    signs = body_of(client, "/health/", 200)["parts"]["work"]["heartbeats"]

    assert signs["beat"]["status"] == "late"


def test_what_was_never_seen_is_said_to_be_unseen(client: Client) -> None:
    work = body_of(client, "/health/", 200)["parts"]["work"]

    assert work["status"] == "late"
    assert {name: sign["status"] for name, sign in work["heartbeats"].items()} == dict.fromkeys(
        ("beat", *(f"queue:{queue}" for queue in QUEUES)), "unseen"
    )


def test_low_disk_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.health.questions.LOW_DISK_MB", 10**12)  # a disk that no machine has

    assert body_of(client, "/health/", 200)["parts"]["disk"]["status"] == "low"


@pytest.mark.parametrize("path", ["/health/", "/health/ready", "/health/live"])
def test_health_is_for_reading(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
