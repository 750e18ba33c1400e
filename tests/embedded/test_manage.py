"""The commands' way in: which servers they bring along, and how they end when something is wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from config.embedded import services
from config.embedded.place import Place
from manage import wants_servers
from proof.faults.processes import Process, send, wait_for

ROOT = Path(__file__).resolve().parents[2]
OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "CACHE_URL", "SECRET_KEY", "PROMETHEUS_MULTIPROC_DIR")


def environment(var: Path, **changes: str) -> dict[str, str]:
    """Return an environment without the servers of this run of the tests."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**kept, "CONSERJE_VAR": str(var), **changes}


def manage(var: Path, *arguments: str, stdout: int | None = None, **changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env=environment(var, **changes),
        stdout=stdout or subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["migrate"], True),
        (["up", "--small"], True),
        (["doctor"], True),
        (["bench", "memory"], False),
        (["bench", "memory", "--inside"], True),
        (["services", "start"], False),
        (["migrate", "--help"], False),
        (["help"], False),
        (["--version"], False),
        ([], False),
    ],
)
def test_a_command_brings_servers_along_if_it_may_ask_them(arguments: list[str], expected: bool) -> None:
    assert wants_servers(arguments) is expected


def test_a_mixture_of_servers_is_one_sentence(tmp_path: Path) -> None:
    result = manage(tmp_path, "check", DATABASE_URL="postgresql://db/conserje", CACHE_URL="redis://cache")

    sentence = "DATABASE_URL is set but REDIS_URL is not: set all of them, or none to use the built-in servers.\n"
    assert (result.returncode, result.stdout, result.stderr) == (1, "", sentence)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_environment_is_one_sentence(tmp_path: Path) -> None:
    result = manage(tmp_path, "check", CONSERJE_ENV="prod")

    sentence = (
        "The setting CONSERJE_ENV must be one of development, staging, production, not 'prod' (see .env.example).\n"
    )
    assert (result.returncode, result.stdout, result.stderr) == (1, "", sentence)


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        result = manage(tmp_path, "--version", stdout=full.fileno())

    assert result.returncode == 1
    assert result.stderr.startswith("conserje: the disk is full: free some room and run again")
    assert result.stderr.count("\n") == 1


def test_servers_can_be_started_to_stay_and_stopped_by_hand(house: Place) -> None:
    services.stop(house)

    started = manage(house.var, "services", "start")
    assert started.stdout.count("running\n") == 3
    assert all(services.status(house).values())

    assert manage(house.var, "services", "stop").stdout.count("stopped\n") == 3
    assert not any(services.status(house).values())


def test_servers_in_use_are_neither_stopped_nor_forgotten_by_hand(house: Place) -> None:
    with services.in_use(house):
        result = manage(house.var, "services", "reset")

        assert (result.returncode, result.stdout) == (1, "")
        assert "They are in use" in result.stderr
        assert all(services.status(house).values())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_command_that_is_told_to_end_stops_its_servers(house: Place, tmp_path: Path, number: int) -> None:
    services.stop(house)
    begun = tmp_path / "begun"
    wait = f"import pathlib, time; pathlib.Path({str(begun)!r}).touch(); time.sleep(600)"
    command = [sys.executable, str(ROOT / "manage.py"), "shell", "--no-imports", "-c", wait]

    with Process(command, log=tmp_path / "log", env=environment(house.var)) as process:
        wait_for(begun.exists, within=60, what="the command to run", process=process)
        assert all(services.status(house).values())
        send(process.pid, number)
        wait_for(lambda: process.exit_code is not None, within=60, what="the command to end", process=process)

    assert process.exit_code == 128 + number
    assert "Traceback" not in (tmp_path / "log").read_text()
    assert not any(services.status(house).values())
