"""A house of its own for tests that take its servers away: private Postgres and Valkeys, and a real web process."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import requests
from django.test import override_settings

from config.embedded import place as places
from config.embedded import secrets, services, valkey
from config.embedded.place import Place
from config.embedded.valkey import Kind
from config.supervise.plan import web_program
from proof import private
from proof.faults.processes import Process, wait_for

ROOT = Path(__file__).resolve().parents[2]
# A person who is logged in, or says so: their session must be looked up.
SESSION = {"Cookie": "sessionid=0123456789abcdef0123456789abcdef"}
# Asks for work the way every app does, in a process of its own.
ENQUEUE = """
import django
django.setup()
from django.db import transaction
from tasks.queue import enqueue
with transaction.atomic():
    print(enqueue("tasks.sample", sample_id=7))
"""


@dataclass
class House:
    """The servers and the web process, and how to ask them something."""

    place: Place
    environment: dict[str, str]
    web: Process

    def get(self, path: str, *, session: bool = False) -> requests.Response:
        """Ask for a page; nobody who hangs is waited for longer than half a minute."""
        address = f"http://127.0.0.1:{self.environment['PORT']}{path}"
        return requests.get(address, headers=SESSION if session else {}, timeout=30, allow_redirects=False)

    def status_of(self, part: str) -> str:
        """Return how health says that a part is."""
        return str(self.get("/health/").json()["parts"][part]["status"])

    def is_well(self) -> bool:
        """Return whether the servers answer and a page that needs the database comes."""
        states = {self.status_of(part) for part in ("database", "broker", "cache")}
        return states == {"ok"} and self.get("/admin/", session=True).status_code == 302

    def enqueue(self) -> int:
        """Ask for a job in another process, and return its id."""
        command = [sys.executable, "-c", ENQUEUE]
        environment = self.environment | {"DJANGO_SETTINGS_MODULE": "config.settings"}
        result = subprocess.run(
            command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
        )
        return int(result.stdout)

    def is_committed(self, job_id: int) -> bool:
        """Return whether Postgres has a job."""
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            return connection.execute("SELECT FROM tasks_job WHERE id = %s", [job_id]).fetchone() is not None

    def valkey_pid(self, kind: Kind) -> int:
        return valkey.running_pid(self.place, kind) or 0

    def start_valkey(self, kind: Kind) -> None:
        valkey.start(self.place, kind, secrets.load_or_make(self.place.secrets_file))


@contextmanager
def open_house(**settings: str) -> Iterator[House]:
    """Start everything, with settings that differ from the defaults; nothing is left afterwards."""
    with tempfile.TemporaryDirectory(prefix="conserje-house-") as folder:
        place = Place(Path(folder) / "var")
        services.start(place, forgetful=True)
        try:
            environment = private.environment(place.var) | services.environment(place) | settings
            migrate = [sys.executable, str(ROOT / "manage.py"), "migrate", "-v0"]
            subprocess.run(migrate, env=environment, check=True)
            with web(place, environment) as process:
                house = House(place, environment, process)
                wait_for(lambda: answers(house), within=60, what="the web process to answer", process=process)
                yield house
        finally:
            services.stop(place)
            places.forget(place)


def web(place: Place, environment: dict[str, str]) -> Process:
    """Return the web process as `manage.py up` would start it."""
    static = place.var / "static"
    static.mkdir()
    with override_settings(PORT=int(environment["PORT"]), STATIC_ROOT=static):
        program = web_program(1)
    return Process(
        program.command,
        log=place.logs / "web.log",
        env=environment | program.environment | {"CONSERJE_ROLE": program.role},
        cwd=ROOT,
    )


def answers(house: House) -> bool:
    try:
        return house.get("/health/live").status_code == 200
    except requests.ConnectionError:
        return False
