"""The sweep: finds work whose ring was lost and jobs whose worker died, and leaves the rest alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import redis
from django.conf import settings
from django.db import connection, transaction

from config.celery import app
from tasks.claims import MOST_ATTEMPTS, claim
from tasks.doorbell import Ring
from tasks.models import Job
from tasks.redrive import redrive
from tasks.sweep import DUE, rings_in_broker, sweep_batch, sweep_due

pytestmark = pytest.mark.django_db(transaction=True)

MakeJob = Callable[..., Job]


def test_a_job_whose_ring_was_lost_is_rung_again(sample_job: MakeJob, rings: list[Ring], long_ago: str) -> None:
    job = sample_job(ring_at=long_ago, run_at="2020-01-01T00:00Z")

    sweep_due()

    job.refresh_from_db()
    assert rings == [Ring("tasks.sample", "side", job.pk)]
    assert (job.state, job.rings) == ("waiting", 1)


def test_a_job_just_rung_is_left_alone(sample_job: MakeJob, rings: list[Ring]) -> None:
    sample_job()

    sweep_due()

    assert rings == []


def test_rings_of_one_job_grow_apart(sample_job: MakeJob, rings: list[Ring], long_ago: str) -> None:
    gaps = []
    job = sample_job(run_at="2020-01-01T00:00Z")

    for _ in range(3):
        Job.objects.filter(pk=job.pk).update(ring_at=long_ago)
        sweep_due()
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM ring_at - clock_timestamp()) FROM tasks_job")
            gaps.append(round(float(cursor.fetchone()[0]) / 5))

    assert gaps == [1, 2, 4]


def test_what_still_waits_in_the_broker_is_not_rung_again(
    sample_job: MakeJob, rings: list[Ring], long_ago: str
) -> None:
    jobs = [sample_job(ring_at=long_ago, run_at=f"2020-01-0{day}T00:00Z") for day in (1, 2, 3)]

    sweep_batch({"side": 2})

    # Three wait and two rings are on their way, so one was lost: the oldest, since queues are first in, first out.
    assert rings == [Ring("tasks.sample", "side", jobs[0].pk)]
    assert list(Job.objects.order_by("pk").values_list("rings", flat=True)) == [1, 0, 0]


def test_a_dead_workers_job_is_rung_however_long_the_queue(
    sample_job: MakeJob, rings: list[Ring], long_ago: str
) -> None:
    job = sample_job(state="running", attempts=1, ring_at=long_ago, run_at="2020-01-01T00:00Z")

    sweep_batch({"side": 1000})

    assert rings == [Ring("tasks.sample", "side", job.pk)]


def test_a_job_passed_over_is_looked_at_again_soon(sample_job: MakeJob, rings: list[Ring], long_ago: str) -> None:
    sample_job(ring_at=long_ago, run_at="2020-01-01T00:00Z")

    sweep_batch({"side": 1})
    Job.objects.update(ring_at=long_ago)
    sweep_batch({"side": 0})

    assert len(rings) == 1


def test_the_brokers_queues_are_counted_as_they_are() -> None:
    with redis.Redis.from_url(settings.BROKER_URL) as client:
        client.delete("conserje:side")
        for number in range(3):
            app.send_task("tasks.sample", kwargs={"job_id": number}, queue="side")

        lengths = rings_in_broker(["side", "nlu"])
        client.delete("conserje:side")

    assert lengths.get("side") == 3
    assert lengths.get("nlu", 0) == 0


def test_work_for_later_that_comes_due_is_not_counted_as_rescued(
    sample_job: MakeJob, rings: list[Ring], long_ago: str
) -> None:
    job = sample_job(run_at=long_ago, ring_at=long_ago)

    sweep_due()

    job.refresh_from_db()
    assert len(rings) == 1
    assert job.rings == 0


def test_a_job_whose_worker_died_goes_back_to_its_queue(sample_job: MakeJob, rings: list[Ring], long_ago: str) -> None:
    job = sample_job()
    claim(job.pk, name=job.name, lease=5)
    Job.objects.filter(pk=job.pk).update(ring_at=long_ago)

    sweep_due()

    job.refresh_from_db()
    assert (job.state, job.token, len(rings)) == ("waiting", None, 1)


def test_a_job_that_kills_its_worker_each_time_is_buried(sample_job: MakeJob, rings: list[Ring], long_ago: str) -> None:
    job = sample_job(attempts=MOST_ATTEMPTS, state="running", ring_at=long_ago)

    sweep_due()

    job.refresh_from_db()
    assert (job.state, rings) == ("dead", [])
    assert job.finished_at is not None


def test_a_job_that_somebody_is_working_on_is_left_alone(
    sample_job: MakeJob, rings: list[Ring], long_ago: str, other_session: Callable[[str], None]
) -> None:
    job = sample_job(state="running", attempts=1, ring_at=long_ago)
    other_session(f"SELECT 1 FROM tasks_job WHERE id = {job.pk} FOR UPDATE")

    assert sweep_batch({}) == 0

    assert rings == []


@pytest.mark.parametrize("state", ["done", "dead"])
def test_a_job_that_has_ended_is_left_alone(sample_job: MakeJob, rings: list[Ring], long_ago: str, state: str) -> None:
    sample_job(state=state, ring_at=long_ago)

    assert sweep_batch({}) == 0


def test_a_redriven_job_gets_five_new_attempts(sample_job: MakeJob, rings: list[Ring]) -> None:
    dead, done = sample_job(state="dead", attempts=5), sample_job(state="done")

    assert redrive([dead.pk, done.pk]) == 1

    dead.refresh_from_db()
    assert (dead.state, dead.attempts, dead.finished_at) == ("waiting", 0, None)
    assert rings == [Ring("tasks.sample", "side", dead.pk)]


def test_finding_due_work_uses_an_index(sample_job: MakeJob) -> None:
    sample_job()
    with transaction.atomic(), connection.cursor() as cursor:
        # So few rows are read faster without; the question is whether the index can serve the sweep's own statement.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {DUE}", {"batch": 500, "most": MOST_ATTEMPTS, "in_broker": "{}"})
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "Index Scan using job_due" in plan
    assert "Index Cond: (ring_at <= statement_timestamp())" in plan
