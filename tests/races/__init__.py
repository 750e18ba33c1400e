"""Many threads that do the same thing at the same moment, each with a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

R = TypeVar("R")


def at_once(count: int, work: Callable[[int], R]) -> list[R]:
    """Return what each of the threads answers; none begins before all are there."""
    start = Barrier(count)

    def run(number: int) -> R:
        # Before the start: who still has to connect comes too late for the race.
        connection.ensure_connection()
        start.wait(timeout=60)
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))
