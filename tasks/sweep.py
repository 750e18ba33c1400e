"""Finds work whose ring was lost and rings again; finds jobs whose worker died and frees them. Every two seconds."""

from __future__ import annotations

import logging

from django.db import connection
from prometheus_client import Counter

from tasks.base import periodic
from tasks.claims import MOST_ATTEMPTS
from tasks.doorbell import Ring, ring

BATCH = 500
# Bounded, so that a sweep ends before the next one begins; what is left is found two seconds later.
MOST_BATCHES = 10

RESCUED = Counter("conserje_jobs_rerung_total", "Jobs that the sweep rang because their ring or their worker was lost")
BURIED = Counter("conserje_jobs_buried_total", "Jobs that the sweep declared dead: they killed their worker each time")

log = logging.getLogger(__name__)

# statement_timestamp, since clock_timestamp changes within a statement and no index can serve it.
# A locked row is being worked on. Rings of one job grow apart, so that a backlog is not rung faster than it is worked off.
# A job that waited for its own time (ring_at = run_at) was not lost and does not count as rung again.
DUE = """
    WITH due AS (
        SELECT id FROM tasks_job
        WHERE state IN ('waiting', 'running') AND ring_at <= statement_timestamp()
        ORDER BY ring_at LIMIT %(batch)s FOR UPDATE SKIP LOCKED
    )
    UPDATE tasks_job AS job SET
        state = CASE WHEN job.state = 'running' AND attempts >= %(most)s THEN 'dead' ELSE 'waiting' END,
        finished_at = CASE WHEN job.state = 'running' AND attempts >= %(most)s THEN clock_timestamp() END,
        error = CASE WHEN job.state = 'running' THEN 'its worker died or lost the connection' ELSE error END,
        token = NULL,
        rings = rings + (ring_at > run_at)::int,
        ring_at = clock_timestamp() + make_interval(secs => least(60, 5 * power(2, least(rings, 4))))
    FROM due WHERE job.id = due.id
    RETURNING job.id, job.name, job.queue, job.state, old.ring_at > old.run_at
"""


@periodic("tasks.sweep", seconds=20)
def sweep_due() -> None:
    """Ring every job that is due and that nobody is working on."""
    for _ in range(MOST_BATCHES):
        if sweep_batch() < BATCH:
            return


def sweep_batch() -> int:
    """Free and ring one batch; answers how many jobs it held."""
    with connection.cursor() as cursor:
        cursor.execute(DUE, {"batch": BATCH, "most": MOST_ATTEMPTS})
        rows = cursor.fetchall()
    for job_id, name, queue, state, was_lost in rows:
        if state == "dead":
            BURIED.inc()
            log.error("job killed its worker too often", extra={"job_id": job_id, "job_name": name})
            continue
        RESCUED.inc(int(was_lost))
        ring(Ring(name, queue, job_id))
    return len(rows)
