"""The demonstration's numbers: their guests write from the sandbox phone, and what answers stands in for Meta."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction

from messaging.models import MetaApp, WhatsAppNumber
from tenants.demo import DEMO, DemoTenant
from tenants.models import Tenant
from tenants.scoping import tenant_scope
from tenants.sealed import seal

ACTOR = "system:seed_demo"
# The app whose webhooks the sandbox signs, and the account that its numbers belong to.
SANDBOX_APP, SANDBOX_WABA = "sandbox", "102200300"
# The sandbox takes any token.
ACCESS_TOKEN = "sandbox"  # noqa: S105 (opens nothing)


def refresh(*, now: datetime) -> Iterator[str]:
    """Let the demonstration's businesses be reached from the sandbox; yield what was done, a line each."""
    if not settings.SANDBOX:
        return
    with transaction.atomic():
        MetaApp.objects.update_or_create(
            key=SANDBOX_APP,
            defaults={
                "name": "Sandbox",
                "verify_token": seal(settings.SANDBOX_SECRET),
                "secrets": [seal(settings.SANDBOX_SECRET)],
                "is_active": True,
            },
        )
    for demo in DEMO:
        yield connect(demo)


def connect(demo: DemoTenant) -> str:
    """Give a business its number at the sandbox."""
    tenant = Tenant.objects.get(slug=demo.slug)
    with tenant_scope(tenant.pk, actor=ACTOR):
        WhatsAppNumber.objects.get_or_create(
            phone_number_id=demo.phone_number_id,
            defaults={"waba_id": SANDBOX_WABA, "display": demo.phone, "token": seal(ACCESS_TOKEN)},
        )
    return f"{demo.name}: guests can write from the sandbox phone."
