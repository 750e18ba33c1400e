"""One supervised program: its pauses and its log."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.supervise.child import LARGEST_LOG, SETTLED, Child
from config.supervise.plan import Program
from proof.faults.processes import wait_for


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Child]:
    """A child that says a word when it is asked to, by a line."""
    program = Program("echo", "worker", (sys.executable, "-c", "import time; time.sleep(600)"))
    child = Child(program, tmp_path)
    yield child
    child.kill()


def test_pauses_grow_to_half_a_minute(child: Child) -> None:
    pauses = []
    for _ in range(7):
        child.started_at = time.monotonic()
        pauses.append(child.plan_restart())

    assert pauses == [2, 4, 8, 16, 30, 30, 30]
    assert child.restarts == 7


def test_pauses_begin_anew_after_a_program_had_settled(child: Child) -> None:
    child.pause = 30
    child.started_at = time.monotonic() - SETTLED - 1

    assert child.plan_restart() == 1


def test_it_is_due_when_the_pause_is_over(child: Child) -> None:
    child.started_at = time.monotonic()
    child.plan_restart()
    assert not child.is_due()

    child.restart_at = time.monotonic()

    assert child.is_due()


def test_one_that_runs_is_not_due_and_has_not_ended(child: Child) -> None:
    child.start()

    assert not child.is_due()
    assert not child.has_ended()


def test_one_that_was_told_to_end_does(child: Child) -> None:
    child.start()

    child.ask_to_end()

    wait_for(child.has_ended, within=30, what="the program to end")
    child.ask_to_end()  # nobody is there to hear it


def test_a_large_log_is_kept_once_and_begun_anew_under_the_writer(child: Child) -> None:
    child.log.write_bytes(b"")
    old = child.log.with_suffix(".log.1")
    with child.log.open("ab") as writer:
        os.truncate(child.log, LARGEST_LOG + 1)
        child.cut_log()
        subprocess.run(["echo", "and on"], stdout=writer, check=True)

    assert child.log.read_text() == "and on\n"
    assert old.stat().st_size == LARGEST_LOG + 1


def test_a_log_of_ordinary_size_is_left_alone(child: Child) -> None:
    child.cut_log()
    child.log.write_text("a line\n")

    child.cut_log()

    assert child.log.read_text() == "a line\n"
    assert list(child.log.parent.iterdir()) == [child.log]


def test_a_log_is_cut_though_the_disk_has_no_room_for_the_old_one(child: Child) -> None:
    child.log.write_bytes(b"")
    os.truncate(child.log, LARGEST_LOG + 1)
    child.log.with_suffix(".log.1").symlink_to("/dev/full")

    child.cut_log()

    assert child.log.stat().st_size == 0
