"""`memory`: what `up --small` needs, idle and after some work, in proportional set size: shared pages count once."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable

from django.conf import settings

from config.embedded import postgres, services, valkey
from proof.drills.ledger import ask_for, unfinished
from proof.faults.machine import pss_mb
from proof.faults.processes import Process, tree, wait_for
from proof.load import generate
from proof.result import BenchResult, machine

SETTLE_SECONDS = 10.0
REQUESTS, TASKS = 2000, 2000
# Counted apart: the speech model is larger than all else, Flower and the servers are not ours.
APART = ("flower", "worker-transcription")


def bench_memory(say: Callable[[str], None]) -> BenchResult:
    """Start the small house, let it settle, measure; give it work, measure again."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "up", "--small"]
    log = settings.VAR / "log" / "up.log"
    log.unlink(missing_ok=True)
    with Process(command, log=log, env={**os.environ, "CONSERJE_ROLE": "manage"}, cwd=settings.BASE_DIR) as house:
        say("starting the small house")
        wait_for(
            lambda: "Conserje is running" in log.read_text(), within=150, every=0.5, what="the banner", process=house
        )
        time.sleep(SETTLE_SECONDS)
        idle = usage()
        say("giving it 2,000 requests and 2,000 tasks")
        ask_for(TASKS)
        load = generate(url=f"http://127.0.0.1:{settings.PORT}/health/ready", requests=REQUESTS, connections=8)
        wait_for(lambda: not unfinished(), within=300, every=0.5, what="all tasks to be done", process=house)
        loaded = usage()
        house.stop(within=60)
    figure, after = counted(idle), counted(loaded)
    details = {
        "loaded": after,
        "idle_mb": idle,
        "loaded_mb": loaded,
        "load": load,
        "tasks": TASKS,
        "machine": machine(),
    }
    return BenchResult("memory", figure, "MB", details=details)


def usage() -> dict[str, float]:
    """Return the memory of every process of this house, by name."""
    known = json.loads((settings.VAR / "run" / "up.json").read_text(encoding="utf-8"))
    programs = {name: memory_of(pid) for name, (pid, _) in known.items()}
    place = services.default_place()
    servers = {"postgres": postgres.running_pid(place)}
    servers |= {f"valkey-{kind.name}": valkey.running_pid(place, kind) for kind in valkey.KINDS}
    return programs | {name: memory_of(pid) for name, pid in servers.items() if pid}


def memory_of(pid: int) -> float:
    return round(sum(pss_mb(each) for each in tree(pid)), 1)


def counted(usage: dict[str, float]) -> float:
    """Return the sum of what is ours: web, beat and all workers but speech."""
    return round(sum(mb for name, mb in usage.items() if name == "web" or name == "beat" or is_counted_worker(name)), 1)


def is_counted_worker(name: str) -> bool:
    return name.startswith("worker-") and name not in APART
