"""What the metrics say of our processes, their pools and the disk."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from config.metrics import collectors
from config.metrics.server import serve
from tests.config.reading import Values, parse, read

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the answers time: what is tested here is what they say, and the machine may be busy."""
    monkeypatch.setattr(collectors, "BUDGET", 20)


@contextmanager
def processes(*environments: dict[str, str], script: str = "", folder: Path = ROOT) -> Iterator[None]:
    """Run a process in each environment until the end; each has run its script by the time this goes on."""
    command = [sys.executable, "-c", f"{script}\nprint(flush=True)\ninput()"]
    kept = {name: value for name, value in os.environ.items() if name not in {"CONSERJE_VAR", "CONSERJE_ROLE"}}
    started = [
        subprocess.Popen(command, env=kept | environment, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for environment in environments
    ]
    try:
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == b"\n"
        yield
    finally:
        for process in started:
            process.kill()
            process.communicate()


# The operating system counts processor time in hundredths of a second.
BUSY = """
import time
while time.process_time() < 0.1:
    pass
"""


def test_processes_are_measured_by_role_if_they_work_on_the_same_data(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.VAR = tmp_path / "var"
    ours = {"CONSERJE_VAR": str(settings.VAR)}
    theirs = {"CONSERJE_VAR": str(tmp_path / "other")}

    with processes(
        ours | {"CONSERJE_ROLE": "worker"},
        ours | {"CONSERJE_ROLE": "worker"},
        {"CONSERJE_ROLE": "beat"},  # started in the folder whose var/ is ours
        ours,
        theirs | {"CONSERJE_ROLE": "worker"},
        script=BUSY,
        folder=tmp_path,
    ):
        seen = read(client)

    counted = {role: count for (name, role), count in seen.items() if name == "conserje_processes"}
    assert counted == {"worker": 2, "beat": 1}
    for name in ("cpu_seconds", "memory_bytes", "open_files"):
        assert seen[f"conserje_process_{name}", "worker"] > seen[f"conserje_process_{name}", "beat"] > 0


def test_free_disk_space_is_told(client: Client) -> None:
    assert read(client)["conserje_disk_free_bytes", "var"] > 0


BUSY_WEB = """
import threading
import django

django.setup()

from django.core.cache import cache
from tenants.keys import platform_key
from django.db import connection
from config.metrics.pools import WAITING, sample

cache.get(platform_key("anything"))
connection.ensure_connection()
threading.Thread(target=lambda: connection.ensure_connection(), daemon=True).start()
while not WAITING._value.get():
    sample()
"""


def test_pools_of_all_web_processes_are_added_up_and_end_with_them(settings: Settings, tmp_path: Path) -> None:
    busy = {
        "CONSERJE_ROLE": "web",
        "CONSERJE_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "DB_POOL_MIN_SIZE": "1",
        "DB_POOL_MAX_SIZE": "1",
        "DB_POOL_TIMEOUT": "60",
    }
    with serving(tmp_path, settings) as read_server:
        with processes(busy, busy, script=BUSY_WEB):
            during = read_server()
        after = read_server()

    assert during["db_pool_size", ""] == 2
    assert during["db_pool_in_use", ""] == 2
    assert during["db_pool_waiting", ""] == 2
    assert during["redis_pool_connections", "default"] == 2
    assert ("db_pool_size", "") not in after


# --- A worker's own server --------------------------------------------------------------------------------------------


@contextmanager
def serving(folder: Path, settings: Settings) -> Iterator[Callable[[], Values]]:
    """Serve a folder as a worker in a container does, and give a way to read it."""
    settings.METRICS_FOLDER = folder
    server = serve(0)

    def read_server() -> Values:
        address = f"http://127.0.0.1:{server.server_port}/metrics"
        with urllib.request.urlopen(address, timeout=20) as answer:
            return parse(answer.read().decode())

    try:
        yield read_server
    finally:
        server.shutdown()
        server.server_close()


def test_a_worker_serves_the_counts_and_processes_of_its_machine(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    worker = {"CONSERJE_ROLE": "worker", "CONSERJE_VAR": str(tmp_path), "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    count = "from prometheus_client import Counter; Counter('jobs', 'Jobs').inc(3)"

    with serving(tmp_path, settings) as read_server, processes(worker, script=count):
        seen = read_server()

    assert seen["jobs_total", ""] == 3
    assert seen["conserje_processes", "worker"] == 1
