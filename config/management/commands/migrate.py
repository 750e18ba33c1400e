"""`migrate`, as the owner of the tables: the app's own role may not change them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections


class Command(Migrate):
    """Django's command with another default for --database."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["database"] == "owner" and "owner" not in connections:
            raise CommandError("DATABASE_OWNER_URL is not set: migrations run as the owner of the tables.")
        super().handle(*args, **options)
