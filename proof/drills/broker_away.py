"""`broker-down`, `broker-hung`, `broker-full`: the broker is killed, frozen, or has no room. All answers; nothing is lost."""

from __future__ import annotations

import os
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Self

import orjson
from django.conf import settings

from config.embedded import secrets, services, valkey
from config.redis import client
from messaging.models import RawEvent
from proof.drills import crew
from proof.drills.ledger import ask_for, books, hold, unfinished
from proof.drills.street import post_once
from proof.faults.processes import wait_for
from proof.line import Line, make_line
from proof.result import DrillResult, percentiles

PATHS = ("/", "/health/live", "/health/ready", "/health/", "/metrics", "/admin/login/", "/sandbox/")
# What design promises for any endpoint, and for handing a job over, while the broker does not answer.
SLOWEST_ANSWER = 1.0
SLOWEST_ENQUEUE = 0.5
# Posted each time around, while the broker is away.
WEBHOOKS = 20
# Less than the broker has in it: it reads and takes nothing more.
NO_MEMORY = "1mb"


def broker_down(*, short: bool, seed: int, say: Callable[[str], None]) -> DrillResult:
    """Kill the broker, so that connections are refused."""
    return run("broker-down", killed_broker, short=short, seed=seed, say=say)


def broker_hung(*, short: bool, seed: int, say: Callable[[str], None]) -> DrillResult:
    """Freeze the broker, so that connections are accepted and nothing is answered."""
    return run("broker-hung", frozen_broker, short=short, seed=seed, say=say)


def broker_full(*, short: bool, seed: int, say: Callable[[str], None]) -> DrillResult:
    """Leave the broker no memory, so that it answers and takes nothing."""
    return run("broker-full", full_broker, short=short, seed=seed, say=say, states={"ok", "degraded"})


def run(
    name: str,
    fault: Callable[[], AbstractContextManager[None]],
    *,
    short: bool,
    seed: int,
    say: Callable[[str], None],
    states: set[str] | None = None,
) -> DrillResult:
    """Ask for jobs before, during and after the fault, and for every page during it, and let Meta post all the while."""
    jobs, length = (60, 3.0) if short else (600, 20.0)
    line = make_line("drill-broker", numbers=1)
    with crew.beat(), KeptWorker() as worker, crew.web() as web:
        wait_for(lambda: health() == "ok", within=60, every=0.2, what="everything to work", process=web)
        ask_for(jobs)
        with fault():
            say("the broker is away")
            slowest = SlowestSeen()
            end = time.monotonic() + length
            while time.monotonic() < end:
                slowest.hand_over()
                slowest.look_at_pages()
                slowest.post_webhooks(line)
        say("the broker is back")
        healed = time.monotonic()
        ask_for(jobs)
        wait_for(lambda: worker.is_kept() and not unfinished(), within=120, every=0.1, what="every job to be finished")
        drained = time.monotonic() - healed
        wait_for(lambda: health() == "ok", within=60, every=0.2, what="everything to work again", process=web)
    found = books()
    passed, broken = hold(
        {
            "nothing lost": found["lost"] == 0 and found["done"] == found["jobs"],
            "nothing twice": found["doubled"] == 0,
            "every answer within a second": slowest.answer <= SLOWEST_ANSWER,
            "no page failed": not slowest.failures,
            "handing over within half a second": slowest.enqueue <= SLOWEST_ENQUEUE,
            "health said so": slowest.states <= (states or {"degraded"}),
            "every webhook was taken within a second": slowest.webhook_p99() <= SLOWEST_ANSWER and not slowest.refused,
            "every webhook is on disk": RawEvent.objects.count() == len(slowest.webhooks),
        }
    )
    figures = {
        "slowest_answer_seconds": round(slowest.answer, 3),
        "slowest_enqueue_seconds": round(slowest.enqueue, 3),
        "failures": slowest.failures[:5],
        "states_seen": sorted(slowest.states),
        "webhooks": len(slowest.webhooks),
        "webhook_p99_seconds": round(slowest.webhook_p99(), 3),
        "drain_seconds": round(drained, 1),
        "workers_restarted": worker.restarts,
        "fault_seconds": length,
    }
    return DrillResult(name, passed, seed, found | figures | {"broken": broken})


class KeptWorker(ExitStack):
    """A worker that is started again when it ends, as the supervisor does: kombu may give up while a broker goes away."""

    restarts = 0

    def __enter__(self) -> Self:
        self.process = self.enter_context(crew.worker())
        return self

    def is_kept(self) -> bool:
        """Return True, after starting the worker again if it has ended."""
        if self.process.exit_code is not None:
            self.process = self.enter_context(crew.worker())
            self.restarts += 1
        return True


class SlowestSeen:
    """What was measured while the broker was away."""

    def __init__(self) -> None:
        self.answer = 0.0
        self.enqueue = 0.0
        self.failures: list[str] = []
        self.webhooks: list[float] = []
        self.refused = 0
        self.states: set[str] = set()

    def hand_over(self) -> None:
        begun = time.monotonic()
        ask_for(1)
        self.enqueue = max(self.enqueue, time.monotonic() - begun)

    def post_webhooks(self, line: Line) -> None:
        """Post some webhooks over one connection, as Meta does."""
        wire = None
        for _ in range(WEBHOOKS):
            _, body = line.write(len(self.webhooks))
            begun = time.monotonic()
            wire, is_taken = post_once(wire, body)
            self.webhooks.append(time.monotonic() - begun)
            self.refused += not is_taken

    def webhook_p99(self) -> float:
        return percentiles(self.webhooks)["p99"] / 1000

    def look_at_pages(self) -> None:
        for path in PATHS:
            begun = time.monotonic()
            try:
                page(path)
            except (OSError, ValueError) as error:
                self.failures.append(f"{path}: {error}")
            self.answer = max(self.answer, time.monotonic() - begun)
        self.states.add(health())


def page(path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{settings.PORT}{path}", timeout=10) as answer:
        return bytes(answer.read())


def health() -> str:
    """Return the word that health says, whatever code it comes with."""
    try:
        return str(orjson.loads(page("/health/"))["status"])
    except urllib.error.HTTPError as error:
        return str(orjson.loads(error.read())["status"])
    except OSError:
        return "silent"


@contextmanager
def killed_broker() -> Iterator[None]:
    """Kill the broker and start it again on the same port, with what it had written."""
    place = services.default_place()
    pid = broker_pid()
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: valkey.running_pid(place, valkey.BROKER) is None, within=10, what="the broker to be dead")
    try:
        yield
    finally:
        valkey.start(place, valkey.BROKER, secrets.load_or_make(place.secrets_file))


@contextmanager
def frozen_broker() -> Iterator[None]:
    """Freeze the broker and let it go on."""
    pid = broker_pid()
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@contextmanager
def full_broker() -> Iterator[None]:
    """Leave the broker less memory than it uses, and give it back."""
    server = client(settings.REDIS_URL, 2.0)
    before = str(server.config_get("maxmemory")["maxmemory"])
    server.config_set("maxmemory", NO_MEMORY)
    try:
        yield
    finally:
        server.config_set("maxmemory", before)


def broker_pid() -> int:
    """Return the broker's process.

    :raises RuntimeError: if it does not run
    """
    pid = valkey.running_pid(services.default_place(), valkey.BROKER)
    if pid is None:
        raise RuntimeError("the broker does not run")
    return pid
