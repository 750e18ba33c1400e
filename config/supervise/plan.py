"""Which processes there are, in a full and in a small house; both consume every queue."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

from django.conf import settings

CELERY = ("-m", "celery", "-A", "config.celery:app")
WORKER = (*CELERY, "worker", "--without-gossip", "--without-mingle", "-Ofair", "--loglevel", "INFO")


@dataclass(frozen=True)
class Program:
    """One process to keep running: its name in logs, its role in settings, its command."""

    name: str
    role: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Crew:
    """One worker: its queues, and whether its tasks reckon (processes) or wait for others (threads)."""

    name: str
    queues: tuple[str, ...]
    pool: str
    size: int
    with_beat: bool = False
    # A child that grew beyond this is replaced; one with a speech model in it is that large from the start.
    most_memory_kb: int | None = None

    def program(self) -> Program:
        options = ("-n", f"{self.name}@%h", "-Q", ",".join(self.queues), "-P", self.pool, "-c", str(self.size))
        beat = ("-B",) if self.with_beat else ()
        environment = {"WORKER_MAX_MEMORY_KB": str(self.most_memory_kb)} if self.most_memory_kb else {}
        return Program(f"worker-{self.name}", "worker", (sys.executable, *WORKER, *options, *beat), environment)


# A worker for each kind of waiting. Queues share one only where nobody waits for the other: what is short anyway, and what
# may wait a minute. Many machines run a worker for each queue (docker-compose.yml); on two cores that only starts slowly.
FULL = (
    Crew("inbound", ("inbound", "sweep"), "prefork", 2),
    Crew("nlu", ("nlu",), "prefork", 2),
    Crew("outbound", ("outbound",), "threads", 10),
    Crew("payments", ("payments",), "threads", 4),
    Crew("transcription", ("transcription",), "prefork", 1, most_memory_kb=1_500_000),
    Crew("background", ("sync", "side", "maintenance"), "threads", 8),
)
# One process that reckons, one whose threads wait for others, and speech apart, since its model is larger than all.
SMALL = (
    Crew("core", ("sweep", "inbound", "nlu"), "prefork", 1),
    Crew("io", ("outbound", "payments", "sync", "side", "maintenance"), "threads", 8, with_beat=True),
    Crew("transcription", ("transcription",), "prefork", 1, most_memory_kb=1_500_000),
)


def programs(*, small: bool) -> tuple[Program, ...]:
    """Return what `up` runs."""
    crews = SMALL if small else FULL
    beat = () if any(crew.with_beat for crew in crews) else (beat_program(),)
    # Without a password anybody on this machine could revoke tasks, so then there is no Flower.
    flower = (flower_program(),) if settings.FLOWER_PASSWORD else ()
    web = web_program(1 if small else settings.WEB_PROCESSES)
    return (web, *(crew.program() for crew in crews), *beat, *flower)


def web_program(processes: int) -> Program:
    command = (
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--respawn-failed-workers"),
        *("--host", settings.WEB_HOST, "--port", str(settings.PORT)),
        *("--workers", str(processes), "--blocking-threads", str(settings.WEB_THREADS)),
        *("--workers-kill-timeout", "10", "--log-level", "warning"),
        "config.wsgi:application",
    )
    return Program("web", "web", command)


def beat_program() -> Program:
    return Program("beat", "beat", (sys.executable, *CELERY, "beat", "--loglevel", "INFO", "--pidfile="))


def flower_program() -> Program:
    """Return Flower, on loopback and behind a password, which travels by environment so that `ps` does not show it."""
    command = (sys.executable, *CELERY, "flower", "--address=127.0.0.1", f"--port={settings.FLOWER_PORT}")
    password = f"{settings.FLOWER_USER}:{settings.FLOWER_PASSWORD}"
    return Program("flower", "flower", command, {"FLOWER_BASIC_AUTH": password})
