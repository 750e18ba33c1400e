"""One supervised process: started in a session of its own, its words in a log file, ended with all it started."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

from config.supervise.plan import Program

SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
# One that ran this long before it ended did not fail at start, so its pauses begin anew.
SETTLED = 60.0
LARGEST_LOG = 20_000_000
# Killing takes milliseconds, unless the disk holds a process up.
DEAD_WITHIN = 5.0
LINUX_PR_SET_PDEATHSIG = 1
FOR_OPERATORS = ("DATABASE_OWNER_URL", "DESK_PASSWORD", "POSTGRES_PASSWORD")


class Child:
    """A program and the process that runs it at the moment."""

    def __init__(self, program: Program, logs: Path) -> None:
        self.program = program
        self.log = logs / f"{program.name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self.restart_at = 0.0
        self.pause = SHORTEST_PAUSE
        self.restarts = 0

    def start(self) -> None:
        """Start the process; its log is opened for appending, so that it may be cut while it runs."""
        self.started_at = time.monotonic()
        environment = {**os.environ, **self.program.environment, "CONSERJE_ROLE": self.program.role}
        # Above row-level security, or a way in: what serves guests does not need them.
        for name in FOR_OPERATORS:
            environment.pop(name, None)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.program.command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                # Safe here: beside the supervisor's own thread only one that murmurs, and the child prints nothing.
                preexec_fn=die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
            )

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def plan_restart(self) -> float:
        """Return the pause until the next start: longer each time, unless the process had settled."""
        self.pause = (
            SHORTEST_PAUSE if time.monotonic() - self.started_at > SETTLED else min(self.pause * 2, LONGEST_PAUSE)
        )
        self.restart_at = time.monotonic() + self.pause
        self.process = None
        self.restarts += 1
        return self.pause

    def is_due(self) -> bool:
        return self.process is None and time.monotonic() >= self.restart_at

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the process and everything it started, without asking."""
        if self.process is None:
            return
        kill_session(self.process.pid)
        self.process.wait()

    def cut_log(self) -> None:
        """Keep one old log and an empty new one when the log is large; writers append, so they go on at the start."""
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            with suppress(OSError):  # on a full disk room matters more than old lines
                self.log.with_suffix(".log.1").write_bytes(self.log.read_bytes())
            os.truncate(self.log, 0)


def die_with_parent() -> None:
    """Ask Linux to end this process should the supervisor be killed without a chance to clean up."""
    ctypes.CDLL(None).prctl(LINUX_PR_SET_PDEATHSIG, signal.SIGTERM)


def kill_session(leader: int) -> None:
    """Kill every process of a session that we started, and return when they are dead and hold no port any more.

    Those that a dead leader left behind belong to it too.
    """
    deadline = time.monotonic() + DEAD_WITHIN
    while (living := list(members(leader))) and time.monotonic() < deadline:
        for process in living:
            with suppress(psutil.Error):
                process.kill()
        time.sleep(0.01)


def members(leader: int) -> Iterator[psutil.Process]:
    """Yield the living processes of a session."""
    for process in psutil.process_iter():
        with suppress(psutil.Error, ProcessLookupError, PermissionError):
            if os.getsid(process.pid) == leader and process.status() != psutil.STATUS_ZOMBIE:
                yield process
