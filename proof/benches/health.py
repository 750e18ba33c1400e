"""`health`: p95 of /health/ready, against a bare WSGI app that asks the database one thing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from django.conf import settings
from django.core.management import call_command

from config.supervise.plan import web_program
from proof.drills.crew import web
from proof.faults.machine import free_port
from proof.faults.processes import Process, wait_for
from proof.load import generate
from proof.result import BenchResult, alternate, machine

REQUESTS, CONNECTIONS = 600, 4


def bench_health(say: Callable[[str], None]) -> BenchResult:
    """Measure how long the readiness check takes four callers at a time."""
    call_command("migrate", verbosity=0, interactive=False)
    floor_port = free_port()
    with web() as ours, floor_server("one_query", floor_port) as bare:
        urls = {
            "ours": f"http://127.0.0.1:{settings.PORT}/health/ready",
            "all_parts": f"http://127.0.0.1:{settings.PORT}/health/",
            "floor": f"http://127.0.0.1:{floor_port}/",
        }
        for process, name in ((ours, "ours"), (bare, "floor")):
            wait_for(partial(answers, urls[name]), within=60, every=0.1, what=f"{name} to answer", process=process)
        say("measuring five rounds")
        seen = {name: generate(url=url, requests=REQUESTS, connections=CONNECTIONS) for name, url in urls.items()}
        figure, floor, rounds = alternate(lambda: p95(urls["ours"]), lambda: p95(urls["floor"]))
    details = {"p95_rounds": rounds, "first_round": seen, "connections": CONNECTIONS, "machine": machine()}
    return BenchResult("health", figure, "ms p95", floor, round(figure / floor, 2), details)


def p95(url: str) -> float:
    found = generate(url=url, requests=REQUESTS, connections=CONNECTIONS)
    if set(found["statuses"]) != {"200"}:
        raise RuntimeError(f"{url} answered {found['statuses']}: nothing was measured")
    return float(found["ms"]["p95"])


def answers(url: str) -> bool:
    try:
        return list(generate(url=url, requests=2, connections=1)["statuses"]) == ["200"]
    except Exception:  # the generator's process failed: not up yet
        return False


@contextmanager
def floor_server(application: str, port: int, *, processes: int = 1) -> Iterator[Process]:
    """Run a bare application on the server that we use, with as many threads."""
    command = list(web_program(processes).command)
    command[command.index("--port") + 1] = str(port)
    command[-1] = f"proof.floor:{application}"
    log = settings.VAR / "log" / "floor.log"
    with Process([sys.executable, *command[1:]], log=log, env=dict(os.environ), cwd=settings.BASE_DIR) as process:
        yield process
