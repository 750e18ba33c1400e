"""Gives dead jobs another five attempts, when a person has mended what killed them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.db import connection, transaction

from tasks.doorbell import Ring, ring


def redrive(job_ids: Iterable[int]) -> int:
    """Put dead jobs back into their queues and return how many; what is no longer dead stays as it is."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tasks_job SET state = 'waiting', attempts = 0, finished_at = NULL, run_at = clock_timestamp(),"
            " ring_at = clock_timestamp() + interval '5 seconds'"
            " WHERE id = ANY(%s) AND state = 'dead' RETURNING id, name, queue",
            [list(job_ids)],
        )
        rows = cursor.fetchall()
        for job_id, name, queue in rows:
            transaction.on_commit(partial(ring, Ring(name, queue, job_id)), robust=True)
    return len(rows)
