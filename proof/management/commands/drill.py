"""`drill NAME`: break something on purpose in a private house and see whether every promise holds."""

from __future__ import annotations

import secrets
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from config.embedded import place as places
from config.embedded import services
from config.embedded.place import Place
from proof.drills import DRILLS
from proof.private import run_inside
from proof.result import as_json, as_text


class Command(BaseCommand):
    """Run one drill in a temporary folder on free ports, and print its result; exit code 1 if a promise broke."""

    help = "Breaks something on purpose and checks every promise: " + ", ".join(DRILLS) + "."
    requires_system_checks: list[str] = []  # noqa: RUF012 (Django's own declaration)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=sorted(DRILLS))
        parser.add_argument("--json", action="store_true", help="one object on the last line")
        parser.add_argument("--short", action="store_true", help="the size that the test suite runs")
        parser.add_argument("--seed", type=int, default=None, help="repeat the choices of an earlier run")
        parser.add_argument("--inside", action="store_true", help="break things here; used by the command itself")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["inside"]:
            sys.exit(in_a_temporary_house(options))
        call_command("migrate", verbosity=0, interactive=False)
        seed = options["seed"] if options["seed"] is not None else secrets.randbelow(10**9)
        result = DRILLS[options["name"]](short=options["short"], seed=seed, say=self.stderr.write)
        self.stdout.write(as_json(result) if options["json"] else as_text(result))
        if not result.passed:
            sys.exit(1)


def in_a_temporary_house(options: dict[str, Any]) -> int:
    """Run the drill with servers of its own and remove all of it afterwards."""
    var = Path(tempfile.mkdtemp(prefix="conserje-drill-"))
    flags = [f"--{name}" for name in ("json", "short") if options[name]]
    seed = [] if options["seed"] is None else ["--seed", str(options["seed"])]
    try:
        return run_inside(var, "drill", options["name"], *flags, *seed)
    finally:
        services.stop(Place(var))
        places.forget(Place(var))
        shutil.rmtree(var, ignore_errors=True)
