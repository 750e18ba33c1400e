"""`manage.py replay_event ID`: have a webhook read once more."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from messaging.errors import AlreadyWaiting
from messaging.models import RawEvent
from messaging.services.replaying import replay_event
from tenants import clock
from tenants.scoping import platform_scope


class Command(BaseCommand):
    """Puts a webhook back among those that wait; workers read it within seconds."""

    help = "Vuelve a leer un aviso de Meta; nada de lo que trae cuenta dos veces."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", type=int)
        parser.add_argument("--why", default="", help="para el registro")

    def handle(self, *args: Any, **options: Any) -> None:
        with platform_scope(actor="system:replay_event"):
            event = RawEvent.objects.filter(pk=options["id"]).defer("body").first()
            if event is None:
                raise CommandError(f"There is no webhook {options['id']}: read ones are kept for 30 days.")
            try:
                replay_event(event=event, now=clock.now(), why=options["why"])
            except AlreadyWaiting as error:
                raise CommandError(f"Webhook {event.pk} waits to be read already.") from error
        self.stdout.write(f"{event.pk}")
