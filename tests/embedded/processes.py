"""Looks for processes by the folders they work in."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import psutil

from config.embedded.place import Place


def processes_of(place: Place) -> list[str]:
    """Return the commands of all processes that have to do with the servers of a place."""
    return processes_in(place.var.resolve(), place.postgres_home)


def processes_in(*folders: Path) -> list[str]:
    """Return the commands of all other processes that work in one of the folders, or were started with it in mind."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            words = [process.cwd(), *process.cmdline(), *process.environ().values()]
            is_other = process.pid != os.getpid() and process.status() != psutil.STATUS_ZOMBIE
            if is_other and any(str(folder) in word for word in words for folder in folders):
                found.append(f"{process.pid}: {' '.join(process.cmdline())}")
    return found
