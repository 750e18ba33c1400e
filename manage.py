#!/usr/bin/env python
"""Runs Conserje's commands. In development it brings Postgres and Valkey along for as long as a command runs."""

from __future__ import annotations

import errno
import os
import signal
import sys
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from types import FrameType

import django

from config.embedded import services
from config.embedded.place import Place
from config.env import fill_from_file
from config.supervise.terminal import Steps

# These start and stop the servers themselves, or need none.
BRING_NO_SERVERS = frozenset({"services", "help", "catalogues", "makemessages", "compilemessages"})


def main() -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    fill_from_file(Path(__file__).resolve().parent / ".env")
    with ExitStack() as stack:
        if services.are_wanted(dict(os.environ)):
            place = services.default_place()
            if wants_servers(sys.argv[1:]):
                # By default Python ends without a chance to stop the servers; `up` asks for other signals once it runs.
                signal.signal(signal.SIGTERM, end)
                with announced(sys.argv[1]):
                    stack.enter_context(services.in_use(place))
                    use_servers(place)
                    django.setup()  # takes a second or two, which belong to this step
            use_servers(place)
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


def use_servers(place: Place) -> None:
    """Put the servers' addresses into the environment, and this installation's secrets where it has none of its own."""
    for name, value in services.environment(place).items():
        if name.endswith("_URL") or not os.environ.get(name):
            os.environ[name] = value


def end(number: int, frame: FrameType | None) -> None:
    """Leave in good order, as Ctrl-C does."""
    sys.exit(128 + number)


def announced(command: str) -> AbstractContextManager[None]:
    """Say what takes a moment where somebody watches the start; other commands start the servers without a word."""
    return Steps(tell).step(3, "Starting Postgres and Valkey") if command == "up" else nullcontext()


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def wants_servers(arguments: list[str]) -> bool:
    """Return whether the command may ask the database or Redis something."""
    if arguments[:1] in (["bench"], ["drill"]) and "--inside" not in arguments:
        return False  # they work in a private house
    return (
        bool(arguments) and arguments[0] not in BRING_NO_SERVERS and not {"-h", "--help", "--version"} & set(arguments)
    )


def run() -> None:
    """Run one command; a full disk, and Ctrl-C, are a sentence and not a traceback."""
    try:
        main()
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.stdout = None  # what could not be written would be tried, and complained of, once more at the end
        sys.exit("conserje: the disk is full: free some room and run again; nothing that was acknowledged is lost.")


if __name__ == "__main__":
    run()
