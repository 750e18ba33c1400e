"""What clerks are asked to do, and what they found."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson
from django.conf import settings

from proof.answering import database_address

# (unit, check-in, nights)
Wish = tuple[int, str, int]


@dataclass
class Orders:
    """What the clerks of a process are asked to do, and for how long."""

    tenant: int
    seed: str
    threads: int
    # So long, and until each has tried so many things: a slow machine looks no less closely.
    seconds: float = 0
    attempts: int = 0
    # Minutes of the hotel's clock in a second of ours: holds run out while we look.
    speed: float = 10
    # Units that are fought for, and for each thread one that nobody else touches.
    common: list[int] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    # Stays that overlap nothing: placed instead of anything else.
    stays: list[Wish] = field(default_factory=list)


@dataclass
class Found:
    """What came of it."""

    outcomes: Counter[str] = field(default_factory=Counter)
    # Bookings that somebody was promised.
    promised: list[int] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    valid: int = 0
    valid_refused: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "outcomes": dict(self.outcomes)}

    def count(self, outcome: str) -> int:
        """Return how many attempts of any kind ended so."""
        return sum(count for name, count in self.outcomes.items() if name.rpartition(" ")[2] == outcome)


def together(found: Iterable[Found]) -> Found:
    """Return what several found."""
    all_of = Found()
    for one in found:
        all_of.outcomes += one.outcomes
        all_of.promised += one.promised
        all_of.strange += one.strange
        all_of.valid += one.valid
        all_of.valid_refused += one.valid_refused
    return all_of


class Clerks:
    """A process of clerks on the database that we are connected to; it waits for the others before it begins."""

    def __init__(self, orders: Orders) -> None:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": database_address(),
            # As a worker: a connection is kept until it is cut.
            "CONSERJE_ROLE": "worker",
            "LOG_LEVEL": "ERROR",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "proof.clerks"],
            env=environment,
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.tell(orjson.dumps(asdict(orders)).decode())

    def tell(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def wait_until_ready(self) -> None:
        """Wait until everybody is there.

        :raises RuntimeError: if they will never be
        """
        assert self.process.stdout
        if self.process.stdout.readline() != "ready\n":
            raise RuntimeError(f"clerks ended with {self.process.wait()} before they began")

    def collect(self) -> Found:
        """Wait for the end and return what they found.

        :raises RuntimeError: if the process broke
        """
        told, _ = self.process.communicate(timeout=900)
        if self.process.returncode:
            raise RuntimeError(f"clerks ended with {self.process.returncode}")
        values = orjson.loads(told)
        return Found(**{**values, "outcomes": Counter(values["outcomes"])})


@contextmanager
def working(orders: Sequence[Orders]) -> Iterator[list[Clerks]]:
    """Let a process of clerks work on each of the orders, all from the same moment; none outlives the block."""
    started: list[Clerks] = []
    try:
        started += map(Clerks, orders)
        for clerks in started:
            clerks.wait_until_ready()
        begun = time.monotonic()
        for clerks in started:
            clerks.tell(str(begun))
        yield started
    finally:
        for clerks in started:
            clerks.process.kill()
            clerks.process.wait()
