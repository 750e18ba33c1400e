"""`reseal`: give every secret in the database the first of SEALING_KEYS, so that older keys can go."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.sealed import CannotUnseal, NoSealingKey
from tenants.services.secrets import reseal_secrets


class Command(BaseCommand):
    """Say how many there were."""

    help = "Seals every secret in the database with the first of SEALING_KEYS, all or none."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = reseal_secrets()
        except CannotUnseal as error:
            raise CommandError(
                "The key of some secret is missing in SEALING_KEYS: put it back behind the others. Nothing was changed."
            ) from error
        except NoSealingKey as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count} secrets are sealed with the first key.")
