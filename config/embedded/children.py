"""The servers that this process started, so that whoever stops one also collects what is left of it."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress

started: dict[int, subprocess.Popen[bytes]] = {}


def remember(process: subprocess.Popen[bytes]) -> None:
    started[process.pid] = process


def signal_to(pid: int, number: int) -> None:
    """Send a signal to a server, which may have ended since it was looked for."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def collect(pid: int) -> None:
    """Wait for a server that was told to stop, if it is a child of ours."""
    process = started.pop(pid, None)
    if process is not None:
        process.wait()
