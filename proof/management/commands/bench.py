"""`bench NAME`: measure a figure and its floor in the same run (design, section 7)."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from proof.benches import BENCHES
from proof.private import run_inside
from proof.result import as_json, as_text


class Command(BaseCommand):
    """Run one bench in a private house kept in var/bench, and print its result."""

    help = "Measures a figure against its floor: " + ", ".join(BENCHES) + "."
    requires_system_checks: list[str] = []  # noqa: RUF012 (Django's own declaration)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=sorted(BENCHES))
        parser.add_argument("--json", action="store_true", help="one object on the last line")
        parser.add_argument("--inside", action="store_true", help="measure here; used by the command itself")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        if not options["inside"]:
            sys.exit(run_inside(settings.VAR / "bench", "bench", name, *(["--json"] if options["json"] else [])))
        result = BENCHES[name](self.stderr.write)
        self.stdout.write(as_json(result) if options["json"] else as_text(result))
