"""`desk_link`: a link that logs the front desk in once. Who can run it owns the installation already."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tenants.login_link import first_person, link_for


class Command(BaseCommand):
    """Print a new link."""

    help = "Prints a link that logs the front desk in once, within a day."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{settings.PUBLIC_URL}{link_for(first_person())}")
