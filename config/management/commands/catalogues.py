"""`catalogues`: bring the translation catalogues up to date, or say what they lack."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.catalogues import catalogue, exchange
from config.catalogues.extract import NeedsBabel


class Command(BaseCommand):
    """Work on every language of LANGUAGES. Asks no server."""

    help = "Collects every text, updates locale/*/LC_MESSAGES/django.po and compiles the .mo beside it."
    requires_system_checks: list[str] = []  # noqa: RUF012 (Django's own declaration)

    def add_arguments(self, parser: CommandParser) -> None:
        way = parser.add_mutually_exclusive_group()
        way.add_argument(
            "--check", action="store_true", help="change nothing; exit code 1 if anything is missing or stale"
        )
        way.add_argument(
            "--empty", action="store_true", help="change nothing; print what waits for a translator as JSON lines"
        )
        way.add_argument("--fill", type=Path, metavar="FILE", help="take translations from JSON lines, then update")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            catalogues = catalogue.load()
        except NeedsBabel as error:
            raise CommandError(str(error)) from error
        if options["check"]:
            self.check_all(catalogues)
        elif options["empty"]:
            for line in exchange.empty_lines(catalogues):
                self.stdout.write(orjson.dumps(line).decode())
        elif options["fill"]:
            lines = options["fill"].read_bytes().splitlines()
            self.update_all(exchange.filled(catalogues, lines))
        else:
            self.update_all(catalogues)

    def check_all(self, catalogues: list[catalogue.Catalogue]) -> None:
        found = [fault for it in catalogues for fault in (*catalogue.faults(it), *catalogue.file_faults(it))]
        for fault in found:
            self.stdout.write(fault)
        if found:
            sys.exit(1)

    def update_all(self, catalogues: list[catalogue.Catalogue]) -> None:
        for it in catalogues:
            now = catalogue.update(it)
            self.stdout.write(f"{now.locale}: {len(now.wanted)} texts, {len(now.left)} wait for a translator")
