"""The platform's own tasks: signs of life, starting jobs on time, and forgetting what is long done."""

from __future__ import annotations

from django.db import connection

from tasks.base import job, periodic
from tasks.models import Sample
from tasks.queue import enqueue

KEEP_DAYS = 14
KEEP_DEAD_DAYS = 90
BATCH = 5000


@periodic("tasks.canary", seconds=10)
def sing(*, queue: str) -> None:
    """Note that the workers of a queue do work."""
    note_heartbeat(f"queue:{queue}")


def note_heartbeat(name: str) -> None:
    """Write that a part has just done something."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tasks_heartbeat (name, seen_at) VALUES (%s, clock_timestamp())"
            " ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at",
            [name],
        )


def forget_signs_of_life() -> None:
    """Start from no sign of life, so that those of an earlier run are not taken for this one's."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM tasks_heartbeat")
        cursor.execute("DELETE FROM tasks_slot WHERE name LIKE 'tasks.canary:%%'", [])


@periodic("tasks.start", seconds=10, atomic=True)
def start(*, task: str) -> None:
    """Start a job whose time has come; turn and job are one transaction, so a day's work is not lost with its turn."""
    enqueue(task)


@job("tasks.forget_finished", seconds=60)
def forget_finished() -> None:
    """Delete jobs that ended long ago, a batch at a time: done ones after two weeks, dead ones after three months."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM tasks_job WHERE id IN (
                SELECT id FROM tasks_job WHERE state IN ('done', 'dead') AND finished_at < now() -
                    CASE state WHEN 'done' THEN make_interval(days => %s) ELSE make_interval(days => %s) END
                ORDER BY finished_at LIMIT %s
            )
            """,
            [KEEP_DAYS, KEEP_DEAD_DAYS, BATCH],
        )
        more = cursor.rowcount == BATCH
    if more:
        enqueue("tasks.forget_finished")


@job("tasks.sample", seconds=20)
def work_on_sample(*, sample_id: int) -> None:
    """Count one run of a sample row; what drills watch while things break."""
    # Read, then write, without a lock of its own: only the job's own guard keeps this right.
    sample = Sample.objects.get(pk=sample_id)
    sample.runs += 1
    sample.save(update_fields=["runs"])
