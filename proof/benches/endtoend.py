"""`endtoend`: guests' messages a second, each from the webhook to the reply that Meta accepts, with three statuses after it.

The whole house works: web, workers of all queues on the way, beat; a fake Meta without latency stands at its end. At any
moment so many guests wait for an answer, and another one writes when one has it. The floor is three empty tasks in a row, by
workers like ours.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import psutil
import requests
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from config.embedded import postgres, services, valkey
from config.supervise.plan import FULL, Crew, beat_program, web_program
from messaging.mailbox.patience import Patience
from proof import empty
from proof.benches.health import answers
from proof.benches.prereserve import rate
from proof.benches.webhook import clear
from proof.drills.crew import process_of
from proof.faults.machine import free_port
from proof.faults.processes import Process, tree, wait_for
from proof.floor import SECRET, broker
from proof.line import APP, Line, make_line, set_patience
from proof.result import BenchResult, alternate, machine
from proof.talk import talk

GUESTS, NUMBERS, MESSAGES, EMPTY = 1_000, 10, 600, 1_000
WAITING, PACE, PACED = 100, 20, 400
# With a pause before each answer more guests wait for one at the same speed.
WAITING_DEBOUNCED = 300
CREWS = ("inbound", "nlu", "outbound")
# What Flower shows is a message for every step of every task; the floor goes without as well.
AS_IN_PRODUCTION = {"TASK_EVENTS": "off"}


@dataclass
class House:
    """Where guests write, where they are answered, and who writes next."""

    line: Line
    url: str
    graph: str
    guests: int
    # Who works, for the bill.
    pids: dict[str, int]
    turns: Iterator[int] = field(default_factory=count)
    seen: int = 0
    answered: int = 0

    def seconds(self) -> dict[str, float]:
        """Return how long each of those who work has kept a processor so far."""
        return {name: processor_seconds(pid) for name, pid in self.pids.items()}

    def talk(self, messages: int, *, ends: str = "?", **pace: float) -> dict[str, Any]:
        """Let guests write so many messages.

        :raises RuntimeError: if one of them got no answer, or two
        """
        with tempfile.NamedTemporaryFile() as file:
            drawn = (self.line.write(next(self.turns) % self.guests, ends=ends) for _ in range(messages))
            Path(file.name).write_bytes(b"\n".join(wamid.encode() + b"\t" + body for wamid, body in drawn))
            found = talk(url=self.url, graph=self.graph, messages=file.name, secret=SECRET, since=self.seen, **pace)
        self.seen = found.pop("last")
        self.answered += found["answered"]
        if found["answered"] != messages or found["repeated"]:
            raise RuntimeError(f"not every message has exactly one answer: {found}")
        return found


def bench_endtoend(
    say: Callable[[str], None],
    *,
    guests: int = GUESTS,
    messages: int = MESSAGES,
    paced: int = PACED,
    tasks: int = EMPTY,
    rounds: int = 5,
) -> BenchResult:
    """Answer guests at full speed in turns with the floor; then some a second, and with a pause before each answer."""
    call_command("migrate", verbosity=0, interactive=False)
    line = make_line("bench-line", numbers=NUMBERS)
    clear()
    with at_work(line, guests) as house, empty_handed():
        say(f"{guests} guests write for the first time")
        # Nobody writes again before they are answered: one reply would answer both.
        waiting, patient_waiting = min(WAITING, guests), min(WAITING_DEBOUNCED, guests)
        new = house.talk(guests, waiting=waiting)
        floor = partial(pass_through, tasks)
        floor()
        say("measuring five rounds")
        seen: list[dict[str, Any]] = []
        ours = partial(house.talk, messages, waiting=waiting)
        before, answered = house.seconds(), house.answered
        figure, least, both = alternate(lambda: rate(seen, ours()), floor, rounds=rounds)
        settle()
        bill = {name: spent - before[name] for name, spent in house.seconds().items()}
        answered = house.answered - answered
        say(f"{PACE} messages a second")
        calm = house.talk(paced, per_second=PACE)
        settle()
        pauses = Patience()
        usual, unfinished = (round(it / timedelta(milliseconds=1)) for it in (pauses.usual, pauses.unfinished))
        set_patience(line.tenant, debounce_ms=usual, fragment_ms=unfinished)
        say("the same with a pause before each answer")
        patient = {
            "full": house.talk(messages, ends="", waiting=patient_waiting),
            "at_20": house.talk(paced, ends="", per_second=PACE),
        }
        settle()
    set_patience(line.tenant, debounce_ms=0, fragment_ms=0)
    details = {
        "ms_at_20": calm["ms"],
        "per_second_rounds": both,
        "processor_ms_each": {name: round(spent / answered * 1000, 2) for name, spent in bill.items()},
        "first_words": {name: new[name] for name in ("per_second", "ms")},
        "debounced": {
            "per_second": patient["full"]["per_second"],
            "ms_at_20": patient["at_20"]["ms"],
            "pause_ms": usual,
        },
        "answered": house.answered,
        "errors": 0,
        "guests": guests,
        "numbers": NUMBERS,
        "waiting": WAITING,
        "machine": machine(),
    }
    return BenchResult("endtoend", figure, "msg/s", least, round(figure / least, 3), details)


def settle() -> None:
    """Wait until statuses are read and receipts are sent: what comes next is measured alone."""
    wait_for(lambda: not still_at_work(), within=120, every=0.2, what="the rest of the work to be done")


def still_at_work() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM messaging_rawevent WHERE state = 'waiting')"
            " OR EXISTS (SELECT FROM tasks_job WHERE state IN ('waiting', 'running') AND run_at <= clock_timestamp())"
        )
        return bool(cursor.fetchone()[0])


@contextmanager
def at_work(line: Line, guests: int) -> Iterator[House]:
    """Run web, workers and beat as `up` does, and Meta's place."""
    url = f"http://127.0.0.1:{settings.PORT}/webhooks/whatsapp/{APP}"
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    with ExitStack() as started:
        graph, meta = started.enter_context(fake_meta(url, line.numbers))
        os.environ |= {"GRAPH_URL": graph, **AS_IN_PRODUCTION}
        programs = [web_program(settings.WEB_PROCESSES), beat_program(), *(crew.program() for crew in ours())]
        processes = {program.name: started.enter_context(process_of(program)) for program in programs}
        ready = f"http://127.0.0.1:{settings.PORT}/health/ready"
        wait_for(partial(answers, ready), within=60, every=0.1, what="ours to answer", process=processes["web"])
        pids = {name: process.pid for name, process in processes.items()} | {"fake-meta": meta.pid}
        yield House(line, url, graph, guests, pids | servers())


def servers() -> dict[str, int]:
    """Return the servers of this house; where there are others, nobody knows what they need."""
    place = services.default_place()
    found = {"postgres": postgres.running_pid(place), "broker": valkey.running_pid(place, valkey.KINDS[0])}
    return {name: pid for name, pid in found.items() if pid}


def processor_seconds(pid: int) -> float:
    """Return how long a process and all below it have kept a processor."""
    total = 0.0
    for member in tree(pid):
        with suppress(psutil.Error):
            times = psutil.Process(member).cpu_times()
            total += times.user + times.system
    return total


def ours() -> list[Crew]:
    return [crew for crew in FULL if crew.name in CREWS]


@contextmanager
def fake_meta(
    webhook: str, numbers: Sequence[str], *words: str, certificate: str = ""
) -> Iterator[tuple[str, Process]]:
    """Run the sandbox in a process of its own, without latency, and yield its address; over TLS with a certificate."""
    port, scheme = free_port(), "https" if certificate else "http"
    command = [sys.executable, "-m", "sandbox.serve", "--port", str(port), "--webhook", webhook, "--secret", SECRET]
    log = settings.VAR / "log" / "sandbox.log"
    command += ["--numbers", ",".join(numbers), *words]
    with Process(command, log=log, env=dict(os.environ), cwd=settings.BASE_DIR) as process:
        url = f"{scheme}://127.0.0.1:{port}"
        there = partial(is_there, url, verify=certificate or True)
        wait_for(there, within=30, what="the fake Meta to answer", process=process)
        yield url, process


def is_there(url: str, *, verify: str | bool) -> bool:
    """Open Meta's windows, since guests of benches write past it; return whether it has done so."""
    try:
        return requests.post(f"{url}/_sandbox/settings", json={"window": False}, timeout=5, verify=verify).ok
    except requests.RequestException:
        return False


@contextmanager
def empty_handed() -> Iterator[None]:
    """Run workers like ours that do nothing."""
    with ExitStack() as started:
        for crew, queue in zip(ours(), empty.QUEUES, strict=True):
            program = Crew(f"floor-{crew.name}", (queue,), crew.pool, crew.size).program()
            process = process_of(program)
            process.command[process.command.index("config.celery:app")] = "proof.empty:app"
            started.enter_context(process)
        pass_through(1)
        yield


def pass_through(tasks: int) -> float:
    """Ask for so many rows of three tasks, and return how many a second came through."""
    way = broker()
    way.delete(empty.COUNT)
    begun = time.monotonic()
    empty.ask(tasks)
    wait_for(lambda: int(way.get(empty.COUNT) or 0) >= tasks, within=120, every=0.005, what="empty tasks to be done")
    return round(tasks / (time.monotonic() - begun), 1)
