"""Changing the key that secrets at rest are sealed with."""

from __future__ import annotations

from django.db.models import Model

from tenants.models import SecondFactor, Tenant, WebhookEndpoint
from tenants.scoping import platform_scope, tenant_scope
from tenants.sealed import reseal

ACTOR = "system:reseal"
# Every column that is sealed (tenants/sealed.py).
SEALED: tuple[tuple[type[Model], str], ...] = ((SecondFactor, "secret"),)
SEALED_BY_TENANT: tuple[tuple[type[Model], str], ...] = ((WebhookEndpoint, "secret"), (WebhookEndpoint, "old_secret"))


def reseal_secrets() -> int:
    """Seal every secret with the first key, all or none, and return how many there are; then older keys may go.

    :raises CannotUnseal: if the key that one of them was sealed with is missing
    """
    with platform_scope(actor=ACTOR):
        count = sum(reseal_column(model, column) for model, column in SEALED)
        for tenant_id in Tenant.objects.values_list("pk", flat=True).order_by("pk"):
            with tenant_scope(tenant_id, actor=ACTOR):
                count += sum(reseal_column(model, column) for model, column in SEALED_BY_TENANT)
    return count


def reseal_column(model: type[Model], column: str) -> int:
    rows = list(model._default_manager.select_for_update().exclude(**{column: ""}))
    for row in rows:
        setattr(row, column, reseal(getattr(row, column)))
        row.save(update_fields=[column])
    return len(rows)
