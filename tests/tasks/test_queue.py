"""Asking for work: a row in the caller's transaction, and a ring only once that is committed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from tasks.doorbell import Ring
from tasks.models import Job
from tasks.queue import NoTransaction, enqueue
from tasks.routes import UnknownTask
from tenants.trace import log_context

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_job_is_written_with_its_queue_and_its_ids() -> None:
    with transaction.atomic():
        job_id = enqueue("tasks.sample", sample_id=7)

    job = Job.objects.get(pk=job_id)
    assert (job.name, job.queue, job.args, job.state, job.attempts) == (
        "tasks.sample",
        "side",
        {"sample_id": 7},
        "waiting",
        0,
    )


def test_the_bell_rings_when_the_transaction_commits(rings: list[Ring]) -> None:
    with transaction.atomic():
        job_id = enqueue("tasks.sample", sample_id=7)
        assert rings == []

    assert rings == [Ring("tasks.sample", "side", job_id)]


def test_nothing_is_left_of_work_asked_for_in_a_transaction_that_failed(rings: list[Ring]) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue("tasks.sample", sample_id=7)
        raise RuntimeError

    assert rings == []
    assert not Job.objects.exists()


def test_work_cannot_be_asked_for_outside_a_transaction() -> None:
    with pytest.raises(NoTransaction, match="tasks.sample"):
        enqueue("tasks.sample", sample_id=7)


def test_a_task_without_a_queue_is_refused() -> None:
    with pytest.raises(UnknownTask, match="tasks/routes.py"), transaction.atomic():
        enqueue("tasks.nobody_knows_this")


def test_what_comes_round_by_itself_cannot_be_asked_for() -> None:
    with pytest.raises(UnknownTask, match="tasks/schedule.py"), transaction.atomic():
        enqueue("tasks.sweep")


def test_a_job_carries_ids_and_nothing_else() -> None:
    with pytest.raises(TypeError, match="sample"), transaction.atomic():
        enqueue("tasks.sample", sample={"runs": 3})  # type: ignore[arg-type]


def test_work_for_later_waits_in_the_database_and_not_in_the_broker(rings: list[Ring]) -> None:
    with transaction.atomic():
        job_id = enqueue("tasks.sample", run_at=timezone.now() + timedelta(hours=1), sample_id=7)

    job = Job.objects.get(pk=job_id)
    assert rings == []
    assert job.ring_at == job.run_at


def test_work_for_in_a_moment_is_rung_with_the_delay(rings: list[Ring]) -> None:
    with transaction.atomic():
        enqueue("tasks.sample", run_at=timezone.now() + timedelta(seconds=3), sample_id=7)

    assert 2 < rings[0].after <= 3


def test_a_job_remembers_the_trace_of_who_asked_for_it() -> None:
    with transaction.atomic(), log_context(trace="abc123"):
        job_id = enqueue("tasks.sample", sample_id=7)

    assert Job.objects.get(pk=job_id).trace == "abc123"
