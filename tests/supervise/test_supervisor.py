"""Keeping programs running, and ending them with all they started, whatever they do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from config.supervise.supervisor import end_leftovers
from proof.faults.processes import Process, is_gone, send, wait_for, wait_gone

ROOT = Path(__file__).resolve().parents[2]
# Each notes its pid in a file by its name, so that tests know who runs and who ran.
NOTE = "import os, signal, subprocess, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n');"
PROGRAMS = {
    "steady": "time.sleep(600)",
    "short": "sys.exit(3)",
    "parent": "open(sys.argv[1], 'a').write(f'{subprocess.Popen([\"sleep\", \"600\"]).pid}\\n'); time.sleep(600)",
    "deserter": "open(sys.argv[1], 'a').write(f'{subprocess.Popen([\"sleep\", \"600\"]).pid}\\n')",
    "stubborn": "signal.signal(signal.SIGTERM, signal.SIG_IGN); open(sys.argv[1], 'a').write('\\n'); time.sleep(600)",
    "talker": "print(os.environ['CONSERJE_ROLE'], 'DATABASE_OWNER_URL' in os.environ, flush=True);"
    "print('trouble', file=sys.stderr); time.sleep(600)",
}


class House:
    """A supervisor of some programs, in a folder of its own."""

    def __init__(self, folder: Path, *names: str, patience: float) -> None:
        commands = {name: [sys.executable, "-S", "-c", NOTE + PROGRAMS[name], str(folder / name)] for name in names}
        command = [sys.executable, "-m", "tests.supervise.runner", str(folder), str(patience), json.dumps(commands)]
        self.folder = folder
        self.log = folder / "supervisor.log"
        self.process = Process(command, log=self.log, cwd=ROOT)

    def pids(self, name: str, count: int = 1) -> list[int]:
        """Return the pids that a program noted, once there are so many."""
        path = self.folder / name

        def noted() -> list[int]:
            words = path.read_text().split() if path.exists() else []
            return [int(word) for word in words] if len(words) >= count else []

        return wait_for(noted, within=60, what=f"{name} to run", process=self.process)

    def wait_until_stubborn(self) -> int:
        """Return the pid of the program that ignores TERM, once it does."""
        path = self.folder / "stubborn"
        what = "a program that ignores TERM"
        wait_for(lambda: path.exists() and path.read_text().count("\n") > 1, within=60, what=what, process=self.process)
        return self.pids("stubborn")[0]

    def has_ended(self) -> bool:
        return self.process.exit_code is not None

    def wait_until_over(self) -> None:
        wait_for(self.has_ended, within=60, what="the supervisor to end")
        assert self.log.read_text().endswith("over\n"), self.log.read_text()


Open = Callable[..., House]


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Open]:
    """Start a supervisor of some programs; nothing of it is left afterwards."""
    with ExitStack() as started:

        def start(*names: str, patience: float = 60) -> House:
            house = House(tmp_path, *names, patience=patience)
            started.enter_context(house.process)
            return house

        yield start


def test_a_program_that_ends_is_started_again_and_the_others_are_left_alone(supervise: Open) -> None:
    house = supervise("short", "steady")
    (steady,) = house.pids("steady")

    first, second = house.pids("short", 2)[:2]

    assert first != second
    assert house.pids("steady") == [steady]
    assert not is_gone(steady)
    said = f"short ended (code 3); starting it again in 2 s. Its log: {house.folder / 'short.log'}\n"
    assert said in house.log.read_text()


def test_what_a_program_left_behind_is_gone_before_it_is_started_again(supervise: Open) -> None:
    house = supervise("deserter")

    orphan, second = house.pids("deserter", 4)[1:3]

    assert is_gone(orphan)
    assert not is_gone(house.process.pid)
    assert second != orphan


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_every_program_with_all_it_started(supervise: Open, number: int) -> None:
    house = supervise("parent", "steady")
    everybody = [*house.pids("parent", 2), *house.pids("steady")]

    send(house.process.pid, number)

    house.wait_until_over()
    wait_gone(everybody)
    assert not (house.folder / "up.json").exists()


def test_one_that_does_not_want_to_end_is_killed_after_a_while(supervise: Open) -> None:
    house = supervise("stubborn", "steady", patience=2.5)
    everybody = [house.wait_until_stubborn(), *house.pids("steady")]

    send(house.process.pid, signal.SIGTERM)

    house.wait_until_over()
    wait_gone(everybody)
    assert "still ending: stubborn\n" in house.log.read_text()


def test_a_second_signal_means_at_once(supervise: Open) -> None:
    house = supervise("stubborn", patience=600)
    pid = house.wait_until_stubborn()
    send(house.process.pid, signal.SIGINT)
    wait_for(lambda: "still ending" in house.log.read_text(), within=60, what="the supervisor to be waiting")
    assert not is_gone(pid)

    send(house.process.pid, signal.SIGINT)

    house.wait_until_over()
    wait_gone([pid])


def kill_supervisor(house: House) -> None:
    send(house.process.pid, signal.SIGKILL)
    wait_for(house.has_ended, within=60, what="the supervisor to be dead")


def test_programs_end_with_a_supervisor_that_was_killed(supervise: Open) -> None:
    house = supervise("steady")
    everybody = house.pids("steady")

    kill_supervisor(house)

    if sys.platform == "linux":
        wait_gone(everybody)
    house.process.start()
    house.pids("steady", 2)
    wait_gone(everybody)


def test_what_outlived_a_killed_supervisor_is_ended_by_the_next(supervise: Open) -> None:
    house = supervise("stubborn", "parent")
    stubborn, parents = house.wait_until_stubborn(), house.pids("parent", 2)
    kill_supervisor(house)
    assert not is_gone(stubborn)

    house.process.start()

    house.pids("stubborn", 2)
    house.pids("parent", 4)
    wait_gone([stubborn, *parents])


def test_a_terminal_that_was_closed_does_not_end_what_runs(tmp_path: Path) -> None:
    house = House(tmp_path, "short", "steady", patience=60)
    with subprocess.Popen(house.process.command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as closed:
        assert closed.stdout is not None
        closed.stdout.close()
        house.pids("short", 2)
        (steady,) = house.pids("steady")

        assert closed.poll() is None
        closed.terminate()

    wait_gone([steady])


def test_a_program_that_cannot_be_started_again_is_tried_later(supervise: Open, tmp_path: Path) -> None:
    house = supervise("short", "steady")
    house.pids("short")
    (steady,) = house.pids("steady")
    log = tmp_path / "short.log"
    log.unlink()
    log.mkdir()  # no log can be opened here

    wait_for(lambda: "short could not start (" in house.log.read_text(), within=60, what="the failed start")

    assert not is_gone(steady)
    assert house.process.exit_code is None


def test_programs_know_their_role_but_no_secret_of_operators_and_all_they_say_is_in_their_log(supervise: Open) -> None:
    house = supervise("talker")
    house.pids("talker")
    log = house.folder / "talker.log"

    wait_for(lambda: log.exists() and len(log.read_text().split()) == 3, within=60, what="the talker to talk")

    assert log.read_text() == "worker False\ntrouble\n", "and the way past row-level security is not theirs"
    assert "trouble" not in house.log.read_text()


def test_the_note_says_who_runs(supervise: Open) -> None:
    house = supervise("steady", "parent")
    steady, parent = house.pids("steady")[0], house.pids("parent", 2)[0]

    noted = json.loads((house.folder / "up.json").read_text())

    assert {name: pid for name, (pid, born) in noted.items()} == {"steady": steady, "parent": parent}


@pytest.fixture
def bystander() -> Iterator[psutil.Process]:
    """A program that leads a session of its own."""
    with subprocess.Popen(["sleep", "600"], start_new_session=True) as process:
        yield psutil.Process(process.pid)
        process.kill()


def test_a_leftover_is_known_by_its_birth_too(bystander: psutil.Process, tmp_path: Path) -> None:
    note = tmp_path / "up.json"
    note.write_text(json.dumps({"web": [bystander.pid, bystander.create_time() - 3600]}))
    end_leftovers(note)
    assert bystander.is_running(), "its pid was given to another program"
    assert not note.exists()

    # The machine's clock was set meanwhile, and with it what the system says of a birth.
    note.write_text(json.dumps({"web": [bystander.pid, bystander.create_time() - 0.5]}))
    end_leftovers(note)

    wait_gone([bystander.pid])


@pytest.mark.parametrize("text", ["", "{", "{}"])
def test_a_damaged_note_is_no_note(tmp_path: Path, text: str) -> None:
    (tmp_path / "up.json").write_text(text)

    end_leftovers(tmp_path / "up.json")
    end_leftovers(tmp_path / "none.json")

    assert not is_gone(os.getpid())
