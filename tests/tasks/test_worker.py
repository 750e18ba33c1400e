"""Jobs, a real worker, a real broker: what is asked for gets done, whatever befalls the message or the worker."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection, connections, transaction

import tests.tasks.poison  # noqa: F401 (registers its tasks)
from config.celery import app
from config.supervise.plan import Crew, beat_program
from proof.drills.crew import process_of
from proof.faults.processes import Process, kill_tree, wait_for
from tasks.claims import MOST_ATTEMPTS
from tasks.models import Heartbeat, Job, Sample, Slot
from tasks.queue import enqueue
from tasks.routes import QUEUES

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]

PATIENCE = 60.0


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Process]]:
    """Start processes of the system on this test's own database and broker."""
    running: list[Process] = []
    name = connection.settings_dict["NAME"]
    address = re.sub(r"@/[^?]*", f"@/{name}", os.environ["DATABASE_URL"])
    environment = {"DATABASE_URL": address, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "metrics")}

    def run(process: Process) -> Process:
        process.env |= environment
        process.log = tmp_path / f"{len(running)}.log"
        running.append(process)
        process.start()
        return process

    flush_broker()
    yield run
    for process in running:
        process.kill()
    flush_broker()


def flush_broker() -> None:
    with redis.Redis.from_url(settings.BROKER_URL) as client:
        client.flushdb()


def worker(pool: str = "prefork", size: int = 2) -> Process:
    process = process_of(Crew("test", QUEUES, pool, size).program())
    process.command += ["-I", "tests.tasks.poison"]
    return process


def ask_for(name: str, **ids: int) -> int:
    with transaction.atomic():
        return enqueue(name, None, **ids)


def is_in(state: str, *job_ids: int) -> bool:
    return Job.objects.filter(pk__in=job_ids, state=state).count() == len(job_ids)


def ready(process: Process) -> bool:
    return " ready." in process.log.read_text()


def test_a_job_is_done_soon_after_it_was_asked_for(start: Callable[..., Process]) -> None:
    process = start(worker())
    sample = Sample.objects.create()

    job_id = ask_for("tasks.sample", sample_id=sample.pk)
    wait_for(lambda: is_in("done", job_id), within=PATIENCE, what="the job to be done", process=process)

    sample.refresh_from_db()
    job = Job.objects.get(pk=job_id)
    assert (sample.runs, job.attempts) == (1, 1)


@pytest.mark.parametrize("pool", ["prefork", "threads"])
def test_a_job_without_transaction_is_done_in_either_pool(start: Callable[..., Process], pool: str) -> None:
    process = start(worker(pool))
    sample = Sample.objects.create()

    job_id = ask_for("tests.outside", sample_id=sample.pk)
    wait_for(lambda: is_in("done", job_id), within=PATIENCE, what="the job to be done", process=process)

    sample.refresh_from_db()
    assert sample.runs == 1


def test_a_job_that_kills_its_process_is_tried_five_times_and_stops_nobody(start: Callable[..., Process]) -> None:
    beat, process = start(process_of(beat_program())), start(worker(size=1))
    poison = ask_for("tests.killer")
    wait_for(lambda: Job.objects.get(pk=poison).attempts > 0, within=PATIENCE, what="a first attempt", process=process)
    samples = Sample.objects.bulk_create([Sample() for _ in range(20)])
    good = [ask_for("tasks.sample", sample_id=sample.pk) for sample in samples]

    wait_for(lambda: is_in("done", *good), within=PATIENCE, what="the others to be done", process=process)
    # Its rings grow apart; the test does not wait for that, only for the sweep to bury it.
    Job.objects.filter(pk=poison).update(attempts=MOST_ATTEMPTS - 1)

    def buried() -> bool:
        Job.objects.filter(pk=poison, state__in=["waiting", "running"]).update(ring_at="2020-01-01T00:00Z")
        return is_in("dead", poison)

    wait_for(buried, within=PATIENCE, every=1, what="the poison to be buried", process=beat)
    assert Job.objects.get(pk=poison).attempts == MOST_ATTEMPTS
    assert set(Sample.objects.values_list("runs", flat=True)) == {1}


def test_a_job_that_outlasts_its_limit_is_stopped_and_given_back(start: Callable[..., Process]) -> None:
    start(process_of(beat_program()))
    process = start(worker(size=1))
    job_id = ask_for("tests.endless")
    wait_for(lambda: Job.objects.get(pk=job_id).attempts == 1, within=PATIENCE, what="it to begin", process=process)

    wait_for(lambda: Job.objects.get(pk=job_id).attempts == 2, within=PATIENCE, what="a second try", process=process)

    assert not is_in("done", job_id)


def test_the_row_of_a_failed_job_says_where_and_not_whose(start: Callable[..., Process]) -> None:
    process = start(worker())

    job_id = ask_for("tests.failure")
    wait_for(lambda: Job.objects.get(pk=job_id).error != "", within=PATIENCE, what="it to fail", process=process)

    assert Job.objects.get(pk=job_id).error.startswith("ValueError in fail (poison.py:")
    assert "400-0000" not in process.log.read_text()


def test_work_goes_on_after_the_broker_forgot_everything(start: Callable[..., Process]) -> None:
    samples = Sample.objects.bulk_create([Sample() for _ in range(30)])
    jobs = [ask_for("tasks.sample", sample_id=sample.pk) for sample in samples]
    flush_broker()
    start(process_of(beat_program()))

    process = start(worker())
    wait_for(lambda: is_in("done", *jobs), within=PATIENCE, what="the sweep to find them", process=process)

    assert set(Sample.objects.values_list("runs", flat=True)) == {1}


def test_unknown_tasks_and_unknown_arguments_harm_nobody(start: Callable[..., Process]) -> None:
    process = start(worker())
    sample = Sample.objects.create()
    with connection.cursor() as cursor:  # a row whose bell has not been rung
        cursor.execute(
            "INSERT INTO tasks_job (name, queue, args, ring_at) VALUES ('tasks.sample', 'side', %s, 'infinity') RETURNING id",
            [f'{{"sample_id": {sample.pk}}}'],
        )
        job_id = cursor.fetchone()[0]
    app.send_task("tasks.of_a_later_release", kwargs={"job_id": 1}, queue="side")
    app.send_task("tasks.sample", kwargs={"job_id": job_id, "added_later": True}, queue="side")

    wait_for(lambda: is_in("done", job_id), within=PATIENCE, what="the job to be done", process=process)

    assert process.exit_code is None


def test_a_killed_workers_job_is_done_once_by_the_next(start: Callable[..., Process]) -> None:
    start(process_of(beat_program()))
    first = start(worker())
    wait_for(lambda: ready(first), within=PATIENCE, what="the worker", process=first)
    samples = Sample.objects.bulk_create([Sample() for _ in range(200)])
    jobs = [ask_for("tasks.sample", sample_id=sample.pk) for sample in samples]
    wait_for(lambda: Job.objects.filter(state="done").exists(), within=PATIENCE, every=0.001, what="a job to be done")
    kill_tree(first.pid)

    second = start(worker())
    wait_for(lambda: is_in("done", *jobs), within=PATIENCE, what="all jobs to be done", process=second)

    assert set(Sample.objects.values_list("runs", flat=True)) == {1}


def test_two_beats_have_the_effect_of_one(start: Callable[..., Process]) -> None:
    process = start(worker())
    for _ in range(2):
        start(process_of(beat_program()))
    wait_for(Heartbeat.objects.exists, within=PATIENCE, what="a sign of life", process=process)
    wait_for(lambda: Slot.objects.filter(name="tasks.sweep").exists(), within=PATIENCE, what="a sweep", process=process)
    first = Slot.objects.get(name="tasks.sweep").turn
    wait_for(
        lambda: Slot.objects.get(name="tasks.sweep").turn >= first + 4, within=PATIENCE, what="more", process=process
    )

    turns = Slot.objects.get(name="tasks.sweep").turn - first + 1
    done, skipped = runs_of_sweep(process)
    assert done <= turns + 2
    assert skipped > 0  # the control: both beats did ask


def runs_of_sweep(process: Process) -> tuple[float, float]:
    """Return how often the worker swept, and how often it found the turn taken."""
    from config.metrics.multiprocess import scrape

    counts = {"done": 0.0, "skipped": 0.0}
    for metric in scrape(Path(process.env["PROMETHEUS_MULTIPROC_DIR"])):
        for sample in metric.samples:
            if sample.name == "conserje_task_runs_total" and sample.labels.get("task") == "tasks.sweep":
                counts[sample.labels["outcome"]] = counts.get(sample.labels["outcome"], 0) + sample.value
    return counts["done"], counts["skipped"]


@pytest.fixture(autouse=True)
def _close_connections() -> Iterator[None]:
    yield
    connections.close_all()
