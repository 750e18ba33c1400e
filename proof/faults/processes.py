"""Processes for tests and drills: start, freeze and kill them with all they started, and wait without guessing."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import psutil

Answer = TypeVar("Answer")


class NotInTime(Exception):
    """What was waited for did not come about; the message says what, how long, and what the log said last."""


class Process:
    """A command in a session of its own, what it says in a log file, and nothing of it left afterwards.

    May be started again after it ended, on the same log. Use it in a `with`, or call `kill` in a `finally`.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        preexec: Callable[[], None] | None = None,
    ) -> None:
        self.command = [str(word) for word in command]
        self.log = log
        self.env = dict(os.environ if env is None else env)
        self.cwd = cwd
        self.preexec = preexec
        # Inherited by all it starts, so that those which moved to another session or lost their parent are found too.
        self._mark = f"STARTED_BY_{uuid.uuid4().hex}"
        self._popen: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Process:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        """The process id of the command itself, which is the id of its session as well.

        :raises RuntimeError: if it was never started
        """
        if self._popen is None:
            raise RuntimeError(f"{self.command[0]} was not started")
        return self._popen.pid

    @property
    def exit_code(self) -> int | None:
        """How it ended: None while it runs or before it was started, negative for a signal."""
        return None if self._popen is None else self._popen.poll()

    def start(self) -> None:
        """Start the command.

        :raises RuntimeError: if it runs already
        """
        if self._popen is not None and self.exit_code is None:
            raise RuntimeError(f"{self.command[0]} runs already, as {self.pid}")
        with self.log.open("ab") as log:
            self._popen = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**self.env, self._mark: "1"},
                cwd=self.cwd,
                # With the proxy's thread about: what is given here must only set limits and signals.
                preexec_fn=self.preexec,  # noqa: PLW1509
                start_new_session=True,
            )

    def stop(self, *, sig: int = signal.SIGTERM, within: float = 10.0) -> int:
        """Ask the command to end, and return its exit code.

        :raises NotInTime: if it does not
        """
        if self.exit_code is None:
            send(self.pid, sig)
        wait_for(lambda: self.exit_code is not None, within=within, what=f"{self.command[0]} to end", process=self)
        return self.exit_code or 0

    def kill(self, *, within: float = 10.0) -> None:
        """Kill the command and everything it started, however far that has wandered off.

        :raises NotInTime: if something survives
        """
        if self._popen is not None:
            wait_for(self._is_extinct, within=within, what=f"{self.command[0]} and what it started to be dead")

    def _is_extinct(self) -> bool:
        living = list(self._living())
        for pid in living:
            send(pid, signal.SIGKILL)
        return not living and self.exit_code is not None

    def _living(self) -> Iterator[int]:
        for process in psutil.process_iter():
            # Gone meanwhile, or another user's and so not ours.
            with suppress(psutil.Error, OSError):
                is_ours = os.getsid(process.pid) == self.pid or self._mark in process.environ()
                if is_ours and process.status() != psutil.STATUS_ZOMBIE:
                    yield process.pid


def wait_for(
    condition: Callable[[], Answer],
    *,
    within: float,
    what: str,
    every: float = 0.05,
    process: Process | None = None,
) -> Answer:
    """Ask until the answer is true, and return it; give up early when the process it depends on has ended.

    :raises NotInTime: in a sentence, with the last lines of the process's log
    """
    deadline = time.monotonic() + within
    while True:
        # Asked before the condition: what was reached just before the end counts.
        code = None if process is None else process.exit_code
        if answer := condition():
            return answer
        tail = "" if process is None else quoted_tail(process.log)
        if process is not None and code is not None:
            raise NotInTime(f"Waited for {what}, but {process.command[0]} ended with {code}.{tail}")
        if time.monotonic() >= deadline:
            raise NotInTime(f"Waited {within:g} s in vain for {what}.{tail}")
        time.sleep(every)


def quoted_tail(log: Path, lines: int = 20) -> str:
    """Return the last lines of a log, ready to end a message."""
    tail = log.read_text(errors="replace").splitlines()[-lines:] if log.exists() else []
    return "\n".join([f" {log.name} ends:", *tail]) if tail else f" {log.name} is empty."


def tree(pid: int) -> list[int]:
    """Return a process and all below it, parents first; nothing when it is gone.

    Children that lost their parent are no longer below it: look before you kill.
    """
    try:
        root = psutil.Process(pid)
        return [pid, *(child.pid for child in root.children(recursive=True))]
    except psutil.NoSuchProcess:
        return []


def kill_tree(pid: int, sig: int = signal.SIGKILL) -> list[int]:
    """Send a signal to a process and all below it; return whom it was sent to, for `wait_gone`."""
    # Frozen first, or a supervisor would replace its children while we kill them one by one.
    members = pause(pid) if sig == signal.SIGKILL else tree(pid)
    for member in members:
        send(member, sig)
    return members


def pause(pid: int) -> list[int]:
    """Freeze a process and all below it: connections stay open, nothing answers. Return whom it froze.

    :raises NotInTime: if one does not stop
    """
    frozen: list[int] = []
    # One that forked while we looked has a child we have not seen: look again until there is nobody new.
    while new := [member for member in tree(pid) if member not in frozen]:
        for member in new:
            send(member, signal.SIGSTOP)
        wait_for(lambda new=new: all(map(is_still, new)), within=5, every=0.005, what=f"{new} to freeze")  # type: ignore[misc]
        frozen += new
    return frozen


def resume(pid: int) -> None:
    """Let a frozen process and all below it go on."""
    for member in tree(pid):
        send(member, signal.SIGCONT)


def wait_gone(pids: Iterable[int], *, within: float = 10.0) -> None:
    """Wait until none of the processes runs; one that is dead but not yet collected by its parent counts as gone.

    :raises NotInTime: naming those that are left
    """
    left = set(pids)

    def all_gone() -> bool:
        left.intersection_update({pid for pid in left if not is_gone(pid)})
        return not left

    try:
        wait_for(all_gone, within=within, what="processes to be gone")
    except NotInTime as error:
        raise NotInTime(f"{error} Left: {', '.join(map(describe, sorted(left)))}") from None


def is_gone(pid: int) -> bool:
    """Say whether a process has ended."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def is_still(pid: int) -> bool:
    """Say whether a process is frozen or gone."""
    try:
        return psutil.Process(pid).status() in {psutil.STATUS_STOPPED, psutil.STATUS_ZOMBIE}
    except psutil.NoSuchProcess:
        return True


def describe(pid: int) -> str:
    """Return a process's id with its command line, for messages."""
    with suppress(psutil.Error):
        return f"{pid} ({' '.join(psutil.Process(pid).cmdline())[:120]})"
    return str(pid)


def send(pid: int, sig: int) -> None:
    """Send a signal to one process; that it has ended meanwhile is no error."""
    with suppress(ProcessLookupError):
        os.kill(pid, sig)
