"""What every task is made with: `@job` for work that must happen, `@periodic` for work that comes round.

The runner claims the job (which counts the attempt, before the work), runs the function, and marks the job done; with
`atomic` (the default) the effect and the mark are one transaction, so a job counts exactly once however often it is rung.
"""

from __future__ import annotations

import inspect
import logging
import random
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, TypeVar

from celery import shared_task
from django.db import close_old_connections, connection, transaction
from prometheus_client import Counter, Histogram

from tasks.claims import GRACE, Claim, LostClaim, claim, finish, give_back
from tasks.routes import needs_tenant, queue_of
from tenants.scoping import tenant_scope
from tenants.trace import log_context, new_trace_id

RUNS = Counter("conserje_task_runs_total", "Task runs by how they ended", ["task", "outcome"])
SECONDS = Histogram("conserje_task_seconds", "How long task runs took", ["task"])
WAITED = Histogram(
    "conserje_task_wait_seconds", "From due to begun", ["queue"], buckets=(0.01, 0.05, 0.1, 0.5, 1, 5, 30, 300)
)

LONGEST_DELAY = 600.0
F = TypeVar("F", bound=Callable[..., None])

log = logging.getLogger(__name__)
deadline_at: ContextVar[float] = ContextVar("deadline_at", default=float("inf"))


@dataclass(frozen=True)
class Work:
    """A registered task: what runs, how long it may take, and whether effect and mark are one transaction."""

    name: str
    function: Callable[..., None]
    seconds: int
    atomic: bool = True


JOBS: dict[str, Work] = {}
PERIODIC: dict[str, Work] = {}
RUNG: dict[str, Work] = {}


def job(name: str, *, seconds: int = 30, atomic: bool = True) -> Callable[[F], F]:
    """Register the function as the work of jobs of this name; it is called with the ids that `enqueue` was given.

    It works for one business, takes its `tenant_id`, and runs in its scope; without `atomic` it enters
    tenant_scope(...) itself for each of its steps, since a scope is a transaction. tasks.routes.PLATFORM has the exceptions.

    :raises UnknownTask: if the name has no queue
    :raises TypeError: if it does not take the tenant that it works for
    """
    queue_of(name)

    def register(function: F) -> F:
        if needs_tenant(name) and "tenant_id" not in inspect.signature(function).parameters:
            raise TypeError(f"{name} must take tenant_id, or stand in tasks.routes.PLATFORM with a reason")
        work = JOBS[name] = Work(name, function, seconds, atomic)

        @shared_task(name=name, soft_time_limit=seconds, time_limit=seconds + int(GRACE))
        def run(job_id: int = 0, **_: Any) -> None:
            run_job(work, job_id)

        return function

    return register


def periodic(name: str, *, seconds: int = 30, atomic: bool = False) -> Callable[[F], F]:
    """Register the function as work that comes round (tasks/schedule.py); each turn of it runs once, whoever asks.

    With `atomic` the turn is taken in the transaction of the work, so that a failure leaves it to whoever asks next;
    without, a failure costs the turn, and a long piece of work holds no transaction open.
    """
    queue_of(name)

    def register(function: F) -> F:
        work = PERIODIC[name] = Work(name, function, seconds, atomic)

        @shared_task(name=name, soft_time_limit=seconds, time_limit=seconds + int(GRACE))
        def run(slot: str = name, every: float = 1, **arguments: Any) -> None:
            run_turn(work, slot=slot, every=every, arguments=arguments)

        return function

    return register


def rung(name: str, *, seconds: int = 60) -> Callable[[F], F]:
    """Register the function as work that a bare ring asks for: it finds its rows itself, and may run beside itself.

    What it works on is claimed row by row, so a ring too many finds nothing, and a lost one is made again by a sweep.
    """
    queue_of(name)

    def register(function: F) -> F:
        work = RUNG[name] = Work(name, function, seconds, atomic=False)

        @shared_task(name=name, soft_time_limit=seconds, time_limit=seconds + int(GRACE))
        def run(**_: Any) -> None:
            run_rung(work)

        return function

    return register


def remaining_seconds() -> float:
    """Return how long the running task may still take; worker threads have no other time limit than what asks this."""
    return deadline_at.get() - time.monotonic()


def run_job(work: Work, job_id: int) -> None:
    """Claim a job and do its work, if it is still to be done."""
    with kept_connection(), observed(work) as outcomes:
        # A lock guards the work of an atomic job, so its claim needs only to last until then.
        mine = claim(job_id, name=work.name, lease=GRACE if work.atomic else work.seconds + GRACE)
        if mine is None:
            outcomes.append("skipped")
            return
        WAITED.labels(queue_of(work.name)).observe(max(0.0, mine.waited))
        with log_context(trace=mine.trace or new_trace_id(), tenant=str(mine.args.get("tenant_id", ""))):
            outcomes.append(attempt(work, mine))


def attempt(work: Work, mine: Claim) -> str:
    """Do the work and say how it ended; any failure gives the job back."""
    try:
        do(work, mine)
    except LostClaim:
        log.warning("job was taken over by another worker", extra={"job_id": mine.id})
        return "lost"
    except Exception as error:  # a task may fail in any way; the row keeps what happened and the sweep goes on from it
        log.exception("job failed", extra={"job_id": mine.id, "attempts": mine.attempts})
        state = give_back(mine, error=where(error), delay=delay_after(mine.attempts))
        return {"dead": "dead", "waiting": "failed"}.get(state, "lost")
    return "done"


def where(error: Exception) -> str:
    """Return what failed and where. Not the message: it may hold a guest's words; the log has it, masked, by trace."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.name} ({PurePath(frame.filename).name}:{frame.lineno})"


def do(work: Work, mine: Claim) -> None:
    """Run the function. Done is written first where it can be rolled back: it locks the row and saves a statement."""
    if not work.atomic:
        work.function(**known_arguments(work, mine))
        finish(mine)
        return
    with transaction.atomic():
        finish(mine)
        with scope_of(work, mine):
            work.function(**known_arguments(work, mine))


def scope_of(work: Work, mine: Claim) -> AbstractContextManager[None]:
    """Return the scope of the business that the job is done for."""
    if not needs_tenant(work.name):
        return nullcontext()
    return tenant_scope(int(mine.args["tenant_id"]), actor=f"task:{work.name}")


def known_arguments(work: Work, mine: Claim) -> dict[str, Any]:
    """Return the ids that the function takes: a newer web process may send more than this worker knows of."""
    takes = inspect.signature(work.function).parameters
    return {name: value for name, value in mine.args.items() if name in takes}


def delay_after(attempts: int) -> float:
    """Return how long to wait before the next attempt: doubling, with jitter so that failures do not come back together."""
    return random.uniform(0.5, 1) * min(LONGEST_DELAY, 2.0**attempts)  # noqa: S311 (spreads load, guards nothing)


def run_turn(work: Work, *, slot: str, every: float, arguments: dict[str, Any]) -> None:
    """Do periodic work if nobody has done this turn."""
    with kept_connection(), observed(work) as outcomes, log_context(trace=new_trace_id()):
        try:
            with transaction.atomic() if work.atomic else nullcontext():
                is_ours = take_turn(slot, every)
                if is_ours:
                    work.function(**arguments)
        except Exception:  # the next turn tries again; until then the log and the metric say so
            log.exception("periodic work failed")
            outcomes.append("failed")
        else:
            outcomes.append("done" if is_ours else "skipped")


def run_rung(work: Work) -> None:
    """Do what a ring asked for. A failure is logged; the rows are still there, and the sweep rings again."""
    with kept_connection(), observed(work) as outcomes, log_context(trace=new_trace_id()):
        try:
            work.function()
        except Exception:  # whatever it was, the rows keep it, and the next ring goes on from there
            log.exception("rung work failed")
            outcomes.append("failed")
        else:
            outcomes.append("done")


def take_turn(slot: str, every: float) -> bool:
    """Return whether this call is the first in the present turn. Turns are counted by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO tasks_slot (name, turn, ran_at)
            VALUES (%s, floor(extract(epoch FROM clock_timestamp()) / %s), clock_timestamp())
            ON CONFLICT (name) DO UPDATE SET turn = excluded.turn, ran_at = excluded.ran_at
            WHERE tasks_slot.turn < excluded.turn
            RETURNING turn
            """,
            [slot, every],
        )
        return cursor.fetchone() is not None


@contextmanager
def kept_connection() -> Iterator[None]:
    """Keep the worker's connection between tasks, and replace it when the server went away in between."""
    close_old_connections()
    try:
        yield
    finally:
        if not connection.in_atomic_block:  # a test that calls a task inside its own transaction keeps it
            close_old_connections()


@contextmanager
def observed(work: Work) -> Iterator[list[str]]:
    """Measure one run; the last word put into the list is its outcome."""
    outcomes = ["error"]
    begun = time.monotonic()
    token = deadline_at.set(begun + work.seconds)
    try:
        with log_context(task=work.name):
            yield outcomes
    finally:
        deadline_at.reset(token)
        RUNS.labels(work.name, outcomes[-1]).inc()
        SECONDS.labels(work.name).observe(time.monotonic() - begun)
