"""`services start|stop|status|reset`: the Postgres and Valkey that come along in development."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.embedded import place as places
from config.embedded import services


class Command(BaseCommand):
    """Start them to stay, stop them, look, or forget all data."""

    help = "Starts, stops or shows the embedded Postgres and Valkey; reset forgets all data, secrets and logs."
    requires_system_checks: list[str] = []  # noqa: RUF012 (Django's own declaration)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=("start", "stop", "status", "reset"))

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        place = services.default_place()
        if action == "start":
            services.start(place)
            services.keep_running(place)
        if action in ("stop", "reset"):
            if services.are_in_use(place):
                raise CommandError("They are in use (make run, or another command): stop that first, with Ctrl-C.")
            services.stop(place)
        if action == "reset":
            places.forget(place)
            self.stdout.write(f"Forgot everything below {place.var}.")
            return
        for name, is_running in services.status(place).items():
            self.stdout.write(f"{name:<18} {'running' if is_running else 'stopped'}")
