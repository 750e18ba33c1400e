"""Secrets of webhooks move to a new sealing key with all the others."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tenants.models import Tenant, WebhookEndpoint
from tenants.sealed import unseal
from tenants.services.webhook_endpoints import create_webhook, rotate_secret
from tests.cast import enter
from tests.tenants.webhooks.conftest import NOON

pytestmark = pytest.mark.django_db

OLD, NEW = "old-key-" * 5, "new-key-" * 5


@pytest.fixture
def secrets(hotel: Tenant, neighbour: Tenant, settings: Settings) -> dict[int, str]:
    """Return the secrets of two businesses, sealed with the old key."""
    settings.SEALING_KEYS = [OLD]
    known = {}
    for tenant in (hotel, neighbour):
        with enter(tenant):
            webhook, _ = create_webhook(url="https://hooks.example.com/", events=["hold.created"])
            known[tenant.pk] = rotate_secret(webhook=webhook, now=NOON)
    return known


def test_once_resealed_the_old_key_can_go(
    hotel: Tenant, neighbour: Tenant, secrets: dict[int, str], settings: Settings
) -> None:
    settings.SEALING_KEYS = [NEW, OLD]
    call_command("reseal", stdout=StringIO())

    settings.SEALING_KEYS = [NEW]
    for tenant in (hotel, neighbour):
        with enter(tenant):
            webhook = WebhookEndpoint.objects.get()
            assert unseal(webhook.secret) == secrets[tenant.pk]
            assert unseal(webhook.old_secret).startswith("whsec_")


def test_without_the_old_key_nothing_changes(hotel: Tenant, secrets: dict[int, str], settings: Settings) -> None:
    settings.SEALING_KEYS = [NEW]
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("reseal")

    settings.SEALING_KEYS = [OLD]
    with enter(hotel):
        assert unseal(WebhookEndpoint.objects.get().secret) == secrets[hotel.pk]
