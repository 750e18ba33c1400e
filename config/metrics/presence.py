"""Names the metric files of each process, and holds a lock by which the others see that it lives."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path

import psutil


class Presence:
    """The name in a process's file names: its pid and the moment it began, so that a reused pid never meets old files.

    The lock beside them is let go by the kernel however the process ends. Unlike a pid it cannot come to mean somebody
    else, and it is seen from another container too.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pid = 0
        self.name = ""
        self.descriptor = -1

    def __call__(self) -> str:
        """Return the name. prometheus_client asks at every count, so only a fork costs more than a comparison."""
        pid = os.getpid()
        if pid != self.pid:
            self.announce(pid)
        return self.name

    def announce(self, pid: int) -> None:
        """Take a new name and its lock, and let go of the copy of the parent's that a fork leaves behind."""
        name = f"{pid}-{time.time_ns():x}"
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f"{name}.draft"
        descriptor = os.open(draft, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        # Seen only now, so that nobody can find it unlocked while its process lives.
        draft.rename(lock_path(self.folder, name))
        if self.descriptor >= 0:
            with suppress(OSError):  # a child that closed all it inherited, as beat inside a worker does, has none
                os.close(self.descriptor)
        self.pid, self.name, self.descriptor = pid, name, descriptor


def lock_path(folder: Path, name: str) -> Path:
    """Return the file that a process of this name keeps locked."""
    return folder / f"{name}.alive"


def list_names(folder: Path) -> set[str]:
    """Return the names of the processes that left a lock, dead or alive."""
    return {path.stem for path in folder.glob("*.alive")}


def is_alive(folder: Path, name: str) -> bool:
    """Return whether the process that took this name still runs."""
    try:
        descriptor = os.open(lock_path(folder, name), os.O_RDWR)
    except FileNotFoundError:
        # A process that counts without start() has plain pids in its file names: all there is to ask about.
        return psutil.pid_exists(int(name.partition("-")[0]))
    try:
        # Shared, so that two who ask at once do not take each other for the owner.
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)
