"""A stream of sample jobs and the books about them: what was asked for, what was done, how often."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from tasks.models import Sample
from tasks.queue import enqueue


def ask_for(count: int) -> None:
    """Make sample rows and ask for one run of each, ten to a transaction as a busy hour would."""
    for begin in range(0, count, 10):
        with transaction.atomic():
            for sample in Sample.objects.bulk_create([Sample() for _ in range(min(10, count - begin))]):
                enqueue("tasks.sample", sample_id=sample.pk)


def done() -> int:
    """Return how many sample jobs are done."""
    return count_of("state = 'done'")


def unfinished() -> int:
    """Return how many sample jobs are still to be done."""
    return count_of("state IN ('waiting', 'running')")


def count_of(condition: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM tasks_job WHERE name = 'tasks.sample' AND {condition}")  # noqa: S608 (our own words)
        return int(cursor.fetchone()[0])


def books() -> dict[str, Any]:
    """Return what became of all samples: lost were never worked on, doubled more than once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE runs = 0), count(*) FILTER (WHERE runs > 1) FROM tasks_sample"
        )
        asked, lost, doubled = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FILTER (WHERE state = 'done'), count(*) FILTER (WHERE state = 'dead'),"
            " coalesce(sum(rings), 0), count(*) FILTER (WHERE attempts > 1), max(attempts)"
            " FROM tasks_job WHERE name = 'tasks.sample'"
        )
        finished, dead, rerung, repeated, most = cursor.fetchone()
    return {
        "jobs": asked,
        "done": finished,
        "dead": dead,
        "lost": lost,
        "doubled": doubled,
        "rerung_by_sweep": int(rerung),
        "jobs_tried_again": repeated,
        "most_attempts": most,
    }


def hold(promises: dict[str, bool]) -> tuple[bool, list[str]]:
    """Return whether all promises held, and the names of those that did not."""
    broken = [name for name, kept in promises.items() if not kept]
    return not broken, broken
