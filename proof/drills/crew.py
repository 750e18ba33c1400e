"""The processes that drills break: a worker for every queue, and beat."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from django.conf import settings

from config.supervise.plan import Crew, Program, beat_program, web_program
from proof.faults.processes import Process
from proof.floor import SECRET
from proof.line import APP, WABA
from tasks.models import Heartbeat
from tasks.routes import QUEUES


def worker(*, name: str = "all", pool: str = "prefork", size: int = 2) -> Process:
    """Return one worker that consumes every queue."""
    return process_of(Crew(name, QUEUES, pool, size).program())


def beat() -> Process:
    return process_of(beat_program())


def web() -> Process:
    """Return one web process; the server insists on a folder of pages' files, which here may be empty."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    return process_of(web_program(1))


def meta(port: int, *, seed: int = 1) -> Process:
    """Return the sandbox, which stands in for Meta and tells our web process what became of each message."""
    webhook = f"http://127.0.0.1:{settings.PORT}/webhooks/whatsapp/{APP}"
    command = (
        *(sys.executable, "-m", "sandbox.serve", "--port", str(port), "--seed", str(seed)),
        *("--webhook", webhook, "--secret", SECRET, "--waba-id", WABA),
    )
    return process_of(Program("sandbox", "manage", command))


def are_at_work(*queues: str) -> bool:
    """Return whether each of these queues has had work done."""
    names = [f"queue:{queue}" for queue in queues]
    return Heartbeat.objects.filter(name__in=names).count() == len(names)


def process_of(program: Program) -> Process:
    """Return the process of a program, with a log in this house."""
    logs: Path = settings.VAR / "log"
    environment = {**os.environ, **program.environment, "CONSERJE_ROLE": program.role}
    command = [sys.executable, *program.command[1:]]
    return Process(command, log=logs / f"{program.name}.log", env=environment, cwd=settings.BASE_DIR)
