"""The way to ask for work, open to every app: a row in the caller's transaction, a ring after it is committed.

It imports nothing of ours but what belongs to the job table, so that any app may cause work of another.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, transaction

from tasks.doorbell import Ring, ring
from tasks.routes import needs_tenant, queue_of_job
from tenants.trace import tenant_id, trace_id

# A wake-up this close may wait in the broker; anything later waits in Postgres, where it cannot be lost or run twice.
SOON = 5.0

# Rung at once, a job is looked at again after 5 s; a later one when it is due.
INSERT = """
    INSERT INTO tasks_job (name, queue, args, trace, run_at, ring_at)
    SELECT %(name)s, %(queue)s, %(args)s::jsonb, %(trace)s, due,
           CASE WHEN due <= clock_timestamp() + interval '5 seconds' THEN due + interval '5 seconds' ELSE due END
    FROM (SELECT coalesce(%(run_at)s, clock_timestamp()) AS due) AS moment
    RETURNING id, extract(epoch FROM run_at - clock_timestamp())::float8
"""

INSERT_MANY = """
    INSERT INTO tasks_job (name, queue, args, trace, run_at, ring_at)
    SELECT %(name)s, %(queue)s, wanted.args, %(trace)s, due,
           CASE WHEN due <= clock_timestamp() + interval '5 seconds' THEN due + interval '5 seconds' ELSE due END
    FROM unnest(%(runs_at)s::timestamptz[], %(args)s::jsonb[]) AS wanted(run_at, args),
         LATERAL (SELECT coalesce(wanted.run_at, clock_timestamp()) AS due) AS moment
    RETURNING id, extract(epoch FROM run_at - clock_timestamp())::float8
"""


class NoTransaction(RuntimeError):
    """Work was asked for outside a transaction: the effect that it belongs to could be lost, or happen without it."""


class WrongTenant(RuntimeError):
    """Work was asked for without saying for which business, or for another one than is being worked for."""


def enqueue(name: str, run_at: datetime | None = None, **ids: int | str) -> int:
    """Write a job for the task `name` and return its id; a worker is rung once the caller's transaction commits.

    :raises NoTransaction: outside a transaction
    :raises WrongTenant: if `tenant_id` is missing (tasks.routes.PLATFORM has the exceptions) or not that of the scope
    :raises UnknownTask: if the task has no queue, or comes round by itself
    :raises TypeError: if something other than an id is passed
    """
    queue = checked_queue(name, ids)
    values = {"name": name, "queue": queue, "args": json.dumps(ids), "trace": trace_id.get(), "run_at": run_at}
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)
        job_id, delay = cursor.fetchone()
    ring_soon(name, queue, job_id, delay)
    return int(job_id)


def enqueue_many(name: str, wanted: Sequence[tuple[datetime | None, dict[str, int | str]]]) -> None:
    """Write several jobs for one task, each with its moment and its ids, in one statement. It raises what `enqueue` does."""
    queues = {checked_queue(name, ids) for _, ids in wanted}
    if not queues:
        return
    queue = queues.pop()
    values: dict[str, Any] = {
        "name": name,
        "queue": queue,
        "trace": trace_id.get(),
        "runs_at": [run_at for run_at, _ in wanted],
        "args": [json.dumps(ids) for _, ids in wanted],
    }
    with connection.cursor() as cursor:
        cursor.execute(INSERT_MANY, values)
        rows = cursor.fetchall()
    for job_id, delay in rows:
        ring_soon(name, queue, job_id, delay)


def checked_queue(name: str, ids: dict[str, int | str]) -> str:
    """Return the queue of a job that may be written.

    :raises NoTransaction: outside a transaction
    :raises WrongTenant: if it would work for nobody, or for a neighbour
    :raises UnknownTask: if the task has no queue, or comes round by itself
    :raises TypeError: if something other than an id is passed
    """
    if not connection.in_atomic_block:
        raise NoTransaction(f"{name} was enqueued outside transaction.atomic()")
    if wrong := [key for key, value in ids.items() if not isinstance(value, int | str)]:
        raise TypeError(f"{name} takes ids (numbers or texts); these are neither: {', '.join(wrong)}")
    queue = queue_of_job(name)
    check_tenant(name, ids)
    return queue


def ring_soon(name: str, queue: str, job_id: int, delay: float) -> None:
    """Ring for a job that is due by now, once it is committed; a later one waits in Postgres."""
    if delay <= SOON:
        transaction.on_commit(partial(ring, Ring(name, queue, job_id, max(0.0, delay))), robust=True)


def check_tenant(name: str, ids: dict[str, int | str]) -> None:
    """Refuse a job that would work for nobody, or for a neighbour.

    :raises WrongTenant: if it would
    """
    if not needs_tenant(name):
        return
    if "tenant_id" not in ids:
        raise WrongTenant(f"{name} was enqueued without tenant_id")
    if tenant_id.get() and str(ids["tenant_id"]) != tenant_id.get():
        raise WrongTenant(f"{name} was enqueued for tenant {ids['tenant_id']} in the scope of {tenant_id.get()}")
