"""Keeps the programs running: starts them, starts them again when they end, ends them all when asked."""

from __future__ import annotations

import json
import logging
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

import psutil

from config.supervise.child import Child, kill_session
from config.supervise.plan import Program

TICK = 0.2
# A worker finishes the task in its hands; the next start would find its row anyway.
PATIENCE = 12.0
LOOK_AT_LOGS_EVERY = 30.0
# A process's birth is reckoned from the machine's, which moves when the clock is set.
SAME_MOMENT = 2.0

log = logging.getLogger(__name__)


class Supervisor:
    """The programs of this machine; `say` tells the person in front of the terminal."""

    def __init__(
        self,
        programs: Sequence[Program],
        *,
        logs: Path,
        note: Path,
        say: Callable[[str], None],
        patience: float = PATIENCE,
    ) -> None:
        self.children = [Child(program, logs) for program in programs]
        self.note = note
        self.say = say
        self.patience = patience
        self.signals = 0
        self.logs_looked_at = 0.0

    def start(self) -> None:
        """Start everything, after ending what a supervisor that was killed left behind."""
        end_leftovers(self.note)
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, self.stop_soon)
        for child in self.children:
            child.start()
            self.write_note()

    def stop_soon(self, number: int, frame: FrameType | None) -> None:
        """Remember that somebody asked us to stop; asking again means at once."""
        self.signals += 1

    @property
    def is_stopping(self) -> bool:
        return self.signals > 0

    def tick(self) -> None:
        """Look at each process once and start again what has ended."""
        for child in self.children:
            if child.has_ended():
                self.report_end(child)
            elif child.is_due():
                self.start_again(child)
        if time.monotonic() - self.logs_looked_at > LOOK_AT_LOGS_EVERY:
            self.logs_looked_at = time.monotonic()
            for child in self.children:
                child.cut_log()
        time.sleep(TICK)

    def start_again(self, child: Child) -> None:
        """Start an ended program; a machine that is short of something today is no reason to end the others."""
        try:
            child.start()
        except OSError as error:
            pause = child.plan_restart()
            self.tell(f"{child.program.name} could not start ({error.strerror}); trying again in {pause:.0f} s.")
        self.write_note()

    def tell(self, text: str) -> None:
        """Say something, if anybody still listens: a terminal that was closed must not end what runs."""
        with suppress(OSError):
            self.say(text)

    def report_end(self, child: Child) -> None:
        code = child.process.returncode if child.process else None
        kill_session(child.process.pid) if child.process else None
        pause = child.plan_restart()
        self.tell(f"{child.program.name} ended (code {code}); starting it again in {pause:.0f} s. Its log: {child.log}")

    def run(self) -> None:
        """Keep everything running until somebody asks to stop."""
        while not self.is_stopping:
            self.tick()

    def stop(self) -> None:
        """End everything: politely first, then, or at a second signal, without asking. Nothing is left behind."""
        for child in self.children:
            child.ask_to_end()
        deadline = time.monotonic() + self.patience
        told = time.monotonic()
        while (left := self.still_running()) and time.monotonic() < deadline and self.signals < 2:
            if time.monotonic() - told > 2:
                told = time.monotonic()
                self.tell("still ending: " + ", ".join(left))
            time.sleep(0.05)
        for child in self.children:
            child.kill()
        self.note.unlink(missing_ok=True)

    def still_running(self) -> list[str]:
        return [child.program.name for child in self.children if child.process and child.process.poll() is None]

    def write_note(self) -> None:
        """Write down who runs, for the next start and for those who measure; on a full disk the last note must do."""
        known = {child.program.name: child.process.pid for child in self.children if child.process}
        born = {name: psutil.Process(pid).create_time() for name, pid in known.items() if psutil.pid_exists(pid)}
        draft = self.note.with_suffix(".new")
        with suppress(OSError):
            draft.write_text(json.dumps({name: [known[name], time] for name, time in born.items()}), encoding="utf-8")
            draft.replace(self.note)


def end_leftovers(note: Path) -> None:
    """Kill the processes in the note of a supervisor that is gone; a pid that was given to another does not count."""
    try:
        entries = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    for name, (pid, born) in entries.items():
        try:
            if abs(psutil.Process(pid).create_time() - born) < SAME_MOMENT:
                log.warning("ending a process left behind", extra={"program": name})
                kill_session(pid)
        except psutil.NoSuchProcess:
            kill_session(pid)
    note.unlink(missing_ok=True)
