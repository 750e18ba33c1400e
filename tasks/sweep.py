"""Finds work whose ring was lost and rings again; finds jobs whose worker died and frees them. Every two seconds."""

from __future__ import annotations

import json
import logging
from typing import Any

from celery import current_app
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

# Moments are statement_timestamp, since clock_timestamp changes within a statement and no index can serve it.
QUEUES_DUE = """
    SELECT DISTINCT queue FROM tasks_job WHERE state IN ('waiting', 'running') AND ring_at <= statement_timestamp()
"""
# A locked row is being worked on. A job that waited for its own time (ring_at = run_at) was never rung; one that was
# running has lost its worker. Of the others as many are rung as rows wait beyond the rings still in the broker, the
# oldest first: queues are first in, first out, so what was lost is what is left behind. Without that, a busy hour's
# backlog would be rung again and again. Rings of one job grow apart for the same reason.
DUE = """
    WITH due AS (
        SELECT id, queue, run_at, state = 'running' AS orphaned, ring_at > run_at AS rung_before FROM tasks_job
        WHERE state IN ('waiting', 'running') AND ring_at <= statement_timestamp()
        ORDER BY ring_at LIMIT %(batch)s FOR UPDATE SKIP LOCKED
    ), waiting AS (
        SELECT queue, count(*) AS jobs FROM tasks_job
        WHERE state IN ('waiting', 'running') AND run_at <= statement_timestamp() GROUP BY queue
    ), chosen AS (
        SELECT due.*, orphaned OR NOT rung_before OR jobs - coalesce((%(in_broker)s::jsonb ->> due.queue)::int, 0) >=
            row_number() OVER (PARTITION BY queue, orphaned, rung_before ORDER BY run_at, id) AS ring
        FROM due JOIN waiting USING (queue)
    )
    UPDATE tasks_job AS job SET
        state = CASE WHEN orphaned AND attempts >= %(most)s THEN 'dead' ELSE 'waiting' END,
        finished_at = CASE WHEN orphaned AND attempts >= %(most)s THEN statement_timestamp() END,
        error = CASE WHEN orphaned THEN 'its worker died or lost the connection' ELSE error END,
        token = NULL,
        rings = rings + (ring AND rung_before)::int,
        ring_at = statement_timestamp() + make_interval(
            secs => CASE WHEN ring THEN least(60, 5 * power(2, least(rings, 4))) ELSE 5 END)
    FROM chosen WHERE job.id = chosen.id
    RETURNING job.id, job.name, job.queue, job.state, chosen.ring, chosen.rung_before
"""


@periodic("tasks.sweep", seconds=20)
def sweep_due() -> None:
    """Ring every job that is due, that nobody is working on, and whose ring is not on its way."""
    with connection.cursor() as cursor:
        cursor.execute(QUEUES_DUE)
        in_broker = rings_in_broker([queue for (queue,) in cursor.fetchall()])
    for _ in range(MOST_BATCHES):
        if sweep_batch(in_broker) < BATCH:
            return


def rings_in_broker(queues: list[str]) -> dict[str, int]:
    """Return how many rings wait in each of these queues."""
    if not queues:
        return {}
    with current_app.connection_for_read() as broker, broker.channel() as channel:
        ask: Any = channel  # each transport has a class of its own, and the stubs know what they share
        # RabbitMQ's queues exist and are only asked. Redis has no empty queue to find, and declaring one makes none.
        passive = broker.transport.driver_type != "redis"
        return {queue: int(ask.queue_declare(queue, passive=passive).message_count) for queue in queues}


def sweep_batch(in_broker: dict[str, int]) -> int:
    """Free and ring one batch; answers how many jobs it held."""
    with connection.cursor() as cursor:
        cursor.execute(DUE, {"batch": BATCH, "most": MOST_ATTEMPTS, "in_broker": json.dumps(in_broker)})
        rows = cursor.fetchall()
    for job_id, name, queue, state, is_rung, was_rung_before in rows:
        if state == "dead":
            BURIED.inc()
            log.error("job killed its worker too often", extra={"job_id": job_id, "job_name": name})
        elif is_rung:
            RESCUED.inc(int(was_rung_before))
            ring(Ring(name, queue, job_id))
    return len(rows)
