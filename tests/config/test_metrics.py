"""GET /metrics: who may read it, what it says, and that nothing which hangs keeps it from answering."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connections
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from config.broker import KEY_PREFIX
from config.metrics import collectors
from config.metrics.collectors import PROBES
from config.metrics.multiprocess import locked
from config.redis import client as redis_client
from messaging.connection.health import STATES
from messaging.models import NumberHealth
from tasks.models import Heartbeat, Job, State
from tasks.routes import QUEUES
from tenants.models import Tenant
from tests.config.reading import read


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the answers time: the machine may be busy."""
    monkeypatch.setattr(collectors, "BUDGET", 20)


TOKEN = "a-token-that-only-prometheus-knows"
# --- Who may read -----------------------------------------------------------------------------------------------------


@pytest.fixture
def production(settings: Settings) -> None:
    settings.DEVELOPMENT = False
    settings.METRICS_TOKEN = TOKEN


def test_a_developer_reads_the_metrics_on_the_own_machine_without_a_token(client: Client) -> None:
    response = client.get("/metrics")

    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain; version=")
    assert b"conserje_up{" in response.content


@pytest.mark.parametrize(
    "request_of",
    [
        {"REMOTE_ADDR": "192.0.2.1"},
        {"REMOTE_ADDR": ""},
        {"headers": {"X-Forwarded-For": "192.0.2.1"}},
        {"headers": {"Forwarded": "for=192.0.2.1"}},
    ],
)
def test_what_comes_from_elsewhere_needs_the_token_in_development_too(
    client: Client, settings: Settings, request_of: dict[str, object]
) -> None:
    settings.METRICS_TOKEN = TOKEN

    assert client.get("/metrics", **request_of).status_code == 401  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "given", ["", "Bearer", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN, "Bearer contraseña", "Bearer \xff"]
)
def test_without_the_token_production_says_what_is_missing(client: Client, production: None, given: str) -> None:
    response = client.get("/metrics", headers={"Authorization": given})

    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"] == "Bearer"
    assert b"conserje_up" not in response.content


def test_with_the_token_production_answers(client: Client, production: None) -> None:
    response = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})

    assert response.status_code == 200


def test_an_empty_token_opens_nothing(client: Client, production: None, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 401


def test_a_locked_folder_is_said_so_and_not_waited_for(client: Client) -> None:
    with locked(django_settings.METRICS_FOLDER, wait=5):
        response = client.get("/metrics")

    assert response.status_code == 503
    assert response["Retry-After"]


# --- Work -------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_due_jobs_are_counted_by_queue_with_the_age_of_the_oldest(client: Client) -> None:
    now = timezone.now()
    for state, minutes in (
        (State.WAITING, 1),
        (State.RUNNING, 5),
        (State.DONE, 9),
        (State.DEAD, 9),
        (State.WAITING, -9),
    ):
        Job.objects.create(name="tasks.sample", queue="nlu", state=state, run_at=now - timedelta(minutes=minutes))

    seen = read(client)

    assert seen["conserje_queue_length", "nlu"] == 2
    assert seen["conserje_dead_letters", "nlu"] == 1
    assert 300 <= seen["conserje_queue_oldest_seconds", "nlu"] < 400


@pytest.mark.django_db(transaction=True)
def test_numbers_are_counted_by_how_they_do_for_businesses_that_are_served(client: Client) -> None:
    for place, (status, state) in enumerate([("active", "token"), ("active", "good"), ("suspended", "token")]):
        tenant = Tenant.objects.create(slug=f"casa-{place}", name="Casa", status=status)
        NumberHealth.objects.create(number_id=place, tenant_id=tenant.pk, state=state, looked_at=timezone.now())

    seen = read(client)

    states = {name: seen["conserje_whatsapp_numbers", name] for name in STATES}
    assert states == {**dict.fromkeys(STATES, 0), "token": 1, "good": 1}


@pytest.mark.django_db(transaction=True)
def test_an_empty_queue_is_zero_and_not_absent(client: Client) -> None:
    seen = read(client)

    assert [seen["conserje_queue_length", queue] for queue in QUEUES] == [0] * len(QUEUES)
    assert [seen["conserje_queue_oldest_seconds", queue] for queue in QUEUES] == [0] * len(QUEUES)


@pytest.mark.django_db(transaction=True)
def test_each_sign_of_life_has_its_age(client: Client) -> None:
    Heartbeat.objects.create(name="queue:nlu", seen_at=timezone.now() - timedelta(minutes=2))

    assert 120 <= read(client)["conserje_heartbeat_age_seconds", "queue:nlu"] < 200


def test_rings_in_the_broker_are_counted_by_queue(client: Client) -> None:
    broker = redis_client(django_settings.BROKER_URL, django_settings.REDIS_TIMEOUT)
    broker.delete(*(KEY_PREFIX + queue for queue in QUEUES))
    broker.rpush(KEY_PREFIX + "payments", "one", "two")

    try:
        seen = read(client)
    finally:
        broker.delete(KEY_PREFIX + "payments")

    assert seen["conserje_broker_queue_length", "payments"] == 2
    assert seen["conserje_broker_queue_length", "transcription"] == 0
    assert seen["conserje_up", "broker"] == seen["conserje_up", "cache"] == 1


# --- What hangs -------------------------------------------------------------------------------------------------------


@contextmanager
def hung_server() -> Iterator[int]:
    """Take connections and never answer, as a stopped process does; afterwards let whoever still waits fail."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]
    for probe in PROBES.values():
        if probe.pending is not None:
            probe.pending.result(timeout=10)


@pytest.mark.django_db(transaction=True)
def test_a_hung_redis_leaves_its_metrics_out_and_the_rest_in(client: Client, settings: Settings) -> None:
    with hung_server() as port:
        settings.BROKER_URL = settings.CACHE_URL = f"redis://127.0.0.1:{port}/0"
        seen = read(client)

    assert seen["conserje_up", "broker"] == seen["conserje_up", "cache"] == 0
    assert seen["conserje_up", "database"] == 1
    assert seen["conserje_queue_length", "nlu"] == 0
    assert not [key for key in seen if key[0] == "conserje_broker_queue_length"]


@pytest.mark.django_db(transaction=True)
def test_a_hung_postgres_leaves_its_metrics_out_and_the_rest_in(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hung_server() as port, monkeypatch.context() as patch:
        patch.setitem(connections.settings["default"], "HOST", "127.0.0.1")
        patch.setitem(connections.settings["default"], "PORT", str(port))
        patch.setattr(collectors, "BUDGET", 1)  # less than libpq itself would wait
        seen = read(client)

    assert seen["conserje_up", "database"] == 0
    assert seen["conserje_up", "broker"] == 1
    # Other tests may have rung.
    assert ("conserje_broker_queue_length", "nlu") in seen
    assert not [key for key in seen if key[0] in {"conserje_queue_length", "conserje_heartbeat_age_seconds"}]
