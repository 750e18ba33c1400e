"""Who may do a job, and what counts: the statements that decide it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection, transaction

import tasks.housekeeping  # noqa: F401 (registers the tasks)
from tasks.base import JOBS, run_job
from tasks.claims import MOST_ATTEMPTS, LostClaim, claim, finish, give_back
from tasks.models import Job, Sample

pytestmark = pytest.mark.django_db(transaction=True)

MakeJob = Callable[..., Job]


def test_a_claim_counts_the_attempt_before_the_work(sample_job: MakeJob) -> None:
    job = sample_job()

    mine = claim(job.pk, name=job.name, lease=5)

    job.refresh_from_db()
    assert mine is not None
    assert (mine.attempts, job.attempts, job.state) == (1, 1, "running")
    assert mine.args == job.args


def test_a_job_in_other_hands_cannot_be_claimed(sample_job: MakeJob) -> None:
    job = sample_job()
    claim(job.pk, name=job.name, lease=5)

    assert claim(job.pk, name=job.name, lease=5) is None


@pytest.mark.parametrize("state", ["done", "dead"])
def test_a_job_that_has_ended_cannot_be_claimed(sample_job: MakeJob, state: str) -> None:
    job = sample_job(state=state)

    assert claim(job.pk, name=job.name, lease=5) is None


def test_a_job_cannot_be_claimed_before_its_time(sample_job: MakeJob) -> None:
    job = sample_job(run_at="2100-01-01T00:00Z")

    assert claim(job.pk, name=job.name, lease=5) is None


def test_a_job_cannot_be_claimed_by_a_task_of_another_name(sample_job: MakeJob) -> None:
    job = sample_job()

    assert claim(job.pk, name="tasks.forget_finished", lease=5) is None


def test_whoever_lost_a_claim_cannot_finish_the_job(sample_job: MakeJob) -> None:
    job = sample_job()
    first = claim(job.pk, name=job.name, lease=5)
    Job.objects.filter(pk=job.pk).update(state="waiting", token=None)
    second = claim(job.pk, name=job.name, lease=5)
    assert first is not None
    assert second is not None

    with pytest.raises(LostClaim):
        finish(first)

    finish(second)
    job.refresh_from_db()
    assert (job.state, job.token) == ("done", None)
    assert job.finished_at is not None


def test_a_failed_job_waits_before_it_is_tried_again(sample_job: MakeJob) -> None:
    job = sample_job()
    mine = claim(job.pk, name=job.name, lease=5)
    assert mine is not None

    state = give_back(mine, error="it broke", delay=30)

    job.refresh_from_db()
    assert (state, job.state, job.error) == ("waiting", "waiting", "it broke")
    assert claim(job.pk, name=job.name, lease=5) is None
    assert job.ring_at == job.run_at


def test_a_job_that_failed_five_times_is_dead(sample_job: MakeJob) -> None:
    job = sample_job(attempts=MOST_ATTEMPTS - 1)
    mine = claim(job.pk, name=job.name, lease=5)
    assert mine is not None

    assert give_back(mine, error="it broke", delay=30) == "dead"

    job.refresh_from_db()
    assert job.state == "dead"
    assert job.finished_at is not None


def test_a_job_rung_twice_has_one_effect(sample_job: MakeJob) -> None:
    job = sample_job()

    run_job(JOBS["tasks.sample"], job.pk)
    run_job(JOBS["tasks.sample"], job.pk)

    assert Sample.objects.get(pk=job.args["sample_id"]).runs == 1


def test_effect_and_mark_are_one_transaction(sample_job: MakeJob) -> None:
    job = sample_job()
    Sample.objects.all().delete()

    run_job(JOBS["tasks.sample"], job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts) == ("waiting", 1)
    assert job.error.startswith("DoesNotExist in get (")


def test_ids_that_only_a_newer_release_knows_are_left_out(sample_job: MakeJob) -> None:
    job = sample_job()
    Job.objects.filter(pk=job.pk).update(args=job.args | {"added_later": 1})

    run_job(JOBS["tasks.sample"], job.pk)

    job.refresh_from_db()
    assert job.state == "done"


def test_a_claim_does_not_wait_for_a_locked_row(sample_job: MakeJob, other_session: Callable[[str], None]) -> None:
    job = sample_job()
    other_session(f"SELECT 1 FROM tasks_job WHERE id = {job.pk} FOR UPDATE")

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '100ms'")

        assert claim(job.pk, name=job.name, lease=5) is None
