"""Real web processes on the test database, for what only several processes can show."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from proof.answering import database_address
from proof.faults.machine import free_port

ROOT = Path(__file__).resolve().parents[2]


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


def wait_until_live(address: str) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            if requests.get(address, timeout=2).ok:
                return
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.1)
    raise TimeoutError(address)
