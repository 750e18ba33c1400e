"""`manage.py expire_holds`: what the sweep does every few seconds, by hand."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from bookings.services.expiring import expire_overdue
from tenants import clock


class Command(BaseCommand):
    """Expires the holds whose time is over, in every business."""

    help = "Vence las prerreservas cuyo plazo terminó, en todos los alojamientos."

    def handle(self, *args: Any, **options: Any) -> None:
        total = 0
        # In batches; one that finds nothing to do ends it, since what others hold locked is theirs.
        while expired := expire_overdue(now=clock.now()):
            total += expired
        self.stdout.write(f"{total}")
