"""What time it is: this machine's clock, put right by the database's. Edges read it once and pass it on.

Rows are compared with Postgres's clock, so a machine whose own runs ahead would let holds expire before their time.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

# Measured when a scope begins, at most this often: the two clocks drift by milliseconds in an hour.
MEASURE_EVERY = 30.0
# An answer that took longer says too little about the moment it was given.
LONGEST_ROUND_TRIP = 0.1

# What Postgres's clock calls due, ours may not yet: by half a round trip when it was measured, and what it drifted since.
NEARLY = timedelta(seconds=1)

offset = 0.0
measured_at = 0.0
moved_to: datetime | None = None


def now() -> datetime:
    """Return the present moment in UTC."""
    return moved_to or datetime.fromtimestamp(here() + offset, UTC)


def here() -> float:
    """Return this machine's own time, for measuring how far off it is."""
    return time.time()


def learn(moment: datetime, *, asked: float, answered: float) -> None:
    """Take over the database's clock from an answer of its."""
    global offset, measured_at
    is_due = not measured_at or abs(answered - measured_at) >= MEASURE_EVERY
    if is_due and answered - asked <= LONGEST_ROUND_TRIP:
        offset, measured_at = moment.timestamp() - (asked + answered) / 2, answered


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Stop the clock of this process at a moment, for tests and for trying things out."""
    global moved_to
    before, moved_to = moved_to, moment.astimezone(UTC)
    try:
        yield
    finally:
        moved_to = before


def move(by: timedelta) -> None:
    """Move a stopped clock."""
    global moved_to
    if moved_to is None:
        raise RuntimeError("the clock is not stopped: use stopped_at(moment) first")
    moved_to += by
