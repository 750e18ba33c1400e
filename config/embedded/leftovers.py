"""Clears away what a Postgres that was killed has left behind, since it keeps the next one from starting."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import psutil


def end_leftovers(data: Path) -> None:
    """End what is left of a dead server of this data, and forget its pid; call it only when none runs.

    A session in the midst of a long query outlives its server, and after a reboot the pid in the server's note may be
    somebody else's.
    """
    try:
        while leftovers := [process for process in psutil.process_iter(["name"]) if works_in(data, process)]:
            for process in leftovers:
                with suppress(psutil.NoSuchProcess):
                    process.kill()
            time.sleep(0.02)
    except psutil.AccessDenied:
        return  # we may not see whose processes these are: Postgres itself decides, and says so
    (data / "postmaster.pid").unlink(missing_ok=True)


def works_in(data: Path, process: psutil.Process) -> bool:
    """Return whether a process is part of a server of this data; all of them have it as their working folder.

    :raises psutil.AccessDenied: when the system does not tell
    """
    try:
        return process.info["name"] == "postgres" and Path(process.cwd()) == data.resolve()
    except (psutil.NoSuchProcess, FileNotFoundError):  # gone, or dead and not yet collected
        return False
