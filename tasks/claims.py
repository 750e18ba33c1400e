"""Takes a job, finishes it, gives it back: the few statements that decide who may do what with a job row.

All moments are the database's: the clocks of workers differ.

A job that works inside one transaction is guarded by its row lock, which Postgres drops the moment the worker dies; the
sweep passes over locked rows, so a dead worker's job is back within seconds. A job that talks to the outside holds no
lock; it has a lease as long as its time limit instead.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

# A job that failed, or killed its worker, this often waits for a person.
MOST_ATTEMPTS = 5
# Between the claim and the row lock lies one commit; a worker frozen longer than this in between has lost the job.
GRACE = 5.0

CLAIM = """
    UPDATE tasks_job SET state = 'running', attempts = attempts + 1, token = gen_random_uuid(),
           ring_at = clock_timestamp() + make_interval(secs => %(lease)s)
    WHERE id = (
        SELECT id FROM tasks_job
        WHERE id = %(id)s AND name = %(name)s AND state = 'waiting' AND run_at <= clock_timestamp()
        FOR UPDATE SKIP LOCKED
    )
    RETURNING id, token, args, attempts, trace, extract(epoch FROM clock_timestamp() - run_at)::float8
"""
FINISH = """
    UPDATE tasks_job SET state = 'done', token = NULL, error = '', finished_at = clock_timestamp()
    WHERE id = %(id)s AND token = %(token)s
"""
GIVE_BACK = """
    UPDATE tasks_job SET token = NULL, error = %(error)s,
           state = CASE WHEN attempts >= %(most)s THEN 'dead' ELSE 'waiting' END,
           finished_at = CASE WHEN attempts >= %(most)s THEN clock_timestamp() END,
           run_at = statement_timestamp() + make_interval(secs => %(delay)s),
           ring_at = statement_timestamp() + make_interval(secs => %(delay)s)
    WHERE id = %(id)s AND token = %(token)s
    RETURNING state
"""


class Claim(NamedTuple):
    """A job in our hands: the token says that it is still ours."""

    id: int
    token: UUID
    args: dict[str, Any]
    attempts: int
    trace: str
    waited: float


class LostClaim(Exception):
    """Somebody else took the job over while we were away; nothing of ours may count."""


def claim(job_id: int, *, name: str, lease: float) -> Claim | None:
    """Return the job, counted as one more attempt, or None if it is not to be had (done, not due, in other hands)."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"id": job_id, "name": name, "lease": lease})
        row = cursor.fetchone()
    return Claim(row[0], row[1], json.loads(row[2]), *row[3:]) if row else None


def finish(claim: Claim) -> None:
    """Mark the job done.

    :raises LostClaim: if it is no longer ours
    """
    with connection.cursor() as cursor:
        cursor.execute(FINISH, {"id": claim.id, "token": claim.token})
        if cursor.rowcount != 1:
            raise LostClaim(f"job {claim.id}")


def give_back(claim: Claim, *, error: str, delay: float) -> str:
    """Return the job to the queue after a failure, or to the dead letters; answers its new state, "" if not ours."""
    values: dict[str, Any] = {"id": claim.id, "token": claim.token, "most": MOST_ATTEMPTS}
    values |= {"error": error[:500], "delay": delay}
    with connection.cursor() as cursor:
        cursor.execute(GIVE_BACK, values)
        row = cursor.fetchone()
    return str(row[0]) if row else ""
