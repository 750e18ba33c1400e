"""Rings the broker without making anybody wait: one thread per process publishes, at most every 10 ms.

A ring says "there is work" and nothing else, so it may be lost: the row is in Postgres and the sweep rings again. That is
why everything here is bounded and nothing is retried. Publishing inside a request costs four fifths of its throughput,
and a hung broker would hang the request.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
import time
from contextlib import suppress
from typing import Any, NamedTuple

from celery import current_app
from django.conf import settings
from kombu import Connection
from prometheus_client import Counter

# Bursts gather this long into one go; a lone ring is not delayed.
GAP = 0.01
# After a failure the broker is left alone this long: each attempt on a hung one costs a quarter of a second.
SILENCE = 1.0
# More than the sweep finds in one go; past it, rings are dropped and the sweep makes them.
MOST_WAITING = 10_000
# Bare rings for later that lie this close together are one: they find the same rows.
LATER_GRAIN = 0.05

RINGS = Counter("conserje_rings_total", "Rings published to the broker", ["queue"])
FAILED = Counter("conserje_rings_failed_total", "Rings that did not reach the broker; the sweep makes them again")

log = logging.getLogger(__name__)


class Ring(NamedTuple):
    """One thing to publish. Equal rings that wait together are one."""

    task: str
    queue: str
    job_id: int | None = None
    after: float = 0


class Doorbell:
    """The rings that wait and the thread that publishes them; one per process, started on first use."""

    def __init__(self) -> None:
        self.waiting: dict[Ring, None] = {}
        # Bare rings for later, by the moment when they are due.
        self.later: dict[Ring, float] = {}
        self.lock = threading.Lock()
        self.wake = threading.Event()
        self.idle = threading.Event()
        self.idle.set()
        self.thread: threading.Thread | None = None
        self.connection: Connection | None = None
        self.silent_until = 0.0

    def ring(self, ring: Ring) -> None:
        """Note a ring and return at once."""
        with self.lock:
            if len(self.waiting) + len(self.later) >= MOST_WAITING:
                FAILED.inc()
                return
            if ring.after > 0 and ring.job_id is None:
                self.put_off(ring)
            else:
                self.waiting[ring] = None
            self.idle.clear()
            if self.thread is None:
                self.thread = threading.Thread(target=self.work, name="doorbell", daemon=True)
                self.thread.start()
        self.wake.set()

    def work(self) -> None:
        """Publish whatever waits, for as long as the process lives."""
        while True:
            self.wake.wait(self.until_next())
            self.wake.clear()
            self.publish(self.take())
            with self.lock:
                if not self.waiting:
                    self.idle.set()
            time.sleep(GAP)

    def put_off(self, ring: Ring) -> None:
        """Keep a bare ring here until it is due. In the broker each would hold a place in a worker's memory meanwhile.

        Called with the lock held. Those due at about the same moment are one.
        """
        due = time.monotonic() + ring.after
        key = ring._replace(after=round(due / LATER_GRAIN) * LATER_GRAIN)
        self.later[key] = max(due, self.later.get(key, due))

    def until_next(self) -> float | None:
        """Return how long to sleep: for ever, unless something is to be rung later."""
        with self.lock:
            return max(0.0, min(self.later.values()) - time.monotonic()) if self.later else None

    def take(self) -> list[Ring]:
        now = time.monotonic()
        with self.lock:
            rings, self.waiting = list(self.waiting), {}
            due = [ring for ring, moment in self.later.items() if moment <= now]
            for ring in due:
                del self.later[ring]
        return [*rings, *dict.fromkeys(ring._replace(after=0) for ring in due)]

    def publish(self, rings: list[Ring]) -> None:
        """Send the rings over one connection; the first failure gives up on all that are left."""
        for sent, ring in enumerate(rings):
            if time.monotonic() < self.silent_until:
                FAILED.inc(len(rings) - sent)
                return
            try:
                self.send(ring)
            except Exception as error:  # whatever the broker's client raises: a ring may be lost, this thread may not
                self.give_up(error)
                FAILED.inc(len(rings) - sent)
                return

    def send(self, ring: Ring) -> None:
        if self.connection is None:
            self.connection = Connection(settings.BROKER_URL, transport_options=settings.BROKER_PUBLISH_OPTIONS)
        options: dict[str, Any] = {"countdown": ring.after} if ring.after > 0 else {}
        current_app.send_task(
            ring.task,
            kwargs={} if ring.job_id is None else {"job_id": ring.job_id},
            queue=ring.queue,
            producer=current_app.amqp.Producer(self.connection.default_channel, auto_declare=False),
            retry=False,
            ignore_result=True,
            **options,
        )
        RINGS.labels(ring.queue).inc()

    def give_up(self, error: Exception) -> None:
        """Drop the connection, since its state is unknown, and leave the broker alone for a moment."""
        log.warning("broker not reached, the sweep will ring again", extra={"error": type(error).__name__})
        self.silent_until = time.monotonic() + SILENCE
        broken, self.connection = self.connection, None
        if broken is not None:
            # Saying goodbye to a server that hangs may fail like anything else.
            with suppress(Exception):
                broken.collect()

    def flush(self, within: float) -> bool:
        """Return whether all rings were dealt with in time; for commands that end right after asking for work."""
        return self.idle.wait(within)


bell = Doorbell()


def ring(ring: Ring) -> None:
    """Publish soon, from this process's thread."""
    bell.ring(ring)


def renew() -> None:
    """Start afresh in a forked child: threads and connections stay with the parent."""
    global bell
    bell = Doorbell()


os.register_at_fork(after_in_child=renew)
atexit.register(lambda: bell.flush(within=1.0))
