"""Everything that comes round, on one page: which task, how often, in which queue.

A turn begins at each multiple of `every` on the clock, so two beats ask at the same moment and the slot table lets one
of them have it. A beat that starts asks for everything once: what has already run in this turn stays undone, what was
missed is done once, not once for every turn that was missed.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import floor
from typing import Any

from celery.beat import Scheduler
from celery.schedules import schedstate, schedule

from tasks.routes import QUEUES, queue_of

DAY = 86_400
# A stale request does nothing but take its slot's row; this only keeps the queue of a stopped worker from growing for
# ever, and it must exceed any error of a worker's clock.
EXPIRES = 900
# A request can be lost like any ring, so beat asks for a long turn again and again; the slot lets one of them have it.
ASK_EVERY = 60


@dataclass(frozen=True)
class Periodic:
    """One line of the page. Its slot is its name, unless the same task comes round in several places."""

    task: str
    every: int
    queue: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)
    place: str = ""

    @property
    def slot(self) -> str:
        return f"{self.task}:{self.place}" if self.place else self.task


PERIODICS = (
    Periodic("tasks.sweep", 2),
    Periodic("bookings.expire_holds", 5),
    Periodic("messaging.sweep", 2),
    # A line for each queue: it proves that the queue's workers do work, and not only that they live.
    *(Periodic("tasks.canary", 30, queue=queue, arguments={"queue": queue}, place=queue) for queue in QUEUES),
    # Work that must not be lost with its turn is started as a job.
    Periodic("tasks.start", DAY, arguments={"task": "tasks.forget_finished"}, place="tasks.forget_finished"),
    Periodic("tasks.start", DAY, arguments={"task": "tenants.forget_access"}, place="tenants.forget_access"),
    Periodic("tasks.start", DAY, arguments={"task": "tenants.forget_all_answers"}, place="tenants.forget_all_answers"),
    Periodic("tasks.start", DAY, arguments={"task": "messaging.forget_events"}, place="messaging.forget_events"),
    Periodic(
        "tasks.start", DAY, arguments={"task": "messaging.tidy_all_statuses"}, place="messaging.tidy_all_statuses"
    ),
    Periodic(
        *("tasks.start", DAY),
        arguments={"task": "messaging.sync_all_templates"},
        place="messaging.sync_all_templates",
    ),
    Periodic(
        *("tasks.start", 3600),
        arguments={"task": "messaging.look_at_all_numbers"},
        place="messaging.look_at_all_numbers",
    ),
    # Each hour, since the businesses' days close at different hours; it finds nothing to do twice.
    Periodic("tasks.start", 3600, arguments={"task": "bookings.close_every_day"}, place="bookings.close_every_day"),
    Periodic(
        *("tasks.start", DAY),
        arguments={"task": "tenants.forget_all_webhook_deliveries"},
        place="tenants.forget_all_webhook_deliveries",
    ),
)


class Turns(schedule):
    """Due once in each turn of the clock."""

    run_every: timedelta  # as the parent keeps what it was made with

    def is_due(self, last_run_at: datetime) -> schedstate:
        every = self.run_every.total_seconds()
        now = time.time()
        return schedstate(
            is_due=floor(now / every) > floor(last_run_at.timestamp() / every),
            # A little past the boundary, so that a database whose clock lags slightly is in the new turn too.
            next=(floor(now / every) + 1) * every - now + 0.05,
        )


class TurnScheduler(Scheduler):
    """Celery's own beat without its file: the slot table knows what has run."""

    def setup_schedule(self) -> None:
        self.merge_inplace(self.app.conf.beat_schedule)


def beat_schedule() -> dict[str, dict[str, Any]]:
    """Return the page in Celery's words."""
    return {
        line.slot: {
            "task": line.task,
            "schedule": Turns(min(line.every, ASK_EVERY)),
            "kwargs": {"slot": line.slot, "every": line.every, **line.arguments},
            "options": {"queue": line.queue or queue_of(line.task), "expires": EXPIRES, "ignore_result": True},
            "last_run_at": datetime(1970, 1, 1, tzinfo=UTC),
        }
        for line in PERIODICS
    }
