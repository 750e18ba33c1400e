"""A real worker is killed while it sends: the try was counted, nothing is lost, and the receiver can tell a repeat."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection, connections

from config.celery import app
from config.supervise.plan import Crew
from proof.drills.crew import process_of
from proof.faults.processes import Process, kill_tree, wait_for
from tasks.base import JOBS, run_job
from tasks.models import Job
from tasks.sweep import sweep_batch
from tenants import clock
from tenants.models import Tenant, WebhookEndpoint
from tenants.services.webhook_attempts import HOLD
from tests.tenants.webhooks.conftest import again, jobs_of, later, tell, try_it
from tests.tenants.webhooks.receiver import Receiver

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]

PATIENCE = 60.0


@pytest.fixture
def worker(tmp_path: Path, receiver: Receiver) -> Iterator[Process]:
    """A worker of the queue, on this test's own database and broker, that may reach this machine."""
    address = re.sub(r"@/[^?]*", f"@/{connection.settings_dict['NAME']}", os.environ["DATABASE_URL"])
    process = process_of(Crew("test", ("side",), "threads", 2).program())
    process.env |= {
        "DATABASE_URL": address,
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "metrics"),
        "WEBHOOK_PORTS": str(receiver.port),
        "WEBHOOK_PLAIN_HTTP": "on",
        "WEBHOOK_ALLOWED_NETWORKS": "127.0.0.0/8",
    }
    process.log = tmp_path / "worker.log"
    flush_broker()
    process.start()
    yield process
    process.kill()
    flush_broker()
    connections.close_all()


def flush_broker() -> None:
    with redis.Redis.from_url(settings.BROKER_URL) as client:
        client.flushdb()


def test_a_worker_killed_while_it_sends_costs_one_try(
    hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver, worker: Process
) -> None:
    receiver.hang()
    delivery = tell(hotel, at=clock.now())
    (job,) = jobs_of(delivery)
    app.send_task("tenants.deliver_webhook", kwargs={"job_id": job.pk}, queue="side")
    wait_for(receiver.rang.is_set, within=PATIENCE, what="the receiver to be called", process=worker)

    kill_tree(worker.pid)
    killed = again(delivery)
    receiver.status(200)
    Job.objects.filter(pk=job.pk).update(ring_at="2020-01-01T00:00Z")
    sweep_batch({})
    with clock.stopped_at(clock.now() + HOLD + (later(seconds=1) - later())):
        run_job(JOBS["tenants.deliver_webhook"], job.pk)
    found = again(delivery)
    arrived = try_it(found, found.next_at)

    assert (killed.state, killed.attempts, killed.held_until is not None) == ("waiting", 1, True)
    assert (found.state, found.attempts, found.error) == ("waiting", 1, "interrupted")
    assert (arrived.state, arrived.attempts) == ("delivered", 2)
    first, second = receiver.heard
    assert first.headers["Conserje-Event-Id"] == second.headers["Conserje-Event-Id"]
    assert first.body == second.body
