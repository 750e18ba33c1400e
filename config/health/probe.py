"""A question to another server with a limit on the wait, whatever that server does.

A stopped Postgres answers nothing and no client-side time limit covers that, so the question is asked by a thread, and
by one at a time: however many ask for our health, a hung server holds one thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from typing import Any

Answer = dict[str, Any]


class Probe:
    """Asks one thing; those who ask at the same time share the answer."""

    def __init__(self, ask: Callable[[], Answer]) -> None:
        self.ask = ask
        self.lock = threading.Lock()
        self.pending: Future[Answer] | None = None

    def start(self) -> Future[Answer]:
        """Return the answer to come."""
        with self.lock:
            if self.pending is None or self.pending.done():
                self.pending = Future()
                threading.Thread(target=self.run, args=[self.pending], name="probe", daemon=True).start()
            return self.pending

    def run(self, future: Future[Answer]) -> None:
        try:
            future.set_result({"status": "ok", **self.ask()})
        except Exception as error:  # whatever the server's client raises means the same here: it does not work
            future.set_result({"status": "down", "error": type(error).__name__})


def collect(probes: dict[str, Probe], *, within: float) -> dict[str, Answer]:
    """Ask all at once and return what came back until the time was up; the rest are down."""
    until = time.monotonic() + within
    futures = {name: probe.start() for name, probe in probes.items()}
    return {name: answer_of(future, max(0.0, until - time.monotonic())) for name, future in futures.items()}


def answer_of(future: Future[Answer], within: float) -> Answer:
    try:
        return future.result(timeout=within)
    except TooLate:
        return {"status": "down", "error": "no answer in time"}
