"""`up`: everything on one machine under one supervisor, from the servers to the banner. Ctrl-C ends it all."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from config.guard import refuse_unsafe_servers
from config.supervise.banner import banner, health_now
from config.supervise.plan import programs
from config.supervise.ports import check_free
from config.supervise.sandbox import sandbox_program
from config.supervise.supervisor import Supervisor, end_leftovers
from config.supervise.terminal import Steps
from tasks.housekeeping import forget_signs_of_life

READY_WITHIN = 120.0


class Command(BaseCommand):
    """Migrate, start every process, show where everything is, and keep it running."""

    help = "Runs everything on this machine: web, workers, beat, Flower and, in development, Postgres and Valkey."
    requires_system_checks: list[str] = []  # noqa: RUF012 (Django's own declaration): they run in `make check`

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--small", action="store_true", help="few processes, for a host with 1 GB of memory")

    def handle(self, *args: Any, **options: Any) -> None:
        with only_one():
            end_leftovers(settings.VAR / "run" / "up.json")  # or they would hold the ports
            check_free(settings.WEB_HOST, settings.PORT, setting="PORT")
            check_free("127.0.0.1", settings.FLOWER_PORT, setting="FLOWER_PORT")
            if settings.SANDBOX:
                check_free("127.0.0.1", settings.SANDBOX_PORT, setting="SANDBOX_PORT")
            steps = Steps(self.say)
            self.prepare(steps)
            self.run_programs(steps, small=options["small"])

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def prepare(self, steps: Steps) -> None:
        """Bring the tables, the pages' files and the first person who can log in up to date."""
        with steps.step(4, "Bringing the tables up to date"):
            call_command("migrate", verbosity=0, interactive=False)
            refuse_unsafe_servers()
        with steps.step(5, "Preparing pages and the demonstration" if settings.SANDBOX else "Preparing pages"):
            call_command("collectstatic", verbosity=0, interactive=False)
            if settings.SANDBOX:
                call_command("seed_demo", stdout=StringIO())
        forget_signs_of_life()
        connections.close_all()

    def run_programs(self, steps: Steps, *, small: bool) -> None:
        """Start the processes, say when all of them have done something, and keep them running until told to stop."""
        run = settings.VAR / "run"
        wanted = (*programs(small=small), *((sandbox_program(),) if settings.SANDBOX else ()))
        supervisor = Supervisor(wanted, logs=settings.VAR / "log", note=run / "up.json", say=self.say)
        with ExitStack() as undo:
            undo.callback(self.say, "Everything has stopped.")
            undo.callback(supervisor.stop)
            undo.callback(self.say, "\nStopping ...")
            with steps.step(6, "Starting web, workers, beat and Flower"):
                supervisor.start()
                self.wait_until_ready(supervisor)
            if not supervisor.is_stopping:
                self.say(banner())
            supervisor.run()

    def wait_until_ready(self, supervisor: Supervisor) -> None:
        """Keep the processes running until the web answers and every queue has shown a sign of life."""
        deadline = time.monotonic() + READY_WITHIN
        while not supervisor.is_stopping and health_now().get("status") != "ok":
            supervisor.tick()
            if time.monotonic() > deadline:
                self.say(f"Not everything works yet; {settings.PUBLIC_URL}/health/ says what is missing.")
                return


@contextmanager
def only_one() -> Iterator[None]:
    """Refuse to run twice on the same data.

    :raises CommandError: if another `up` has this folder
    """
    folder = settings.VAR / "run"
    for needed in (folder, settings.VAR / "log"):
        needed.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "up.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(
                f"It is running already on {settings.VAR}: stop it there, or set CONSERJE_VAR."
            ) from None
        yield
