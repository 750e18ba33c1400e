"""`desk_link`: a link that logs somebody in once. Who can run it owns the installation already."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.login.link import first_person, link_for
from tenants.models import User


class Command(BaseCommand):
    """Print a new link."""

    help = "Prints a link that logs the front desk, or the person named, in once, within a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", help="a user name; without it the first person, who may do everything")

    def handle(self, *args: Any, name: str | None = None, **options: Any) -> None:
        self.stdout.write(f"{settings.PUBLIC_URL}{link_for(self.person(name) if name else first_person())}")

    def person(self, name: str) -> User:
        """Return the person of this name.

        :raises CommandError: if there is none who may log in
        """
        person = User.objects.filter(username=name, is_active=True).first()
        if person is None:
            known = ", ".join(
                User.objects.filter(is_active=True).order_by("username").values_list("username", flat=True)[:20]
            )
            raise CommandError(f"Nobody named {name} may log in here. There are: {known or 'nobody yet'}.")
        return person
