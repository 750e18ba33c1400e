"""`worker-kill`: the whole worker tree is killed again and again in a stream of jobs. Each job counts exactly once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from proof.drills import crew
from proof.drills.ledger import ask_for, books, done, hold, unfinished
from proof.faults.processes import Process, wait_for
from proof.result import DrillResult


def worker_kill(*, short: bool, seed: int, say: Callable[[str], None]) -> DrillResult:
    """Kill the worker 40 times in a stream of 5,000 jobs (short: 4 times in 400)."""
    kills, jobs = (4, 400) if short else (40, 5000)
    chance = random.Random(seed)
    worker, beat = crew.worker(), crew.beat()
    begun = time.monotonic()
    with beat, worker:
        for kill in range(kills):
            strike(worker, jobs // kills, chance)
            say(f"killed {kill + 1} of {kills}; done {done()} of {jobs // kills * (kill + 1)}")
        drain_begun = time.monotonic()
        wait_for(lambda: not unfinished(), within=180, every=0.2, what="every job to be finished", process=worker)
    found = books() | {
        "kills": kills,
        "drain_seconds": round(time.monotonic() - drain_begun, 1),
        "seconds": round(time.monotonic() - begun, 1),
    }
    passed, broken = hold(
        {
            "nothing lost": found["lost"] == 0 and found["done"] == found["jobs"],
            "nothing twice": found["doubled"] == 0,
            "nothing dead": found["dead"] == 0,
            "the sweep was needed": found["rerung_by_sweep"] > 0,
        }
    )
    return DrillResult("worker-kill", passed, seed, found | {"broken": broken})


def strike(worker: Process, jobs: int, chance: random.Random) -> None:
    """Ask for some jobs, let the worker do a part of them, and kill it and its children in the middle of the next."""
    before = done()
    ask_for(jobs)
    enough = before + chance.randint(1, jobs * 3 // 4)
    wait_for(lambda: done() >= enough, within=90, every=0.005, what="the worker to do its part", process=worker)
    time.sleep(chance.random() * 0.02)
    worker.kill()
    worker.start()
