"""`seed_demo`: two businesses that show every screen, dated as of today; run again, they are brought up to date."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bookings import demo as bookings_demo
from messaging import demo as messaging_demo
from tenants import clock, demo

# Each app shows its own; in the order in which one stands on the other.
DEMOS = (demo.refresh, bookings_demo.refresh, messaging_demo.refresh)


class Command(BaseCommand):
    """Make the demonstration, or move it to today."""

    help = "Makes two demonstration businesses, or brings theirs up to today. Refused in production."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.CONSERJE_ENV == "production":
            raise CommandError("This is production: invented guests would stand among the real ones.")
        for refresh in DEMOS:
            for line in refresh(now=clock.now()):
                self.stdout.write(line)
