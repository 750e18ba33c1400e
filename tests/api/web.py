"""Real web processes on the test database, for what only several processes can show."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from typing import TypeVar
from urllib.parse import urlsplit

import requests
from django.db import connection

from proof.faults.machine import free_port

ROOT = Path(__file__).resolve().parents[2]
R = TypeVar("R")


@contextmanager
def running_web(*, processes: int = 2, **settings: str) -> Iterator[str]:
    """Serve the test database with several processes for the length of the block; yields the address."""
    port = free_port()
    environment = (
        os.environ | settings | {"CONSERJE_ROLE": "web", "PORT": str(port), "DATABASE_URL": database_address()}
    )
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--log-level", "warning"]
    command += ["--workers", str(processes), "--blocking-threads", "8", "config.wsgi:application"]
    web = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_live(f"{address}/health/live")
        yield address
    finally:
        web.terminate()
        web.wait(timeout=20)


def database_address() -> str:
    parts = urlsplit(os.environ["DATABASE_URL"])
    return parts._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


def wait_until_live(address: str) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            if requests.get(address, timeout=2).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise TimeoutError(address)


def at_once(count: int, work: Callable[[int], R]) -> list[R]:
    """Do the same thing in many threads, begun at the same moment."""
    start = Barrier(count)

    def run(number: int) -> R:
        start.wait(timeout=30)
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))
